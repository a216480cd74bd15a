namespace DigiSoc.Feel.Typing;

/// <summary>What loops, filters and functions of lists find in a value.</summary>
internal static class ItemTypes
{
    /// <summary>What a list of the type holds; of any other type, the type itself, for a value counts as a list of itself.</summary>
    internal static FeelType Of(FeelType type) => type switch
    {
        FeelType.ListType list => list.Item,
        FeelType.ConstrainedType constrained => Of(constrained.Basis),
        _ => type,
    };

    /// <summary>What an iterator gives: items, or the numbers and dates of a range.</summary>
    /// <param name="list">What is gone through, or where the counting begins.</param>
    /// <param name="end">Where the counting ends; null where nothing is counted.</param>
    internal static FeelType Iterated(FeelType list, FeelType? end) => end is null
        ? Of(list) is FeelType.RangeType range && list.Kind == FeelKind.Range ? range.End : Of(list)
        : IsCounted(list) ? list
        : IsCounted(end) ? end
        : FeelType.Any;

    /// <summary>What is left of a list under a condition, or the item at a position.</summary>
    /// <remarks>A position that is null picks no item: the empty list.</remarks>
    internal static FeelType Filtered(FeelType list, FeelType condition) => condition.Kind switch
    {
        FeelKind.Number => Of(list),
        null => FeelType.Any,
        _ => FeelType.ListOf(Of(list)),
    };

    /// <summary>Whether a value of the type may be an end of a counted range.</summary>
    internal static bool MayBeCounted(FeelType end) => end.Kind is null or FeelKind.Number or FeelKind.Date;

    private static bool IsCounted(FeelType type) => type.Kind is FeelKind.Number or FeelKind.Date;
}
