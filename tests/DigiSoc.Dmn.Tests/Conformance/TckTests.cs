using DigiSoc.Dmn.Conformance;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Conformance;

/// <summary>Holds the engine against the DMN Technology Compatibility Kit.</summary>
public sealed class TckTests(ITestOutputHelper output)
{
    private static readonly FeelEnvironment Environment = new(new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Tck_EveryCase_HasTheVerdictOfTheCommittedResult()
    {
        var verdicts = RunAll();

        foreach (var verdict in verdicts.Where(verdict => !verdict.Outcome.Passed))
        {
            output.WriteLine(verdict.ToString());
        }

        output.WriteLine(TckSummary.Of(verdicts).ToString());
        var committed = File.ReadAllLines(Repository.PathTo("docs", "dmn", "tck-result.csv"));
        verdicts.Select(verdict => verdict.ReportLine()).ShouldBe(committed);
    }

    private static List<TckVerdict> RunAll() => [.. Folders().SelectMany(folder => folder.Run(Environment))];

    internal static List<TckFolder> Folders()
    {
        if (!Directory.Exists(Repository.Tck))
        {
            System.Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", $"The kit is missing at {Repository.Tck}.");
            Assert.Skip($"The kit is missing at {Repository.Tck}.");
        }

        return [.. Directory.EnumerateDirectories(Repository.Tck, "*", SearchOption.AllDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*-test-*.xml").Any())
            .Order(StringComparer.Ordinal)
            .Select(folder => new TckFolder(
                Path.GetRelativePath(Repository.Tck, folder).Replace('\\', '/'),
                Texts(folder, "*.dmn"),
                Texts(folder, "*-test-*.xml")))];
    }

    private static Dictionary<string, string> Texts(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);
}
