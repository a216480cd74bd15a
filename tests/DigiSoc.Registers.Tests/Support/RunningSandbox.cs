using System.Net.Http.Json;
using DigiSoc.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace DigiSoc.Registers.Tests.Support;

/// <summary>The sandbox on a free port, seen from 10 March 2026, with the personas and a few others.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    private readonly WebApplication _app = SandboxApp.Create(["--urls", "http://127.0.0.1:0", "--today", "2026-03-10", "--inhabitants", "50"]);
    private HttpClient? _control;

    public Uri Address => new(_app.Urls.Single());

    private HttpClient Control => _control ??= new HttpClient { BaseAddress = Address };

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _control?.Dispose();
        await _app.DisposeAsync();
    }

    public async Task BehaveAsync(string register, object setting)
    {
        using var response = await Control.PutAsJsonAsync($"/sandbox/behaviour/{register}", setting);
        response.EnsureSuccessStatusCode();
    }

    public async Task ResetAsync()
    {
        using var response = await Control.DeleteAsync("/sandbox/behaviour");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>How often the register was asked under this key.</summary>
    public async Task<int> CallsAsync(string key)
    {
        var calls = await Control.GetFromJsonAsync<List<object>>($"/sandbox/journal?key={Uri.EscapeDataString(key)}");
        return calls!.Count;
    }
}
