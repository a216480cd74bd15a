using DigiSoc.Feel;

namespace DigiSoc.Dmn.Conformance;

/// <summary>A folder of the kit: models and the test files beside them.</summary>
/// <param name="Name">Level and folder, for example <c>compliance-level-2/0001-input-data-string</c>.</param>
/// <param name="Models">Texts of the <c>.dmn</c> files by file name.</param>
/// <param name="Tests">Texts of the <c>*-test-*.xml</c> files by file name.</param>
public sealed record TckFolder(
    string Name, IReadOnlyDictionary<string, string> Models, IReadOnlyDictionary<string, string> Tests)
{
    /// <summary>Runs all cases of the folder, test files in the order of their names.</summary>
    public IReadOnlyList<TckVerdict> Run(FeelEnvironment environment)
    {
        var models = ReadModels();
        return [.. Tests.OrderBy(test => test.Key, StringComparer.Ordinal).SelectMany(test => Run(test, models, environment))];
    }

    private Dictionary<string, DmnModel?> ReadModels()
    {
        var names = Models.Keys.Order(StringComparer.Ordinal).ToList();
        var results = DmnSet.Read([.. names.Select(name => Models[name])]);
        return names.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.Model, StringComparer.Ordinal);
    }

    private IEnumerable<TckVerdict> Run(
        KeyValuePair<string, string> test, Dictionary<string, DmnModel?> models, FeelEnvironment environment)
    {
        var file = Path.GetFileNameWithoutExtension(test.Key);
        var (content, problem) = TckReader.Read(test.Value);
        if (content is null)
        {
            var unread = new TckCase("", TckCaseKind.Decision, null, [], []);
            return [new TckVerdict(Name, file, new TckOutcome(unread, false, [$"the test file cannot be read: {problem}"]))];
        }

        var runner = new TckRunner(models.GetValueOrDefault(content.ModelName), environment);
        return content.Cases.Select(each => new TckVerdict(Name, file, runner.Run(each)));
    }
}

/// <summary>What came of a case, with where it is.</summary>
/// <param name="Folder">Level and folder.</param>
/// <param name="File">Test file without extension.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record TckVerdict(string Folder, string File, TckOutcome Outcome)
{
    /// <summary>The line of the kit's result file.</summary>
    public string ReportLine() => TckReport.Line(Folder, File, Outcome);

    /// <summary>One line for a person: where, then every failure.</summary>
    public override string ToString() =>
        $"{Folder} {File} {Outcome.Case.Id}: {(Outcome.Passed ? "passed" : string.Join("; ", Outcome.Failures))}";
}

/// <summary>The count over all folders.</summary>
/// <param name="Passed">Cases passed.</param>
/// <param name="Cases">Cases in all.</param>
/// <param name="CompleteFolders">Folders in which every case passed.</param>
/// <param name="Folders">Folders in all.</param>
public sealed record TckSummary(int Passed, int Cases, int CompleteFolders, int Folders)
{
    /// <summary>Counts verdicts.</summary>
    public static TckSummary Of(IReadOnlyList<TckVerdict> verdicts)
    {
        var folders = verdicts.GroupBy(verdict => verdict.Folder, StringComparer.Ordinal).ToList();
        return new TckSummary(
            verdicts.Count(verdict => verdict.Outcome.Passed),
            verdicts.Count,
            folders.Count(folder => folder.All(verdict => verdict.Outcome.Passed)),
            folders.Count);
    }

    /// <summary>The last line of a run.</summary>
    public override string ToString() => $"TCK: cases {Passed}/{Cases}, folders {CompleteFolders}/{Folders}";
}
