using Microsoft.AspNetCore.Builder;

namespace DigiSoc.Sandbox.Tests;

/// <summary>The sandbox on a free port with the personas only, seen from 10 March 2026.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    private readonly WebApplication _app = SandboxApp.Create(["--urls", "http://127.0.0.1:0", "--today", "2026-03-10", "--inhabitants", "0"]);

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        Http.DefaultRequestHeaders.Add("X-Purpose", "gmi-benefit");
        Http.DefaultRequestHeaders.Add("X-Legal-Basis", "SPSPL%2036");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>GET with an idempotency key.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Idempotency-Key", key);
        return Http.SendAsync(request);
    }
}
