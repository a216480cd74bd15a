using System.Collections;
using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>
/// The values of an input column cut into segments inside which no rule's test tells values apart.
/// </summary>
/// <remarks>
/// Numbers, dates, times, dates with time and durations: the points where some interval begins or ends, and the stretches between. Strings:
/// each value named, and "any other" unless the values are listed. Booleans: true and false. A column with a test
/// that cannot be analysed has one segment, in which such tests count as perhaps matching.
/// </remarks>
internal sealed class ColumnDomain
{
    private readonly IReadOnlyList<Segment> _segments;

    private ColumnDomain(IReadOnlyList<Segment> segments, bool isAnalysed, bool isClosed, string label, string domain)
    {
        _segments = segments;
        IsAnalysed = isAnalysed;
        IsClosed = isClosed;
        Label = label;
        Domain = domain;
    }

    /// <summary>Whether every test of the column could be analysed.</summary>
    public bool IsAnalysed { get; }

    /// <summary>Whether the column's possible values are known in full; an open domain of strings is not.</summary>
    public bool IsClosed { get; }

    /// <summary>Label or expression of the column.</summary>
    public string Label { get; }

    /// <summary>What the column can have, for messages.</summary>
    public string Domain { get; }

    /// <summary>How many segments there are.</summary>
    public int Count => _segments.Count;

    /// <summary>The domain of a column.</summary>
    /// <param name="input">The column.</param>
    /// <param name="cells">Its tests, rule by rule.</param>
    /// <param name="allowed">Texts that restrict its values: input values, allowed values of its type.</param>
    /// <param name="kind">Kind of its type; null when not known.</param>
    public static ColumnDomain Of(TableInput input, IReadOnlyList<string> cells, IReadOnlyList<string> allowed, FeelKind? kind)
    {
        var label = input.Label ?? input.Expression.Trim();
        var tested = cells.Where(cell => !CellPatternReader.IsAny(cell)).Select(CellPatternReader.Read).ToList();
        var limits = allowed.Select(CellPatternReader.Read).OfType<CellPattern>().ToList();
        var sorts = tested.Concat(limits).OfType<CellPattern>().Select(pattern => pattern.Sort).Distinct().ToList();
        if (tested.Contains(null) || sorts.Count > 1 || sorts.Count == 1 && kind is { } wanted && sorts[0].Kind != wanted)
        {
            return new ColumnDomain([Segment.Everything], false, true, label, "anything");
        }

        if (sorts.Count == 0)
        {
            return new ColumnDomain([Segment.Everything], true, true, label, "anything");
        }

        var patterns = tested.OfType<CellPattern>().Concat(limits).ToList();
        var segments = Cut(sorts[0].Kind, patterns)
            .Where(segment => limits.All(limit => segment.IsIn(limit))).ToList();
        var isClosed = sorts[0].Kind != FeelKind.String || limits.Count > 0;
        return new ColumnDomain(segments, true, isClosed, label, limits.Count == 0 ? NameOf(sorts[0].Kind) : string.Join("; ", allowed));
    }

    /// <summary>The segments a test covers; all of them where the test cannot be analysed.</summary>
    public BitArray Covered(string cell)
    {
        var covered = new BitArray(Count);
        var pattern = CellPatternReader.IsAny(cell) || !IsAnalysed ? null : CellPatternReader.Read(cell);
        for (var at = 0; at < Count; at++)
        {
            covered[at] = pattern is null || _segments[at].IsIn(pattern);
        }

        return covered;
    }

    /// <summary>Whether a test tells nothing apart.</summary>
    public static bool IsAny(string cell) => CellPatternReader.IsAny(cell);

    /// <summary>Segments from one to another as a person reads them; null when they are the whole domain.</summary>
    public string? InWords(int first, int last)
    {
        if (first == 0 && last == Count - 1 || _segments[first].IsEverything)
        {
            return null;
        }

        return _segments[first].InWords(_segments[last], Label);
    }

    /// <summary>Whether neighbouring segments may be told together: those of an ordered kind.</summary>
    public bool IsOrdered => _segments.Count > 0 && _segments[0].IsOrdered;

    private static IEnumerable<Segment> Cut(FeelKind kind, List<CellPattern> patterns)
    {
        if (kind == FeelKind.Boolean)
        {
            return [Segment.Point(FeelValue.False), Segment.Point(FeelValue.True)];
        }

        var bounds = patterns.SelectMany(pattern => pattern.Intervals)
            .SelectMany(interval => new[] { interval.Low, interval.High }).Where(bound => !bound.IsNull).Distinct().ToArray();
        Array.Sort(bounds, (left, right) => Order.Compare(left, right));
        return kind == FeelKind.String
            ? bounds.Select(Segment.Point).Append(Segment.Other(kind))
            : Stretches(bounds);
    }

    private static IEnumerable<Segment> Stretches(FeelValue[] bounds)
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
        _ => false,
    };

    /// <summary>Before midnight there is no time of day; the other kinds have no least value worth the name.</summary>
    private static bool IsLeast(in FeelValue value) =>
        value.Kind == FeelKind.Time && value.AsTime() is { Zone: null, NanosecondOfDay: 0 };

    private static string NameOf(FeelKind kind) => kind.ToString().ToLowerInvariant();
}
