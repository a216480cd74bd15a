using DigiSoc.Dmn.Requirements;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A function as a value; it keeps the names in scope where it was made.</summary>
/// <param name="name">For messages; empty for a function without name.</param>
/// <param name="parameters">Names and types of the parameters.</param>
/// <param name="body">The body.</param>
/// <param name="result">What the result is converted to.</param>
internal sealed class FunctionLogic(
    string name, IReadOnlyList<KeyValuePair<string, DmnType>> parameters, Logic body, DmnType result) : Logic
{
    private readonly FeelParameter[] _parameters =
        [.. parameters.Select(parameter => new FeelParameter(parameter.Key, parameter.Value.Shape))];

    public override FeelType Type =>
        FeelType.FunctionOf(_parameters, ResultType);

    /// <summary>Names and types of the parameters, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, DmnType>> Parameters => parameters;

    /// <summary>What the function does.</summary>
    public Logic Body => body;

    private FeelType ResultType => ReferenceEquals(result.Shape, FeelType.Any) ? body.Type : result.Shape;

    public override FeelValue Evaluate(in LogicFrame frame) => FeelValue.Of(Close(frame.Variables));

    /// <summary>The function over the given variables.</summary>
    public FeelFunction Close(FeelContext variables) => Close(() => variables);

    /// <summary>The function over variables that are known only once it is called, as of functions that call each other.</summary>
    public FeelFunction Close(Func<FeelContext> variables) => FeelFunction.Of(
        name,
        _parameters,
        result.Shape,
        (arguments, call) => Invoke(variables(), arguments, call));

    private FeelValue Invoke(FeelContext variables, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        for (var at = 0; at < arguments.Length; at++)
        {
            var type = parameters[at].Value;
            if (!arguments[at].IsNull && type.IsConstrained
                && !type.TryCoerce(arguments[at], call, "argument", parameters[at].Key, out _))
            {
                return FeelValue.Null;
            }

            variables = variables.With(parameters[at].Key, arguments[at]);
        }

        var run = Run.Of(call);
        run.Trace?.BeginCall(name, _parameters.Select(parameter => parameter.Name), arguments.ToArray());
        var value = result.Coerce(body.Evaluate(new LogicFrame(variables, run)), call, "result of", name);
        run.Trace?.EndCall(value);
        return value;
    }
}
