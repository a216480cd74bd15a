using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Norms, other <c>digisoc:</c> extensions and task headers.</summary>
internal static class Extensions
{
    public static void Read(FlowNode node, XElement xml)
    {
        if (xml.Child("extensionElements") is not { } extensions)
        {
            return;
        }

        node.Extensions = [.. extensions.Elements().Where(each => each.Name.Namespace == Names.Digisoc).Select(Extension)];
        node.Norms = Norms(xml);
        node.Headers = Headers(extensions);
    }

    public static IReadOnlyList<string> Norms(XElement xml)
    {
        string[]? norms = xml.Child("extensionElements")?.Elements(Names.Digisoc + "norm")
            .Select(norm => norm.Text("ref")).OfType<string>().ToArray();
        return norms is { Length: > 0 } ? norms : [];
    }

    private static DigisocExtension Extension(XElement xml)
    {
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        foreach (XAttribute attribute in xml.Attributes().Where(each => !each.IsNamespaceDeclaration))
        {
            attributes[attribute.Name.LocalName] = attribute.Value;
        }

        return new DigisocExtension(xml.Name.LocalName, attributes);
    }

    private static KeyValuePair<string, string>[] Headers(XElement extensions) =>
    [
        .. extensions.Elements(Names.Zeebe + "taskHeaders").Elements(Names.Zeebe + "header")
            .Where(header => header.Text("key") is { Length: > 0 })
            .Select(header => KeyValuePair.Create(header.Text("key")!, header.Text("value") ?? "")),
    ];
}
