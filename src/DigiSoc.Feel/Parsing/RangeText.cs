using System.Diagnostics.CodeAnalysis;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Parsing;

/// <summary>Reads a range whose ends are literals in order, as the <c>range()</c> function and stored values write it.</summary>
internal static class RangeText
{
    private static readonly FeelEnvironment NoWorld = new(default(DateTimeOffset));

    internal static bool TryRead(string text, [NotNullWhen(true)] out FeelRange? range)
    {
        if (TryReadOneEnd(text.AsSpan().Trim(), out range))
        {
            return true;
        }

        if (FeelExpression.Parse(text).Expression is not { Root: RangeNode { Start: var start, End: var end } } expression
            || !IsLiteral(start) || !IsLiteral(end))
        {
            return false;
        }

        var read = expression.Evaluate(FeelContext.Empty, NoWorld).Value.RangeOrNull;
        range = read is not null && Comparing.Order(read.Start, read.End) <= 0 ? read : null;
        return range is not null;
    }

    /// <summary>A range with one end only, such as <c>[2..)</c> or <c>(..2]</c>; the side without end is written open.</summary>
    private static bool TryReadOneEnd(ReadOnlySpan<char> text, [NotNullWhen(true)] out FeelRange? range)
    {
        range = null;
        if (text.Length < 2 || !"([]".Contains(text[0], StringComparison.Ordinal) || !")[]".Contains(text[^1], StringComparison.Ordinal))
        {
            return false;
        }

        var inside = text[1..^1].Trim();
        if (inside.StartsWith("..", StringComparison.Ordinal) && text[0] != '[')
        {
            range = Beside(text[^1] == ']' ? Relation.LessOrEqual : Relation.Less, inside[2..]);
        }
        else if (inside.EndsWith("..", StringComparison.Ordinal) && text[^1] != ']')
        {
            range = Beside(text[0] == '[' ? Relation.GreaterOrEqual : Relation.Greater, inside[..^2]);
        }

        return range is not null;
    }

    private static FeelRange? Beside(Relation relation, ReadOnlySpan<char> end) =>
        FeelExpression.Parse(end.ToString()).Expression is { Root: var root } expression && IsLiteral(root)
            ? Ranges.OfRelation(relation, expression.Evaluate(FeelContext.Empty, NoWorld).Value)
            : null;

    /// <summary>Any range of literals that was written by us, comparisons such as <c>&lt; 10</c> as well.</summary>
    internal static bool TryReadStored(string text, [NotNullWhen(true)] out FeelRange? range)
    {
        var expression = FeelExpression.Parse(text).Expression;
        range = expression?.Root is RangeNode { Start: ConstantNode, End: ConstantNode } or UnaryRangeNode { End: ConstantNode }
            ? expression.Evaluate(FeelContext.Empty, NoWorld).Value.RangeOrNull
            : null;
        return range is not null;
    }

    /// <summary>A number, a string, an at-literal, or a conversion of a string literal such as <c>date("2026-01-31")</c>.</summary>
    private static bool IsLiteral(Node end) => end is ConstantNode { Value.IsNull: false }
        or CallNode { Function: FreeNode { Name: "date" or "time" or "date and time" or "duration" }, Arguments: [ConstantNode] };
}
