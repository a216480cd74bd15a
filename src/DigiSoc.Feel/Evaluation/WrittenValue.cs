using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Evaluation;

/// <summary>A value that has no literal and is written as a call: <c>duration("P1M")</c>, <c>date(2026, 5, 1)</c>; read with the text.</summary>
/// <param name="Value">A date, time or duration.</param>
/// <param name="Steps">What the call counts for.</param>
internal sealed record WrittenValue(FeelValue Value, int Steps)
{
    private static readonly FeelEnvironment Nowhere = new(DateTimeOffset.UnixEpoch);

    /// <summary>What the call of a built-in function gives, where its arguments are literals; null where that is no such value.</summary>
    internal static WrittenValue? Of(BuiltInFunction? function, Node[] arguments)
    {
        if (function is not { IsNotation: true } || !Array.TrueForAll(arguments, each => each is ConstantNode))
        {
            return null;
        }

        var call = new FeelCall(Nowhere);
        call.Spend();
        var value = function.Invoke(Array.ConvertAll(arguments, each => ((ConstantNode)each).Value), call);
        return value.IsNull || call.CauseCount > 0 ? null : new WrittenValue(value, call.StepsSpent);
    }
}
