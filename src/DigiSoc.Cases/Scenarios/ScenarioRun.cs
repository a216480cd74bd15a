using System.Text.Json.Nodes;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Forms;
using DigiSoc.Cases.Packages;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Scenarios;

/// <summary>Plays one scenario from the application to where nothing is scheduled any more.</summary>
internal sealed class ScenarioRun
{
    private static readonly TimeOnly Opening = new(9, 0);

    private readonly Scenario _scenario;
    private readonly ScenarioSetting _setting;
    private readonly WorkflowPackage _package;
    private readonly Func<string, FormSchema?> _forms;
    private readonly Queue<ScenarioEvent> _events;
    private readonly Dictionary<string, int> _answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private ScenarioInstance? _root;

    public ScenarioRun(Scenario scenario, ScenarioSetting setting, WorkflowPackage package, Func<string, ProcessModel> models, Func<string, FormSchema?> forms)
    {
        (_scenario, _setting, _package, _forms) = (scenario, setting, package, forms);
        World = new ScenarioWorld(models) { Now = RigaTime.At(scenario.Date, Opening) };
        Jobs = new ScenarioJobs(scenario, setting, World);
        _events = new Queue<ScenarioEvent>(scenario.Events.OrderBy(happening => happening.On));
    }

    public ScenarioWorld World { get; }

    public ScenarioJobs Jobs { get; }

    public ScenarioInstance Root => _root ?? throw new InvalidOperationException("Bug: the scenario has not been played yet.");

    public async Task PlayAsync(CancellationToken ct)
    {
        if (_package.Manifest.Deadline is { } rule)
        {
            Jobs.Deadline = StatutoryDeadline.Start(rule, _scenario.Date, _setting.Calendar);
        }

        _root = World.Start(_package.Manifest.Key, Variables());
        do
        {
            await WorkAsync(ct);
        }
        while (await GoOnAsync(ct));
    }

    private FeelContext Variables()
    {
        var today = RigaTime.DayOf(World.Now);
        var institution = _setting.Institution;
        var opened = FeelContext.Of(
            ("id", FeelValue.Of("scenario-case")),
            ("number", FeelValue.Of(_setting.CaseNumber)),
            ("openedOn", FeelValue.Of(today)),
            ("institution", CaseVariables.Institution(institution.Institution)),
            ("deadline", Jobs.Deadline is { } deadline ? FeelValue.Of(DeadlineVariables.Days(deadline)) : FeelValue.Null));
        return CaseVariables.AtStart(opened, _scenario.Application, _setting.CaseNumber + "-I1", _scenario.Date, _scenario.Channel);
    }

    /// <summary>Everything that can be done now: jobs at once, then tasks that have an answer.</summary>
    private async Task WorkAsync(CancellationToken ct)
    {
        while (true)
        {
            if (World.Jobs.Count > 0)
            {
                await Jobs.AnswerAsync(World.Jobs[0], ct);
            }
            else if (World.Tasks.Find(task => AnswerTo(task) is { } answer && IsDue(answer)) is { } task)
            {
                Complete(task, AnswerTo(task)!);
            }
            else
            {
                return;
            }
        }
    }

    private bool IsDue(TaskAnswer answer) => answer.On is null || answer.On <= RigaTime.DayOf(World.Now);

    private TaskAnswer? AnswerTo(OpenTask task)
    {
        if (!_scenario.Answers.TryGetValue(task.Task.ElementId, out var inTurn))
        {
            return null;
        }

        return inTurn[Math.Min(_answered.GetValueOrDefault(task.Task.ElementId), inTurn.Count - 1)];
    }

    private void Complete(OpenTask task, TaskAnswer answer)
    {
        CheckFourEyes(task, answer);
        _answered[task.Task.ElementId] = _answered.GetValueOrDefault(task.Task.ElementId) + 1;
        World.Tasks.Remove(task);
        World.Send(task.Instance, new CompleteUserTask(task.Task.WaitId, CaseJson.Context(Filled(task, answer))));
    }

