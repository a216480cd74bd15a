using System.CommandLine;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc deploy FOLDER</c>: gives a package to a running DigiSoc, which checks it, runs its scenarios and makes it the next version.</summary>
internal static class DeployCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "The package's folder, with package.yaml in it." };
        var command = new Command("deploy", "Deploys a package to a running DigiSoc as its next version.") { folder };
        var onServer = Server.OptionsOf(command);
        command.SetAction(async (parsed, ct) =>
        {
            var package = parsed.GetRequiredValue(folder);
            if (File.Exists(Path.Combine(package.FullName, "package.yaml")))
            {
                return await onServer(parsed, server => DeployAsync(server, package, ct), ct);
            }

            await Console.Error.WriteLineAsync($"CLI-010 deploy: expected package.yaml in {package.FullName}, found none. Give the folder of a package.");
            return 2;
        });
        return command;
    }

    private static async Task<int> DeployAsync(Server server, DirectoryInfo folder, CancellationToken ct) =>
        await server.PostAsync("packages", new { files = FilesOf(folder) }, ct) is { } answer ? Succeeded(answer) : 1;

    private static Dictionary<string, string> FilesOf(DirectoryInfo folder) => folder
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/'),
            file => Convert.ToBase64String(File.ReadAllBytes(file.FullName)));

    private static int Succeeded(JsonNode answer)
    {
        Console.Out.WriteLine((bool?)answer["isNew"] == true
            ? $"{answer["key"]} is now version {answer["version"]}. Running cases stay on their version; new cases start on this one."
            : $"{answer["key"]} is already deployed with this content, as version {answer["version"]}.");
        return 0;
    }
}
