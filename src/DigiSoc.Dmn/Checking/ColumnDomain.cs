using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>
/// The values of an input expression cut into segments inside which no rule's test tells values apart.
/// </summary>
/// <remarks>
/// Numbers, dates, times, dates with time, durations, and strings where some test is an interval of them: the points where some interval
/// begins or ends, and the stretches between; times with a zone and without each for themselves, because all of them are in no single order.
/// Other strings: each value named, and "any other" unless the values are listed. Booleans: true and false. Null is a
/// segment where some test names it. A test that cannot be analysed cuts nothing, and counts as perhaps matching everywhere.
/// </remarks>
internal sealed class ColumnDomain
{
    private readonly Segment[] _segments;
    private readonly Dictionary<ValueSort, (int First, int Last)> _sorts = [];
    private readonly Dictionary<string, SegmentSet> _covered = new(StringComparer.Ordinal);
    private readonly int _null;
    private readonly int _other;

    private ColumnDomain(IEnumerable<Segment> segments, string label, string values)
    {
        _segments = [.. segments];
        _null = Array.FindIndex(_segments, segment => segment.IsNull);
        _other = Array.FindIndex(_segments, segment => segment.IsOther);
        for (var at = 0; at < _segments.Length; at++)
        {
            if (_segments[at].Sort is { } sort)
            {
                _sorts[sort] = (_sorts.TryGetValue(sort, out var known) ? known.First : at, at);
            }
        }

        Sure = All = SegmentSet.All(_segments.Length);
        Label = label;
        Values = values;
    }

    /// <summary>Why not all is known of the column: tests that cannot be analysed, segments that may have no values; null when all is.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>All segments.</summary>
    public SegmentSet All { get; }

    /// <summary>The segments that have some value for certain.</summary>
    public SegmentSet Sure { get; private init; }

    /// <summary>Whether the column's possible values are known in full; an open domain of strings is not.</summary>
    public bool IsClosed => _other < 0;

    /// <summary>Label or expression of the column.</summary>
    public string Label { get; }

    /// <summary>What the column can have, for messages.</summary>
    public string Values { get; }

    /// <summary>Whole numbers that are tests by themselves.</summary>
    private HashSet<FeelNumber> Counted { get; init; } = [];

    /// <summary>How many segments there are.</summary>
    public int Count => _segments.Length;

    /// <summary>The domain of an input expression.</summary>
    /// <param name="label">What it is called.</param>
    /// <param name="cells">Its tests.</param>
    /// <param name="allowed">Texts that restrict its values, all of which hold: input values, constraints of types.</param>
    /// <param name="kind">Kind of its type; null when not known.</param>
    public static ColumnDomain Of(string label, IEnumerable<string> cells, IReadOnlyList<string> allowed, FeelKind? kind)
    {
        var tests = new CellReadings(cells, kind);
        var limits = allowed.Count == 0 || tests.Known.Count == 0 ? ColumnLimits.None : ColumnLimits.Of(allowed, tests.Kind ?? kind);
        if (tests.Known.Count == 0)
        {
            return new ColumnDomain([Segment.Everything], label, "anything") { Obstacle = tests.Obstacle };
        }

        var values = tests.Kind ?? limits.Kind ?? (kind == FeelKind.Boolean ? kind : null);
        var uncut = new ColumnDomain(ColumnCut.Of(values, [.. tests.Intervals, .. limits.Intervals]), label, "anything");
        var possible = limits.Known.Aggregate(uncut.All, (left, limit) => left.And(uncut.Covered(limit)))
            .Stretches.SelectMany(stretch => uncut._segments[stretch.First..(stretch.Last + 1)]).ToList();

        // What is allowed says nothing about null: null inputs are tried whatever the input values are.
        var segments = tests.NamesNull ? [.. possible, Segment.Null] : possible;
        var sure = SegmentSet.Of(segments.Select((segment, at) => (segment, at))
            .Where(each => limits.SurelyAllow(each.segment)).Select(each => (each.at, each.at)));
        var domain = new ColumnDomain(segments, label, limits.Text ?? (values is { } named ? KindNames.Of(named) : "anything"))
        {
            Obstacle = tests.Obstacle ?? (sure.Covers(SegmentSet.All(segments.Count)) ? null : limits.Doubt),
            Sure = sure,
            Counted = tests.Intervals.Where(interval => interval.IsPoint && interval.Sort.Kind == FeelKind.Number)
                .Select(interval => interval.Low.AsNumber()).Where(number => number.IsInteger).ToHashSet(),
        };
        foreach (var (text, meaning) in tests.Known)
        {
            domain._covered.Add(text, domain.Covered(meaning));
        }

        return domain;
    }

