using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>Registers the state integrator offers as SOAP 1.1 or 1.2, document/literal.</summary>
internal sealed class SoapAdapter(HttpClient http, RegistersOptions options) : IRegisterAdapter
{
    private static readonly XNamespace Context = "https://digisoc.lv/schema/registers/context/1";

    public async Task<RegisterReply> AskAsync(RegisterQuestion question, CancellationToken ct)
    {
        using var request = Request(question);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var body = await LimitedBody.ReadAsync(response.Content, options.MaxAnswerBytes, ct);
        var register = question.Register.Id;
        if (body is null)
        {
            return new RegisterReply.Unreadable(RegisterErrors.TooLarge(register, options.MaxAnswerBytes));
        }

        // A fault comes with 500 (1.1), with 400 or 500 (1.2); other statuses are the transport's own.
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.InternalServerError or HttpStatusCode.BadRequest
            ? Read(question, body, response.StatusCode)
            : HttpFailures.Of(register, response.StatusCode);
    }

    private HttpRequestMessage Request(RegisterQuestion question)
    {
        var action = $"{question.Register.Namespace}/{question.Item.Operation}";
        var request = new HttpRequestMessage(HttpMethod.Post, RegisterAddresses.Of(question.Register, options));
        if (question.Register.Protocol == RegisterProtocol.Soap12)
        {
            request.Content = new StringContent(Envelope(question), Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/soap+xml; charset=utf-8; action=\"{action}\"");
        }
        else
        {
            request.Content = new StringContent(Envelope(question), Encoding.UTF8, "text/xml");
            request.Headers.Add("SOAPAction", $"\"{action}\"");
        }

        return request;
    }

    private static string Envelope(RegisterQuestion question)
    {
        var soap = SoapNames.Envelope(question.Register.Protocol);
        XNamespace own = question.Register.Namespace;
        return new XElement(
            soap + "Envelope",
            new XElement(soap + "Header", Header(question)),
            new XElement(
                soap + "Body",
                new XElement(
                    own + (question.Item.Operation + "Request"),
                    new XElement(own + "PersonCode", question.PersonCode),
                    question.Request.Period is { } days
                        ? new[] { Day(own + "PeriodFrom", days.From), Day(own + "PeriodTo", days.LastDay) }
                        : null))).ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Header(RegisterQuestion question) => new(
        Context + "RequestContext",
        new XElement(Context + "RequestId", question.Request.IdempotencyKey),
        new XElement(Context + "Purpose", question.Request.Purpose),
        new XElement(Context + "LegalBasis", string.Join("; ", question.Norms)),
        new XElement(Context + "CaseId", question.Request.CaseId),
        new XElement(Context + "Institution", question.Request.InstitutionId));

    private static XElement Day(XName name, DateOnly day) => new(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private RegisterReply Read(RegisterQuestion question, byte[] body, HttpStatusCode status)
    {
        var register = question.Register.Id;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), SafeXml.Settings(options.MaxAnswerBytes));
            return SoapReply.Read(question, XDocument.Load(reader));
        }
        catch (XmlException) when (status != HttpStatusCode.OK)
        {
            return HttpFailures.Of(register, status);
        }
        catch (XmlException problem)
        {
            return new RegisterReply.Unreadable(SafeXml.IsDocumentType(body)
                ? RegisterErrors.ForbiddenXml(register)
                : RegisterErrors.Malformed(register, "XML", string.Create(CultureInfo.InvariantCulture, $"line {problem.LineNumber}, column {problem.LinePosition}")));
        }
    }
}
