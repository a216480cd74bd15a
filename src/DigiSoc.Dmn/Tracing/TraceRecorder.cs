using DigiSoc.Dmn.Requirements;
using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Writes down what an evaluation does. Exists only when a trace was asked for.</summary>
internal sealed class TraceRecorder(FeelContext inputs)
{
    private readonly List<TracedDecision> _decisions = [];
    private readonly Stack<OpenDecision> _openDecisions = new();
    private readonly Stack<OpenCall> _openCalls = new();
    private readonly Stack<OpenTable> _openTables = new();
    private readonly Stack<List<TraceStep>> _steps = new([[]]);
    private int _causesSeen;
    private int _droppedSeen;

    public void BeginDecision(DecisionNode node, FeelContext variables)
    {
        _openDecisions.Push(new OpenDecision(node, variables));
        _steps.Push([]);
    }

    public void EndDecision(in FeelValue value, FeelCall call)
    {
        var (node, variables) = _openDecisions.Pop();
        var own = call.Causes.Skip(_causesSeen).ToList();
        var dropped = call.CausesDropped - _droppedSeen;
        (_causesSeen, _droppedSeen) = (call.CauseCount, call.CausesDropped);
        _decisions.Add(new TracedDecision(
            node.Element.Id, node.Name, node.Element.Norms, [.. Inputs(node, variables)], _steps.Pop(), value, own, dropped));
    }

    public void Entry(string name, in FeelValue value)
    {
        if (value.Kind != FeelKind.Function)
        {
            _steps.Peek().Add(new TracedEntry(name, value));
        }
    }

    public void BeginCall(string name, IEnumerable<string> parameters, IEnumerable<FeelValue> arguments)
    {
        _openCalls.Push(new OpenCall(name, [.. parameters.Zip(arguments, KeyValuePair.Create)]));
        _steps.Push([]);
    }

    public void EndCall(in FeelValue value)
    {
        var (name, arguments) = _openCalls.Pop();
        var steps = _steps.Pop();
        _steps.Peek().Add(new TracedCall(name, arguments, steps, value));
    }

    public void BeginTable(DecisionTable table, FeelValue[] values) => _openTables.Push(new OpenTable(table, values));

    public void Rule(TableRule rule, int failed) => _openTables.Peek().Rules.Add((rule, failed));

    /// <summary>Rules, counted from 0, whose outputs make the result of the table.</summary>
    public void Selected(IEnumerable<int> rules) => _openTables.Peek().Selected = [.. rules];

    public void EndTable(in FeelValue value) => _steps.Peek().Add(_openTables.Pop().Close(value));

    public DmnTrace Finish(DmnModel model, string asked, in FeelValue value) =>
        new(model.Name, model.Namespace, asked, _decisions, value);

    private IEnumerable<TracedInput> Inputs(DecisionNode node, FeelContext variables)
    {
        var inputNames = node.Requirements.Elements.OfType<InputNode>().Select(input => input.Name).ToHashSet();
        var decisionNames = node.Requirements.Elements.OfType<DecisionNode>().Select(decision => decision.Name).ToHashSet();
        foreach (var (name, value) in variables)
        {
            if (value.Kind != FeelKind.Function)
            {
                yield return new TracedInput(name, OriginOf(name, inputNames, decisionNames), value);
            }
        }
    }

    private TraceOrigin OriginOf(string name, HashSet<string> inputNames, HashSet<string> decisionNames) =>
        inputNames.Contains(name) ? TraceOrigin.Input
        : decisionNames.Contains(name) ? TraceOrigin.Decision
        : inputs.ContainsKey(name) ? TraceOrigin.Input
        : TraceOrigin.Import;

    private sealed record OpenDecision(DecisionNode Node, FeelContext Variables);

    private sealed record OpenCall(string Name, List<KeyValuePair<string, FeelValue>> Arguments);

    private sealed class OpenTable(DecisionTable table, FeelValue[] values)
    {
        public List<(TableRule Rule, int Failed)> Rules { get; } = [];

        public HashSet<int> Selected { get; set; } = [];

        public TracedTable Close(in FeelValue value) => new(
            table.HitPolicy,
            table.Aggregation,
            table.Norms,
            [.. table.Inputs.Select((input, at) => KeyValuePair.Create(input.Label ?? input.Expression.Trim(), values[at]))],
            [.. Rules.Select((rule, at) => Traced(rule.Rule, rule.Failed, Selected.Contains(at)))],
            value);

        private TracedRule Traced(TableRule rule, int failed, bool selected) => new(
            rule.Place.Row ?? 0,
            rule.Id,
            failed < 0,
            selected,
            failed < 0 ? null : failed + 1,
            failed < 0 ? null : rule.Tests[failed].Trim(),
            rule.Tests,
            rule.Norms,
            [.. table.Annotations.Zip(rule.Annotations, KeyValuePair.Create)]);
    }
}
