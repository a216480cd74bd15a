using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>Whether boxed expressions can do what they are made for, as far as types are known without evaluating.</summary>
internal static class BoxedFit
{
    private const int MostTold = 20;

    private const int MostCompared = 200;

    /// <summary>A condition that is never true or false.</summary>
    /// <param name="logic">The condition.</param>
    /// <param name="what">Whose it is, for the message.</param>
    /// <param name="place">Where it is.</param>
    public static IEnumerable<DmnDiagnostic> Condition(Logic logic, string what, DmnPlace place) =>
        logic.Type.Kind is null or FeelKind.Boolean ? [] : [DmnCodes.Condition(place, what, logic.Type.ShortName)];

    /// <summary>A call of what is no function, or with arguments that it does not take.</summary>
    public static IEnumerable<DmnDiagnostic> Invocation(InvocationExpression call, FeelType callee, IReadOnlyList<Logic> arguments)
    {
        if (callee.Kind is not (null or FeelKind.Function))
        {
            return [DmnCodes.InvokesNoFunction(call.Place, callee.ShortName)];
        }

        if (callee.Parameters is not { } parameters)
        {
            return [];
        }

        var known = parameters.DistinctBy(parameter => parameter.Name).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var given = call.Bindings.Select(binding => binding.Parameter.Name).ToList();
        var missing = known.Keys.Except(given, StringComparer.Ordinal).ToList();
        return given.Where(name => !known.ContainsKey(name)).Take(MostTold)
            .Select(name => DmnCodes.UnknownParameter(call.Place, NameOf(call), name, known.Keys, NearNames.Of(name, known.Keys.Take(MostCompared))))
            .Concat(missing.Count == 0 ? [] : [DmnCodes.MissingParameter(call.Place, NameOf(call), missing)])
            .Concat(given.Zip(arguments).Where(each => known.ContainsKey(each.First))
                .SelectMany(each => Argument(call, known[each.First], each.Second.Type)));
    }

    private static IEnumerable<DmnDiagnostic> Argument(InvocationExpression call, FeelParameter parameter, FeelType given) =>
        given.FitTo(parameter.Type) is var fit && fit == FeelFit.Perhaps ? [] : [DmnCodes.ArgumentType(
            call.Place, NameOf(call), parameter.Name, parameter.Type.ShortName, given.ShortName, fit)];

    private static string NameOf(InvocationExpression call) => (call.Callee as LiteralExpression)?.Text.Trim() ?? "the function";
}
