using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>The values of a column divided into segments inside which none of its patterns tells values apart.</summary>
/// <remarks>
/// Of an ordered kind, the ends of the intervals and the stretches between them, found by bisection; of strings and
/// booleans, each value named and all others, found by hash.
/// </remarks>
internal sealed class ColumnPartition
{
    private readonly FeelKind _kind;
    private readonly FeelValue[] _bounds;
    private readonly Dictionary<FeelValue, int>? _places;
    private readonly Dictionary<string, int>? _ofTexts;
    private readonly (int OfFalse, int OfTrue) _ofBooleans;

    private ColumnPartition(FeelKind kind, FeelValue[] bounds)
    {
        _kind = kind;
        _bounds = bounds;
        if (Order.IsOrdered(kind))
        {
            Array.Sort(bounds, static (left, right) => Order.Compare(left, right));
        }
        else
        {
            _places = bounds.Select((bound, at) => KeyValuePair.Create(bound, at)).ToDictionary();
            _ofTexts = kind == FeelKind.String
                ? _places.ToDictionary(place => place.Key.AsString(), place => place.Value, StringComparer.Ordinal)
                : null;
            _ofBooleans = (_places.GetValueOrDefault(FeelValue.False, bounds.Length), _places.GetValueOrDefault(FeelValue.True, bounds.Length));
        }
    }

    /// <summary>How many segments there are.</summary>
    public int Count => _places is null ? (2 * _bounds.Length) + 1 : _bounds.Length + 1;

    /// <summary>The partition of a column by those of its cells that are patterns; null when they are of several kinds or none.</summary>
    public static ColumnPartition? Of(IEnumerable<CellPattern?> cells)
    {
        var patterns = cells.OfType<CellPattern>().ToList();
        if (patterns.Count == 0 || patterns.Exists(pattern => pattern.Kind != patterns[0].Kind))
        {
            return null;
        }

        return new ColumnPartition(patterns[0].Kind, [.. patterns.SelectMany(pattern => pattern.Intervals)
            .SelectMany(interval => new[] { interval.Low, interval.High }).Where(bound => !bound.IsNull).Distinct()]);
    }

    /// <summary>The segment a value lies in; −1 for a value of another kind, which FEEL must judge.</summary>
    public int SegmentOf(in FeelValue value)
    {
        if (value.Kind != _kind)
        {
            return -1;
        }

        if (_ofTexts is not null)
        {
            return _ofTexts.TryGetValue(value.AsString(), out var named) ? named : _bounds.Length;
        }

        if (_places is not null)
        {
            return value.IsTrue ? _ofBooleans.OfTrue : _ofBooleans.OfFalse;
        }

        var place = PlaceOf(value);
        return place >= 0 ? (2 * place) + 1 : 2 * ~place;
    }

    /// <summary>The segments whose values match a pattern of the column.</summary>
    public IEnumerable<int> Matched(CellPattern pattern)
    {
        var inside = pattern.Intervals.SelectMany(Inside).Distinct();
        return pattern.Negated ? Enumerable.Range(0, Count).Except(inside) : inside;
    }

    private IEnumerable<int> Inside(CellInterval interval)
    {
        if (_places is not null)
        {
            return [_places[interval.Low]];
        }

        // Segments: below the first bound, at it, between it and the next, at that, … above the last.
        var first = interval.Low.IsNull ? 0 : (2 * PlaceOf(interval.Low)) + (interval.LowIncluded ? 1 : 2);
        var last = interval.High.IsNull ? 2 * _bounds.Length : (2 * PlaceOf(interval.High)) + (interval.HighIncluded ? 1 : 0);
        return first > last ? [] : Enumerable.Range(first, last - first + 1);
    }

    private int PlaceOf(in FeelValue value)
    {
        var (low, high) = (0, _bounds.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Order.Compare(_bounds[middle], value);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
