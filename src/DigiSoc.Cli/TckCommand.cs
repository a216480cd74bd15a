using System.CommandLine;
using System.Text;
using DigiSoc.Cli.Checking;
using DigiSoc.Dmn.Conformance;
using DigiSoc.Feel;

namespace DigiSoc.Cli;

/// <summary><c>digisoc tck DIR [--report FILE]</c>: holds the decision engine against the DMN compatibility kit.</summary>
internal static class TckCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The kit's TestCases folder, or one below it." };
        var report = new Option<FileInfo?>("--report") { Description = "Where to write the kit's CSV." };
        var command = new Command("tck", "Runs the cases of the DMN Technology Compatibility Kit.") { folder, report };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(report)));
        return command;
    }

    private static int Run(DirectoryInfo root, FileInfo? report)
    {
        if (!root.Exists)
        {
            Console.Error.WriteLine($"CLI-001 tck: expected a folder, found nothing at {root.FullName}. Give the kit's TestCases folder.");
            return 2;
        }

        var environment = new FeelEnvironment(TimeProvider.System.GetUtcNow());
        var verdicts = Folders(root).SelectMany(folder => folder.Run(environment)).ToList();
        if (verdicts.Count == 0)
        {
            Console.Error.WriteLine($"CLI-007 tck: expected test files (*-test-*.xml) below {root.FullName}, found none. Give the kit's TestCases folder.");
            return 2;
        }

        foreach (var verdict in verdicts.Where(verdict => !verdict.Outcome.Passed))
        {
            Console.Out.WriteLine(verdict);
        }

        var summary = TckSummary.Of(verdicts);
        Console.Out.WriteLine(summary);
        if (report is not null && !TryWrite(report, verdicts))
        {
            return 2;
        }

        return summary.Passed == summary.Cases ? 0 : 1;
    }

    private static IEnumerable<TckFolder> Folders(DirectoryInfo root) =>
        root.EnumerateDirectories("*", SearchOption.AllDirectories).Prepend(root)
            .Where(folder => folder.EnumerateFiles("*-test-*.xml").Any())
            .OrderBy(folder => folder.FullName, StringComparer.Ordinal)
            .Select(folder => new TckFolder(NameOf(folder), Texts(folder, "*.dmn"), Texts(folder, "*-test-*.xml")));

    /// <summary>Level and folder, whichever folder of the kit the command was given.</summary>
    private static string NameOf(DirectoryInfo folder) =>
        folder.Parent is { } level ? $"{level.Name}/{folder.Name}" : folder.Name;

    private static Dictionary<string, string> Texts(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).ToDictionary(file => file.Name, TextOf);

    /// <summary>The text; of a file that cannot be read it is empty, which fails its cases.</summary>
    private static string TextOf(FileInfo file)
    {
        var read = ModelText.Of(file);
        if (read.Text is null)
        {
            Console.Error.WriteLine($"{file.FullName}: {read.Problem}");
        }

        return read.Text ?? "";
    }

    private static bool TryWrite(FileInfo report, List<TckVerdict> verdicts)
    {
        var lines = string.Concat(verdicts.Select(verdict => verdict.ReportLine() + "\n"));
        try
        {
            File.WriteAllText(report.FullName, lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"CLI-008 tck: the report cannot be written to {report.FullName}: {failure.Message} Give another file.");
            return false;
        }
    }
}
