using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>How points and ranges lie to one another (DMN table 78).</summary>
internal static class RangeFunctions
{
    private const string Points = "point1: point, point2: point";
    private const string PointRange = "point: point, range: range";
    private const string RangePoint = "range: range, point: point";
    private const string RangeRange = "range1: range, range2: range";

    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        New("before", "Whether all of the first lies before all of the second.", (a, b) => a.End < b.Start,
            [Points, PointRange, RangePoint, RangeRange],
            new("before(1, 10)", "true"), new("before([1..5), 5)", "true"), new("before([1..5], [5..10])", "false")),
        New("after", "Whether all of the first lies after all of the second.", (a, b) => a.Start > b.End,
            [Points, PointRange, RangePoint, RangeRange],
            new("after(10, 5)", "true"), new("after(12, [1..12))", "true"), new("after([11..20], [1..11])", "false")),
        New("meets", "Whether the first range ends in the point where the second begins.",
            (a, b) => a.End.IsIncluded && b.Start.IsIncluded && a.End == b.Start,
            [RangeRange], new("meets([1..5], [5..10])", "true"), new("meets([1..5), [5..10])", "false")),
        New("met by", "Whether the first range begins in the point where the second ends.",
            (a, b) => a.Start.IsIncluded && b.End.IsIncluded && a.Start == b.End,
            [RangeRange], new("met by([5..10], [1..5])", "true"), new("met by([5..10], [1..5))", "false")),
        New("overlaps", "Whether the ranges have a point in common.", (a, b) => a.End >= b.Start && a.Start <= b.End,
            [RangeRange], new("overlaps([1..5], [3..8])", "true"), new("overlaps([1..5], (5..8])", "false")),
        New("overlaps before", "Whether the first range begins before the second and ends in it.",
            (a, b) => a.Start < b.Start && a.End >= b.Start && a.End <= b.End,
            [RangeRange], new("overlaps before([1..5], [3..8])", "true"), new("overlaps before([1..5], [6..8])", "false")),
        New("overlaps after", "Whether the first range begins in the second and ends after it.",
            (a, b) => b.Start < a.Start && b.End >= a.Start && b.End <= a.End,
            [RangeRange], new("overlaps after([3..8], [1..5])", "true"), new("overlaps after([4..8], [1..3])", "false")),
        New("finishes", "Whether the first ends where the second range ends, and does not begin before it.",
            (a, b) => a.End == b.End && (a.IsPoint || a.Start >= b.Start),
            [PointRange, RangeRange], new("finishes(10, [1..10])", "true"), new("finishes([5..10], [1..10])", "true")),
        New("finished by", "Whether the second ends where the first range ends, and does not begin before it.",
            (a, b) => a.End == b.End && (b.IsPoint || b.Start >= a.Start),
            [RangePoint, RangeRange], new("finished by([1..10], 10)", "true"), new("finished by([1..10), 10)", "false")),
        New("includes", "Whether all of the second lies in the first range.", Includes,
            [RangePoint, RangeRange], new("includes([1..10], 5)", "true"), new("includes([1..10), [5..10])", "false"),
            new("includes([1..1), 1)", "true")),
        New("during", "Whether all of the first lies in the second range.", (a, b) => Includes(b, a),
            [PointRange, RangeRange], new("during(5, [1..10])", "true"), new("during([4..6], [1..10])", "true"),
            new("during(5, [5..3])", "true")),
        New("starts", "Whether the first begins where the second range begins, and does not end after it.",
            (a, b) => a.Start == b.Start && (a.IsPoint || a.End <= b.End),
            [PointRange, RangeRange], new("starts(1, [1..10])", "true"), new("starts((1..5], [1..5])", "false")),
        New("started by", "Whether the second begins where the first range begins, and does not end after it.",
            (a, b) => a.Start == b.Start && (b.IsPoint || b.End <= a.End),
            [RangePoint, RangeRange], new("started by([1..10], 1)", "true"), new("started by([1..10], [1..5])", "true")),
        New("coincides", "Whether both are the same point, or ranges with the same ends.", (a, b) => a.Start == b.Start && a.End == b.End,
            [Points, RangeRange], new("coincides(5, 5)", "true"), new("coincides([1..5], [1..5))", "false")),
    ];

    private static BuiltInFunction New(
        string name, string summary, Func<Interval, Interval, bool> holds, string[] signatures, params Example[] examples) =>
        new(name, summary)
        {
            Gives = FeelType.Boolean,
            Forms = [.. signatures.Select(signature => new Form(signature, (a, c) => Test(a, c, holds, name)))],
            Examples = examples,
            NullWhen = "the ends are of different or unordered kinds",
        };

    /// <summary>
    /// The table's formulas: of a point an included end is enough, whatever the other end, so that a range of no value
    /// such as <c>[1..1)</c> includes a point which <c>in</c> does not find there.
    /// </summary>
    private static bool Includes(Interval range, Interval other) => other.IsPoint
        ? (range.Start < other.Start && range.End > other.End) || range.Start == other.Start || range.End == other.End
        : range.Start <= other.Start && range.End >= other.End;

    private static FeelValue Test(ReadOnlySpan<FeelValue> a, FeelCall call, Func<Interval, Interval, bool> holds, string name)
    {
        var (first, second) = (Interval.Of(a[0]), Interval.Of(a[1]));
        return first.IsComparableTo(second)
            ? FeelValue.Of(holds(first, second))
            : call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operands(name, "comparable ends", a[0], a[1]));
    }
}
