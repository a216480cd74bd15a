using System.CommandLine;
using DigiSoc.Cli.Checking;

namespace DigiSoc.Cli;

/// <summary><c>digisoc check FILE…</c>: finds what is wrong in models without running them.</summary>
internal static class CheckCommand
{
    /// <summary>Checkers by what they check; a file goes to the first that knows its root element.</summary>
    private static readonly IReadOnlyList<IFileChecker> Checkers = [new DmnFileChecker(), new BpmnFileChecker()];

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Models to check (.bpmn, .dmn).",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("check", "Finds errors in models. Exit code 0: none, 1: some, 2: wrong usage.") { files };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files)));
        return command;
    }

    private static int Run(FileInfo[] files)
    {
        var missing = files.Where(file => !file.Exists).ToList();
        foreach (var file in missing)
        {
            Console.Error.WriteLine($"CLI-002 check: expected a file, found nothing at {file.FullName}. Correct the path.");
        }

        if (missing.Count > 0)
        {
            return 2;
        }

        var findings = files.SelectMany(Check).ToList();
        foreach (var finding in findings)
        {
            Console.Out.WriteLine(finding.ToString());
        }

        var errors = findings.Count(finding => finding.IsError);
        Console.Out.WriteLine($"check: {files.Length} files, {errors} errors, {findings.Count - errors} other findings");
        return errors == 0 ? 0 : 1;
    }

    private static IEnumerable<FileFinding> Check(FileInfo file)
    {
        var text = File.ReadAllText(file.FullName);
        var root = RootElement.Of(text);
        var checker = Checkers.FirstOrDefault(checker => root is not null && checker.Takes(root));
        if (checker is not null)
        {
            return checker.Check(file, text);
        }

        var found = root is null ? "no XML" : $"<{root.LocalName}> of \"{root.Namespace}\"";
        return [new FileFinding(
            file, 1, true, $"CLI-003 check: expected a model of {string.Join(", ", Checkers.Select(each => each.Kind))}, found {found}. Give another file.")];
    }
}
