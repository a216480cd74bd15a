namespace DigiSoc.Feel.Evaluation;

/// <summary>How large a list or context is when everything in it is written out, and how deep it nests.</summary>
/// <remarks>
/// Lists share their items, so thirty steps of <c>[x, x]</c> make a value of a billion items in thirty small objects.
/// Whatever goes through a value (equality, text, JSON, flattening) is bounded by its weight.
/// </remarks>
/// <param name="Items">Items and entries at every level.</param>
/// <param name="Levels">Lists and contexts inside one another.</param>
internal readonly record struct Weight(long Items, int Levels)
{
    private const long Most = long.MaxValue / 4;

    internal static Weight Of(ReadOnlySpan<FeelValue> items)
    {
        var (total, levels) = ((long)items.Length, 0);
        foreach (ref readonly var item in items)
        {
            if (item.HasParts)
            {
                var inner = item.ContextOrNull is { } context ? context.Weight : item.AsList().Weight;
                total = Math.Min(total + inner.Items, Most);
                levels = Math.Max(levels, inner.Levels);
            }
        }

        return new Weight(total, levels + 1);
    }
}

/// <summary>The weight of a list or context once it has been worked out; threads that do so at once come to the same.</summary>
internal struct Measured
{
    private long _items;
    private int _levels;

    internal Weight Of(ReadOnlySpan<FeelValue> values)
    {
        // A weight has at least one level: none means that it is not known. Items are written before, and read after it.
        if (Volatile.Read(ref _levels) is not 0 and var levels)
        {
            return new Weight(_items, levels);
        }

        var weight = Weight.Of(values);
        _items = weight.Items;
        Volatile.Write(ref _levels, weight.Levels);
        return weight;
    }
}
