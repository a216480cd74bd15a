using System.Collections.Frozen;
using System.Xml.Linq;

namespace DigiSoc.Cases.Packages;

/// <summary>What the elements of a package's processes are called, in both languages.</summary>
/// <remarks>
/// The element's <c>name</c> is Latvian. The English title is <c>titleEn</c> among the headers of a user or service task,
/// among the properties of any other element; without one the Latvian name stands for both.
/// </remarks>
internal sealed class ElementTitles
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static readonly XNamespace Zeebe = "http://camunda.org/schema/zeebe/1.0";

    private readonly FrozenDictionary<string, LocalText> _titles;

    private ElementTitles(IEnumerable<KeyValuePair<string, LocalText>> titles) => _titles = titles.ToFrozenDictionary();

    public static ElementTitles None { get; } = new([]);

    /// <param name="diagrams">The package's BPMN files, as deployed: they have been read before.</param>
    public static ElementTitles Read(IEnumerable<string> diagrams)
    {
        var titles = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var element in diagrams.SelectMany(xml => XDocument.Parse(xml).Descendants()))
        {
            if (element.Name.Namespace == Bpmn && element.Attribute("id")?.Value is { } id && element.Attribute("name")?.Value is { } name)
            {
                titles[id] = LocalText.Of(name, English(element));
            }
        }

        return new ElementTitles(titles);
    }

    /// <summary>The id itself for an element without a name.</summary>
    public LocalText Of(string elementId) => _titles.GetValueOrDefault(elementId) ?? LocalText.Of(elementId);

    private static string? English(XElement element)
    {
        var extensions = element.Element(Bpmn + "extensionElements");
        var header = extensions?.Element(Zeebe + "taskHeaders")?.Elements(Zeebe + "header")
            .FirstOrDefault(one => one.Attribute("key")?.Value == "titleEn");
        var property = extensions?.Element(Zeebe + "properties")?.Elements(Zeebe + "property")
            .FirstOrDefault(one => one.Attribute("name")?.Value == "titleEn");
        return (header ?? property)?.Attribute("value")?.Value;
    }
}
