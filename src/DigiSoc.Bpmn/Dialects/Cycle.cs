using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Dialects;

/// <summary><c>cycle(interval)</c> and <c>cycle(repetitions, interval)</c> of Camunda 8: the text of a timer's cycle, as <c>R3/PT1H</c>; without repetitions, or with null, it has no end.</summary>
internal sealed class Cycle : FeelFunction
{
    public override string Name => "cycle";

    public override IReadOnlyList<FeelParameter> Parameters { get; } = [new("repetitions", FeelType.Any), new("interval", FeelType.Any)];

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelCall call) => arguments.Length switch
    {
        1 => Of(FeelValue.Null, arguments[0], call),
        2 => Of(arguments[0], arguments[1], call),
        _ => call.Fail(FeelCauseKind.ArgumentsMismatch, "cycle takes an interval, or repetitions and an interval."),
    };

    public override FeelValue InvokeNamed(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        int repetitions = names.IndexOf("repetitions");
        int interval = names.IndexOf("interval");
        return interval < 0 || names.Length != (repetitions < 0 ? 1 : 2)
            ? call.Fail(FeelCauseKind.ArgumentsMismatch, "cycle needs the argument interval, and knows repetitions beside it.")
            : Of(repetitions < 0 ? FeelValue.Null : arguments[repetitions], arguments[interval], call);
    }

    private static FeelValue Of(in FeelValue repetitions, in FeelValue interval, FeelCall call)
    {
        int count = 0;
        if (interval.Kind is not (FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration)
            || !(repetitions.IsNull || (repetitions.Kind == FeelKind.Number && repetitions.AsNumber().TryToInt32(out count) && count > 0)))
        {
            return call.Fail(FeelCauseKind.ArgumentsMismatch, $"cycle takes a whole number from 1 or null, and a duration; it got {repetitions} and {interval}.");
        }

        string times = repetitions.IsNull ? "" : count.ToString(CultureInfo.InvariantCulture);
        return FeelValue.Of($"R{times}/{interval.ToString()[2..^1]}");
    }
}
