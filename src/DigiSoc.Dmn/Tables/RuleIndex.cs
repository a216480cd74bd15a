using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>Finds the rules whose cell in one column can match a value, without looking at the others.</summary>
/// <remarks>
/// Single values are found by hash, intervals by bisection of the places where some interval begins or ends.
/// Rules come in table order. A value of another kind than the column's is not looked up: all rules are scanned.
/// </remarks>
internal sealed class RuleIndex
{
    private const int FewestRules = 24;
    private const int LargestGrowth = 16;

    private readonly int _column;
    private readonly FeelKind _kind;
    private readonly Dictionary<FeelValue, int[]>? _points;
    private readonly FeelValue[] _bounds;
    private readonly int[][] _segments;
    private readonly int[] _others;

    private RuleIndex(
        int column, FeelKind kind, Dictionary<FeelValue, int[]>? points, FeelValue[] bounds, int[][] segments, int[] others)
    {
        _column = column;
        _kind = kind;
        _points = points;
        _bounds = bounds;
        _segments = segments;
        _others = others;
    }

    /// <summary>The index of the column that tells rules apart best; null when the table is small or no column allows.</summary>
    public static RuleIndex? Of(CellTest[][] rules, int columns)
    {
        if (rules.Length < FewestRules)
        {
            return null;
        }

        return Enumerable.Range(0, columns).Select(column => OfColumn(rules, column)).OfType<RuleIndex>()
            .OrderBy(index => index.Cost(rules.Length)).FirstOrDefault();
    }

    /// <summary>Rules that may match, in table order; null when all must be looked at.</summary>
    public ReadOnlySpan<int> Candidates(ReadOnlySpan<FeelValue> inputs, out bool found)
    {
        var value = inputs[_column];
        found = value.Kind == _kind;
        if (!found)
        {
            return [];
        }

        if (_points is not null)
        {
            return _points.TryGetValue(value, out var rules) ? rules : _others;
        }

        return _segments[SegmentOf(value)];
    }

    private static RuleIndex? OfColumn(CellTest[][] rules, int column)
    {
        var cells = rules.Select(rule => rule[column]).ToArray();
        var kinds = cells.Where(cell => cell.Pattern is not null).Select(cell => cell.Pattern!.Kind).Distinct().ToList();
        if (kinds.Count != 1)
        {
            return null;
        }

        // Cells without a pattern may match anything, so they are candidates everywhere.
        var others = Enumerable.Range(0, cells.Length).Where(at => cells[at].Pattern is null).ToArray();
        return cells.All(cell => cell.Pattern is null or { IsPoints: true })
            ? OfPoints(cells, column, kinds[0], others)
            : Order.IsOrdered(kinds[0]) ? OfIntervals(cells, column, kinds[0]) : null;
    }

    private static RuleIndex? OfPoints(CellTest[] cells, int column, FeelKind kind, int[] others)
    {
        var points = new Dictionary<FeelValue, List<int>>();
        for (var at = 0; at < cells.Length; at++)
        {
            foreach (var interval in cells[at].Pattern?.Intervals ?? [])
            {
                var rules = points.TryGetValue(interval.Low, out var known) ? known : points[interval.Low] = [];
                if (rules.Count == 0 || rules[^1] != at)
                {
                    rules.Add(at);
                }
            }
        }

        if ((long)points.Count * others.Length > (long)cells.Length * LargestGrowth)
        {
            return null;
        }

        var merged = points.ToDictionary(point => point.Key, point => point.Value.Concat(others).Order().ToArray());
        return new RuleIndex(column, kind, merged, [], [], others);
    }

    private static RuleIndex? OfIntervals(CellTest[] cells, int column, FeelKind kind)
    {
        var bounds = cells.SelectMany(cell => cell.Pattern?.Intervals ?? [])
            .SelectMany(interval => new[] { interval.Low, interval.High })
            .Where(bound => !bound.IsNull)
            .Distinct()
            .ToArray();
        Array.Sort(bounds, (left, right) => Order.Compare(left, right));

        // Segments: below the first bound, at it, between it and the next, at that, … above the last.
        var segments = Enumerable.Range(0, 2 * bounds.Length + 1).Select(_ => new List<int>()).ToArray();
        var total = 0L;
        for (var at = 0; at < cells.Length; at++)
        {
            foreach (var segment in Segments(cells[at].Pattern, bounds))
            {
                segments[segment].Add(at);
                if (++total > (long)cells.Length * LargestGrowth * 4)
                {
                    return null;
                }
            }
        }

        return new RuleIndex(column, kind, null, bounds, [.. segments.Select(rules => rules.ToArray())], []);
    }

    private static IEnumerable<int> Segments(CellPattern? pattern, FeelValue[] bounds)
    {
        var all = 2 * bounds.Length + 1;
        if (pattern is null)
        {
            return Enumerable.Range(0, all);
        }

        var inside = pattern.Intervals.SelectMany(interval => Segments(interval, bounds)).Distinct();
        return pattern.Negated ? Enumerable.Range(0, all).Except(inside) : inside;
    }

    private static IEnumerable<int> Segments(CellInterval interval, FeelValue[] bounds)
    {
        var first = interval.Low.IsNull ? 0 : 2 * PlaceOf(interval.Low, bounds) + (interval.LowIncluded ? 1 : 2);
        var last = interval.High.IsNull
            ? 2 * bounds.Length
            : 2 * PlaceOf(interval.High, bounds) + (interval.HighIncluded ? 1 : 0);
        return first > last ? [] : Enumerable.Range(first, last - first + 1);
    }

    private int SegmentOf(in FeelValue value)
    {
        var place = PlaceOf(value, _bounds);
        return place >= 0 ? 2 * place + 1 : 2 * ~place;
    }

    private static int PlaceOf(in FeelValue value, FeelValue[] bounds)
    {
        var low = 0;
        var high = bounds.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Order.Compare(bounds[middle], value);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    /// <summary>Most rules ever looked at.</summary>
    private long Cost(int rules)
    {
        var lists = _points is not null ? _points.Values.Append(_others) : _segments;
        return lists.Max(list => (int?)list.Length) ?? rules;
    }
}
