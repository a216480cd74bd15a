using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using DigiSoc.Sandbox.Behaviour;

namespace DigiSoc.Sandbox.Registers;

/// <summary>Writes answers and faults as SOAP envelopes.</summary>
internal static class SoapWriter
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public static string Answer(SoapService service, string operation, Reply.Answer answer)
    {
        XNamespace own = service.Namespace;
        var text = Envelope(service, answer.Answers.Select(value => Body(own, operation + "Response", value)));
        return answer.Wrong switch
        {
            WrongAnswer.Malformed => text[..(text.Length * 2 / 3)],
            WrongAnswer.Hostile => Hostile + text,
            WrongAnswer.Huge => text.Replace("</", new string(' ', Written.HugeLength) + "</", StringComparison.Ordinal)[..Written.HugeLength],
            _ => text,
        };
    }

    /// <param name="sender">The asker is at fault; otherwise the register.</param>
    public static string Fault(SoapService service, bool sender, string code, string text)
    {
        XNamespace soap = service.EnvelopeNamespace;
        XNamespace own = service.Namespace;
        var fault = service.Version12
            ? new XElement(
                soap + "Fault",
                new XElement(
                    soap + "Code",
                    new XElement(soap + "Value", sender ? "soap:Sender" : "soap:Receiver"),
                    new XElement(soap + "Subcode", new XElement(soap + "Value", new XAttribute(XNamespace.Xmlns + "r", own), "r:" + code))),
                new XElement(soap + "Reason", new XElement(soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), text)))
            : new XElement(
                soap + "Fault",
                new XElement("faultcode", (sender ? "soap:Client." : "soap:Server.") + code),
                new XElement("faultstring", text));
        return Envelope(service, [fault]);
    }

    private const string Hostile =
        """<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY z SYSTEM "file:///etc/passwd">]>""";

    private static string Envelope(SoapService service, IEnumerable<XElement> body)
    {
        XNamespace soap = service.EnvelopeNamespace;
        return new XElement(
            soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soap", soap),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance),
            new XElement(soap + "Body", body)).ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Body(XNamespace own, string name, JsonNode value) => value is JsonArray list
        ? new XElement(own + name, list.Select(entry => Element(own, "Entry", entry)))
        : Element(own, name, value);

    private static XElement Element(XNamespace own, string name, JsonNode? value) => value switch
    {
        null => new XElement(own + name, new XAttribute(Instance + "nil", true)),
        JsonObject fields => new XElement(own + name, fields.Select(field => Element(own, Pascal(field.Key), field.Value))),
        JsonArray list => new XElement(own + name, list.Select(entry => Element(own, "Entry", entry))),
        _ => new XElement(own + name, Text(value)),
    };

    private static string Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
