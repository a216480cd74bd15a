using System.CommandLine;
using DigiSoc.Cases;
using DigiSoc.Cases.Scenarios;
using DigiSoc.Documents;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DigiSoc.Cli;

/// <summary><c>digisoc test FOLDER</c>: plays the scenarios of a package in memory, letters included.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER")
        {
            Description = "A package's folder; its neighbours (called parts, parameters, institutions) are read too.",
        };
        var templates = new Option<DirectoryInfo?>("--templates") { Description = "Folder of letter templates; default: templates beside workflows." };
        var command = new Command("test", "Plays the scenarios of a package.") { folder, templates };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(templates), ct));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, DirectoryInfo? templates, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(folder.FullName, "package.yaml")) || folder.Parent is not { } workflows)
        {
            await Console.Error.WriteLineAsync($"CLI-020 test: expected package.yaml in {folder.FullName}, found none. Give the folder of a package.");
            return 2;
        }

        var letters = templates?.FullName ?? Path.Combine(workflows.Parent?.FullName ?? "", "templates");
        if (!Directory.Exists(letters))
        {
            await Console.Error.WriteLineAsync($"CLI-021 test: expected letter templates at {letters}, found no folder. Say where they are with --templates.");
            return 2;
        }

        try
        {
            return await PlayAsync(folder.Name, workflows.FullName, letters, ct);
        }
        catch (CaseDataException unreadable)
        {
            await Console.Error.WriteLineAsync(unreadable.Message);
            return 1;
        }
    }

    private static async Task<int> PlayAsync(string package, string workflows, string templates, CancellationToken ct)
    {
        // Rendering a letter needs no database; the data source is never opened.
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => NpgsqlDataSource.Create("Host=unused.invalid"))
            .AddDocuments(new DocumentsOptions { TemplatesFolder = templates })
            .BuildServiceProvider();
        var runner = ScenarioRunner.Read(workflows, services.GetRequiredService<Letters>().RenderAsync);
        var mine = runner.All().Where(scenario => scenario.Package == package).ToList();
        var failed = 0;
        foreach (var (_, file) in mine)
        {
            var result = await runner.RunAsync(package, file, ct);
            failed += result.Holds ? 0 : 1;
            Console.Out.WriteLine(result);
        }

        Console.Out.WriteLine($"test: {Counted.Of(mine.Count - failed, "scenario holds", "scenarios hold")}, {(failed == 1 ? "1 does" : $"{failed} do")} not");
        return failed == 0 ? 0 : 1;
    }
}
