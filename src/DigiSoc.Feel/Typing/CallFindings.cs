using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Typing;

/// <summary>Calls that can never succeed: of what is no function, with arguments that it does not take.</summary>
internal static class CallFindings
{
    internal static IEnumerable<FeelFinding> Of(Node call, Node function, IReadOnlyList<Node> arguments) => CallTypes.CalleeOf(function) switch
    {
        BuiltInFunction builtIn => BuiltInFindings.Of(call, builtIn, arguments),
        FeelType.FunctionType known => Of(call, NameOf(function), known, arguments),
        _ => NotCalled(function),
    };

    internal static IEnumerable<FeelFinding> Of(
        Node call, Node function, IReadOnlyList<string> names, IReadOnlyList<Node> arguments) => CallTypes.CalleeOf(function) switch
        {
            BuiltInFunction builtIn => BuiltInFindings.Of(call, builtIn, names, arguments),
            FeelType.FunctionType { Names: { } parameters } known => Named(call, NameOf(function), known, parameters, names, arguments),
            _ => NotCalled(function),
        };

    /// <summary>A function literal whose body never gives what it declares.</summary>
    internal static IEnumerable<FeelFinding> Of(FunctionNode function) => function.Body.StaticType.FitTo(function.Result) switch
    {
        FeelFit.Perhaps => [],
        var fit => [TypeErrors.Result(function.Body, function.Result, fit)],
    };

    /// <summary>Which parameters never take what they are given; null where their number is another.</summary>
    internal static IEnumerable<(int At, FeelFit Fit)>? Misfits(FeelType.FunctionType function, IReadOnlyList<FeelType> arguments) =>
        arguments.Count != function.ParameterTypes.Count ? null : arguments
            .Select((given, at) => (At: at, Fit: given.FitTo(function.ParameterTypes[at])))
            .Where(each => each.Fit != FeelFit.Perhaps);

    private static IEnumerable<FeelFinding> Of(Node call, string name, FeelType.FunctionType function, IReadOnlyList<Node> arguments) =>
        Misfits(function, [.. arguments.Select(each => each.StaticType)]) is { } misfits
            ? misfits.Select(each => Misfit(call, name, function, each.At, arguments[each.At], each.Fit))
            : [TypeErrors.ArgumentCount(call, TypeErrors.Signature(name, function), arguments.Count)];

    private static IEnumerable<FeelFinding> Named(
        Node call, string name, FeelType.FunctionType function, IReadOnlyList<string> parameters, IReadOnlyList<string> names, IReadOnlyList<Node> arguments)
    {
        var places = names.Select(each => IndexOf(parameters, each)).ToList();
        return places.Contains(-1) || places.Distinct().Count() != places.Count
            ? [TypeErrors.ArgumentNames(call, TypeErrors.Signature(name, function), names, parameters)]
            : places.Select((at, given) => (At: at, Argument: arguments[given], Fit: arguments[given].StaticType.FitTo(function.ParameterTypes[at])))
                .Where(each => each.Fit != FeelFit.Perhaps)
                .Select(each => Misfit(call, name, function, each.At, each.Argument, each.Fit));
    }

    private static FeelFinding Misfit(Node call, string name, FeelType.FunctionType function, int at, Node argument, FeelFit fit) => TypeErrors.Argument(
        call,
        TypeErrors.Signature(name, function),
        function.Names?[at] ?? $"{at + 1}",
        TypeText.Of(function.ParameterTypes[at]),
        argument.StaticType,
        fit);

    private static IEnumerable<FeelFinding> NotCalled(Node function) =>
        function is { BuiltIn: null, StaticType: { Kind: not (null or FeelKind.Function) } type } ? [TypeErrors.NotCalled(function, type)] : [];

    private static string NameOf(Node function) => function switch
    {
        FreeNode free => free.Name,
        FilterNameNode name => name.Name,
        PathNode path => path.Name,
        _ => "function",
    };

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var at = 0; at < names.Count; at++)
        {
            if (names[at] == name)
            {
                return at;
            }
        }

        return -1;
    }
}
