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
        Command command = new("drive", "Plays processes by itself. Exit code 0: played with every invariant held (to the end, to the step limit, or to where it waits forever: the output says which), 1: refused, or an invariant broken, 2: wrong usage.")
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

        (FileInfo File, BpmnCheckResult? Result)[] read = [.. files.Select(file => (file, Guarded(file, () => Read(file))))];
        Dictionary<string, ProcessModel> models = new(StringComparer.Ordinal);
        foreach (ProcessModel model in read.SelectMany(each => each.Result?.Models ?? []))
        {
            models.TryAdd(model.ProcessId, model);
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"drive: seed {seed}"));
        Tally tally = new();
        foreach ((FileInfo file, BpmnCheckResult? result) in read)
        {
            Tally? played = result is null ? null : Guarded(file, () => Play(file, result, models, seed, steps, trace));
            tally += played ?? new Tally(Refused: 1);
        }

        Console.Out.WriteLine(tally.ToString());
        return tally is { Refused: 0, Broken: 0 } ? 0 : 1;
    }

    private static BpmnCheckResult? Read(FileInfo file)
    {
        ModelText read = ModelText.Of(file);
        if (read.Text is not null)
        {
            return BpmnChecker.Check(read.Text, NearbyDecisions.Of(file));
        }

        Console.Out.WriteLine($"{file}: refused: {read.Problem}");
        return null;
    }

    /// <summary>A fault of ours in one file must not keep the others from being played.</summary>
    private static T? Guarded<T>(FileInfo file, Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
#pragma warning disable CA1031 // The edge: told with its place, and counted as refused.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            Console.Out.WriteLine($"{file}: CLI-009 drive: Bug: {bug.GetType().Name}: {bug.Message} Report it with the file.");
            return null;
        }
    }

    private static Tally Play(
        FileInfo file, BpmnCheckResult result, Dictionary<string, ProcessModel> models, ulong seed, int steps, bool trace)
    {
        if (!result.CanBeDeployed)
        {
            foreach (BpmnDiagnostic finding in result.Diagnostics.Where(each => each.Severity == BpmnSeverity.Error))
            {
                Console.Out.WriteLine($"{file}: refused: {finding}");
            }

            return new Tally(Refused: 1);
        }

        Tally tally = new();
        foreach (ProcessModel model in result.Models)
        {
            Dictionary<string, ProcessModel> own = new(models, StringComparer.Ordinal);
            foreach (ProcessModel beside in result.Models)
            {
                own[beside.ProcessId] = beside;
            }

            DriveResult played = Drive.Play(own, model.ProcessId, new DriveOptions(seed) { StepLimit = steps });
            Print(file, model, played, trace);
            tally += Tally.Of(played);
        }

        return tally;
    }

    private static void Print(FileInfo file, ProcessModel model, DriveResult played, bool trace)
    {
        foreach (string line in trace ? played.History : [])
        {
            Console.Out.WriteLine($"  {line}");
        }

        string ending = played.Ending switch
        {
            DriveEnding.Completed => "ended",
            DriveEnding.WaitsForever => "waits forever",
            DriveEnding.LimitReached => "limit of steps reached",
            _ => "cannot be started",
        };
        string places = played.Places.Count == 0 ? "" : $"; stands at {string.Join("; ", played.Places.Distinct().Take(5))}";
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}: {model.ProcessId}: {ending} after {played.Steps} steps, {played.Violations.Count} invariants broken{places}"));
        foreach (string line in (string[])
            [
                .. played.NeedsData.Select(each => $"needs data: {each}"),
                .. played.MovedPast.Select(each => $"moved past by hand: {each}"),
                .. played.Violations.Select(each => $"broken: {each}"),
            ])
        {
            Console.Out.WriteLine($"  {line}");
        }
    }

    /// <summary>How plays went, in numbers: files refused, processes by their ending, invariants broken.</summary>
    private sealed record Tally(int Refused = 0, int Ended = 0, int Waiting = 0, int Limited = 0, int Broken = 0)
    {
        public static Tally Of(DriveResult played) => new(
            Ended: played.Ending == DriveEnding.Completed ? 1 : 0,
            Waiting: played.Ending is DriveEnding.WaitsForever or DriveEnding.NotStartable ? 1 : 0,
            Limited: played.Ending == DriveEnding.LimitReached ? 1 : 0,
            Broken: played.Violations.Count);

        public static Tally operator +(Tally one, Tally other) => new(
            one.Refused + other.Refused,
            one.Ended + other.Ended,
            one.Waiting + other.Waiting,
            one.Limited + other.Limited,
            one.Broken + other.Broken);

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"drive: {Counted.Of(Refused, "file")} refused; {Counted.Of(Ended, "process", "processes")} ended, {Counted.Of(Waiting, "waits", "wait")} forever, {Limited} reached the limit; {Counted.Of(Broken, "invariant")} broken");
    }
}
