using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A choice between two branches.</summary>
internal sealed class ConditionalLogic(Logic condition, Logic then, Logic otherwise, DmnPlace place) : Logic
{
    public override FeelType Type { get; } = then.Type.Or(otherwise.Type);

    public override IEnumerable<LogicOutcome> Outcomes(DmnPlace owner) => then.Outcomes(owner).Concat(otherwise.Outcomes(owner));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        frame.Run.Trace?.BeginPart();
        var holds = condition.Evaluate(frame);
        var value = holds.Kind != FeelKind.Boolean ? Neither(holds, frame) : holds.IsTrue ? then.Evaluate(frame) : otherwise.Evaluate(frame);
        frame.Run.Trace?.EndConditional(condition.Text, holds, value);
        return value;
    }

    private FeelValue Neither(in FeelValue holds, in LogicFrame frame)
    {
        var value = frame.Run.Call.Fail(
            FeelCauseKind.TypeMismatch,
            $"The condition of the choice must be true or false, found {FeelType.Of(holds).Name}.",
            new FeelMismatch("", "", FeelType.Boolean.Name, [holds]));
        frame.Run.Attribute(place);
        return value;
    }
}
