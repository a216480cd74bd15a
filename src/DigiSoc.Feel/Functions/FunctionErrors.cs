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
        var at = Misfit(form, arguments);
        return at < 0
            ? $"{Signatures(function)} has no form for these arguments"
            : $"{Signatures(function)}: `{form.ParameterAt(at).Name}` expected {form.ParameterAt(at).Type}, found {FeelErrors.Kind(arguments[at])}";
    }

    internal static FeelMismatch Mismatch(Form form, ReadOnlySpan<FeelValue> arguments) => Misfit(form, arguments) is >= 0 and var at
        ? new("argument", form.ParameterAt(at).Name, form.ParameterAt(at).Type.Name, [arguments[at]])
        : new("", "", "", arguments.ToArray());

    /// <summary>The first argument that does not fit, or −1.</summary>
    private static int Misfit(Form form, ReadOnlySpan<FeelValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = form.ParameterAt(i);
            if (arguments[i].IsNull ? !parameter.TakesNull : !parameter.Type.TryCoerce(arguments[i], out _))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Signatures(BuiltInFunction function) =>
        string.Join(" or ", function.Forms.Select(form => $"`{function.Name}({form.Signature})`"));
}
