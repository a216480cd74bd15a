using System.Globalization;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>Texts about calls of built-in functions.</summary>
internal static class FunctionErrors
{
    internal static string Count(BuiltInFunction function, int found) =>
        string.Create(CultureInfo.InvariantCulture, $"{Signatures(function)} was given {found} argument{(found == 1 ? "" : "s")}");

    internal static string Names(BuiltInFunction function, ReadOnlySpan<string> names) =>
        $"{Signatures(function)} was given the names {string.Join(", ", names.ToArray())}";

    internal static string Types(BuiltInFunction function, Form form, ReadOnlySpan<FeelValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = form.ParameterAt(i);
            if (arguments[i].IsNull ? !parameter.TakesNull : !parameter.Type.TryCoerce(arguments[i], out _))
            {
                return $"{Signatures(function)}: `{parameter.Name}` expected {parameter.Type}, found {FeelErrors.Kind(arguments[i])}";
            }
        }

        return $"{Signatures(function)} has no form for these arguments";
    }

    private static string Signatures(BuiltInFunction function) =>
        string.Join(" or ", function.Forms.Select(form => $"`{function.Name}({form.Signature})`"));
}
