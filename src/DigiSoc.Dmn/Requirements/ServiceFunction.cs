using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>A decision service as a function.</summary>
internal static class ServiceFunction
{
    /// <summary>The function; its parameters are the service's input data, then its input decisions.</summary>
    public static FeelFunction Of(ServiceNode service) => FeelFunction.Of(
        service.Name,
        service.Parameters.Select(parameter => new FeelParameter(parameter.Name, TypeOf(parameter).Shape)),
        ResultShape(service),
        (arguments, call) => Invoke(service, arguments, call));

    /// <summary>Evaluates the service with its arguments in the order of its parameters.</summary>
    public static FeelValue Invoke(ServiceNode service, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var run = Run.Of(call);
        var given = new Dictionary<ElementNode, FeelValue>(ReferenceEqualityComparer.Instance);
        for (var at = 0; at < service.Parameters.Count; at++)
        {
            var parameter = service.Parameters[at];
            var value = at < arguments.Length ? arguments[at] : FeelValue.Null;
            if (!value.IsNull && !TypeOf(parameter).TryCoerce(value, call, "argument", parameter.Name, out value))
            {
                run.Attribute(service.Element.Place);
                return FeelValue.Null;
            }

            given[parameter] = value;
        }

        run.Trace?.BeginCall(service.Name, [.. service.Parameters.Select(parameter => parameter.Name)], given.Values);
        var result = Outputs(service, new DecisionScope(run, given));
        var coerced = service.ResultType.Coerce(result, call, "result of", service.Name);
        run.Attribute(service.Element.Place);
        run.Trace?.EndCall(coerced);
        return coerced;
    }

    private static FeelValue Outputs(ServiceNode service, DecisionScope scope)
    {
        if (service.Outputs.Count == 1)
        {
            return scope.ValueOf(service.Outputs[0]);
        }

        return FeelValue.Of(service.Outputs.Aggregate(
            FeelContext.Empty, (context, output) => context.With(output.Name, scope.ValueOf(output))));
    }

    private static FeelType? ResultShape(ServiceNode service) => ReferenceEquals(service.ResultType, DmnType.Any)
        ? service.Outputs.Count == 1 ? service.Outputs[0].Type.Shape : null
        : service.ResultType.Shape;

    /// <summary>What is known of the result's type without evaluating.</summary>
    public static FeelType KnownResult(ServiceNode service) => !ReferenceEquals(service.ResultType.Shape, FeelType.Any)
        ? service.ResultType.Shape
        : service.Outputs.Count == 1 ? service.Outputs[0].KnownType
        : FeelType.ExactContextOf(service.Outputs.Select(output => KeyValuePair.Create(output.Name, output.KnownType)));

    /// <summary>What an argument must be.</summary>
    public static DmnType TypeOf(ElementNode parameter) => parameter switch
    {
        InputNode input => input.Type,
        DecisionNode decision => decision.Type,
        _ => DmnType.Any,
    };
}
