using System.Xml;
using System.Xml.Linq;

namespace DigiSoc.Bpmn.Reading;

/// <summary>Namespaces and short ways through the XML of a BPMN file.</summary>
internal static class Names
{
    public static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    public static readonly XNamespace Zeebe = "http://camunda.org/schema/zeebe/1.0";
    public static readonly XNamespace Digisoc = "https://digisoc.lv/schema/1.0";

    public static readonly XNamespace Drools = "http://www.jboss.org/drools";

    /// <summary>Engines whose attributes are understood where they say the same as ours.</summary>
    public static readonly XNamespace[] Vendors =
        ["http://camunda.org/schema/1.0/bpmn", "http://operaton.org/schema/1.0/bpmn", "http://flowable.org/bpmn", "http://activiti.org/bpmn"];

    public static string? Id(this XElement element) => element.Attribute("id")?.Value is { Length: > 0 } id ? id : null;

    public static string? Text(this XElement element, string attribute) => element.Attribute(attribute)?.Value;

    public static bool? Flag(this XElement element, string attribute) => element.Attribute(attribute)?.Value.Trim() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    public static int Line(this XObject node) => ((IXmlLineInfo)node).HasLineInfo() ? ((IXmlLineInfo)node).LineNumber : 0;

    /// <summary>The reference without a namespace prefix.</summary>
    public static string? Reference(this XElement element, string attribute) => Local(element.Attribute(attribute)?.Value);

    public static string? Local(string? reference)
    {
        string? text = reference?.Trim();
        return text is { Length: > 0 } ? text[(text.LastIndexOf(':') + 1)..] : null;
    }

    public static XElement? Child(this XElement element, string name) => element.Element(Bpmn + name);

    /// <summary>The extension element of the Camunda 8 dialect; null: it has none.</summary>
    public static XElement? ZeebeChild(this XElement element, string name) =>
        element.Child("extensionElements")?.Element(Zeebe + name);

    /// <summary>An attribute of another engine's dialect; null: it has none.</summary>
    public static string? Vendor(this XElement element, string name)
    {
        foreach (XNamespace vendor in Vendors)
        {
            if (element.Attribute(vendor + name)?.Value is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
