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

    private Dictionary<string, DmnReadResult> ReadModels()
    {
        var names = Models.Keys.Order(StringComparer.Ordinal).ToList();
        try
        {
            var results = DmnSet.Read([.. names.Select(name => Models[name])]);
            return names.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // The runner is an edge: a folder that breaks the reader must not hide the verdicts of the others.
            var broken = DmnCodes.NotXml(0, $"the reader broke: {bug.GetType()}: {bug.Message}");
            return names.ToDictionary(name => name, _ => new DmnReadResult(null, [broken]), StringComparer.Ordinal);
        }
    }

    private IEnumerable<TckVerdict> Run(
        KeyValuePair<string, string> test, Dictionary<string, DmnReadResult> models, FeelEnvironment environment)
    {
        var file = Path.GetFileNameWithoutExtension(test.Key);
        var (content, problem) = TckReader.Read(test.Value);
        if (content is null)
        {
            var unread = new TckCase("", TckCaseKind.Decision, null, null, [], []);
            return [new TckVerdict(Name, file, new TckOutcome(unread, false, [$"expected a test file of the kit, actual none: it cannot be read: {problem}"]))];
        }

        var name = ModelOf(content, file, models.Keys);
        var model = name is null ? null : models[name];
        var runner = new TckRunner(model?.Model, environment)
        {
            Others = models.Values.Select(each => each.Model).OfType<DmnModel>()
                .GroupBy(each => each.Namespace, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First()),
            Problem = model is null
                ? $"the folder has no model \"{content.ModelName}\"; it has {string.Join(", ", models.Keys.DefaultIfEmpty("none"))}"
                : $"the model \"{name}\" could not be read: {string.Join("; ", model.Diagnostics.Select(each => each.Text).Take(1))}",
        };
        return content.Cases.Select(each => new TckVerdict(Name, file, runner.Run(each)));
    }

    /// <summary>The model a test file is about: by its name, with or without ending; where it names none, by the test file's own name, or the only one.</summary>
    private static string? ModelOf(TckFile content, string file, Dictionary<string, DmnReadResult>.KeyCollection models)
    {
        var stated = content.ModelName.Length > 0 ? content.ModelName : file.Split("-test-")[0];
        return models.FirstOrDefault(model => model == stated)
            ?? models.FirstOrDefault(model => model.Equals(stated, StringComparison.OrdinalIgnoreCase))
            ?? models.FirstOrDefault(model => Path.GetFileNameWithoutExtension(model).Equals(stated, StringComparison.OrdinalIgnoreCase))
            ?? (content.ModelName.Length == 0 && models.Count == 1 ? models.First() : null);
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
