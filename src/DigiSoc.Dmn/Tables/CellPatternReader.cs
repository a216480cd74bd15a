using System.Text.RegularExpressions;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>Recognises cells whose meaning is known without evaluation; every other cell is FEEL's.</summary>
internal static partial class CellPatternReader
{
    private static readonly FeelEnvironment NoWorld = new(DateTimeOffset.UnixEpoch);

    /// <summary>Whether the cell matches anything.</summary>
    public static bool IsAny(string text) => text.AsSpan().Trim() is "" or "-";

    /// <summary>The cell's pattern; null when it needs evaluation.</summary>
    public static CellPattern? Read(string text)
    {
        var trimmed = text.Trim();
        return Negation().Match(trimmed) is { Success: true } not && IsOneGroup(not.Groups["inner"].Value)
            ? Choice(not.Groups["inner"].Value, negated: true)
            : Choice(trimmed, negated: false);
    }

    /// <summary>The constant a text is; null when it is something to evaluate.</summary>
    public static FeelValue? Constant(string text)
    {
        var trimmed = text.Trim();
        if (!Literal().IsMatch(trimmed) || FeelExpression.Parse(trimmed).Expression is not { } expression)
        {
            return null;
        }

        var value = expression.Evaluate(FeelContext.Empty, NoWorld).Value;
        return Order.IsSimple(value.Kind) ? value : null;
    }

    /// <summary>The parts of a text between commas that are not inside brackets or quotes; null when brackets do not match.</summary>
    public static IReadOnlyList<string>? SplitAtCommas(string text)
    {
        var parts = new List<string>();
        var start = 0;
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at = EndOfString(text, at);
                    break;
                case '(' or '{' or '[':
                    depth++;
                    break;

                // An open end of an interval is written ] or [ as well, so that a bracket closes either way.
                case ')' or '}' or ']':
                    depth--;
                    break;
                case ',' when depth == 0:
                    parts.Add(text[start..at]);
                    start = at + 1;
                    break;
            }
        }

        parts.Add(text[start..]);
        return depth == 0 ? parts : null;
    }

    private static CellPattern? Choice(string text, bool negated)
    {
        if (SplitAtCommas(text) is not { } parts)
        {
            return null;
        }

        var intervals = parts.Select(Part).OfType<CellInterval>().ToArray();
        if (intervals.Length < parts.Count)
        {
            return null;
        }

        var kinds = intervals.Select(interval => (interval.Low.IsNull ? interval.High : interval.Low).Kind).Distinct().ToList();
        return kinds.Count == 1 ? new CellPattern(kinds[0], intervals, negated) : null;
    }

    private static CellInterval? Part(string text)
    {
        var trimmed = text.Trim();
        if (Comparison().Match(trimmed) is { Success: true } comparison)
        {
            return Compared(comparison.Groups["operator"].Value, comparison.Groups["end"].Value);
        }

        return IntervalText().Match(trimmed) is { Success: true } interval
            ? Between(interval)
            : Constant(trimmed) is { } point ? CellInterval.Point(point) : null;
    }

    private static CellInterval? Compared(string comparison, string text)
    {
        if (Constant(text) is not { } end || comparison != "=" && !Order.IsOrdered(end.Kind))
        {
            return null;
        }

        return comparison switch
        {
            "<" => new CellInterval(FeelValue.Null, false, end, false),
            "<=" => new CellInterval(FeelValue.Null, false, end, true),
            ">" => new CellInterval(end, false, FeelValue.Null, false),
            ">=" => new CellInterval(end, true, FeelValue.Null, false),
            _ => CellInterval.Point(end),
        };
    }

    private static CellInterval? Between(Match interval)
    {
        if (Constant(interval.Groups["low"].Value) is not { } low || Constant(interval.Groups["high"].Value) is not { } high
            || low.Kind != high.Kind || !Order.IsOrdered(low.Kind) || Order.Compare(low, high) > 0)
        {
            return null;
        }

        return new CellInterval(low, interval.Groups["open"].Value == "[", high, interval.Groups["close"].Value == "]");
    }

    /// <summary>Whether the bracket after "not" closes at the end of the text and not before.</summary>
    private static bool IsOneGroup(string inner)
    {
        var depth = 0;
        for (var at = 0; at < inner.Length && depth >= 0; at++)
        {
            switch (inner[at])
            {
                case '"':
                    at = EndOfString(inner, at);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
            }
        }

        return depth == 0;
    }

    private static int EndOfString(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                return at;
            }
        }

        return text.Length;
    }

    [GeneratedRegex(@"^not\s*\((?<inner>.*)\)$", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Negation();

    [GeneratedRegex(@"^(?<operator><=|>=|<|>|=)(?<end>[^=].*)$", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comparison();

    [GeneratedRegex(
        @"^(?<open>[\[\]\(])(?<low>[^""]+?|[^""]*""[^""]*""\)?\s*)\.\.(?<high>[^""]+|[^""]*""[^""]*""\)?\s*)(?<close>[\]\[\)])$",
        RegexOptions.NonBacktracking)]
    private static partial Regex IntervalText();

    [GeneratedRegex(
        @"^(-?\s*(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,4})?|""([^""\\]|\\.)*""|true|false|@""[^""]*""|(date|duration)\s*\(\s*""[^""]*""\s*\))$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
