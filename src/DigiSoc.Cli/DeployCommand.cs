using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc deploy FOLDER</c>: gives a package to a running DigiSoc, which checks it, runs its scenarios and makes it the next version.</summary>
internal static class DeployCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "The package's folder, with package.yaml in it." };
        var server = new Option<string>("--server") { Description = "Address of DigiSoc.", DefaultValueFactory = _ => "http://localhost:5080" };
        var user = new Option<string>("--user") { Description = "A process designer.", DefaultValueFactory = _ => "pauls" };
        var password = new Option<string>("--password") { Description = "Or DIGISOC_PASSWORD; of the demonstration if neither is given." };
        var command = new Command("deploy", "Deploys a package to a running DigiSoc as its next version.") { folder, server, user, password };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetRequiredValue(folder),
            parsed.GetRequiredValue(server),
            parsed.GetRequiredValue(user),
            parsed.GetValue(password) ?? Environment.GetEnvironmentVariable("DIGISOC_PASSWORD") ?? "digisoc-demo",
            ct));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, string address, string user, string password, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(folder.FullName, "package.yaml")))
        {
            await Console.Error.WriteLineAsync($"CLI-010 deploy: expected package.yaml in {folder.FullName}, found none. Give the folder of a package.");
            return 2;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"CLI-013 deploy: expected an address such as http://localhost:5080, got {address}. Correct --server.");
            return 2;
        }

        try
        {
            using var client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
            if (await TokenAsync(client, user, password, ct) is not { } token)
            {
                await Console.Error.WriteLineAsync($"CLI-011 deploy: {server} did not accept user {user}. Check --user and --password.");
                return 1;
            }

            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await client.PostAsJsonAsync("/api/v1/packages", new { files = FilesOf(folder) }, ct);
            var answer = await ReadAsync(response, ct);
            return response.IsSuccessStatusCode ? Succeeded(answer) : Refused(answer, (int)response.StatusCode);
        }
        catch (HttpRequestException failure)
        {
            await Console.Error.WriteLineAsync($"CLI-012 deploy: {server} cannot be reached ({failure.Message}). Start it: dotnet run --project src/DigiSoc.Web");
            return 1;
        }
    }

    private static async Task<string?> TokenAsync(HttpClient client, string user, string password, CancellationToken ct)
    {
        using var response = await client.PostAsJsonAsync("/api/v1/token", new { user, password }, ct);
        return response.IsSuccessStatusCode ? (string?)(await ReadAsync(response, ct))?["accessToken"] : null;
    }

    private static Dictionary<string, string> FilesOf(DirectoryInfo folder) => folder
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/'),
            file => Convert.ToBase64String(File.ReadAllBytes(file.FullName)));

    /// <summary>The body as JSON; null when a proxy or an old server answered with something else.</summary>
    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken ct) =>
        response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? await response.Content.ReadFromJsonAsync<JsonNode>(ct)
            : null;

    private static int Succeeded(JsonNode? answer)
    {
        Console.Out.WriteLine((bool?)answer?["isNew"] == true
            ? $"{answer["key"]} is now version {answer["version"]}. Running cases stay on their version; new cases start on this one."
            : $"{answer?["key"]} is already deployed with this content, as version {answer?["version"]}.");
        return 0;
    }

    private static int Refused(JsonNode? answer, int status)
    {
        Console.Error.WriteLine($"deploy: refused ({status}). {answer?["detail"]}");
        foreach (var error in answer?["errors"]?.AsArray() ?? [])
        {
            Console.Error.WriteLine($"  {error?["code"]} {error?["field"]}: {error?["reason"]?["en"]} {error?["remedy"]?["en"]}");
        }

        return 1;
    }
}
