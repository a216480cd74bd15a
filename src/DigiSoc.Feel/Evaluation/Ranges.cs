namespace DigiSoc.Feel.Evaluation;

/// <summary>Membership in ranges, and which values can be their ends.</summary>
internal static class Ranges
{
    /// <summary>Ends fit when they are ordered values of one kind, or one of them is absent.</summary>
    internal static bool Fit(in FeelValue start, in FeelValue end) =>
        start.IsNull ? !end.IsNull && IsOrdered(end)
        : end.IsNull ? IsOrdered(start)
        : start.Kind == end.Kind && IsOrdered(start);

    internal static bool IsOrdered(in FeelValue value) => value.Kind is >= FeelKind.Number and <= FeelKind.YearsMonthsDuration;

    internal static FeelRange? OfRelation(Relation relation, in FeelValue end) => !IsOrdered(end) ? null : relation switch
    {
        Relation.Less => new FeelRange(FeelValue.Null, end, false, false) { IsComparison = true },
        Relation.LessOrEqual => new FeelRange(FeelValue.Null, end, false, true) { IsComparison = true },
        Relation.Greater => new FeelRange(end, FeelValue.Null, false, false) { IsComparison = true },
        Relation.GreaterOrEqual => new FeelRange(end, FeelValue.Null, true, false) { IsComparison = true },
        Relation.Equal => new FeelRange(end, end, true, true) { IsComparison = true },
        Relation.NotEqual => new FeelRange(end, end, true, true) { IsComparison = true, IsComplement = true },
        _ => null,
    };

    /// <summary>Whether the value lies in the range; null when it cannot be compared with an end.</summary>
    internal static bool? Contains(FeelRange range, in FeelValue value)
    {
        if (!range.IsComparison && (range.Start.IsNull || range.End.IsNull))
        {
            return null;
        }

        var above = range.Start.IsNull ? true
            : Comparing.Test(range.StartIncluded ? Relation.GreaterOrEqual : Relation.Greater, value, range.Start);
        var below = range.End.IsNull ? true
            : Comparing.Test(range.EndIncluded ? Relation.LessOrEqual : Relation.Less, value, range.End);
        return above is null || below is null ? null : (above.Value && below.Value) != range.IsComplement;
    }
}
