using DigiSoc.Dmn.Requirements;
using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Writes down what an evaluation does. Exists only when a trace was asked for.</summary>
/// <remarks>
/// What grows with the model is written down in full, what grows with the data in its first parts: ten items of a loop, ten
/// calls of one expression. The norms of all of it are kept.
/// </remarks>
internal sealed class TraceRecorder(FeelContext inputs, FeelEnvironment environment)
{
    private const int MostParts = 12;
    private const int MostCalls = 10;
    private const int StepsForParts = 200_000;

    private readonly List<TracedDecision> _decisions = [];
    private readonly Stack<OpenDecision> _openDecisions = new();
    private readonly Stack<OpenCall> _openCalls = new();
    private readonly Stack<OpenTable> _openTables = new();
    private readonly Stack<OpenLoop> _openLoops = new();
    private readonly Stack<StepSink> _steps = new([new StepSink(int.MaxValue)]);

    // What is worked out once more has limits of its own, for the whole trace: an explanation never uses up the evaluation's.
    private readonly FeelCall _parts = new(environment with
    {
        Limits = environment.Limits with { Steps = Math.Min(environment.Limits.Steps, StepsForParts) },
    });

    private int _causesSeen;
    private int _droppedSeen;

    public void BeginDecision(DecisionNode node, FeelContext variables)
    {
        _openDecisions.Push(new OpenDecision(node, variables));
        BeginPart();
    }

    public void EndDecision(in FeelValue value, FeelCall call)
    {
        var (node, variables) = _openDecisions.Pop();
        var own = call.Causes.Skip(_causesSeen).ToList();
        var dropped = call.CausesDropped - _droppedSeen;
        (_causesSeen, _droppedSeen) = (call.CauseCount, call.CausesDropped);
        var decision = new TracedDecision(
            node.Element.Id, node.Name, node.Element.Norms, [.. Inputs(node, variables)], _steps.Pop().Close(), value, own, dropped);
        if (_steps.Peek().IsFull)
        {
            _steps.Peek().AddNorms(decision.AllNorms());
        }
        else
        {
            _decisions.Add(decision);
        }
    }

    /// <summary>Begins something that has steps of its own.</summary>
    public void BeginPart() => _steps.Push(_steps.Peek().Inside());

    public void Entry(string name, in FeelValue value)
    {
        if (value.Kind != FeelKind.Function)
        {
            _steps.Peek().Add(new TracedEntry(name, value));
        }
    }

    public void BeginExpression() => _steps.Push(_steps.Peek().Inside(MostCalls));

    public void EndExpression(FeelExpression expression, FeelContext variables, in FeelValue value)
    {
        var steps = _steps.Pop().Close();
        if (value.Kind == FeelKind.Function || expression.TryFind(variables, out _))
        {
            _steps.Peek().Add(steps);
            return;
        }

        var parts = _steps.Peek().IsFull ? [] : expression.Parts(variables, _parts, MostParts);
        _steps.Peek().Add(new TracedExpression(expression.Text.Trim(), parts, steps, value));
    }

    public void EndConditional(string? condition, in FeelValue holds, in FeelValue value)
    {
        var steps = _steps.Pop().Close();
        _steps.Peek().Add(new TracedConditional(condition, holds, steps, value));
    }

    public void EndList(in FeelValue value)
    {
        var steps = _steps.Pop().Close();
        _steps.Peek().Add(new TracedList(steps, value));
    }

    public void BeginLoop(TraceLoopKind kind, string variable, string? text)
    {
        _openLoops.Push(new OpenLoop(kind, variable, text));
        BeginPart();
    }

    /// <summary>States how many items there are to go through; what came before was finding them.</summary>
    public void LoopOver(int count) => _openLoops.Peek().Over(count, _steps.Peek());

    public void BeginItem() => _steps.Push(_openLoops.Peek().Next(_steps.Peek()));

    public void EndItem(in FeelValue item, in FeelValue outcome) => _openLoops.Peek().Add(item, outcome, _steps.Pop());

    public void EndLoop(in FeelValue value)
    {
        var loop = _openLoops.Pop().Close(value, _steps.Pop());
        _steps.Peek().Add(loop);
    }

    public void BeginCall(string name, IEnumerable<string> parameters, IEnumerable<FeelValue> arguments)
    {
        _openCalls.Push(new OpenCall(name, [.. parameters.Zip(arguments, KeyValuePair.Create)]));
        BeginPart();
    }

    public void EndCall(in FeelValue value)
    {
        var (name, arguments) = _openCalls.Pop();
        var steps = _steps.Pop().Close();
        _steps.Peek().Add(new TracedCall(name, arguments, steps, value));
    }

    public void BeginTable(DecisionTable table, FeelValue[] values)
    {
        _openTables.Push(new OpenTable(table, values));
        BeginPart();
    }

    public void Rule(TableRule rule, int failed) => _openTables.Peek().Rules.Add((rule, failed));

    /// <summary>Rules, counted from 0, whose outputs make the result of the table.</summary>
    public void Selected(IEnumerable<int> rules) => _openTables.Peek().Selected = [.. rules];

    /// <summary>States that rules match which the hit policy does not allow to match together.</summary>
    public void Conflict() => _openTables.Peek().IsConflict = true;

    public void EndTable(in FeelValue value)
    {
        var table = _openTables.Pop().Close(_steps.Pop().Close(), value);
        _steps.Peek().Add(table);
    }

    /// <summary>A table whose last value here is none of those its column allows: no rule is tried.</summary>
    public void RefusedInput(DecisionTable table, FeelValue[] values, string allowed) =>
        _steps.Peek().Add(new OpenTable(table, values) { RefusedBy = allowed }.Close([], FeelValue.Null));

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
}