    /// <summary>The segments a test covers; all of them where the test cannot be analysed.</summary>
    public SegmentSet Covered(string cell) => _covered.GetValueOrDefault(cell, All);

    /// <summary>Whether it is known what a test covers.</summary>
    public bool IsKnown(string cell) => IsAny(cell) || _covered.ContainsKey(cell);

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

    /// <summary>Whether these segments are one stretch between neighbouring whole numbers, one of which is a test by itself.</summary>
    public bool IsBetweenCounted(int first, int last) => first == last && _segments[first].Between() is ({ } low, { } high)
        && low.IsInteger && high.IsInteger && FeelNumber.Subtract(high, low) == FeelNumber.Of(1)
        && (Counted.Contains(low) || Counted.Contains(high));

    /// <summary>Whether a segment and the one after it may be told together.</summary>
    public bool Joins(int segment) => _segments[segment].Joins(_segments[segment + 1]);

    /// <summary>The segments whose values pass; of each, all values do, or none does.</summary>
    private SegmentSet Covered(CellMeaning meaning)
    {
        var passed = SegmentSet.Of(meaning.Choices.SelectMany(Passed));
        return meaning.Negated ? passed.Or(SegmentSet.Of(meaning.Choices.SelectMany(Untold))).Not(Count) : passed;
    }

    private IEnumerable<(int First, int Last)> Passed(CellChoice choice)
    {
        if (choice.Interval is not { } interval)
        {
            return choice.Negated ? SegmentSet.Of(Single(_null)).Not(Count).Stretches : Single(_null);
        }

        if (!choice.Negated)
        {
            return [Inside(interval)];
        }

        // Of a range FEEL cannot tell for values that have no order with its ends; what is merely unequal passes.
        var outside = SegmentSet.Of([Inside(interval)]).Not(Count);
        return choice.IsRange ? outside.And(SegmentSet.Of(Comparable(interval.Sort))).Stretches : outside.Stretches;
    }

    /// <summary>The segments for which FEEL cannot tell whether they pass: null and other sorts beside a range, except in a list.</summary>
    private IReadOnlyList<(int First, int Last)> Untold(CellChoice choice) =>
        choice is { IsRange: true, IsInList: false, Interval: { } interval }
            ? SegmentSet.Of(Comparable(interval.Sort)).Not(Count).Stretches
            : [];

    private IEnumerable<(int First, int Last)> Comparable(ValueSort sort) => Single(_other).Append(Block(sort));

    private (int First, int Last) Block(ValueSort sort) => _sorts.TryGetValue(sort, out var block) ? block : (0, -1);

    private static (int First, int Last)[] Single(int segment) => segment < 0 ? [] : [(segment, segment)];

    /// <summary>The segments whose values all lie in an interval; the last before the first when none do.</summary>
    private (int First, int Last) Inside(CellInterval interval)
    {
        var (first, last) = Block(interval.Sort);
        var after = FirstWhere(first, last + 1, segment => segment.IsAbove(interval));
        return (after, FirstWhere(after, last + 1, segment => !segment.IsBelow(interval)) - 1);
    }

    /// <summary>By bisection: the first of some segments for which it holds; it holds for all behind.</summary>
    private int FirstWhere(int from, int to, Func<Segment, bool> holds)
    {
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            (from, to) = holds(_segments[middle]) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
