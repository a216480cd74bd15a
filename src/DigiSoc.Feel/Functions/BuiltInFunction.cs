using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>One example of a function: shown on its page and executed by a test.</summary>
/// <param name="Expression">A FEEL expression.</param>
/// <param name="Result">A FEEL expression of the same value.</param>
internal sealed record Example(string Expression, string Result);

/// <summary>One way to call a function.</summary>
/// <param name="Signature">As the page shows it, for example <c>start position: number, length?: number</c>:
/// <c>name?</c> may be left out, <c>name...</c> takes all that follow, <c>type?</c> takes null.</param>
/// <param name="Body">What it does.</param>
internal sealed record Form(string Signature, FeelBody Body)
{
    internal IReadOnlyList<FormParameter> Parameters { get; } = FormParameter.ReadAll(Signature);

    internal int Required => Parameters.Count(each => !each.IsOptional && !each.TakesAll);

    internal bool TakesAny => Parameters.Count > 0 && Parameters[^1].TakesAll;

    internal bool Takes(int count) => count >= Required && (TakesAny || count <= Parameters.Count);

    internal FormParameter ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}

/// <summary>A parameter of a form.</summary>
internal sealed record FormParameter(string Name, FeelType Type, bool IsOptional, bool TakesAll, bool TakesNull)
{
    /// <summary>What can stand beside a range: a value with an order.</summary>
    private static readonly FeelType Point = FeelType.Constrained("point", FeelType.Any, value => Ranges.IsOrdered(value));

    internal static IReadOnlyList<FormParameter> ReadAll(string signature) =>
        signature.Length == 0 ? [] : [.. signature.Split(", ").Select(Read)];

    private static FormParameter Read(string text)
    {
        var (name, type) = text.Split(": ") is [var before, var after] ? (before, after) : (text, "Any");
        var takesNull = type is "Any" || type.EndsWith('?');
        return new(
            name.TrimEnd('?', '.'),
            type == "point" ? Point : FeelType.BuiltIn(type.TrimEnd('?')) ?? throw new InvalidOperationException($"Bug: unknown type in '{text}'."),
            name.EndsWith('?'),
            name.EndsWith("...", StringComparison.Ordinal),
            takesNull);
    }
}

/// <summary>A built-in function: its forms, and what its page says.</summary>
internal sealed class BuiltInFunction(string name, string summary) : FeelFunction
{
    public override string Name => name;

    /// <summary>What it gives, in a sentence or two.</summary>
    internal string Summary => summary;

    /// <summary>In the order they are tried.</summary>
    internal required IReadOnlyList<Form> Forms { get; init; }

    internal required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>When it gives null, beside wrong arguments; empty when never.</summary>
    internal string NullWhen { get; init; } = "";

    public override IReadOnlyList<FeelParameter> Parameters =>
        [.. Forms[0].Parameters.Select(each => new FeelParameter(each.Name, each.Type))];

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var fitting = default(Form);
        foreach (var form in Forms)
        {
            if (form.Takes(arguments.Length))
            {
                fitting ??= form;
                if (Fits(form, arguments, exactly: true))
                {
                    return form.Body(arguments, call);
                }
            }
        }

        return fitting is null
            ? call.Fail(FeelCauseKind.ArgumentsMismatch, FunctionErrors.Count(this, arguments.Length))
            : Convert(arguments, fitting, call);
    }

    private static bool Fits(Form form, ReadOnlySpan<FeelValue> arguments, bool exactly)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = form.ParameterAt(i);
            var fits = arguments[i].IsNull ? parameter.TakesNull
                : exactly ? parameter.Type.Includes(arguments[i])
                : parameter.Type.TryCoerce(arguments[i], out _);
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private FeelValue Convert(ReadOnlySpan<FeelValue> arguments, Form first, FeelCall call)
    {
        foreach (var form in Forms)
        {
            if (form.Takes(arguments.Length) && Fits(form, arguments, exactly: false))
            {
                var converted = new FeelValue[arguments.Length];
                for (var i = 0; i < converted.Length; i++)
                {
                    form.ParameterAt(i).Type.TryCoerce(arguments[i], out converted[i]);
                }

                return form.Body(converted, call);
            }
        }

        return call.Fail(FeelCauseKind.TypeMismatch, FunctionErrors.Types(this, first, arguments));
    }

    public override FeelValue InvokeNamed(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        foreach (var form in Forms)
        {
            if (Order(form, names, arguments) is { } ordered)
            {
                return Invoke(ordered, call);
            }
        }

        return call.Fail(FeelCauseKind.ArgumentsMismatch, FunctionErrors.Names(this, names));
    }

    /// <summary>The arguments in the form's order; null when a name is unknown, twice, or a required one is absent.</summary>
    private static FeelValue[]? Order(Form form, ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments)
    {
        var ordered = new FeelValue[form.Parameters.Count];
        var given = new bool[ordered.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var at = -1;
            for (var p = 0; p < ordered.Length; p++)
            {
                at = form.Parameters[p].Name == names[i] ? p : at;
            }

            if (at < 0 || given[at])
            {
                return null;
            }

            (ordered[at], given[at]) = (arguments[i], true);
        }

        var last = Array.LastIndexOf(given, true) + 1;
        for (var p = 0; p < ordered.Length; p++)
        {
            if (!given[p] && (!form.Parameters[p].IsOptional || p < last) && !(form.Parameters[p].TakesAll && p >= last))
            {
                return null;
            }
        }

        return ordered[..last];
    }
}
