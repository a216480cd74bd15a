using System.CommandLine;
using System.Globalization;
using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Driving;
using DigiSoc.Cli.Checking;
using Command = System.CommandLine.Command;

namespace DigiSoc.Cli;

/// <summary><c>digisoc drive FILE…</c>: plays processes in memory and checks the engine's invariants after each step.</summary>
internal static class DriveCommand
{
    public static Command Create()
    {
        Argument<FileInfo[]> files = new("FILE")
        {
            Description = "Processes to play (.bpmn); those they call are looked for among the files.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<ulong?> seed = new("--seed") { Description = "Draws every choice; without it one is made up and printed." };
        Option<int> steps = new("--steps") { Description = "Commands at most for each process.", DefaultValueFactory = _ => 1_000 };
        Option<bool> trace = new("--trace") { Description = "Prints everything that happens." };
        Command command = new("drive", "Plays processes by itself. Exit code 0: played, 1: refused or an invariant broken, 2: wrong usage.")
        {
            files, seed, steps, trace,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(files),
            parsed.GetValue(seed) ?? unchecked((ulong)DateTimeOffset.UtcNow.Ticks),
            parsed.GetValue(steps),
            parsed.GetValue(trace)));
        return command;
    }

    private static int Run(FileInfo[] files, ulong seed, int steps, bool trace)
    {
        FileInfo? missing = Array.Find(files, file => !file.Exists);
        if (missing is not null)
        {
            Console.Error.WriteLine($"CLI-002 drive: expected a file, found nothing at {missing.FullName}. Correct the path.");
            return 2;
        }

        (FileInfo File, BpmnCheckResult Result)[] read =
            [.. files.Select(file => (file, BpmnChecker.Check(File.ReadAllText(file.FullName), NearbyDecisions.Of(file))))];
        Dictionary<string, ProcessModel> models = new(StringComparer.Ordinal);
        foreach (ProcessModel model in read.SelectMany(each => each.Result.Models))
        {
            models.TryAdd(model.ProcessId, model);
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"drive: seed {seed}"));
        bool isFine = true;
        foreach ((FileInfo file, BpmnCheckResult result) in read)
        {
            isFine &= Play(file, result, models, seed, steps, trace);
        }

        return isFine ? 0 : 1;
    }

    private static bool Play(
        FileInfo file, BpmnCheckResult result, Dictionary<string, ProcessModel> models, ulong seed, int steps, bool trace)
    {
        if (!result.CanBeDeployed)
        {
            foreach (BpmnDiagnostic finding in result.Diagnostics.Where(each => each.Severity == BpmnSeverity.Error))
            {
                Console.Out.WriteLine($"{file.Name}: refused: {finding}");
            }

            return false;
        }

        bool isFine = true;
        foreach (ProcessModel model in result.Models)
        {
            Dictionary<string, ProcessModel> own = new(models, StringComparer.Ordinal) { [model.ProcessId] = model };
            DriveResult played = Drive.Play(own, model.ProcessId, new DriveOptions(seed) { StepLimit = steps });
            Print(file, model, played, trace);
            isFine &= played.Violations.Count == 0;
        }

        return isFine;
    }

    private static void Print(FileInfo file, ProcessModel model, DriveResult played, bool trace)
    {
        foreach (string line in trace ? played.History : [])
        {
            Console.Out.WriteLine($"  {line}");
        }

        string places = played.Places.Count == 0 ? "" : $"; stands at {string.Join("; ", played.Places.Take(5))}";
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Name}: {model.ProcessId}: {played.Ending} after {played.Steps} steps, {played.Violations.Count} invariants broken{places}"));
        foreach (string violation in played.Violations)
        {
            Console.Out.WriteLine($"  broken: {violation}");
        }
    }
}
