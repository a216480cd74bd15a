namespace DigiSoc.Feel.Evaluation;

/// <summary><c>function(a, b: number) a + b</c>: keeps the values it stands among.</summary>
internal sealed class FunctionNode : Node
{
    internal FunctionNode(FeelParameter[] parameters, int[] slots, FeelType result, Node body)
    {
        (Parameters, Slots, Result, Body) = (parameters, slots, result, body);
        Height = body.Height + 1;
        StaticType = FeelType.FunctionOf(parameters, ReferenceEquals(result, FeelType.Any) ? body.StaticType : result);
    }

    internal FeelParameter[] Parameters { get; }

    internal int[] Slots { get; }

    internal FeelType Result { get; }

    internal Node Body { get; }

    internal override IEnumerable<Node> Parts => [Body];

    internal override FeelValue Evaluate(Frame frame) =>
        FeelValue.Of(new Closure(this, frame.Call.Source, frame.Variables, frame.Snapshot()));
}

/// <summary>A function literal with what it has kept.</summary>
internal sealed class Closure(FunctionNode literal, string source, FeelContext variables, FeelValue[] captured) : UserFunction
{
    public override string Name => "";

    public override IReadOnlyList<FeelParameter> Parameters => literal.Parameters;

    public override FeelType Result => ReferenceEquals(literal.Result, FeelType.Any) ? literal.Body.StaticType : literal.Result;

    private protected override FeelType DeclaredResult => literal.Result;

    private protected override FeelValue Run(ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var frame = Frame.ForCall(call, variables, captured);
        for (var i = 0; i < arguments.Length; i++)
        {
            frame[literal.Slots[i]] = arguments[i];
        }

        var caller = call.Source;
        call.Source = source;
        var value = literal.Body.Evaluate(frame);
        call.Source = caller;
        return value;
    }
}

/// <summary>A function from outside FEEL: business knowledge, decision services, functions of the environment.</summary>
internal sealed class HostFunction(string name, FeelParameter[] parameters, FeelType result, FeelBody body) : UserFunction
{
    public override string Name => name;

    public override IReadOnlyList<FeelParameter> Parameters => parameters;

    public override FeelType Result => result;

    private protected override FeelType DeclaredResult => result;

    private protected override FeelValue Run(ReadOnlySpan<FeelValue> arguments, FeelCall call) => body(arguments, call);
}

/// <summary>A function with one form: fixed parameters, arguments and result converted to their types.</summary>
internal abstract class UserFunction : FeelFunction
{
    private const int Cost = 4;

    private protected abstract FeelType DeclaredResult { get; }

    private protected abstract FeelValue Run(ReadOnlySpan<FeelValue> arguments, FeelCall call);

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        if (arguments.Length != Parameters.Count)
        {
            return call.Fail(FeelCauseKind.ArgumentsMismatch, FeelErrors.ArgumentCount(this, arguments.Length));
        }

        var converted = new FeelValue[arguments.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            if (!Parameters[i].Type.TryCoerce(arguments[i], out converted[i]))
            {
                return call.Fail(
                    FeelCauseKind.CoercionFailed,
                    FeelErrors.Argument(this, Parameters[i], arguments[i]),
                    new FeelMismatch("argument", Parameters[i].Name, Parameters[i].Type.Name, [arguments[i]]));
            }
        }

        return Converted(converted, call);
    }

    public override FeelValue InvokeNamed(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var ordered = new FeelValue[Parameters.Count];
        var given = 0;
        for (var i = 0; i < ordered.Length; i++)
        {
            var at = names.IndexOf(Parameters[i].Name);
            ordered[i] = at < 0 ? FeelValue.Null : arguments[at];
            given += at < 0 ? 0 : 1;
        }

        // Parameters that are not named are null (DMN 10.3.2.13.5).
        return given == names.Length
            ? Invoke(ordered, call)
            : call.Fail(FeelCauseKind.ArgumentsMismatch, FeelErrors.ArgumentNames(this, names));
    }

    private FeelValue Converted(FeelValue[] arguments, FeelCall call)
    {
        if (!call.Spend(Cost) || !call.Enter())
        {
            return FeelValue.Null;
        }

        var span = call.Span;
        var value = Run(arguments, call);
        call.Span = span;
        call.Leave();
        return DeclaredResult.TryCoerce(value, out var result)
            ? result
            : call.Fail(
                FeelCauseKind.CoercionFailed,
                FeelErrors.Result(this, DeclaredResult, value),
                new FeelMismatch(Name.Length == 0 ? "" : "result of", Name, DeclaredResult.Name, [value]));
    }
}
