using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel;

/// <summary>Functions that decision models name by a Java class and method; a closed white list, without reflection.</summary>
public static class FeelExternal
{
    /// <summary>The function that a description such as <c>{java: {class: "java.lang.Math", method signature: "cos(double)"}}</c> names.</summary>
    /// <param name="description">The context after <c>external</c>, or only its inner part (as in a boxed function).</param>
    /// <param name="parameters">The formal parameters.</param>
    /// <param name="call">Takes the cause when the description names nothing on the list.</param>
    /// <returns>A function value, or null with the cause.</returns>
    public static FeelValue Find(in FeelValue description, IReadOnlyList<FeelParameter> parameters, FeelCall call)
    {
        var inner = description.ContextOrNull is { } context && context.TryGet("java", out var java) ? java : description;
        if (inner.ContextOrNull is not { } names || !names.TryGet("class", out var type)
            || !names.TryGet("method signature", out var signature) || type.StringOrNull is null || signature.StringOrNull is null)
        {
            return call.Fail(FeelCauseKind.ExternalFunction, FeelErrors.ExternalDescription(description));
        }

        var method = ExternalFunctions.Find(type.AsString(), signature.AsString());
        return method is null
            ? call.Fail(FeelCauseKind.ExternalFunction, FeelErrors.ExternalUnknown(type.AsString(), signature.AsString()))
            : FeelValue.Of(FeelFunction.Of(signature.AsString(), parameters, null, method));
    }
}
