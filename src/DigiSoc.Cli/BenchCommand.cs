using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;

namespace DigiSoc.Cli;

/// <summary><c>digisoc bench SUBJECT [NAME=VALUE…]</c>: measures on this machine, in a clone of the repository.</summary>
/// <remarks>The measurements live with the tests (<c>tests/DigiSoc.Benchmarks</c>), which no program refers to: they are built
/// in release form and run as a process of their own, whose output and exit code are the command's.</remarks>
internal static class BenchCommand
{
    private static readonly string Project = Path.Combine("tests", "DigiSoc.Benchmarks");

    public static Command Create()
    {
        var subject = new Argument<string>("SUBJECT")
        {
            Description = "engine: durable steps beside the limit of raw Npgsql; feel: FEEL and DMN beside other engines; workplace: completing tasks, pages of lists; product: starts, memory, completing over HTTP.",
        };
        subject.AcceptOnlyFromAmong("engine", "feel", "workplace", "product");
        var settings = new Argument<string[]>("NAME=VALUE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "What to measure and how long, such as only=limit seconds=2; docs/benchmarks.md lists them.",
        };
        var clone = new Option<DirectoryInfo?>("--clone") { Description = "Root of the clone; default: the one around the current folder." };
        var command = new Command("bench", "Measures on this machine, in a clone of the repository.") { subject, settings, clone };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetRequiredValue(subject), parsed.GetValue(settings) ?? [], parsed.GetValue(clone), ct));
        return command;
    }

    private static async Task<int> RunAsync(string subject, string[] settings, DirectoryInfo? given, CancellationToken ct)
    {
        if (settings.FirstOrDefault(setting => setting.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong)
        {
            await Console.Error.WriteLineAsync($"CLI-031 bench: expected settings such as seconds=2, found {wrong}. Write them as name=value (docs/benchmarks.md).");
            return 2;
        }

        var from = given ?? new DirectoryInfo(Environment.CurrentDirectory);
        if ((given is null ? CloneAround(from) : HasBenchmarks(from) ? from : null) is not { } clone)
        {
            await Console.Error.WriteLineAsync(
                $"CLI-030 bench: expected a clone of DigiSoc with {Project}, found none {(given is null ? "around" : "at")} {from.FullName}. Go into the clone, or name it with --clone.");
            return 2;
        }

        return await MeasureAsync(clone, [subject, .. settings], ct);
    }

    private static async Task<int> MeasureAsync(DirectoryInfo clone, IReadOnlyList<string> asked, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, WorkingDirectory = clone.FullName };
        foreach (var argument in (string[])["run", "-c", "Release", "--project", Project, "--", .. asked])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var measuring = Process.Start(start)!;
            // Ctrl-C reaches both; should the measurement not end by it, it is ended with all it started.
            await using var stop = ct.Register(() => measuring.Kill(entireProcessTree: true));
            await measuring.WaitForExitAsync(CancellationToken.None);
            return measuring.ExitCode;
        }
        catch (Win32Exception missing)
        {
            await Console.Error.WriteLineAsync($"CLI-032 bench: dotnet cannot be started ({missing.Message}). Install the .NET SDK, or put it on the PATH.");
            return 1;
        }
    }

    private static DirectoryInfo? CloneAround(DirectoryInfo? folder)
    {
        while (folder is not null && !HasBenchmarks(folder))
        {
            folder = folder.Parent;
        }

        return folder;
    }

    private static bool HasBenchmarks(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, Project, "DigiSoc.Benchmarks.csproj"));
}
