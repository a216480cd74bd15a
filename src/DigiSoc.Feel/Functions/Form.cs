using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>One example of a function: shown on its page and executed by a test.</summary>
/// <param name="Expression">A FEEL expression.</param>
/// <param name="Result">A FEEL expression of the same value.</param>
internal sealed record Example(string Expression, string Result);

/// <summary>One way to call a function.</summary>
internal sealed class Form
{
    private readonly FormParameter[] _parameters;
    private readonly int _fewest;
    private readonly bool _takesAny;

    /// <param name="signature">As the page shows it, for example <c>start position: number, length?: number</c>:
    /// <c>name?</c> may be left out, <c>name...</c> takes all that follow, <c>type?</c> takes null.</param>
    /// <param name="body">What it does.</param>
    internal Form(string signature, FeelBody body)
    {
        (Signature, Body) = (signature, body);
        _parameters = FormParameter.ReadAll(signature);
        _fewest = _parameters.Count(each => !each.IsOptional && !each.TakesAll);
        _takesAny = _parameters is [.., { TakesAll: true }];
        TakesAnything = Array.TrueForAll(_parameters, each => each.TakesNull && ReferenceEquals(each.Type, FeelType.Any));
    }

    /// <summary>Whether arguments of any type fit as they are, null as well.</summary>
    internal bool TakesAnything { get; }

    internal string Signature { get; }

    internal FeelBody Body { get; }

    internal IReadOnlyList<FormParameter> Parameters => _parameters;

    internal bool Takes(int count) => count >= _fewest && (_takesAny || count <= _parameters.Length);

    /// <summary>Every name is a parameter's, none comes twice, and every parameter that is never null is named; others are null (DMN 10.3.2.13.5).</summary>
    internal bool Takes(ReadOnlySpan<string> names)
    {
        var given = 0;
        foreach (var parameter in _parameters)
        {
            var times = names.Count(parameter.Name);
            if (times > 1 || (times == 0 && !parameter.MayBeUnnamed))
            {
                return false;
            }

            given += times;
        }

        return given == names.Length;
    }

    /// <summary>Whether the names come as the parameters do.</summary>
    internal bool IsInOrder(ReadOnlySpan<string> names)
    {
        var last = -1;
        foreach (var name in names)
        {
            var at = Array.FindIndex(_parameters, each => each.Name == name);
            if (at < last)
            {
                return false;
            }

            last = at;
        }

        return true;
    }

    /// <summary>Named arguments in the order of the parameters, up to the last one named or required; those not named are null.</summary>
    internal FeelValue[] Order(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments)
    {
        var ordered = new FeelValue[_parameters.Length];
        var last = _fewest;
        for (var p = 0; p < ordered.Length; p++)
        {
            var at = names.IndexOf(_parameters[p].Name);
            ordered[p] = at < 0 ? FeelValue.Null : arguments[at];
            last = at < 0 ? last : Math.Max(last, p + 1);
        }

        return ordered[..last];
    }

    internal FormParameter ParameterAt(int index) => _parameters[Math.Min(index, _parameters.Length - 1)];
}

/// <summary>A parameter of a form.</summary>
internal sealed record FormParameter(string Name, FeelType Type, bool IsOptional, bool TakesAll, bool TakesNull)
{
    /// <summary>Whether a call by names may leave it out.</summary>
    internal bool MayBeUnnamed => IsOptional || (TakesNull && !TakesAll);

    /// <summary>Whether it takes every value that has an order.</summary>
    internal bool IsPoint => ReferenceEquals(Type, Point);

    /// <summary>What can stand beside a range: a value with an order.</summary>
    private static readonly FeelType Point = FeelType.Constrained("point", FeelType.Any, value => Ranges.IsOrdered(value));

    internal static FormParameter[] ReadAll(string signature) =>
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
