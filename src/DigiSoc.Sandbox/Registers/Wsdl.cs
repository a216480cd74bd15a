using System.Xml.Linq;

namespace DigiSoc.Sandbox.Registers;

/// <summary>WSDL 1.1 of a service, document/literal.</summary>
internal static class Wsdl
{
    private static readonly XNamespace W = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace X = "http://www.w3.org/2001/XMLSchema";
    private static readonly string[] MessageKinds = ["Request", "Response"];

    public static XDocument Of(SoapService service, string address)
    {
        XNamespace soap = service.Version12 ? "http://schemas.xmlsoap.org/wsdl/soap12/" : "http://schemas.xmlsoap.org/wsdl/soap/";
        var name = service.Register.ToUpperInvariant();
        return new XDocument(new XElement(
            W + "definitions",
            new XAttribute("name", name),
            new XAttribute("targetNamespace", service.Namespace),
            new XAttribute(XNamespace.Xmlns + "tns", service.Namespace),
            new XAttribute(XNamespace.Xmlns + "soap", soap),
            new XAttribute(XNamespace.Xmlns + "xs", X),
            new XElement(W + "types", Schema(service)),
            service.Operations.SelectMany(Messages),
            PortType(service, name),
            Binding(service, name, soap),
            new XElement(
                W + "service",
                new XAttribute("name", name + "Service"),
                new XElement(
                    W + "port",
                    new XAttribute("name", name + "Port"),
                    new XAttribute("binding", $"tns:{name}Binding"),
                    new XElement(soap + "address", new XAttribute("location", address))))));
    }

    private static XElement Schema(SoapService service) => new(
        X + "schema",
        new XAttribute("targetNamespace", service.Namespace),
        new XAttribute("elementFormDefault", "qualified"),
        service.Operations.SelectMany(operation => new[] { Request(operation), Response(operation) }));

    private static XElement Request(SoapOperation operation) => Element(
        operation.Name + "Request",
        Field(new SoapField("PersonCode", "string")),
        Optional(Field(new SoapField("PeriodFrom", "date"))),
        Optional(Field(new SoapField("PeriodTo", "date"))));

    private static XElement Response(SoapOperation operation)
    {
        var fields = operation.Fields.Select(Field).ToArray();
        if (!operation.IsList)
        {
            return Element(operation.Name + "Response", fields);
        }

        var entry = Element("Entry", fields);
        entry.Add(new XAttribute("minOccurs", 0), new XAttribute("maxOccurs", "unbounded"));
        return Element(operation.Name + "Response", entry);
    }

    private static XElement Element(string name, params XElement[] content) => new(
        X + "element",
        new XAttribute("name", name),
        new XElement(X + "complexType", new XElement(X + "sequence", content)));

    private static XElement Field(SoapField field)
    {
        var element = new XElement(X + "element", new XAttribute("name", field.Name), new XAttribute("type", "xs:" + field.XsdType));
        if (field.Nillable)
        {
            element.Add(new XAttribute("nillable", true));
        }

        return element;
    }

    private static XElement Optional(XElement element)
    {
        element.Add(new XAttribute("minOccurs", 0));
        return element;
    }

    private static IEnumerable<XElement> Messages(SoapOperation operation) =>
        MessageKinds.Select(kind => new XElement(
            W + "message",
            new XAttribute("name", operation.Name + kind),
            new XElement(W + "part", new XAttribute("name", "body"), new XAttribute("element", $"tns:{operation.Name}{kind}"))));

    private static XElement PortType(SoapService service, string name) => new(
        W + "portType",
        new XAttribute("name", name + "PortType"),
        service.Operations.Select(operation => new XElement(
            W + "operation",
            new XAttribute("name", operation.Name),
            new XElement(W + "input", new XAttribute("message", $"tns:{operation.Name}Request")),
            new XElement(W + "output", new XAttribute("message", $"tns:{operation.Name}Response")))));

    private static XElement Binding(SoapService service, string name, XNamespace soap) => new(
        W + "binding",
        new XAttribute("name", name + "Binding"),
        new XAttribute("type", $"tns:{name}PortType"),
        new XElement(soap + "binding", new XAttribute("style", "document"), new XAttribute("transport", "http://schemas.xmlsoap.org/soap/http")),
        service.Operations.Select(operation => new XElement(
            W + "operation",
            new XAttribute("name", operation.Name),
            new XElement(soap + "operation", new XAttribute("soapAction", $"{service.Namespace}/{operation.Name}"), new XAttribute("style", "document")),
            new XElement(W + "input", new XElement(soap + "body", new XAttribute("use", "literal"))),
            new XElement(W + "output", new XElement(soap + "body", new XAttribute("use", "literal"))))));
}
