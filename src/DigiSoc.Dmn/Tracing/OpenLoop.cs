using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>A boxed loop under way: its first items with what happens in them, of the others the last one and the norms.</summary>
internal sealed class OpenLoop(TraceLoopKind kind, string variable, string? text)
{
    private const int MostItems = 10;

    private readonly List<TracedItem> _items = [];
    private readonly StepSink _others = new(0);
    private IReadOnlyList<TraceStep> _before = [];
    private TracedItem? _last;
    private int? _count;
    private int _rounds;

    public void Over(int count, StepSink before) => (_count, _before) = (count, before.Close());

    /// <summary>Where the steps of the next item go.</summary>
    public StepSink Next(StepSink around) => _items.Count < MostItems && !around.IsFull ? around.Inside() : _others;

    public void Add(in FeelValue item, in FeelValue outcome, StepSink sink)
    {
        _last = new TracedItem(++_rounds, item, outcome, sink == _others ? [] : sink.Close());
        if (_items.Count < MostItems)
        {
            _items.Add(_last);
        }
    }

    public TracedLoop Close(in FeelValue value, StepSink sink) => new(
        kind,
        variable,
        text,
        _count,
        _rounds,
        _count is null ? sink.Close() : _before,
        IsSettled(value) && _rounds > _items.Count ? [.. _items, _last!] : _items,
        _others.NormsOfMore,
        value);

    /// <summary>Whether the last item gave the answer, so that no other was looked at or had to be.</summary>
    private bool IsSettled(in FeelValue value) => kind switch
    {
        TraceLoopKind.Some => value.IsTrue,
        TraceLoopKind.Every => value.IsFalse,
        TraceLoopKind.Filter => value.IsNull,
        _ => false,
    };
}