    private JsonObject Filled(OpenTask task, TaskAnswer answer)
    {
        if (task.Task.FormId is not { } formId)
        {
            return answer.Data;
        }

        var form = _forms(formId) ?? throw new ScenarioProblem($"CASE-088 task {task.Task.ElementId} has the form '{formId}', which no package has.");
        var prefilled = FormPrefill.From(form, task.Task.Variables);
        var submitted = JsonMerge.Over(prefilled, answer.Data);
        var check = FormCheck.Run(form, submitted, prefilled, World.Now);
        return check.Value ?? throw new ScenarioProblem(
            $"CASE-088 the answer to {task.Task.ElementId} does not pass its form: {string.Join("; ", check.Refusals.Select(r => $"{r.Field}: {r.Code} {r.Reason.En}"))}");
    }

    /// <summary>A performer named with $by is held to the four eyes of the step, as on the screen.</summary>
    private void CheckFourEyes(OpenTask task, TaskAnswer answer)
    {
        var by = answer.By ?? (task.Task.CandidateGroups.Count > 0 ? task.Task.CandidateGroups[0] : "");
        var forbidden = task.Task.Headers.FirstOrDefault(header => header.Key == "notPerformedBy").Value ?? "";
        foreach (var element in forbidden.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (_done.Contains($"{element}/{by}"))
            {
                throw new ScenarioProblem($"CASE-089 {by} performed {element} and may not perform {task.Task.ElementId} (four eyes).");
            }
        }

        _done.Add($"{task.Task.ElementId}/{by}");
    }

    /// <summary>Moves the clock to what comes next; false when nothing does.</summary>
    private async Task<bool> GoOnAsync(CancellationToken ct)
    {
        var timer = World.Timers.MinBy(open => open.Timer.FireAt);
        var dated = NextDated();
        if (timer is not null && (dated is null || timer.Timer.FireAt <= dated))
        {
            World.Now = timer.Timer.FireAt > World.Now ? timer.Timer.FireAt : World.Now;
            World.Timers.Remove(timer);
            World.Send(timer.Instance, new FireTimer(timer.Timer.WaitId));
            return true;
        }

        if (dated is null)
        {
            return false;
        }

        World.Now = dated > World.Now ? dated.Value : World.Now;
        await WorkAsync(ct);
        if (_events.TryPeek(out var next) && next.On <= RigaTime.DayOf(World.Now))
        {
            Happen(_events.Dequeue());
        }

        return true;
    }

    private DateTimeOffset? NextDated()
    {
        var answers = World.Tasks.Select(task => AnswerTo(task)?.On).OfType<DateOnly>();
        var events = _events.TryPeek(out var next) ? [next.On] : Array.Empty<DateOnly>();
        var days = answers.Concat(events).ToList();
        return days.Count == 0 ? null : RigaTime.At(days.Min(), Opening);
    }

    private void Happen(ScenarioEvent happening)
    {
        switch (happening)
        {
            case ScenarioEvent.MessageArrives message:
                World.Publish(message.Name, KeyOf(message.Key), CaseJson.Context(message.Variables));
                break;
            case ScenarioEvent.LettersPosted:
                Jobs.PostWaiting();
                break;
            case ScenarioEvent.IncidentEnds ended:
                Jobs.Resolve(ended);
                break;
        }
    }

    /// <summary>The key is evaluated over the variables of the parts, the innermost hiding the outer ones.</summary>
    private string KeyOf(string key)
    {
        if (!key.StartsWith('='))
        {
            return key;
        }

        var scope = World.Instances.Aggregate(FeelContext.Empty, (all, instance) => all.With(instance.State.Variables));
        var parsed = FeelExpression.Parse(key[1..]);
        var value = parsed.Expression?.Evaluate(scope, new FeelEnvironment(World.Now)).Value ?? FeelValue.Null;
        return value.Kind == FeelKind.String
            ? value.AsString()
            : throw new ScenarioProblem($"CASE-085 the key '{key}' of a message is {value}, expected text.");
    }
}
