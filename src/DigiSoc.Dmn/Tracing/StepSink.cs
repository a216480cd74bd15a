namespace DigiSoc.Dmn.Tracing;

/// <summary>Takes the steps of one place in order: keeps the first, and of the others how many there were and their norms.</summary>
/// <param name="most">How many steps are kept.</param>
/// <param name="level">How many steps are around it.</param>
internal sealed class StepSink(int most, int level = 0)
{
    /// <summary>Steps inside one another: a function that calls itself makes hundreds, which nobody reads.</summary>
    private const int MostLevels = 12;

    private readonly List<TraceStep> _kept = [];
    private readonly List<string> _norms = [];
    private int _more;

    /// <summary>Whether the next step is not kept, nor is what happens inside it worth writing down.</summary>
    public bool IsFull => _kept.Count >= most;

    /// <summary>Norms of what was not kept, each once.</summary>
    public IReadOnlyList<string> NormsOfMore => _norms;

    /// <summary>A sink for what happens inside the next step: one that keeps nothing when that step is not kept.</summary>
    public StepSink Inside(int mostInside = int.MaxValue) => new(IsFull || level >= MostLevels ? 0 : mostInside, level + 1);

    public void Add(TraceStep step)
    {
        if (!IsFull)
        {
            _kept.Add(step);
            return;
        }

        _more += step is TracedMore more ? more.Count : 1;
        AddNorms(step.AllNorms());
    }

    /// <summary>Takes over steps that were put together elsewhere.</summary>
    public void Add(IEnumerable<TraceStep> steps)
    {
        foreach (var step in steps)
        {
            Add(step);
        }
    }

    /// <summary>Takes norms of something that is not written down.</summary>
    public void AddNorms(IEnumerable<string> norms) => _norms.AddRange(norms.Distinct(StringComparer.Ordinal).Except(_norms).ToList());

    public IReadOnlyList<TraceStep> Close() => _more == 0 && _norms.Count == 0 ? _kept : [.. _kept, new TracedMore(_more, [.. _norms])];
}
