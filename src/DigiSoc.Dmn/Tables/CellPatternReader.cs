using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>Recognises cells whose meaning is known without evaluation; every other cell is FEEL's.</summary>
internal static class CellPatternReader
{
    /// <summary>Whether the cell matches anything.</summary>
    public static bool IsAny(string text) => text.AsSpan().Trim() is "" or "-";

    /// <summary>The cell's pattern; null when it needs evaluation or cannot be read.</summary>
    public static CellPattern? Read(string text) =>
        FeelExpression.ParseUnaryTests(text).Expression is { } tests ? Of(tests) : null;

    /// <summary>The pattern of tests; null when they need evaluation.</summary>
    public static CellPattern? Of(FeelExpression expression)
    {
        if (expression.ConstantTests() is not { } tests)
        {
            return null;
        }

        // not(!= x) and != x alone: of kinds without order there is no interval for "all but x".
        if (tests.Tests is [{ IsNegated: true } only])
        {
            return Pattern(Intervals(only.Value), !tests.IsNegated);
        }

        var intervals = new List<CellInterval>();
        foreach (var test in tests.Tests)
        {
            if ((test.IsNegated ? AllBut(test.Value) : Intervals(test.Value)) is not { } found)
            {
                return null;
            }

            intervals.AddRange(found);
        }

        return Pattern(intervals, tests.IsNegated);
    }

    /// <summary>The constant a text is; null when it is something to evaluate.</summary>
    public static FeelValue? Constant(string text) =>
        FeelExpression.Parse(text).Expression?.Constant() is { IsNull: false } value && Order.IsSimple(value.Kind) ? value : null;

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

    private static CellPattern? Pattern(IReadOnlyList<CellInterval>? intervals, bool negated) =>
        intervals is { Count: > 0 } && intervals.All(interval => interval.Sort == intervals[0].Sort)
            ? new CellPattern(intervals[0].Sort, [.. intervals], negated)
            : null;

    /// <summary>What a value stands for in a cell: itself, the values of a range, the choices of a list; null when it is not simple.</summary>
    private static IReadOnlyList<CellInterval>? Intervals(in FeelValue value) => value.Kind switch
    {
        FeelKind.Range => OfRange(value.AsRange()),
        FeelKind.List => OfChoices(value.AsList()),
        var kind => Order.IsSimple(kind) ? [CellInterval.Point(value)] : null,
    };

    private static CellInterval[]? OfRange(FeelRange range)
    {
        var (low, high) = (range.Start, range.End);
        if (range.IsComplement)
        {
            return AllBut(low);
        }

        // In a range written with null for an end nothing is known to lie.
        return (range.IsComparison || !(low.IsNull || high.IsNull)) && Order.IsOrdered((low.IsNull ? high : low).Kind)
            && (low.IsNull || high.IsNull || ValueSort.Of(low) == ValueSort.Of(high))
            ? [new CellInterval(low, range.StartIncluded, high, range.EndIncluded)]
            : null;
    }

    private static List<CellInterval>? OfChoices(FeelList list)
    {
        var all = new List<CellInterval>();
        foreach (var item in list)
        {
            // Of a list inside a list, FEEL asks whether it is the input as a whole.
            if (item.Kind == FeelKind.List || Intervals(item) is not { } intervals)
            {
                return null;
            }

            all.AddRange(intervals);
        }

        return all;
    }

    private static CellInterval[]? AllBut(in FeelValue value) => !Order.IsOrdered(value.Kind) ? null :
    [
        new CellInterval(FeelValue.Null, false, value, false), new CellInterval(value, false, FeelValue.Null, false),
    ];

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
}
