using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>What the rules of a table give, as far as that is known without evaluating.</summary>
internal sealed class RuleOutputs(DecisionTable table)
{
    private readonly (string Text, FeelValue? Value)[][] _rules =
        [.. table.Rules.Select(rule => rule.Outputs.Select(text => (text.Trim(), ValueOf(text))).ToArray())];

    /// <summary>Whether two rules give the same; null when that needs evaluation.</summary>
    public bool? AreEqual(int first, int second)
    {
        var (left, right) = (_rules[first], _rules[second]);
        if (left.Length != right.Length)
        {
            return null;
        }

        bool? equal = true;
        for (var at = 0; at < left.Length; at++)
        {
            if (left[at].Text == right[at].Text)
            {
                continue;
            }

            if (left[at].Value is not { } one || right[at].Value is not { } other)
            {
                equal = null;
            }
            else if (one != other)
            {
                return false;
            }
        }

        return equal;
    }

    // Lists and contexts may become something else by the column's type, so that nothing is said of them.
    private static FeelValue? ValueOf(string text) => text.Trim() == "null" ? FeelValue.Null : CellPatternReader.Constant(text);
}
