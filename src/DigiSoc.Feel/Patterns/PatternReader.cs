using System.Globalization;
using System.Text;

namespace DigiSoc.Feel.Patterns;

/// <summary>The text is no XPath regular expression; caught in PatternCache.</summary>
internal sealed class PatternException(string message) : Exception(message);

/// <summary>A pattern for .NET.</summary>
internal sealed record TranslatedPattern(string Text, int Groups, bool HasBackReference);

/// <summary>Reads an XPath 3.1 regular expression strictly and writes the same for .NET, by code points.</summary>
/// <remarks>
/// What .NET has and XPath has not (look-around, atomic groups, \b, inline options …) is refused; what both have but
/// mean differently (. $ \w \s \d \i \c) is spelled out.
/// </remarks>
internal sealed class PatternReader
{
    private const int DeepestGroup = 50;
    private const int MostRepeats = 1_000;

    internal const string AnyPair = "[\uD800-\uDBFF][\uDC00-\uDFFF]";

    private readonly string _pattern;
    private readonly bool _dotAll;
    private readonly bool _multiline;
    private readonly StringBuilder _out = new();
    private int _at;
    private int _groups;
    private int _closedGroups;
    private bool _hasBackReference;
    private int _totalRepeats = 1;

    private PatternReader(string pattern, string flags)
    {
        _pattern = flags.Contains('x', StringComparison.Ordinal) ? WithoutSpace(pattern) : pattern;
        _dotAll = flags.Contains('s', StringComparison.Ordinal);
        _multiline = flags.Contains('m', StringComparison.Ordinal);
    }

    internal static TranslatedPattern Read(string pattern, string flags)
    {
        var reader = new PatternReader(pattern, flags);
        reader.Branches(0);
        return !reader.AtEnd
            ? throw new PatternException("a ) closes nothing")
            : new(reader._out.ToString(), reader._groups, reader._hasBackReference);
    }

    private bool AtEnd => _at >= _pattern.Length;

    /// <summary>Flag x: white space is taken out beforehand, except in classes.</summary>
    private static string WithoutSpace(string pattern)
    {
        var kept = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = i > 0 && pattern[i - 1] == '\\';
            depth += escaped ? 0 : pattern[i] == '[' ? 1 : pattern[i] == ']' ? -1 : 0;
            if (depth > 0 || pattern[i] is not (' ' or '\t' or '\n' or '\r'))
            {
                kept.Append(pattern[i]);
            }
        }

        return kept.ToString();
    }

    private void Branches(int depth)
    {
        if (depth > DeepestGroup)
        {
            throw new PatternException($"groups nest deeper than {DeepestGroup}");
        }

        while (!AtEnd && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _out.Append('|');
                _at++;
            }
            else
            {
                Piece(depth);
            }
        }
    }

    private void Piece(int depth)
    {
        var start = _out.Length;
        Atom(depth);
        Quantifier(start);
    }

    private void Atom(int depth)
    {
        var point = Next();
        switch (point)
        {
            case '(': Group(depth); break;
            case '[': _at = CharacterClass.Translate(_pattern, _at, _out); break;
            case '.': _out.Append(_dotAll ? $"(?:{AnyPair}|[\\s\\S])" : $"(?:{AnyPair}|[^\\n\\r])"); break;
            case '^': _out.Append('^'); break;
            case '$': _out.Append(_multiline ? "$" : "\\z"); break;
            case '\\': Escape(); break;
            case '?' or '*' or '+' or '{' or '}' or ']': throw new PatternException($"'{(char)point}' stands where it cannot");
            default: AppendLiteral(_out, point); break;
        }
    }

    private int Next()
    {
        var point = Syntax.Characters.PointAt(_pattern, _at, out var units);
        _at += units;
        return point;
    }

    internal static void AppendLiteral(StringBuilder to, int point)
    {
        if (point > 0xFFFF)
        {
            to.Append("(?:").Append(char.ConvertFromUtf32(point)).Append(')');
        }
        else
        {
            to.Append("\\u").Append(point.ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    private void Group(int depth)
    {
        var captures = !(_at + 1 < _pattern.Length && _pattern[_at] == '?' && _pattern[_at + 1] == ':');
        if (captures && _at < _pattern.Length && _pattern[_at] == '?')
        {
            throw new PatternException("after (? only : may follow");
        }

        _at += captures ? 0 : 2;
        _groups += captures ? 1 : 0;
        _out.Append(captures ? "(" : "(?:");
        Branches(depth + 1);
        if (AtEnd)
        {
            throw new PatternException("a group is not closed");
        }

        _at++;
        _closedGroups += captures ? 1 : 0;
        _out.Append(')');
    }

    private void Escape()
    {
        if (_at >= _pattern.Length)
        {
            throw new PatternException("a \\ ends it");
        }

        if (_pattern[_at] is >= '1' and <= '9')
        {
            BackReference();
            return;
        }

        _out.Append(Escapes.Outside(_pattern, ref _at));
    }

    private void BackReference()
    {
        var number = _pattern[_at++] - '0';
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at]) && (number * 10) + (_pattern[_at] - '0') <= _closedGroups)
        {
            number = (number * 10) + (_pattern[_at++] - '0');
        }

        if (number > _closedGroups)
        {
            throw new PatternException($"\\{number} refers to a group that does not exist or is not closed yet");
        }

        _hasBackReference = true;
        _out.Append(CultureInfo.InvariantCulture, $"(?:\\{number})");
    }

    private void Quantifier(int start)
    {
        if (AtEnd || _pattern[_at] is not ('?' or '*' or '+' or '{'))
        {
            return;
        }

        if (start == _out.Length || _out[^1] == '^')
        {
            throw new PatternException("a quantifier follows nothing that repeats");
        }

        if (_pattern[_at] == '{')
        {
            Counted();
        }
        else
        {
            _out.Append(_pattern[_at++]);
        }

        if (!AtEnd && _pattern[_at] == '?')
        {
            _out.Append('?');
            _at++;
        }
    }

    /// <summary>{n}, {n,} or {n,m}; all counted repeats of a pattern together are limited.</summary>
    private void Counted()
    {
        var close = _pattern.IndexOf('}', _at);
        var parts = close < 0 ? [] : _pattern[(_at + 1)..close].Split(',');
        var (least, most) = (-1, -1);
        var reads = parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out least)
            && (parts.Length == 1 || parts[1].Length == 0 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out most));
        if (!reads || (most >= 0 && most < least))
        {
            throw new PatternException("braces hold {n}, {n,} or {n,m}");
        }

        var largest = Math.Max(1, Math.Max(least, most));
        if (largest > MostRepeats || (long)_totalRepeats * largest > MostRepeats)
        {
            throw new PatternException($"counted repeats multiply to more than {MostRepeats}");
        }

        _totalRepeats *= largest;
        _out.Append(_pattern, _at, close + 1 - _at);
        _at = close + 1;
    }
}
