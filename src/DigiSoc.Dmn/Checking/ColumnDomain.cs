using System.Collections;
using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>
/// The values of an input column cut into segments inside which no rule's test tells values apart.
/// </summary>
/// <remarks>
/// Numbers, dates, times, dates with time, durations, and strings where some test is an interval of them: the points where some interval
/// begins or ends, and the stretches between; times with a zone and without each for themselves, because between them there is no order.
/// Other strings: each value named, and "any other" unless the values are listed. Booleans: true and false. Null is a
/// segment where some test names it. A column with a test that cannot be analysed has one segment, in which such
/// tests count as perhaps matching.
/// </remarks>
internal sealed class ColumnDomain
{
    private readonly Segment[] _segments;

    private ColumnDomain(IEnumerable<Segment> segments, string label, string domain)
    {
        _segments = [.. segments];
        Label = label;
        Domain = domain;
    }

    /// <summary>Why the tests of the column could not all be analysed; null when they could.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>Whether every test of the column could be analysed.</summary>
    public bool IsAnalysed => Obstacle is null;

    /// <summary>Whether the column's possible values are known in full; an open domain of strings is not.</summary>
    public bool IsClosed { get; private init; } = true;

    /// <summary>Label or expression of the column.</summary>
    public string Label { get; }

    /// <summary>What the column can have, for messages.</summary>
    public string Domain { get; }

    /// <summary>How many segments there are.</summary>
    public int Count => _segments.Length;

    /// <summary>The domain of a column.</summary>
    /// <param name="input">The column.</param>
    /// <param name="cells">Its tests, rule by rule.</param>
    /// <param name="allowed">Texts that restrict its values: input values, allowed values of its type.</param>
    /// <param name="kind">Kind of its type; null when not known.</param>
    /// <param name="most">How many comparisons of a test's choice with a segment it may take.</param>
    public static ColumnDomain Of(TableInput input, IReadOnlyList<string> cells, IReadOnlyList<string> allowed, FeelKind? kind, long most)
    {
        var label = input.Label ?? input.Expression.Trim();
        var tested = cells.Where(cell => !IsAny(cell)).Select(cell => (Text: cell, Meaning: CellMeaning.Read(cell))).ToList();
        var limits = allowed.Select(CellMeaning.Read).OfType<CellMeaning>().ToList();
        var intervals = tested.Select(test => test.Meaning).OfType<CellMeaning>().Concat(limits)
            .SelectMany(meaning => meaning.Intervals).ToList();
        if ((Obstacles(tested, intervals, kind) ?? TooMany(intervals, most)) is { } obstacle)
        {
            return new ColumnDomain([Segment.Everything], label, "anything") { Obstacle = obstacle };
        }

        var valueKind = intervals.Count > 0 ? intervals[0].Sort.Kind : kind == FeelKind.Boolean ? kind : null;
        var namesNull = tested.Exists(test => test.Meaning!.NamesNull);
        if (valueKind is null && !namesNull)
        {
            return new ColumnDomain([Segment.Everything], label, "anything");
        }

        // What is allowed says nothing about null: null inputs are tried whatever the input values are.
        var values = Cut(valueKind, intervals).Where(segment => limits.TrueForAll(limit => limit.Takes(segment)));
        return new ColumnDomain(
            namesNull ? values.Append(Segment.Null) : values,
            label,
            valueKind is not { } named ? "anything" : limits.Count == 0 ? NameOf(named) : string.Join("; ", allowed))
        {
            IsClosed = valueKind != FeelKind.String || limits.Count > 0 || HasOrder(intervals),
        };
    }

    /// <summary>The segments a test covers; all of them where the test cannot be analysed.</summary>
    public BitArray Covered(string cell)
    {
        var covered = new BitArray(Count);
        var meaning = IsAny(cell) || !IsAnalysed ? null : CellMeaning.Read(cell);
        for (var at = 0; at < Count; at++)
        {
            covered[at] = meaning is null || meaning.Takes(_segments[at]);
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

    /// <summary>Whether a segment and the one after it may be told together.</summary>
    public bool Joins(int segment) => _segments[segment].Joins(_segments[segment + 1]);

    private static string? Obstacles(
        List<(string Text, CellMeaning? Meaning)> tested, List<CellInterval> intervals, FeelKind? kind)
    {
        if (tested.Find(test => test.Meaning is null) is { Text: { } text })
        {
            return CellMeaning.NeedsEvaluation(text)
                ? $"`{text.Trim()}` needs evaluation"
                : $"the values of `{text.Trim()}` have no order";
        }

        var kinds = intervals.Select(interval => interval.Sort.Kind).Distinct().ToList();
        return kinds.Count > 1 ? $"its values are of several types, {string.Join(" and ", kinds.Select(NameOf))}, which have no order among them"
            : kinds.Count == 1 && kind is { } wanted && wanted != kinds[0]
                ? $"its values are of type {NameOf(kinds[0])}, the column's of type {NameOf(wanted)}"
            : null;
    }

    /// <summary>There are two segments an end of an interval, and each choice is held against each of them.</summary>
    private static string? TooMany(List<CellInterval> intervals, long most)
    {
        var ends = intervals.SelectMany(interval => new[] { interval.Low, interval.High }).Distinct().LongCount();
        return 2 * ends * intervals.Count > most
            ? $"its tests and allowed values have {intervals.Count} choices with {ends} ends, which are too many"
            : null;
    }

    private static IEnumerable<Segment> Cut(FeelKind? kind, List<CellInterval> intervals)
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

    private static FeelValue[] Bounds(IEnumerable<CellInterval> intervals)
    {
        var bounds = intervals.SelectMany(interval => new[] { interval.Low, interval.High })
            .Where(bound => !bound.IsNull).Distinct().ToArray();
        Array.Sort(bounds, (left, right) => Order.Compare(left, right));
        return bounds;
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

    private static string NameOf(FeelKind kind) => kind.ToString().ToLowerInvariant();
}
