using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>Cuts the values of one kind where some interval begins or ends.</summary>
internal static class ColumnCut
{
    /// <summary>The segments in order, those of a sort together.</summary>
    /// <param name="kind">Kind of the values; null: all that is not null is one segment.</param>
    /// <param name="intervals">Values and intervals of that kind.</param>
    public static IEnumerable<Segment> Of(FeelKind? kind, List<CellInterval> intervals)
    {
        if (kind == FeelKind.Boolean)
        {
            return [Segment.Point(FeelValue.False), Segment.Point(FeelValue.True)];
        }

        if (kind is null || (kind == FeelKind.String && !HasOrder(intervals)))
        {
            return Bounds(intervals).Select(Segment.Point).Append(Segment.Other);
        }

        var sorts = intervals.GroupBy(interval => interval.Sort).ToList();
        return sorts.SelectMany(sort => Stretches(Bounds(sort)).Select(segment => segment with { TellsSort = sorts.Count > 1 }));
    }

    /// <summary>Whether some interval is more than a value, so that the order of the values matters.</summary>
    private static bool HasOrder(List<CellInterval> intervals) => intervals.Exists(interval => !interval.IsPoint);

    private static List<FeelValue> Bounds(IEnumerable<CellInterval> intervals)
    {
        var all = intervals.SelectMany(interval => new[] { interval.Low, interval.High }).Where(bound => !bound.IsNull).ToArray();
        Array.Sort(all, (left, right) => Order.Compare(left, right));
        var bounds = new List<FeelValue>();
        foreach (var bound in all)
        {
            if (bounds.Count == 0 || Order.Compare(bounds[^1], bound) != 0)
            {
                bounds.Add(bound);
            }
        }

        return bounds;
    }

    private static IEnumerable<Segment> Stretches(List<FeelValue> bounds)
    {
        var low = FeelValue.Null;
        foreach (var bound in bounds)
        {
            if (!AreNeighbours(low, bound) && !(low.IsNull && IsLeast(bound)))
            {
                yield return Segment.Between(low, bound);
            }

            yield return Segment.Point(bound);
            low = bound;
        }

        yield return Segment.Between(low, FeelValue.Null);
    }

    /// <summary>Dates one day apart have nothing between them; numbers always have.</summary>
    private static bool AreNeighbours(in FeelValue low, in FeelValue high) => low.Kind switch
    {
        FeelKind.Date => high.AsDate().EpochDay - low.AsDate().EpochDay == 1,
        FeelKind.YearsMonthsDuration => high.AsYearsMonthsDuration().Months - low.AsYearsMonthsDuration().Months == 1,
        FeelKind.String => high.AsString() == low.AsString() + "\0",
        _ => false,
    };

    /// <summary>Before midnight there is no time of day, before the empty text no text; the other kinds have no least value worth the name.</summary>
    private static bool IsLeast(in FeelValue value) => value.Kind switch
    {
        FeelKind.Time => value.AsTime() is { Zone: null, NanosecondOfDay: 0 },
        FeelKind.String => value.AsString().Length == 0,
        _ => false,
    };
}
