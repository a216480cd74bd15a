using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>A built-in function: its forms, and what its page says.</summary>
internal sealed class BuiltInFunction(string name, string summary) : FeelFunction
{
    private const int MostCounted = 5;

    /// <summary>The forms that take so many arguments, for the usual numbers of them.</summary>
    private readonly Form[][] _byCount = [];

    public override string Name => name;

    /// <summary>What it gives, in a sentence or two.</summary>
    internal string Summary => summary;

    /// <summary>In the order they are tried.</summary>
    internal required Form[] Forms
    {
        get;
        init
        {
            field = value;
            _byCount = [.. Enumerable.Range(0, MostCounted).Select(Filtered)];
        }
    }

    internal required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>The type of what it gives; Any where that depends on the arguments.</summary>
    internal FeelType Gives { get; init; } = FeelType.Any;

    /// <summary>The type of what it gives to arguments of these types; null where it is always <see cref="Gives"/>.</summary>
    internal Func<FeelType[], FeelType>? GivesBy { get; init; }

    /// <summary>Whether a list of several items as the only argument is the same as those items as arguments.</summary>
    internal bool TakesItems { get; init; }

    /// <summary>What it makes of a list's items; only where <see cref="TakesItems"/>.</summary>
    internal FeelBody? OfItems { get; init; }

    /// <summary>1 when it gives the greatest of its items, −1 for the least, 0 for every other function.</summary>
    internal int Extreme { get; init; }

    /// <summary>Whether calls with literals are how values are written that have no literals of their own: dates, times, durations.</summary>
    internal bool IsNotation { get; init; }

    /// <summary>Steps of a call with arguments that have no size, such as numbers.</summary>
    internal int CostOfPlainCall => Cost + 2;

    /// <summary>Steps of <see cref="FeelLimits.Steps"/> that a call counts for beside the size of its arguments.</summary>
    internal int Cost { get; init; } = 5;

    /// <summary>When it gives null, beside wrong arguments; empty when never.</summary>
    internal string NullWhen { get; init; } = "";

    public override IReadOnlyList<FeelParameter> Parameters =>
        [.. Forms[0].Parameters.Select(each => new FeelParameter(each.Name, each.Type))];

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var forms = FormsTaking(arguments.Length);
        foreach (var form in forms)
        {
            if (Fits(form, arguments, exactly: true))
            {
                return Run(form, arguments, call);
            }
        }

        return forms.Length == 0
            ? call.Fail(FeelCauseKind.ArgumentsMismatch, FunctionErrors.Count(this, arguments.Length))
            : Convert(arguments, forms, call);
    }

    private Form[] FormsTaking(int count) => count < MostCounted ? _byCount[count] : Filtered(count);

    private Form[] Filtered(int count) => Array.FindAll(Forms, form => form.Takes(count));

    private static bool Fits(Form form, ReadOnlySpan<FeelValue> arguments, bool exactly)
    {
        if (form.TakesAnything)
        {
            return true;
        }

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

    private FeelValue Convert(ReadOnlySpan<FeelValue> arguments, Form[] forms, FeelCall call)
    {
        foreach (var form in forms)
        {
            if (Fits(form, arguments, exactly: false))
            {
                return Convert(form, arguments, call);
            }
        }

        return Mismatch(forms[0], arguments, call);
    }

    private FeelValue Mismatch(Form form, ReadOnlySpan<FeelValue> arguments, FeelCall call) =>
        call.Fail(FeelCauseKind.TypeMismatch, FunctionErrors.Types(this, form, arguments), FunctionErrors.Mismatch(form, arguments));

    private FeelValue Convert(Form form, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var converted = new FeelValue[arguments.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            form.ParameterAt(i).Type.TryCoerce(arguments[i], out converted[i]);
        }

        return Run(form, converted, call);
    }

    /// <summary>The work is counted by the size of what goes in and what comes out.</summary>
    private FeelValue Run(Form form, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        if (!call.SpendOn(arguments) || !call.Spend(Cost))
        {
            return FeelValue.Null;
        }

        var causes = call.CausesFound;
        var value = form.Body(arguments, call);
        if (value.IsNull && call.CausesFound > causes)
        {
            call.TellArguments(causes, arguments);
        }

        return call.Made(value);
    }

    /// <summary>As <see cref="Invoke"/> with a list of these items, which need not be made.</summary>
    internal FeelValue InvokeOnItems(ReadOnlySpan<FeelValue> items, Weight weight, FeelCall call) =>
        call.SpendOn(weight) && call.Spend(Cost) ? call.Made(OfItems!(items, call)) : FeelValue.Null;

    public override FeelValue InvokeNamed(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments, FeelCall call)
    {
        var named = new List<Form>();
        foreach (var form in Forms)
        {
            if (form.Takes(names))
            {
                // before(range: r, point: p) fits two forms: the one in whose order the names are written is meant.
                named.Insert(form.IsInOrder(names) ? 0 : named.Count, form);
            }
        }

        foreach (var exactly in new[] { true, false })
        {
            foreach (var form in named)
            {
                var ordered = form.Order(names, arguments);
                if (Fits(form, ordered, exactly))
                {
                    return Convert(form, ordered, call);
                }
            }
        }

        return named.Count == 0
            ? call.Fail(FeelCauseKind.ArgumentsMismatch, FunctionErrors.Names(this, names))
            : Mismatch(named[0], named[0].Order(names, arguments), call);
    }
}
