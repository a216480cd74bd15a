using System.Runtime.CompilerServices;

namespace DigiSoc.Feel.Tests;

/// <summary>
/// Runs Cases/*.feel: <c>expression => expected</c>, and <c>! Kind</c> when the null must have that cause. A null must have
/// some cause in any case, unless the line says <c>! none</c>: the null is then the answer, not a failure.
/// </summary>
public sealed class CaseFileTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.feel").Select(file => Path.GetFileName(file)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Evaluate_EveryCaseOfFile_AnswersAsWritten(string file)
    {
        var failures = File.ReadAllLines(Path.Combine(Folder(), file))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(Check)
            .Where(failure => failure.Length > 0);

        string.Join("\n", failures).ShouldBe("");
    }

    [Fact]
    public void Cases_EveryFile_HasCases() =>
        Files.Count.ShouldBeGreaterThan(4);

    private static string Check(string line)
    {
        var (text, rest) = line.Split(" => ", 2) is [var before, var after] ? (before, after) : (line, "");
        var (expected, cause) = rest.Split(" ! ") is [var value, var kind] ? (value, kind) : (rest, null);
        var result = Feel.Evaluate(text);
        var wanted = Feel.Value(expected);
        if (result.Value != wanted)
        {
            return $"{text}\n    expected {wanted}, got {result.Value} ({string.Join("; ", result.Causes.Select(each => each.Text))})";
        }

        var kinds = result.Causes.Select(each => each.Kind.ToString()).ToList();
        if (result.Value.IsNull && cause is null && kinds.Count == 0)
        {
            return $"{text}\n    is null without a cause";
        }

        return cause is not null && (cause == "none" ? kinds.Count > 0 : !kinds.Contains(cause)) ? $"{text}\n    expected cause {cause}, got {string.Join(", ", kinds)}" : "";
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
