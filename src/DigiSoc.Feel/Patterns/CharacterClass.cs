using System.Globalization;
using System.Text;

namespace DigiSoc.Feel.Patterns;

/// <summary>Translates <c>[…]</c>; characters beyond U+FFFF become alternatives beside the class, as .NET sees them as two.</summary>
internal static class CharacterClass
{
    private const int FirstPair = 0x10000;
    private const int LastPoint = 0x10FFFF;

    /// <summary>Writes the class that begins before <paramref name="at"/>; gives the place after it.</summary>
    internal static int Translate(string pattern, int at, StringBuilder to)
    {
        var negated = at < pattern.Length && pattern[at] == '^';
        at += negated ? 1 : 0;
        var inside = new StringBuilder();
        var beyond = new List<(int From, int To)>();
        var first = true;
        while (true)
        {
            if (at >= pattern.Length)
            {
                throw new PatternException("a class is not closed");
            }

            if (pattern[at] == ']' && !first)
            {
                break;
            }

            if (!first && pattern[at] == '-' && at + 1 < pattern.Length && pattern[at + 1] == '[')
            {
                at = Subtract(pattern, at + 2, inside);
                break;
            }

            at = Member(pattern, at, inside, beyond);
            first = false;
        }

        Write(to, inside, beyond, negated);
        return at + 1;
    }

    private static int Subtract(string pattern, int at, StringBuilder inside)
    {
        var subtracted = new StringBuilder();
        at = Translate(pattern, at, subtracted);
        if (at >= pattern.Length || pattern[at] != ']')
        {
            throw new PatternException("after a subtracted class the outer one ends");
        }

        inside.Append('-').Append(Bare(subtracted.ToString()));
        return at;
    }

    /// <summary>The class itself out of its group: what is beyond U+FFFF cannot be subtracted.</summary>
    private static string Bare(string translated)
    {
        var start = translated.StartsWith("(?:", StringComparison.Ordinal) ? translated.LastIndexOf("|[", StringComparison.Ordinal) + 1 : 0;
        return start == 0 ? translated : translated[start..^1];
    }

    private static int Member(string pattern, int at, StringBuilder inside, List<(int From, int To)> beyond)
    {
        if (pattern[at] == '[')
        {
            throw new PatternException("a [ in a class is written \\[");
        }

        var from = Point(pattern, ref at, inside);
        if (from < 0)
        {
            return at;
        }

        var to = from;
        if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] is not (']' or '['))
        {
            at++;
            to = Point(pattern, ref at, inside);
            if (to < from)
            {
                throw new PatternException("a range of characters runs backwards");
            }
        }

        Add(from, to, inside, beyond);
        return at;
    }

    /// <summary>One code point; −1 after an escape that stands for several, which is written at once.</summary>
    private static int Point(string pattern, ref int at, StringBuilder inside)
    {
        if (pattern[at] != '\\')
        {
            var point = Syntax.Characters.PointAt(pattern, at, out var units);
            at += units;
            return point;
        }

        at++;
        if (at >= pattern.Length)
        {
            throw new PatternException("a \\ ends it");
        }

        var escape = Escapes.Inside(pattern, ref at);
        if (escape.Length == 2 && escape[1] is not ('d' or 'D' or 'S'))
        {
            return escape[1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other };
        }

        inside.Append(escape);
        return -1;
    }

    private static void Add(int from, int to, StringBuilder inside, List<(int From, int To)> beyond)
    {
        if (from < FirstPair)
        {
            inside.Append(CultureInfo.InvariantCulture, $"\\u{from:X4}-\\u{Math.Min(to, 0xFFFF):X4}");
        }

        if (to >= FirstPair)
        {
            beyond.Add((Math.Max(from, FirstPair), to));
        }
    }

    private static void Write(StringBuilder to, StringBuilder inside, List<(int From, int To)> beyond, bool negated)
    {
        var pairs = negated ? Complement(beyond) : beyond;
        var single = inside.Length == 0 ? "" : negated ? $"[^{WithoutHalves(inside)}]" : $"[{inside}]";
        if (pairs.Count == 0 && single.Length > 0)
        {
            to.Append(single);
            return;
        }

        var alternatives = pairs.SelectMany(Pairs);
        to.Append("(?:").AppendJoin('|', single.Length == 0 ? alternatives : alternatives.Append(single)).Append(')');
    }

    /// <summary>A negated class takes no half of a pair; a subtraction stays at its end.</summary>
    private static string WithoutHalves(StringBuilder inside)
    {
        var text = inside.ToString();
        var subtraction = text.LastIndexOf("-[", StringComparison.Ordinal);
        return subtraction < 0 ? text + "\uD800-\uDFFF" : text.Insert(subtraction, "\uD800-\uDFFF");
    }

    private static List<(int From, int To)> Complement(List<(int From, int To)> ranges)
    {
        var rest = new List<(int, int)>();
        var next = FirstPair;
        foreach (var (from, to) in ranges.Order())
        {
            if (from > next)
            {
                rest.Add((next, from - 1));
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= LastPoint)
        {
            rest.Add((next, LastPoint));
        }

        return rest;
    }

    /// <summary>A range of code points as pairs: first row, full rows between, last row.</summary>
    private static IEnumerable<string> Pairs((int From, int To) range)
    {
        var (from, to) = (char.ConvertFromUtf32(range.From), char.ConvertFromUtf32(range.To));
        if (from[0] == to[0])
        {
            return [$"{from[0]}[{from[1]}-{to[1]}]"];
        }

        var rows = new List<string> { $"{from[0]}[{from[1]}-\uDFFF]" };
        if (to[0] - from[0] > 1)
        {
            rows.Add($"[{(char)(from[0] + 1)}-{(char)(to[0] - 1)}][\uDC00-\uDFFF]");
        }

        rows.Add($"{to[0]}[\uDC00-{to[1]}]");
        return rows;
    }
}
