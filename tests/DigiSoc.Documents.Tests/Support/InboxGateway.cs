using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DigiSoc.Documents.Tests.Support;

/// <summary>A delivery channel in memory that speaks as docs/sandbox.md says.</summary>
internal sealed class InboxGateway : HttpMessageHandler, IHttpClientFactory
{
    private readonly Dictionary<string, (string Id, JsonElement Message)> _received = [];

    public static readonly Uri Address = new("http://inbox.example/sandbox/mail");

    /// <summary>How many of the next calls fail, and how.</summary>
    public Queue<Func<HttpResponseMessage>> Failures { get; } = new();

    /// <summary>The failure comes after the message was taken: the answer is lost on the way.</summary>
    public bool FailAfterTaking { get; set; }

    public string? RefusalReason { get; set; }

    public object Receipt { get; set; } = new { status = "accepted" };

    public HashSet<string> ActiveAddresses { get; } = [];

    public int Calls { get; private set; }

    public IReadOnlyList<JsonElement> Received => [.. _received.Values.Select(r => r.Message)];

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        if (!FailAfterTaking && Failures.TryDequeue(out var failure))
        {
            return failure();
        }

        var answer = request.Method == HttpMethod.Post ? await TakeAsync(request, cancellationToken) : Give(request);
        return FailAfterTaking && Failures.TryDequeue(out var late) ? late() : answer;
    }

    private async Task<HttpResponseMessage> TakeAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (RefusalReason is { } reason)
        {
            return Answer(HttpStatusCode.UnprocessableEntity, new { status = "refused", reason });
        }

        var key = request.Headers.GetValues("Idempotency-Key").Single();
        var known = _received.TryGetValue(key, out var first);
        if (!known)
        {
            first = ($"m-{_received.Count + 1}", await request.Content!.ReadFromJsonAsync<JsonElement>(ct));
            _received[key] = first;
        }

        return Answer(known ? HttpStatusCode.OK : HttpStatusCode.Accepted, new { id = first.Id, status = "accepted" });
    }

    private HttpResponseMessage Give(HttpRequestMessage request)
    {
        if (request.RequestUri!.Segments is [.., "addresses/", var code])
        {
            return ActiveAddresses.Contains(code)
                ? Answer(HttpStatusCode.OK, new { active = true })
                : Answer(HttpStatusCode.NotFound, new { active = false });
        }

        request.RequestUri.AbsolutePath.ShouldEndWith("/receipt");
        return Answer(HttpStatusCode.OK, Receipt);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, object body) =>
        new(status) { Content = JsonContent.Create(body) };
}
