using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.EndToEnd.Crashes;

/// <summary>A worker at the REST API who does not give up: a request that got no answer is sent again under the same key.</summary>
internal sealed class WorkplaceClient(Func<Uri> address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Dictionary<string, string> _tokens = [];

    public void Dispose() => _client.Dispose();

    public async Task<JsonNode> GetAsync(string user, string path) =>
        (await SendAsync(user, () => new HttpRequestMessage(HttpMethod.Get, Place(path)))).Body!;

    /// <summary>The answer's status and body; 409 and 422 are answers too.</summary>
    public Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string user, string path, string idempotencyKey, JsonNode body) =>
        SendAsync(user, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Place(path)) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        });

    public Task<byte[]> BytesAsync(string user, string path) => PersistAsync(async () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Place(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    });

    private Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string user, Func<HttpRequestMessage> make) => PersistAsync(async () =>
    {
        using var request = make();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        using var response = await _client.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            _tokens.Remove(user);
        }

        // What fails for want of the database says so: 503. A 500 is a fault, and no reason to try again.
        response.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, $"{request.Method} {request.RequestUri}");
        if ((int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests)
        {
            throw new HttpRequestException($"{request.Method} {request.RequestUri}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    });

    private async Task<string> TokenAsync(string user)
    {
        if (_tokens.TryGetValue(user, out var known))
        {
            return known;
        }

        using var response = await _client.PostAsJsonAsync(Place("token"), new { user, password = "digisoc-demo" });
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>();
        _tokens[user] = token;
        return token;
    }

    private Uri Place(string path) => new(address(), "/api/v1/" + path);

    private static async Task<T> PersistAsync<T>(Func<Task<T>> attempt)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException && !limit.IsCancellationRequested)
            {
                // The program is dead or starting: the same request again, as a person would press the button again.
                await beat.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }
}
