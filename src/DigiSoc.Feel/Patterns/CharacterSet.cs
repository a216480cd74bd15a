namespace DigiSoc.Feel.Patterns;

/// <summary>A set of code points, 0 to 10FFFF, as ranges in order that do not touch one another.</summary>
internal sealed class CharacterSet
{
    internal const int Last = 0x10FFFF;

    private readonly int[] _from;
    private readonly int[] _to;
    private readonly (ulong Low, ulong High) _ascii;
    private CharacterSet? _not;

    private CharacterSet(List<(int From, int To)> ranges)
    {
        _from = [.. ranges.Select(range => range.From)];
        _to = [.. ranges.Select(range => range.To)];
        foreach (var (from, to) in ranges)
        {
            for (var point = from; point <= Math.Min(to, 127); point++)
            {
                _ascii = point < 64 ? (_ascii.Low | (1UL << point), _ascii.High) : (_ascii.Low, _ascii.High | (1UL << (point - 64)));
            }
        }
    }

    internal static CharacterSet Empty { get; } = new([]);

    internal static CharacterSet All { get; } = Of((0, Last));

    internal IEnumerable<(int From, int To)> Ranges => _from.Zip(_to);

    /// <summary>The only member, or −1.</summary>
    internal int Single => _from.Length == 1 && _from[0] == _to[0] ? _from[0] : -1;

    /// <summary>The union of ranges in any order, which may overlap.</summary>
    internal static CharacterSet Of(params IEnumerable<(int From, int To)> ranges)
    {
        var joined = new List<(int From, int To)>();
        foreach (var range in ranges.Order())
        {
            if (joined.Count > 0 && range.From <= joined[^1].To + 1)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, range.To));
            }
            else
            {
                joined.Add(range);
            }
        }

        return new(joined);
    }

    internal static CharacterSet OfPoints(params IEnumerable<int> points) => Of(points.Select(point => (point, point)));

    internal bool Contains(int point)
    {
        if (point < 128)
        {
            return (((point < 64 ? _ascii.Low : _ascii.High) >> (point & 63)) & 1) != 0;
        }

        var at = Array.BinarySearch(_from, point);
        return at >= 0 || (~at > 0 && point <= _to[~at - 1]);
    }

    internal CharacterSet Or(params IEnumerable<CharacterSet> others) => Of(Ranges.Concat(others.SelectMany(other => other.Ranges)));

    /// <summary>Everything else; the same object each time.</summary>
    internal CharacterSet Not() => _not ??= Complement();

    private CharacterSet Complement()
    {
        var rest = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in Ranges)
        {
            if (from > next)
            {
                rest.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            rest.Add((next, Last));
        }

        return new(rest);
    }

    internal CharacterSet Except(CharacterSet other) => Not().Or(other).Not();
}
