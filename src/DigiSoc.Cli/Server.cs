using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary>A running DigiSoc, signed in to; what every command that talks to one shares.</summary>
internal sealed class Server : IDisposable
{
    private readonly string _command;
    private readonly HttpClient _client;

    private Server(string command, HttpClient client) => (_command, _client) = (command, client);

    /// <summary>Adds the options that say which server and who asks.</summary>
    /// <param name="command">The command.</param>
    /// <param name="demoUser">Who asks unless said.</param>
    /// <param name="role">What that person must be.</param>
    /// <returns>Runs work on the server they name: exit code 2 for a wrong address, 1 when it is not reached, does not know the user, or refuses.</returns>
    public static Func<ParseResult, Func<Server, Task<int>>, CancellationToken, Task<int>> OptionsOf(
        Command command, string demoUser = "pauls", string role = "A process designer")
    {
        var server = new Option<string>("--server") { Description = "Address of DigiSoc.", DefaultValueFactory = _ => "http://localhost:5080" };
        var user = new Option<string>("--user") { Description = $"{role}.", DefaultValueFactory = _ => demoUser };
        var password = new Option<string>("--password") { Description = "Or DIGISOC_PASSWORD; of the demonstration if neither is given." };
        command.Add(server);
        command.Add(user);
        command.Add(password);
        return (parsed, work, ct) => RunAsync(
            command.Name,
            parsed.GetRequiredValue(server),
            parsed.GetRequiredValue(user),
            parsed.GetValue(password) ?? Environment.GetEnvironmentVariable("DIGISOC_PASSWORD") ?? "digisoc-demo",
            work,
            ct);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The answer as JSON; null after a refusal, whose reasons have been printed.</summary>
    public Task<JsonNode?> GetAsync(string path, CancellationToken ct) => AskAsync(HttpMethod.Get, path, null, ct);

    /// <summary>As <see cref="GetAsync"/>.</summary>
    public Task<JsonNode?> PostAsync(string path, object body, CancellationToken ct) => AskAsync(HttpMethod.Post, path, body, ct);

    /// <summary>As <see cref="GetAsync"/>.</summary>
    public Task<JsonNode?> PutAsync(string path, object body, CancellationToken ct) => AskAsync(HttpMethod.Put, path, body, ct);

    private static async Task<int> RunAsync(
        string command, string address, string user, string password, Func<Server, Task<int>> work, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"CLI-013 {command}: expected an address such as http://localhost:5080, got {address}. Correct --server.");
            return 2;
        }

        try
        {
            using var server = new Server(command, new HttpClient { BaseAddress = uri, Timeout = TimeSpan.FromMinutes(5) });
            if (await server.SignInAsync(user, password, ct))
            {
                return await work(server);
            }

            await Console.Error.WriteLineAsync($"CLI-011 {command}: {uri} did not accept user {user}. Check --user and --password.");
            return 1;
        }
        catch (HttpRequestException failure)
        {
            await Console.Error.WriteLineAsync($"CLI-012 {command}: {uri} cannot be reached ({failure.Message}). Start it: dotnet run --project src/DigiSoc.Web");
            return 1;
        }
    }

    private async Task<bool> SignInAsync(string user, string password, CancellationToken ct)
    {
        using var response = await _client.PostAsJsonAsync("/api/v1/token", new { user, password }, ct);
        var token = response.IsSuccessStatusCode ? (string?)(await ReadAsync(response, ct))?["accessToken"] : null;
        _client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return token is not null;
    }

    private async Task<JsonNode?> AskAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/v1/" + path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await _client.SendAsync(request, ct);
        var answer = await ReadAsync(response, ct);
        if (response.IsSuccessStatusCode)
        {
            return answer ?? new JsonObject();
        }

        Console.Error.WriteLine($"{_command}: refused ({(int)response.StatusCode}). {answer?["detail"]}");
        foreach (var error in answer?["errors"]?.AsArray() ?? [])
        {
            Console.Error.WriteLine($"  {error?["code"]} {error?["field"]}: {error?["reason"]?["en"]} {error?["remedy"]?["en"]}");
        }

        return null;
    }

    /// <summary>The body as JSON; null when a proxy or an old server answered with something else.</summary>
    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken ct) =>
        response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? await response.Content.ReadFromJsonAsync<JsonNode>(ct)
            : null;
}
