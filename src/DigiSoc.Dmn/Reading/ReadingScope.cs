using System.Xml;
using System.Xml.Linq;

namespace DigiSoc.Dmn.Reading;

/// <summary>What the readers of parts share: the element's owner for places, and how types and texts are written.</summary>
internal sealed class ReadingScope(IReadOnlyDictionary<string, string> importNames, string ownNamespace)
{
    private string _ownerName = "";

    /// <summary>Findings so far.</summary>
    public List<DmnDiagnostic> Diagnostics { get; } = [];

    /// <summary>Language of expressions that state none, as the model says it; null means FEEL.</summary>
    public string? Language { get; init; }

    /// <summary>The language of an expression when it is not FEEL; null when it is.</summary>
    public string? ForeignLanguage(XElement element) =>
        (Attribute(element, "expressionLanguage") ?? Language) is { } language && !DmnNames.IsFeel(language) ? language : null;

    /// <summary>States whose parts are read next, so that places can name it.</summary>
    public void Enter(string ownerName) => _ownerName = ownerName;

    /// <summary>Where an element is.</summary>
    public DmnPlace PlaceOf(XElement element) =>
        new(Attribute(element, "id") ?? Attribute(element, "name") ?? _ownerName, _ownerName, LineOf(element));

    /// <summary>The line of an element, counted from 1.</summary>
    public static int LineOf(XElement element) => ((IXmlLineInfo)element).LineNumber;

    /// <summary>Children of that local name in a DMN namespace.</summary>
    public static IEnumerable<XElement> Children(XElement parent, string name) =>
        parent.Elements().Where(child => child.Name.LocalName == name && DmnNames.IsDmn(child));

    /// <summary>The first child of that local name; null when there is none.</summary>
    public static XElement? Child(XElement? parent, string name) =>
        parent is null ? null : Children(parent, name).FirstOrDefault();

    /// <summary>An attribute's trimmed text; null when absent or blank.</summary>
    public static string? Attribute(XElement? element, string name) => Blank(element?.Attribute(name)?.Value);

    /// <summary>Text of a child's <c>text</c> element, as written; null when absent.</summary>
    public static string? TextOf(XElement? parent) => Child(parent, "text")?.Value;

    /// <summary>Text of a child's <c>text</c> element; null when absent or blank.</summary>
    public static string? FilledTextOf(XElement? parent) => Blank(TextOf(parent));

    /// <summary>The trimmed text of a child; null when absent or blank.</summary>
    public static string? ChildText(XElement parent, string name) => Blank(Child(parent, name)?.Value);

    /// <summary>Type written as attribute (DMN 1.2 and later) or qualified name (1.1), in this model's own words.</summary>
    public string? TypeRef(XElement? element) => element is null ? null : TypeName(element, Attribute(element, "typeRef"));

    /// <summary>A type name in this model's own words: imported types with the import's name before them.</summary>
    public string? TypeName(XElement context, string? written)
    {
        if (written is null || written.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
        {
            return written;
        }

        var prefix = written[..colon];
        var local = written[(colon + 1)..];
        if (!IsXmlName(prefix) || context.GetNamespaceOfPrefix(prefix) is not { } space)
        {
            return prefix == "feel" ? local : written;
        }

        return DmnNames.IsFeel(space.NamespaceName) || space.NamespaceName == ownNamespace
            ? local
            : importNames.TryGetValue(space.NamespaceName, out var import) && import.Length > 0 ? $"{import}.{local}" : local;
    }

    /// <summary>Norms written on an element as <c>digisoc:norm</c>, several parted by semicolons.</summary>
    public static IReadOnlyList<string> NormsOf(XElement element)
    {
        var written = element.Attribute(DmnNames.DigiSoc + "norm")?.Value;
        var inside = element.Elements().FirstOrDefault(child => child.Name.LocalName == "extensionElements")?
            .Elements(DmnNames.DigiSoc + "norm").Select(norm => norm.Attribute("ref")?.Value ?? norm.Value) ?? [];
        return [.. SplitNorms(written), .. inside.Where(norm => Blank(norm) is not null)];
    }

    /// <summary>The norms in a text that parts them by semicolons.</summary>
    public static IEnumerable<string> SplitNorms(string? text) =>
        text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The text without blanks around it; null when nothing is left.</summary>
    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsXmlName(string text)
    {
        try
        {
            XmlConvert.VerifyNCName(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
