using System.Xml;
using System.Xml.Linq;

namespace DigiSoc.Sandbox.Registers;

/// <summary>Reads SOAP envelopes without document types, external entities or unbounded length.</summary>
internal static class SoapRequest
{
    /// <summary>Namespace of the header block that says who asks and why.</summary>
    public static readonly XNamespace Context = "https://digisoc.lv/schema/registers/context/1";

    private const int MaxCharacters = 64 * 1024;

    /// <summary>The question, or what is wrong with the envelope.</summary>
    public static async Task<(Question? Question, string Complaint)> ReadAsync(SoapService service, Stream body, CancellationToken ct)
    {
        try
        {
            using var reader = XmlReader.Create(body, new XmlReaderSettings
            {
                Async = true,
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxCharacters,
            });
            return Read(service, await XDocument.LoadAsync(reader, LoadOptions.None, ct));
        }
        catch (XmlException problem)
        {
            return (null, $"not readable as XML: {problem.Message}");
        }
    }

    private static (Question? Question, string Complaint) Read(SoapService service, XDocument document)
    {
        XNamespace soap = service.EnvelopeNamespace;
        XNamespace own = service.Namespace;
        if (document.Root?.Name != soap + "Envelope")
        {
            return (null, $"expected an Envelope of {soap}");
        }

        var request = document.Root.Element(soap + "Body")?.Elements().SingleOrDefault();
        var operation = service.Operations.FirstOrDefault(one => request?.Name == own + (one.Name + "Request"));
        if (request is null || operation is null)
        {
            return (null, $"expected one of {string.Join(", ", service.Operations.Select(one => one.Name + "Request"))}");
        }

        var context = document.Root.Element(soap + "Header")?.Element(Context + "RequestContext");
        return (new Question(
            service.Register, operation.Name,
            request.Element(own + "PersonCode")?.Value ?? "",
            AskedPeriod.Read(request.Element(own + "PeriodFrom")?.Value, request.Element(own + "PeriodTo")?.Value),
            context?.Element(Context + "RequestId")?.Value ?? "",
            context?.Element(Context + "Purpose")?.Value ?? "",
            context?.Element(Context + "LegalBasis")?.Value ?? ""), "");
    }
}
