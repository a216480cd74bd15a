using System.Diagnostics.CodeAnalysis;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Parsing;

/// <summary>Reads a range whose ends are literals, as the <c>range()</c> function and stored values write it.</summary>
internal static class RangeText
{
    internal static bool TryRead(string text, [NotNullWhen(true)] out FeelRange? range)
    {
        range = null;
        if (FeelExpression.Parse(text).Expression?.Root is not (RangeNode or UnaryRangeNode) and not ParenthesisNode)
        {
            return false;
        }

        var expression = FeelExpression.Parse(text).Expression!;
        range = expression.FreeNames.Count > 0
            ? null
            : expression.Evaluate(FeelContext.Empty, new FeelEnvironment(default)).Value.RangeOrNull;
        return range is not null;
    }
}
