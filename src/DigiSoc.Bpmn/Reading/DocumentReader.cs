using System.Xml;
using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;

namespace DigiSoc.Bpmn.Reading;

/// <summary>From text to document: safe parsing first, then what the file says that BPMN does not know.</summary>
internal static class DocumentReader
{
    private const int DeepestNesting = 200;
    private const int LongestText = 64_000_000;

    public static BpmnReadResult Read(string xml)
    {
        if (xml.Length > LongestText)
        {
            return Refused(BpmnFindings.TooLarge($"{xml.Length} characters", $"{LongestText} characters"));
        }

        string text = xml.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        try
        {
            if (DepthOf(text) is var depth && depth > DeepestNesting)
            {
                return Refused(BpmnFindings.TooLarge($"more than {DeepestNesting} levels", $"{DeepestNesting} levels"));
            }

            using XmlReader reader = XmlReader.Create(new StringReader(text), Settings());
            XDocument document = XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
            return Read(document);
        }
        catch (XmlException broken)
        {
            return Refused(BpmnFindings.NotXml(broken, text));
        }
    }

    private static BpmnReadResult Read(XDocument xml)
    {
        if (xml.Root!.Name != Names.Bpmn + "definitions")
        {
            return Refused(BpmnFindings.NotBpmn(xml.Root));
        }

        BpmnDocument document = new(xml);
        List<BpmnDiagnostic> found = [];
        SchemaCheck.Check(document, found);
        return new BpmnReadResult(document, found);
    }

    /// <summary>Looks at nesting before anything is built, and stops as soon as it is too deep.</summary>
    private static int DepthOf(string text)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(text), Settings());
        int deepest = 0;
        while (deepest <= DeepestNesting && reader.Read())
        {
            deepest = Math.Max(deepest, reader.Depth);
        }

        return deepest;
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestText,
        MaxCharactersFromEntities = 0,
        CheckCharacters = true,
    };

    private static BpmnReadResult Refused(BpmnDiagnostic why) => new(null, [why]);
}
