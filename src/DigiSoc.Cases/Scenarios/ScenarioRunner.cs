using DigiSoc.Bpmn;
using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Parameters;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Scenarios;

/// <summary>What came of one scenario. <paramref name="Failures"/> is empty when it holds; <paramref name="Story"/> says what happened.</summary>
public sealed record ScenarioResult(string Package, string File, LocalText Title, IReadOnlyList<string> Failures, string Story)
{
    public bool Holds => Failures.Count == 0;

    public override string ToString() =>
        Holds ? $"{Package}/{Path.GetFileName(File)}: holds" : $"{Package}/{Path.GetFileName(File)}: {Title.En}\n  {string.Join("\n  ", Failures)}\n{Story}";
}

/// <summary>Plays the scenarios of the packages in a folder such as <c>workflows/</c>; nothing outside memory is touched.</summary>
/// <remarks>Not changed after reading: scenarios may run at the same time.</remarks>
public sealed class ScenarioRunner
{
    private readonly WorkflowLibrary _library;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Holidays _holidays;
    private readonly IReadOnlyList<InstitutionSettings> _institutions;
    private readonly LetterRendering _render;

    private ScenarioRunner(
        WorkflowLibrary library, IReadOnlyList<Parameter> parameters, Holidays holidays,
        IReadOnlyList<InstitutionSettings> institutions, LetterRendering render) =>
        (_library, _parameters, _holidays, _institutions, _render) = (library, parameters, holidays, institutions, render);

    /// <summary>Reads packages, parameters, holidays and institutions below the folder.</summary>
    /// <exception cref="CaseDataException">A file cannot be used.</exception>
    /// <param name="workflowsFolder">The folder.</param>
    /// <param name="render">Makes the letters.</param>
    /// <param name="instead">A package that takes the place of the folder's of the same key; null: none.</param>
    public static ScenarioRunner Read(string workflowsFolder, LetterRendering render, PackageContent? instead = null) => new(
        WorkflowLibrary.Read(workflowsFolder, instead),
        ParameterFolder.Read(Path.Combine(workflowsFolder, "parameters")),
        ParameterFolder.ReadHolidays(Path.Combine(workflowsFolder, "parameters")),
        InstitutionSettings.ReadAll(Path.Combine(workflowsFolder, "institutions")),
        render);

    /// <summary>Every scenario file of every package, in order.</summary>
    public IReadOnlyList<(string Package, string File)> All() =>
        [.. _library.Packages.SelectMany(package => package.ScenarioFiles().Select(file => (package.Manifest.Key, file)))];

    /// <summary>Plays one scenario of a package, by its path inside it. A scenario that cannot be played fails; it does not throw.</summary>
    public async Task<ScenarioResult> RunAsync(string packageKey, string file, CancellationToken ct = default)
    {
        var package = _library.Find(packageKey)
            ?? throw new CaseDataException("CASE-081", $"CASE-081 Running {file}: there is no package '{packageKey}'.");
        var text = package.Text(file) ?? throw new CaseDataException("CASE-081", $"CASE-081 Running {packageKey}/{file}: there is no such file.");
        var scenario = ScenarioFile.Read($"{packageKey}/{file}", text);
        var run = NewRun(scenario, package);
        try
        {
            await run.PlayAsync(ct);
        }
        catch (Exception problem) when (problem is ScenarioProblem or CaseDataException)
        {
            return new ScenarioResult(packageKey, file, scenario.Title, [problem.Message], new ScenarioCheck(scenario, run).Story());
        }

        var check = new ScenarioCheck(scenario, run);
        return new ScenarioResult(packageKey, file, scenario.Title, check.Failures(), check.Story());
    }

    private ScenarioRun NewRun(Scenario scenario, WorkflowPackage package)
    {
        var institution = scenario.InstitutionId is { } id
            ? _institutions.FirstOrDefault(one => one.Id == id) ?? throw new CaseDataException(
                "CASE-080", $"CASE-080 Running {scenario.File}: no institution '{id}'. Available: {string.Join(", ", _institutions.Select(i => i.Id))}.")
            : _institutions[0];
        var calendar = new LegalCalendar(_holidays, institution.FollowsMovedDays);
        // The scenario's own values begin on their day; those of the folder stay in force before it.
        var parameters = new ParameterTable(scenario.Parameters.Concat(_parameters));
        var models = new Dictionary<string, ProcessModel>(StringComparer.Ordinal);
        return new ScenarioRun(
            scenario,
            new ScenarioSetting(institution, calendar, parameters, _render),
            package,
            processId => models.TryGetValue(processId, out var known) ? known : models[processId] = _library.Compile(processId, calendar.Working),
            _library.FindForm);
    }
}
