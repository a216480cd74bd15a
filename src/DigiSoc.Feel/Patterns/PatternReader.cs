using System.Globalization;
using System.Text;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Patterns;

/// <summary>The text is no XPath regular expression; caught in PatternCache.</summary>
internal sealed class PatternException(string message) : Exception(message);

/// <summary>Reads an XPath 3.1 regular expression (F&amp;O 5.6.1) strictly, by code points.</summary>
/// <remarks>What other languages have and XPath has not (look-around, atomic groups, \b, inline options …) is refused.</remarks>
internal sealed class PatternReader
{
    internal const int DeepestGroup = 50;

    private static readonly CharacterSet NoLineEnd = CharacterSet.OfPoints('\n', '\r').Not();

    private readonly string _pattern;
    private readonly bool _dotAll;
    private readonly bool _anyCase;
    private readonly HashSet<int> _closedGroups = [];
    private int _at;
    private int _groups;

    private PatternReader(string pattern, string flags)
    {
        _pattern = flags.Contains('x', StringComparison.Ordinal) ? WithoutSpace(pattern) : pattern;
        _dotAll = flags.Contains('s', StringComparison.Ordinal);
        _anyCase = flags.Contains('i', StringComparison.Ordinal);
    }

    internal static PatternNode Read(string pattern, string flags, out int groups)
    {
        var reader = new PatternReader(pattern, flags);
        var node = reader.Branches(0);
        groups = reader._groups;
        return reader.AtEnd ? node : throw new PatternException("a ) closes nothing");
    }

    /// <summary>Flag q: every character stands for itself.</summary>
    internal static PatternNode ReadLiteral(string text, bool anyCase)
    {
        var points = new List<PatternNode>();
        for (var at = 0; at < text.Length;)
        {
            points.Add(One(Characters.PointAt(text, at, out var units), anyCase));
            at += units;
        }

        return new PatternNode.Sequence(points);
    }

    private bool AtEnd => _at >= _pattern.Length;

    /// <summary>Flag x: white space is taken out beforehand, except in classes.</summary>
    private static string WithoutSpace(string pattern)
    {
        var kept = new StringBuilder();
        var depth = 0;
        var escaped = false;
        foreach (var letter in pattern)
        {
            depth += escaped ? 0 : letter == '[' ? 1 : letter == ']' ? -1 : 0;
            escaped = letter == '\\' && !escaped;
            if (depth > 0 || letter is not (' ' or '\t' or '\n' or '\r'))
            {
                kept.Append(letter);
            }
        }

        return kept.ToString();
    }

    private static PatternNode.OneOf One(int point, bool anyCase)
    {
        var set = CharacterSet.OfPoints(point);
        return new(anyCase ? UnicodeSets.WithCases(set) : set);
    }

    private PatternNode Branches(int depth)
    {
        if (depth > DeepestGroup)
        {
            throw new PatternException($"groups nest deeper than {DeepestGroup}");
        }

        var branches = new List<PatternNode> { Branch(depth) };
        while (!AtEnd && _pattern[_at] == '|')
        {
            _at++;
            branches.Add(Branch(depth));
        }

        return branches.Count == 1 ? branches[0] : new PatternNode.Choice(branches);
    }

    private PatternNode Branch(int depth)
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && _pattern[_at] is not (')' or '|'))
        {
            parts.Add(Quantified(Atom(depth)));
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode Atom(int depth)
    {
        var point = Characters.PointAt(_pattern, _at, out var units);
        _at += units;
        return point switch
        {
            '(' => Group(depth),
            '[' => new PatternNode.OneOf(CharacterClass.Read(_pattern, ref _at, _anyCase)),
            '.' => new PatternNode.OneOf(_dotAll ? CharacterSet.All : NoLineEnd),
            '^' => new PatternNode.Start(),
            '$' => new PatternNode.End(),
            '\\' => Escape(),
            '?' or '*' or '+' or '{' or '}' or ']' => throw new PatternException($"'{(char)point}' stands where it cannot"),
            _ => One(point, _anyCase),
        };
    }

    private PatternNode Group(int depth)
    {
        var captures = AtEnd || _pattern[_at] != '?';
        if (!captures && (_at + 1 >= _pattern.Length || _pattern[_at + 1] != ':'))
        {
            throw new PatternException("after (? only : may follow");
        }

        _at += captures ? 0 : 2;
        var number = captures ? ++_groups : 0;
        var inside = Branches(depth + 1);
        if (AtEnd)
        {
            throw new PatternException("a group is not closed");
        }

        _at++;
        _closedGroups.Add(number);
        return captures ? new PatternNode.Group(number, inside) : inside;
    }

    private PatternNode Escape()
    {
        if (!AtEnd && _pattern[_at] is >= '1' and <= '9')
        {
            return BackReference();
        }

        var single = Escapes.Read(_pattern, ref _at, out var set);
        return single >= 0 ? One(single, _anyCase) : new PatternNode.OneOf(set);
    }

    /// <summary>As many digits as name a group that began before.</summary>
    private PatternNode.BackReference BackReference()
    {
        var number = _pattern[_at++] - '0';
        while (!AtEnd && char.IsAsciiDigit(_pattern[_at]) && (number * 10) + (_pattern[_at] - '0') <= _groups)
        {
            number = (number * 10) + (_pattern[_at++] - '0');
        }

        return _closedGroups.Contains(number)
            ? new(number)
            : throw new PatternException($"\\{number} refers to a group that does not exist or is not closed yet");
    }

    private PatternNode Quantified(PatternNode atom)
    {
        if (AtEnd || _pattern[_at] is not ('?' or '*' or '+' or '{'))
        {
            return atom;
        }

        var (least, most) = _pattern[_at++] switch
        {
            '?' => (0, 1),
            '*' => (0, -1),
            '+' => (1, -1),
            _ => Counted(),
        };
        var reluctant = !AtEnd && _pattern[_at] == '?';
        _at += reluctant ? 1 : 0;
        return new PatternNode.Repeat(atom, least, most, reluctant);
    }

    /// <summary>{n}, {n,} or {n,m}.</summary>
    private (int Least, int Most) Counted()
    {
        var close = _pattern.IndexOf('}', _at);
        var parts = close < 0 ? [] : _pattern[_at..close].Split(',');
        var (least, most) = (-1, -1);
        var reads = parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out least)
            && (parts.Length == 1 || parts[1].Length == 0 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out most));
        if (!reads || (most >= 0 && most < least))
        {
            throw new PatternException("braces hold {n}, {n,} or {n,m}");
        }

        _at = close + 1;
        return (least, parts.Length == 1 ? least : most);
    }
}
