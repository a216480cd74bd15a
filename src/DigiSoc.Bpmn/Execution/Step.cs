using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>One call of <see cref="Interpreter.Advance"/>: works on a copy of the state until every token waits.</summary>
/// <remarks>
/// Order is part of the meaning: tokens are taken from the queue first in, first out; joins and the ends of scopes are
/// looked at only when the queue is empty, inner scopes first. Changing that changes stored histories.
/// </remarks>
internal sealed partial class Step
{
    /// <summary>Elements passed in one step before the rest is put off to a step of its own.</summary>
    public const int ActivationLimit = 10_000;

    private readonly InstanceState _before;
    private readonly Func<string, bool>? _isCaughtByCaller;
    private readonly List<Effect> _effects = new(16);
    private readonly Queue<Arrival> _arrivals = new();
    private readonly List<long> _unsettled = [];
    private FeelEnvironment? _environment;
    private int _activations;

    public Step(ProcessModel model, InstanceState state, DateTimeOffset now, Func<string, bool>? isCaughtByCaller = null)
    {
        _isCaughtByCaller = isCaughtByCaller;
        Model = model;
        _before = state;
        State = state;
        Now = now.ToUniversalTime();
    }

    public ProcessModel Model { get; private set; }

    /// <summary>The copy that this step works on.</summary>
    public InstanceState State { get; private set; }

    public DateTimeOffset Now { get; }

    public FeelEnvironment Environment => _environment ??= FeelSurroundings.At(Now, Model);

    public ElementInstance Root => State.ElementList[0];

    public AdvanceResult Run(Command command)
    {
        if (Refuse(command) is { } refused)
        {
            return new AdvanceResult(_before, [], refused);
        }

        Begin();
        if (Apply(command) is { } rejected)
        {
            return new AdvanceResult(_before, [], rejected);
        }

        Settle();
        return new AdvanceResult(State, _effects, null);
    }

    public void Emit(Effect effect) => _effects.Add(effect);

    public void Record(HistoryEvent happened) => _effects.Add(new Record(happened));

    public long NextId() => ++State.LastId;

    private void Begin()
    {
        State = _before.Copy();
        foreach (ElementInstance element in State.ElementList)
        {
            element.Node = Model.NodeById[element.ElementId];
        }
    }

    /// <summary>A token on its way to an element.</summary>
    private readonly record struct Arrival(FlowNode Node, long ScopeId, SequenceFlow? Via);
}
