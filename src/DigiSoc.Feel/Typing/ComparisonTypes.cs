using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Which types can be compared with one another.</summary>
internal static class ComparisonTypes
{
    /// <summary>Whether a comparison may have an answer.</summary>
    internal static bool MayHold(Relation relation, FeelType left, FeelType right) => relation <= Relation.NotEqual
        ? MayBeEqual(left, right)
        : IsPerhapsOrdered(left) && IsPerhapsOrdered(right) && (left.Kind is null || right.Kind is null || left.Kind == right.Kind);

    /// <summary>Whether two values may be ends of one range; one of them may be absent.</summary>
    internal static bool MayBeEnds(FeelType start, FeelType end) =>
        IsNull(start) ? IsPerhapsOrdered(end)
        : IsNull(end) ? IsPerhapsOrdered(start)
        : MayHold(Relation.Less, start, end);

    /// <summary>Whether a value may pass a test that is a value, a range or a list (see <see cref="Testing.Matches"/>).</summary>
    internal static bool MayMatch(FeelType input, FeelType test) => test switch
    {
        FeelType.RangeType range when input.Kind is not FeelKind.Range => MayHold(Relation.Less, input, range.End),
        FeelType.ListType list => MayBeIn(input, list.Item),
        _ => MayBeEqual(input, test),
    };

    private static bool MayBeEqual(FeelType left, FeelType right) =>
        left.Kind is not { } one || right.Kind is not { } other || one == other || one == FeelKind.Null || other == FeelKind.Null;

    /// <summary>A list passes when it is the same list or an item of it, any other value as an item or in an item's range.</summary>
    private static bool MayBeIn(FeelType input, FeelType item) => input.Kind is FeelKind.List || item switch
    {
        FeelType.RangeType range when input.Kind is not FeelKind.Range => MayHold(Relation.Less, input, range.End),
        _ => MayBeEqual(input, item),
    };

    private static bool IsPerhapsOrdered(FeelType type) => type.Kind is not { } kind || Kinds.IsOrdered(kind);

    private static bool IsNull(FeelType type) => type.Kind == FeelKind.Null;
}
