using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A FEEL expression.</summary>
internal sealed class LiteralLogic(FeelExpression expression, DmnPlace place) : Logic
{
    public FeelExpression Expression => expression;

    public override FeelType Type => expression.StaticType;

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var value = expression.Evaluate(frame.Variables, frame.Run.Call);
        frame.Run.Attribute(place);
        return value;
    }
}
