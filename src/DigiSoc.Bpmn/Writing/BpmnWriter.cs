using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace DigiSoc.Bpmn.Writing;

/// <summary>Writes a document as it was read: white space, comments, prefixes and order included.</summary>
internal static class BpmnWriter
{
    public static string Write(XDocument document)
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new()
        {
            OmitXmlDeclaration = true,
            Indent = false,
            NewLineHandling = NewLineHandling.Entitize,
        };
        if (document.Declaration is not null)
        {
            text.Append(document.Declaration).Append(document.FirstNode is XText ? "" : "\n");
        }

        using (XmlWriter writer = XmlWriter.Create(text, settings))
        {
            document.Save(writer);
        }

        return text.ToString();
    }
}
