using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DigiSoc.Bpmn;
using DigiSoc.Documents;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Scenarios;

/// <summary>Compares a played scenario with what must come out.</summary>
internal sealed class ScenarioCheck(Scenario scenario, ScenarioRun run)
{
    private readonly Expectation _then = scenario.Then;

    /// <summary>Empty when everything named came out.</summary>
    public IReadOnlyList<string> Failures() =>
    [
        .. Status(),
        .. Same(_then.Outcome, run.Jobs.Outcome, "then.outcome"),
        .. Path(),
        .. _then.NotPath.Where(run.World.Completed.Contains).Select(id => $"then.notPath: {id} was completed"),
        .. Waits(),
        .. _then.Decisions.SelectMany(Decision),
        .. JsonDifference.Between(_then.Variables, CaseJson.Node(FeelValue.Of(run.Root.State.Variables)), "then.variables"),
        .. _then.Decision is { } decision ? JsonDifference.Between(decision, run.Jobs.Decision, "then.decision") : [],
        .. _then.Letters.SelectMany(Letter),
        .. _then.Dispatched.SelectMany(Dispatch),
        .. _then.Asked.Except(run.Jobs.AskedItems).Select(item => $"then.lookups.asked: {item} was not asked"),
        .. _then.NotAsked.Intersect(run.Jobs.AskedItems).Select(item => $"then.lookups.notAsked: {item} was asked"),
        .. _then.Deadline is { } deadline ? JsonDifference.Between(deadline, Deadline(), "then.deadline") : [],
    ];

    /// <summary>What happened, for whoever has to find out why.</summary>
    public string Story()
    {
        var story = new StringBuilder();
        story.Append(CultureInfo.InvariantCulture, $"  at {run.World.Now:yyyy-MM-dd HH:mm}, path: {string.Join(" ", run.World.Completed)}\n");
        story.Append(CultureInfo.InvariantCulture, $"  open: {string.Join(", ", OpenWaits())}\n");
        foreach (var open in run.World.Incidents)
        {
            story.Append(CultureInfo.InvariantCulture, $"  incident at {open.Incident.ElementId}: {open.Incident.Code} {open.Incident.Text}\n");
        }

        foreach (var evaluated in run.World.Decisions.TakeLast(4))
        {
            story.Append(CultureInfo.InvariantCulture, $"  decision {evaluated.DecisionId}: {CaseJson.Text(evaluated.Output)}\n");
        }

        return story.ToString();
    }

    private IEnumerable<string> Status()
    {
        var status = run.World.Incidents.Count > 0 ? "incident" : run.Root.State.Status == InstanceStatus.Completed ? "completed" : "waiting";
        return Same(_then.Status, status, "then.status");
    }

    private static IEnumerable<string> Same(string? expected, string? found, string place) =>
        expected is null || expected == found ? [] : [$"{place}: expected {expected}, found {found ?? "nothing"}"];

    /// <summary>The elements in this order, others between; an element stands for its next completion.</summary>
    private IEnumerable<string> Path()
    {
        var at = 0;
        foreach (var element in _then.Path)
        {
            var found = run.World.Completed.IndexOf(element, at);
            if (found < 0)
            {
                return [$"then.path: {element} was not completed{(at == 0 ? "" : $" after {run.World.Completed[at - 1]}")}"];
            }

            at = found + 1;
        }

        return [];
    }

    private IEnumerable<string> Waits()
    {
        if (_then.WaitsAt is not { } expected)
        {
            return [];
        }

        var found = OpenWaits();
        return expected.Order(StringComparer.Ordinal).SequenceEqual(found)
            ? []
            : [$"then.waitsAt: expected {string.Join(", ", expected)}, found {string.Join(", ", found)}"];
    }

    private List<string> OpenWaits() =>
    [
        .. run.World.Tasks.Select(task => task.Task.ElementId)
            .Concat(run.World.Subscriptions.Select(open => open.ElementId))
            .Concat(run.World.Incidents.Select(open => open.Incident.ElementId))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> Decision(KeyValuePair<string, JsonNode?> expected)
    {
        var last = run.World.Decisions.LastOrDefault(evaluated => evaluated.DecisionId == expected.Key);
        return last is null
            ? [$"then.decisions.{expected.Key}: was not evaluated; evaluated were {string.Join(", ", run.World.Decisions.Select(d => d.DecisionId).Distinct())}"]
            : JsonDifference.Between(expected.Value, CaseJson.Node(last.Output), $"then.decisions.{expected.Key}");
    }

    private IEnumerable<string> Letter(ExpectedLetter expected)
    {
        var letter = run.Jobs.Letters.LastOrDefault(made => made.Template == expected.Template);
        if (letter is null)
        {
            return [$"then.letters: no letter {expected.Template} was made; made were {string.Join(", ", run.Jobs.Letters.Select(l => l.Template))}"];
        }

        return
        [
            .. expected.Contains.Where(part => !letter.Text.Contains(part, StringComparison.Ordinal))
                .Select(part => $"then.letters: {expected.Template} does not say “{part}”. It says: {letter.Text}"),
            .. expected.Lacks.Where(part => letter.Text.Contains(part, StringComparison.Ordinal))
                .Select(part => $"then.letters: {expected.Template} says “{part}”"),
            .. JsonDifference.Between(expected.Data, letter.Data, $"then.letters.{expected.Template}.data"),
        ];
    }

    private IEnumerable<string> Dispatch(JsonObject expected, int index)
    {
        var found = index < run.Jobs.Dispatched.Count ? run.Jobs.Dispatched[index] : null;
        return JsonDifference.Between(expected, found is null ? null : Shown(found), $"then.dispatched[{index}]");
    }

    private static JsonObject Shown(SentLetter sent) => new()
    {
        ["template"] = sent.Letter.Template,
        ["channel"] = ChannelNames.Of(sent.Channel),
        ["sentOn"] = sent.SentOn is { } sentOn ? Day(sentOn) : null,
        ["deemedServedOn"] = sent.DeemedServedOn is { } deemed ? Day(deemed) : null,
    };

    private JsonObject? Deadline() => run.Jobs.Deadline is not { } deadline ? null : new JsonObject
    {
        ["dueOn"] = Day(deadline.DueOn),
        ["suspended"] = deadline.IsSuspended,
        ["met"] = deadline.IsMet,
        ["endedOn"] = deadline.EndedOn is { } ended ? Day(ended) : null,
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
