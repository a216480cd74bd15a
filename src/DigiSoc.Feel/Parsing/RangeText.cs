using System.Diagnostics.CodeAnalysis;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Parsing;

/// <summary>Reads a range whose ends are literals in order, as the <c>range()</c> function and stored values write it.</summary>
internal static class RangeText
{
    private static readonly FeelEnvironment NoWorld = new(default(DateTimeOffset));

    internal static bool TryRead(string text, [NotNullWhen(true)] out FeelRange? range)
    {
        range = null;
        if (FeelExpression.Parse(text).Expression is not { Root: RangeNode { Start: var start, End: var end } } expression
            || !IsLiteral(start) || !IsLiteral(end))
        {
            return false;
        }

        var read = expression.Evaluate(FeelContext.Empty, NoWorld).Value.RangeOrNull;
        range = read is not null && Comparing.Order(read.Start, read.End) <= 0 ? read : null;
        return range is not null;
    }

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
