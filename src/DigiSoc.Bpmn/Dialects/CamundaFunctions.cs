using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Dialects;

/// <summary>Functions that Camunda 8 adds to FEEL and that models in its dialect call, with its meaning.</summary>
/// <remarks>
/// Left out is what gives another value each time (<c>uuid</c>, <c>random number</c>): a step plays the same twice. A call of
/// a function that is not here is refused, for its value would be null without a word.
/// </remarks>
internal static class CamundaFunctions
{
    public static IReadOnlyDictionary<string, FeelFunction> All { get; } = new Dictionary<string, FeelFunction>(StringComparer.Ordinal)
    {
        ["cycle"] = new Cycle(),
        ["fromAi"] = new FromAi(),
        ["get or else"] = Of("get or else", ["value", "default"], static arguments => arguments[0].IsNull ? arguments[1] : arguments[0]),
        ["is defined"] = Of("is defined", ["value"], static arguments => FeelValue.Of(!arguments[0].IsNull)),
        ["is blank"] = Of("is blank", ["string"], static arguments => OfText(arguments[0], static text => FeelValue.Of(string.IsNullOrWhiteSpace(text)))),
        ["is empty"] = Of("is empty", ["list"], static arguments =>
            arguments[0].Kind == FeelKind.List ? FeelValue.Of(arguments[0].AsList().Count == 0) : FeelValue.Null),
        ["trim"] = Of("trim", ["string"], static arguments => OfText(arguments[0], static text => FeelValue.Of(text.Trim()))),
    };

    private delegate FeelValue Body(ReadOnlySpan<FeelValue> arguments);

    private static FeelFunction Of(string name, string[] parameters, Body body) =>
        FeelFunction.Of(name, parameters.Select(each => new FeelParameter(each, FeelType.Any)), FeelType.Any, (arguments, _) => body(arguments));

    private static FeelValue OfText(in FeelValue value, Func<string, FeelValue> body) =>
        value.Kind == FeelKind.String ? body(value.AsString()) : FeelValue.Null;
}
