using System.Globalization;
using System.Net;
using System.Text.Json;

namespace DigiSoc.Registers.Asking;

/// <summary>Registers that answer GET with JSON.</summary>
internal sealed class RestAdapter(HttpClient http, RegistersOptions options) : IRegisterAdapter
{
    private const string NotFoundCode = "person-not-found";
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32, AllowMultipleValues = true };

    public async Task<RegisterReply> AskAsync(RegisterQuestion question, CancellationToken ct)
    {
        using var request = Request(question);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var body = await LimitedBody.ReadAsync(response.Content, options.MaxAnswerBytes, ct);
        var register = question.Register.Id;
        return response.StatusCode switch
        {
            _ when body is null => new RegisterReply.Unreadable(RegisterErrors.TooLarge(register, options.MaxAnswerBytes)),
            HttpStatusCode.OK => Answers(register, body),
            HttpStatusCode.NotFound when SaysNotFound(body) => new RegisterReply.NotFound(),
            _ => HttpFailures.Of(register, response.StatusCode),
        };
    }

    private HttpRequestMessage Request(RegisterQuestion question)
    {
        var path = question.Item.Path!.Replace("{personCode}", Uri.EscapeDataString(question.PersonCode), StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Get, $"{RegisterAddresses.Of(question.Register, options)}/{path}{Query(question.Request.Period)}");
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Idempotency-Key", Uri.EscapeDataString(question.Request.IdempotencyKey));
        request.Headers.Add("X-Purpose", Uri.EscapeDataString(question.Request.Purpose));
        request.Headers.Add("X-Legal-Basis", Uri.EscapeDataString(string.Join("; ", question.Norms)));
        request.Headers.Add("X-Case-Id", Uri.EscapeDataString(question.Request.CaseId));
        request.Headers.Add("X-Institution", Uri.EscapeDataString(question.Request.InstitutionId));
        return request;
    }

    private static string Query(LookupPeriod? period) => period is { } days
        ? string.Create(CultureInfo.InvariantCulture, $"?from={days.From:yyyy-MM-dd}&to={days.LastDay:yyyy-MM-dd}")
        : "";

    private static RegisterReply Answers(string register, byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, Strict);
            var answers = new List<JsonElement>();
            while (reader.Read())
            {
                using var document = JsonDocument.ParseValue(ref reader);
                answers.Add(document.RootElement.Clone());
            }

            return answers.Count > 0
                ? new RegisterReply.Body(answers)
                : new RegisterReply.Unreadable(RegisterErrors.Malformed(register, "JSON", "it is empty"));
        }
        catch (JsonException problem)
        {
            return new RegisterReply.Unreadable(RegisterErrors.Malformed(register, "JSON", HttpFailures.Place(problem)));
        }
    }

    private static bool SaysNotFound(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                && code.ValueEquals(NotFoundCode);
        }
        catch (JsonException)
        {
            return false; // A page of a proxy: the path is wrong, not the person.
        }
    }
}
