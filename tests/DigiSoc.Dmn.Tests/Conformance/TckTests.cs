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

    // What is null because something failed must say why: two fifths of the kit are about failing right.
    [Fact]
    public void Tck_EveryErrorResult_HasACause()
    {
        var silent = new List<string>();
        foreach (var folder in Folders())
        {
            silent.AddRange(SilentErrors(folder));
        }

        silent.ShouldBeEmpty();
    }

    private static IEnumerable<string> SilentErrors(TckFolder folder)
    {
        var names = folder.Models.Keys.Order(StringComparer.Ordinal).ToList();
        var models = names.Zip(DmnSet.Read([.. names.Select(name => folder.Models[name])])).ToDictionary();
        foreach (var (file, text) in folder.Tests)
        {
            var content = TckReader.Read(text).File!;
            foreach (var test in content.Cases.Where(test => test.Kind == TckCaseKind.Decision))
            {
                foreach (var result in test.Results.Where(result => result.IsError))
                {
                    var inputs = FeelContext.From(test.Inputs.Select(input => KeyValuePair.Create(input.Name, input.Value)));
                    var evaluated = models[content.ModelName].Model!.Evaluate(result.Name, inputs, Environment);
                    if (evaluated.Causes.Count == 0)
                    {
                        yield return $"{file} {test.Id} {result.Name}";
                    }
                }
            }
        }
    }

    private static List<TckVerdict> RunAll() => [.. Folders().SelectMany(folder => folder.Run(Environment))];

    private static List<TckFolder> Folders()
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
