namespace DigiSoc.Feel.Typing;

/// <summary>What is known of a value that may be of the one type or of the other.</summary>
internal static class JoinedTypes
{
    /// <summary>Parts compared before nothing more is said: types that share their parts are exponential when written out.</summary>
    private const int MostParts = 1_000;

    private static readonly FeelType.ContextType AnyContext = new([], FeelExtent.AtLeast);

    /// <summary>The type of both; Any when they have nothing in common. Null is of every type.</summary>
    internal static FeelType Of(FeelType one, FeelType other)
    {
        var left = MostParts;
        return Of(one, other, ref left);
    }

    private static FeelType Of(FeelType one, FeelType other, ref int left)
    {
        if (ReferenceEquals(one, other) || ReferenceEquals(other, FeelType.Null))
        {
            return one;
        }

        if (ReferenceEquals(one, FeelType.Null))
        {
            return other;
        }

        return --left < 0 ? FeelType.Any : (one, other) switch
        {
            (FeelType.ConstrainedType constrained, _) => Of(constrained.Basis, other, ref left),
            (_, FeelType.ConstrainedType constrained) => Of(one, constrained.Basis, ref left),
            (FeelType.ListType a, FeelType.ListType b) =>
                Of(a.Item, b.Item, ref left) is var item && ReferenceEquals(item, a.Item) ? a : FeelType.ListOf(item),
            (FeelType.RangeType a, FeelType.RangeType b) =>
                Of(a.End, b.End, ref left) is var end && ReferenceEquals(end, a.End) ? a : FeelType.RangeOf(end),
            (FeelType.ContextType a, FeelType.ContextType b) => Contexts(a, b, ref left),
            _ => one.Kind == FeelKind.Function && other.Kind == FeelKind.Function ? FeelType.AnyFunction : FeelType.Any,
        };
    }

    /// <summary>The entries that both have; where one has others too, more may be there than is known.</summary>
    private static FeelType.ContextType Contexts(FeelType.ContextType one, FeelType.ContextType other, ref int left)
    {
        if (one.Entries.Count > left)
        {
            left = 0;
            return AnyContext;
        }

        var shared = new List<KeyValuePair<string, FeelType>>();
        var isSame = true;
        foreach (var (name, type) in one.Entries)
        {
            if (other.Entries.TryGetValue(name, out var found))
            {
                var joined = Of(type, found, ref left);
                isSame &= ReferenceEquals(joined, type);
                shared.Add(KeyValuePair.Create(name, joined));
            }
        }

        var isComplete = shared.Count == one.Entries.Count && shared.Count == other.Entries.Count;
        var extent = !isComplete ? FeelExtent.AtLeast : one.Extent < other.Extent ? one.Extent : other.Extent;
        return isSame && isComplete && extent == one.Extent ? one : new FeelType.ContextType(shared, extent);
    }
}
