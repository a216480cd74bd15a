using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Tests.Documentation;

/// <summary>Every <c>expression → result</c> in a feel block of docs/feel holds, and every error code is explained.</summary>
public sealed partial class ExamplesTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Folder(), "*.md").Select(file => Path.GetFileName(file)!).Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_OfPage_HoldAsWritten(string page)
    {
        var failures = Blocks().Matches(File.ReadAllText(Path.Combine(Folder(), page)))
            .SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line.Split(" → "))
            .Where(parts => parts.Length == 2 && Feel.Value(parts[0]) != Feel.Value(parts[1]))
            .Select(parts => $"{parts[0]} is {Feel.Value(parts[0])}, the page says {parts[1]}");

        string.Join("\n", failures).ShouldBe("");
    }

    [Fact]
    public void Errors_EveryCause_IsExplained()
    {
        var page = File.ReadAllText(Path.Combine(Folder(), "errors.md"));

        Enum.GetValues<FeelCauseKind>().Select(kind => $"| FEEL-{100 + (int)kind} | {kind} |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Errors_EveryProblemOfReading_IsExplained()
    {
        var page = File.ReadAllText(Path.Combine(Folder(), "errors.md"));
        var codes = typeof(SyntaxErrors).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Count(method => method.ReturnType == typeof(SyntaxException) && method.Name != "New");

        Enumerable.Range(1, codes).Select(number => $"| FEEL-{number:D3} |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/feel");

    [GeneratedRegex("```feel\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
