using System.Xml;
using System.Xml.Linq;

namespace DigiSoc.Dmn.Reading;

/// <summary>Reads XML that may be hostile: no DTD, no entities, nothing fetched, bounded size and depth.</summary>
internal static class HardenedXml
{
    /// <summary>Largest text taken, in characters.</summary>
    public const int MaxCharacters = 64_000_000;

    /// <summary>Deepest nesting of elements taken.</summary>
    public const int MaxDepth = 200;

    /// <summary>Most cells of decision tables taken, in all tables together; reading and checking one takes some 28 µs of processor time and, at the peak, 1.5 KB.</summary>
    public const int MaxCells = 200_000;

    /// <summary>The document, or the reason why it is refused.</summary>
    public static (XDocument? Document, string? Refusal, int Line) Load(string xml)
    {
        if (xml.Length > MaxCharacters)
        {
            return (null, $"the text has {xml.Length} characters, at most {MaxCharacters} are taken", 0);
        }

        try
        {
            return TooMuch(xml) is var (reason, line)
                ? (null, reason, line)
                : (XDocument.Load(Open(xml), LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace), null, 0);
        }
        catch (XmlException refusal)
        {
            return (null, refusal.Message, refusal.LineNumber);
        }
    }

    /// <summary>An attribute of the root element, found without reading further; null when the text has none, or does not begin as XML.</summary>
    public static string? RootAttribute(string xml, string name)
    {
        try
        {
            using var reader = Open(xml);
            return reader.MoveToContent() == XmlNodeType.Element ? reader.GetAttribute(name) : null;
        }
        catch (XmlException)
        {
            return null; // Told when the text is read as a whole.
        }
    }

    /// <summary>What there is too much of, and the line where it gets so; null when there is not. Found before anything is kept.</summary>
    private static (string Reason, int Line)? TooMuch(string xml)
    {
        using var reader = Open(xml);
        var cells = 0;
        while (reader.Read())
        {
            cells += reader is { NodeType: XmlNodeType.Element, LocalName: "inputEntry" or "outputEntry" } ? 1 : 0;
            var reason = reader.Depth > MaxDepth ? $"elements are nested more than {MaxDepth} deep"
                : cells > MaxCells ? $"decision tables have more than {MaxCells} cells; divide the model, or ask a register instead of a table"
                : null;
            if (reason is not null)
            {
                return (reason, ((IXmlLineInfo)reader).LineNumber);
            }
        }

        return null;
    }

    private static XmlReader Open(string xml) =>
        XmlReader.Create(new StringReader(xml), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 0,
            MaxCharactersInDocument = MaxCharacters,
            CloseInput = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
}
