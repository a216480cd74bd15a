using DigiSoc.Dmn.Tracing;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>One evaluation under way, over all models it reaches.</summary>
/// <remarks>Not thread-safe; used again by the thread's next evaluation once it is returned.</remarks>
internal sealed class Run
{
    [ThreadStatic]
    private static Run? _spare;

    private readonly DecisionScope _scope;
    private List<DmnPlace?>? _places;

    private Run(FeelEnvironment environment)
    {
        Call = new FeelCall(environment) { Host = this };
        _scope = new DecisionScope(this);
    }

    private Run(FeelCall call)
    {
        Call = call;
        _scope = new DecisionScope(this);
    }

    /// <summary>What FEEL knows of this evaluation.</summary>
    public FeelCall Call { get; }

    /// <summary>Writes down what is done; null when nobody asked.</summary>
    public TraceRecorder? Trace { get; private set; }

    /// <summary>A run for one evaluation.</summary>
    public static Run Rent(FeelEnvironment environment, TraceRecorder? trace)
    {
        var run = _spare ?? new Run(environment);
        _spare = null;
        run.Call.Restart(environment);
        run.Trace = trace;
        return run;
    }

    /// <summary>Lets the thread's next evaluation use this run; nothing may refer to it any more.</summary>
    public void Return()
    {
        _places = null;
        Trace = null;
        _scope.Clear();
        _spare = this;
    }

    /// <summary>The scope of the model's own decisions, over these inputs.</summary>
    public DecisionScope ScopeOf(FeelContext inputs) => _scope.Over(inputs);

    /// <summary>The run a function is called in; a new one when it is called outside of any.</summary>
    public static Run Of(FeelCall call) => call.Host as Run ?? new Run(call);

    /// <summary>States where the causes came from that have been added since this was last called.</summary>
    public void Attribute(DmnPlace? place)
    {
        var count = Call.CauseCount;
        if (count == (_places?.Count ?? 0))
        {
            return;
        }

        _places ??= [];
        while (_places.Count < count)
        {
            _places.Add(place);
        }
    }

    /// <summary>The causes with their places.</summary>
    public IReadOnlyList<DmnCause> Causes()
    {
        if (Call.CauseCount == 0)
        {
            return [];
        }

        Attribute(null);
        return [.. Call.Causes.Select((cause, at) => new DmnCause(_places![at], cause))];
    }
}
