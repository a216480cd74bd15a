using System.CommandLine;
using System.Globalization;
using DigiSoc.Cli.Checking;

namespace DigiSoc.Cli;

/// <summary><c>digisoc check FILE…</c>: finds what is wrong in models without running them.</summary>
internal static class CheckCommand
{
    /// <summary>Checkers by what they check; a file goes to the first that knows its root element or its name.</summary>
    private static readonly IReadOnlyList<IFileChecker> Checkers = [new DmnFileChecker(), new BpmnFileChecker()];

    /// <summary>So many findings of one code are told of each file.</summary>
    private const int MostOfOneCode = 100;

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Models to check (.bpmn, .dmn).",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "check",
            "Tells of each model whether it can be deployed, or what is refused and why. Exit code 0: all can, 1: some are refused, 2: wrong usage.")
        {
            files,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files)));
        return command;
    }

    private static int Run(FileInfo?[] named)
    {
        var files = named.OfType<FileInfo>().ToList();
        if (files.Count < named.Length)
        {
            Console.Error.WriteLine("CLI-002 check: expected a file, found an empty name. Leave it out.");
            return 2;
        }

        var missing = files.Where(file => !file.Exists).ToList();
        foreach (var file in missing)
        {
            Console.Error.WriteLine($"CLI-002 check: expected a file, found {(Directory.Exists(file.FullName) ? "a folder" : "nothing")} at {file.FullName}. Correct the path.");
        }

        if (missing.Count > 0)
        {
            return 2;
        }

        var refused = files.Count(file => !IsDeployable(file));
        Console.Out.WriteLine($"check: {Counted.Of(files.Count, "file")}, {files.Count - refused} deployable, {refused} refused");
        return refused == 0 ? 0 : 1;
    }

    private static bool IsDeployable(FileInfo file)
    {
        var findings = Guarded(file).ToList();
        Tell(file, findings);
        var errors = findings.Count(finding => finding.Weight == FindingWeight.Error);
        Console.Out.WriteLine($"{file}: {(errors == 0 ? "deployable" : "refused")}, {Weighed(findings)}");
        return errors == 0;
    }

    /// <summary><c>0 errors, 1 warning</c>; notes are named where there are some.</summary>
    private static string Weighed(List<FileFinding> findings)
    {
        int Count(FindingWeight weight) => findings.Count(finding => finding.Weight == weight);
        var notes = Count(FindingWeight.Note);
        return $"{Counted.Of(Count(FindingWeight.Error), "error")}, {Counted.Of(Count(FindingWeight.Warning), "warning")}"
            + (notes == 0 ? "" : $", {Counted.Of(notes, "note")}");
    }

    /// <summary>The findings in file order; of those of one code that are too many to be read, how many more there are.</summary>
    private static void Tell(FileInfo file, List<FileFinding> findings)
    {
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var code = finding.Text.Split([' ', ':'], 2)[0];
            told[code] = told.GetValueOrDefault(code) + 1;
            if (told[code] <= MostOfOneCode)
            {
                Console.Out.WriteLine(finding.ToString());
            }
        }

        foreach (var (code, count) in told.Where(each => each.Value > MostOfOneCode))
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {code}: and {count - MostOfOneCode} more of this kind"));
        }
    }

    /// <summary>A fault of ours in one file must not keep the others from being checked.</summary>
    private static IEnumerable<FileFinding> Guarded(FileInfo file)
    {
        try
        {
            return [.. Check(file)];
        }
#pragma warning disable CA1031 // The edge: told with its place, and counted as refused.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            return [new FileFinding(file, 0, FindingWeight.Error, $"CLI-009 check: Bug: {bug.GetType().Name}: {bug.Message} Report it with the file.")];
        }
    }

    private static IEnumerable<FileFinding> Check(FileInfo file)
    {
        var read = ModelText.Of(file);
        if (read.Text is not { } text)
        {
            return [new FileFinding(file, 0, FindingWeight.Error, read.Problem!)];
        }

        var root = RootElement.Of(text);
        var checker = Checkers.FirstOrDefault(checker => root is not null && checker.Takes(root))
            ?? Checkers.FirstOrDefault(checker => checker.Takes(file));
        if (checker is not null)
        {
            return checker.Check(file, text);
        }

        var found = root is null ? "no XML" : $"<{root.LocalName}> of \"{root.Namespace}\"";
        return [new FileFinding(
            file, 1, FindingWeight.Error, $"CLI-003 check: expected a model of {string.Join(", ", Checkers.Select(each => each.Kind))}, found {found}. Give another file.")];
    }
}
