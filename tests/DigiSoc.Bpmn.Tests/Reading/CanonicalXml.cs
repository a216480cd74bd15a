using System.Text;
using System.Xml.Linq;

namespace DigiSoc.Bpmn.Tests.Reading;

/// <summary>XML as text in one form: names by namespace, attributes sorted, text, comments and order kept.</summary>
internal static class CanonicalXml
{
    public static string Of(string xml)
    {
        StringBuilder text = new();
        XDocument document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        foreach (XNode node in document.Nodes().Where(node => node is not XText))
        {
            Write(text, node);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, XNode node)
    {
        switch (node)
        {
            case XElement element:
                text.Append('<').Append(element.Name);
                foreach (XAttribute attribute in element.Attributes().OrderBy(each => each.Name.ToString(), StringComparer.Ordinal))
                {
                    text.Append(' ').Append(attribute.Name).Append("=\"").Append(attribute.Value).Append('"');
                }

                text.Append('>');
                foreach (XNode child in element.Nodes())
                {
                    Write(text, child);
                }

                text.Append("</>");
                break;
            case XText content:
                text.Append(content.Value);
                break;
            case XComment comment:
                text.Append("<!--").Append(comment.Value).Append("-->");
                break;
            case XProcessingInstruction instruction:
                text.Append("<?").Append(instruction.Target).Append(' ').Append(instruction.Data).Append("?>");
                break;
        }
    }
}
