using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tables;

/// <summary>A cell of an input column, ready to test.</summary>
/// <param name="Text">As written.</param>
/// <param name="IsAny">Whether it matches anything.</param>
/// <param name="Pattern">Its meaning, where that is known without evaluation.</param>
/// <param name="Tests">Its FEEL; null when it matches anything or cannot be read (then it never matches).</param>
internal sealed record CellTest(string Text, bool IsAny, CellPattern? Pattern, FeelExpression? Tests)
{
    /// <summary>Whether the input matches.</summary>
    public bool Matches(in FeelValue input, in LogicFrame frame)
    {
        if (IsAny)
        {
            return true;
        }

        return Pattern?.Matches(input)
            ?? (Tests is not null && Tests.Evaluate(input, frame.Variables, frame.Run.Call).IsTrue);
    }
}
