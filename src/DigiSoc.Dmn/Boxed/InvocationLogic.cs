using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A call with named arguments.</summary>
internal sealed class InvocationLogic(Logic callee, string[] parameters, Logic[] arguments, DmnPlace place) : Logic
{
    public override FeelType Type => callee.Type.ResultType ?? FeelType.Any;

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var called = callee.Evaluate(frame);
        var values = new FeelValue[arguments.Length];
        for (var at = 0; at < arguments.Length; at++)
        {
            values[at] = arguments[at].Evaluate(frame);
        }

        var result = called.Kind == FeelKind.Function
            ? called.AsFunction().InvokeNamed(parameters, values, frame.Run.Call)
            : frame.Run.Call.Fail(
                FeelCauseKind.FunctionNotFound,
                $"The invocation must name a function, found {FeelType.Of(called).Name}.",
                new FeelMismatch("", "", "function", [called]));
        frame.Run.Attribute(place);
        return result;
    }
}
