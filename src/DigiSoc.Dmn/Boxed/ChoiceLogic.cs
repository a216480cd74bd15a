using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A choice between two branches.</summary>
internal sealed class ConditionalLogic(Logic condition, Logic then, Logic otherwise, DmnPlace place) : Logic
{
    public override FeelType Type { get; } = then.Type.Or(otherwise.Type);

    public override IEnumerable<LogicOutcome> Outcomes(DmnPlace owner) => then.Outcomes(owner).Concat(otherwise.Outcomes(owner));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var holds = condition.Evaluate(frame);
        if (holds.Kind == FeelKind.Boolean)
        {
            return holds.IsTrue ? then.Evaluate(frame) : otherwise.Evaluate(frame);
        }

        var value = frame.Run.Call.Fail(
            FeelCauseKind.TypeMismatch,
            $"The condition of the choice must be true or false, found {FeelType.Of(holds).Name}.");
        frame.Run.Attribute(place);
        return value;
    }
}
