using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>One end of a range: a value and whether the range stops just before it (−1), in it (0) or just after it (1).</summary>
/// <param name="Value">Null: without end to that side.</param>
/// <param name="Side">−1, 0 or 1; ±2 for an absent end.</param>
internal readonly record struct Bound(FeelValue Value, int Side)
{
    internal bool IsIncluded => Side == 0;

    private int CompareTo(Bound other)
    {
        if (Value.IsNull || other.Value.IsNull)
        {
            return (Value.IsNull ? Side : 0).CompareTo(other.Value.IsNull ? other.Side : 0);
        }

        var order = Comparing.Order(Value, other.Value) ?? 0;
        return order != 0 ? order : Side.CompareTo(other.Side);
    }

    public bool Equals(Bound other) => CompareTo(other) == 0;

    public override int GetHashCode() => Value.GetHashCode();

    public static bool operator <(Bound left, Bound right) => left.CompareTo(right) < 0;

    public static bool operator >(Bound left, Bound right) => left.CompareTo(right) > 0;

    public static bool operator <=(Bound left, Bound right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Bound left, Bound right) => left.CompareTo(right) >= 0;
}

/// <summary>A range, or a point as the range of itself alone.</summary>
internal readonly record struct Interval(Bound Start, Bound End, bool IsPoint)
{
    private const int Absent = 2;

    internal static Interval Of(in FeelValue value)
    {
        if (value.RangeOrNull is not { } range)
        {
            return new(new Bound(value, 0), new Bound(value, 0), true);
        }

        return new(
            new Bound(range.Start, range.Start.IsNull ? -Absent : range.StartIncluded ? 0 : 1),
            new Bound(range.End, range.End.IsNull ? Absent : range.EndIncluded ? 0 : -1),
            false);
    }

    internal bool IsComparableTo(Interval other) =>
        Fit(Start, other.Start) && Fit(Start, other.End) && Fit(End, other.Start) && Fit(End, other.End);

    private static bool Fit(Bound a, Bound b) => a.Value.IsNull || b.Value.IsNull || Comparing.Order(a.Value, b.Value) is not null;
}
