using DigiSoc.Dmn.Tracing;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>One evaluation under way, over all models it reaches.</summary>
/// <remarks>Lives as long as its call; not thread-safe.</remarks>
internal sealed class Run
{
    private List<DmnPlace?>? _places;

    public Run(FeelEnvironment environment, TraceRecorder? trace)
    {
        Trace = trace;
        Call = new FeelCall(environment) { Host = this };
    }

    private Run(FeelCall call) => Call = call;

    /// <summary>What FEEL knows of this evaluation.</summary>
    public FeelCall Call { get; }

    /// <summary>Writes down what is done; null when nobody asked.</summary>
    public TraceRecorder? Trace { get; }

    /// <summary>The run a function is called in; a new one when it is called outside of any.</summary>
    public static Run Of(FeelCall call) => call.Host as Run ?? new Run(call);

    /// <summary>States where the causes came from that have been added since this was last called.</summary>
    public void Attribute(DmnPlace? place)
    {
        var count = Call.Causes.Count;
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
        if (Call.Causes.Count == 0)
        {
            return [];
        }

        Attribute(null);
        return [.. Call.Causes.Select((cause, at) => new DmnCause(_places![at], cause))];
    }
}
