namespace DigiSoc.Dmn.Checking;

/// <summary>Segments of a column by number, as stretches in order that do not touch one another.</summary>
/// <remarks>A test covers few stretches, however many segments the other tests of its column cut it into.</remarks>
internal sealed class SegmentSet
{
    private readonly (int First, int Last)[] _stretches;

    private SegmentSet((int First, int Last)[] stretches) => _stretches = stretches;

    public static SegmentSet Empty { get; } = new([]);

    public bool IsEmpty => _stretches.Length == 0;

    /// <summary>The first segment; −1 when there is none.</summary>
    public int First => IsEmpty ? -1 : _stretches[0].First;

    /// <summary>The last segment; −1 when there is none.</summary>
    public int Last => IsEmpty ? -1 : _stretches[^1].Last;

    public IReadOnlyList<(int First, int Last)> Stretches => _stretches;

    /// <summary>All segments of a column of so many.</summary>
    public static SegmentSet All(int count) => count == 0 ? Empty : new([(0, count - 1)]);

    /// <summary>Of stretches in any order, which may overlap; those whose last segment comes before the first are empty.</summary>
    public static SegmentSet Of(IEnumerable<(int First, int Last)> stretches)
    {
        var joined = new List<(int First, int Last)>();
        foreach (var next in stretches.Where(each => each.First <= each.Last).Order())
        {
            if (joined.Count > 0 && next.First <= joined[^1].Last + 1)
            {
                joined[^1] = (joined[^1].First, Math.Max(joined[^1].Last, next.Last));
            }
            else
            {
                joined.Add(next);
            }
        }

        return joined.Count == 0 ? Empty : new([.. joined]);
    }

    public SegmentSet Or(SegmentSet other) => IsEmpty ? other : other.IsEmpty ? this : Of(_stretches.Concat(other._stretches));

    /// <summary>Those of a column of so many segments that are not in this set.</summary>
    public SegmentSet Not(int count)
    {
        var rest = new List<(int First, int Last)>(_stretches.Length + 1);
        var next = 0;
        foreach (var (first, last) in _stretches)
        {
            if (next < first)
            {
                rest.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next < count)
        {
            rest.Add((next, count - 1));
        }

        return rest.Count == 0 ? Empty : new([.. rest]);
    }

    public SegmentSet And(SegmentSet other)
    {
        var shared = new List<(int First, int Last)>();
        var (here, there) = (0, 0);
        while (here < _stretches.Length && there < other._stretches.Length)
        {
            var (left, right) = (_stretches[here], other._stretches[there]);
            if (Math.Max(left.First, right.First) is var first && Math.Min(left.Last, right.Last) is var last && first <= last)
            {
                shared.Add((first, last));
            }

            _ = left.Last < right.Last ? here++ : there++;
        }

        return shared.Count == 0 ? Empty : new([.. shared]);
    }

    /// <summary>The first segment of both; −1 when there is none.</summary>
    /// <param name="other">The other set.</param>
    /// <param name="left">How many stretches may still be compared; below 0 nothing was found out.</param>
    public int FirstShared(SegmentSet other, ref long left)
    {
        var (here, there) = (0, 0);
        while (here < _stretches.Length && there < other._stretches.Length && --left >= 0)
        {
            var (mine, its) = (_stretches[here], other._stretches[there]);
            if (mine.Last < its.First)
            {
                here++;
            }
            else if (its.Last < mine.First)
            {
                there++;
            }
            else
            {
                return Math.Max(mine.First, its.First);
            }
        }

        return -1;
    }

    /// <summary>Whether all segments of another set are in this one.</summary>
    public bool Covers(SegmentSet other)
    {
        var here = 0;
        foreach (var (first, last) in other._stretches)
        {
            while (here < _stretches.Length && _stretches[here].Last < last)
            {
                here++;
            }

            if (here == _stretches.Length || _stretches[here].First > first)
            {
                return false;
            }
        }

        return true;
    }
}
