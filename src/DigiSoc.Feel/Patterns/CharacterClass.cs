using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Patterns;

/// <summary>Reads <c>[…]</c>.</summary>
/// <remarks>With flag i characters and ranges stand for every case, escapes such as \p{Lu} do not (F&amp;O 5.6.2).</remarks>
internal ref struct CharacterClass
{
    private readonly string _pattern;
    private readonly bool _anyCase;
    private readonly List<(int From, int To)> _ranges = [];
    private readonly HashSet<CharacterSet> _escapes = [];
    private int _at;

    private CharacterClass(string pattern, int at, bool anyCase) => (_pattern, _at, _anyCase) = (pattern, at, anyCase);

    /// <summary>The class whose [ stands before <paramref name="at"/>, which moves behind its ].</summary>
    internal static CharacterSet Read(string pattern, ref int at, bool anyCase, int depth = 0)
    {
        if (depth > PatternReader.DeepestGroup)
        {
            throw new PatternException($"classes nest deeper than {PatternReader.DeepestGroup}");
        }

        var reader = new CharacterClass(pattern, at, anyCase);
        var set = reader.Whole(depth);
        at = reader._at;
        return set;
    }

    private CharacterSet Whole(int depth)
    {
        var negated = _at < _pattern.Length && _pattern[_at] == '^';
        _at += negated ? 1 : 0;
        Member();
        while (Here() != ']')
        {
            if (Here() == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] == '[')
            {
                return Finished(negated).Except(Subtracted(depth));
            }

            Member();
        }

        _at++;
        return Finished(negated);
    }

    private readonly CharacterSet Finished(bool negated)
    {
        var plain = CharacterSet.Of(_ranges);
        var set = (_anyCase ? UnicodeSets.WithCases(plain) : plain).Or(_escapes);
        return negated ? set.Not() : set;
    }

    private CharacterSet Subtracted(int depth)
    {
        _at += 2;
        var subtracted = Read(_pattern, ref _at, _anyCase, depth + 1);
        if (_at >= _pattern.Length || _pattern[_at++] != ']')
        {
            throw new PatternException("after a subtracted class the outer one ends");
        }

        return subtracted;
    }

    private readonly char Here() => _at < _pattern.Length ? _pattern[_at] : throw new PatternException("a class is not closed");

    private void Member()
    {
        var from = Point();
        if (from < 0)
        {
            return;
        }

        var to = from;
        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] is not (']' or '['))
        {
            _at++;
            to = Point();
            if (to < from)
            {
                throw new PatternException("a range of characters runs backwards");
            }
        }

        _ranges.Add((from, to));
    }

    /// <summary>One code point; −1 after an escape that stands for several, which is taken in at once.</summary>
    private int Point()
    {
        if (Here() == '[')
        {
            throw new PatternException("a [ in a class is written \\[");
        }

        if (_pattern[_at] != '\\')
        {
            var point = Characters.PointAt(_pattern, _at, out var units);
            _at += units;
            return point;
        }

        _at++;
        var single = Escapes.Read(_pattern, ref _at, out var set);
        _escapes.Add(set);
        return single;
    }
}
