using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Typing;

/// <summary>Calls of built-in functions with arguments that no form takes, or that never give a result.</summary>
internal static class BuiltInFindings
{
    internal static IEnumerable<FeelFinding> Of(Node call, BuiltInFunction function, IReadOnlyList<Node> arguments)
    {
        var forms = Array.FindAll(function.Forms, form => form.Takes(arguments.Count));
        return forms.Length == 0
            ? [TypeErrors.ArgumentCount(call, TypeErrors.Signature(function), arguments.Count)]
            : Misfit(call, function, forms, arguments) is { } misfit ? [misfit]
            : Beyond(call, function, arguments);
    }

    internal static IEnumerable<FeelFinding> Of(Node call, BuiltInFunction function, IReadOnlyList<string> names, IReadOnlyList<Node> arguments)
    {
        string[] given = [.. names];
        var forms = Array.FindAll(function.Forms, form => form.Takes(given));
        if (forms.Length == 0)
        {
            string[] known = [.. function.Forms.SelectMany(form => form.Parameters).Select(each => each.Name).Distinct()];
            return [TypeErrors.ArgumentNames(call, TypeErrors.Signature(function), names, known)];
        }

        var misfits = forms.Select(form => Misfit(call, function, form, at => Array.IndexOf(given, form.Parameters[at].Name) is >= 0 and var place
            ? arguments[place]
            : null)).ToList();
        return misfits.Contains(null) ? [] : [misfits[0]!];
    }

    /// <summary>The first argument that the first form does not take, where no form takes them all.</summary>
    private static FeelFinding? Misfit(Node call, BuiltInFunction function, Form[] forms, IReadOnlyList<Node> arguments)
    {
        FeelFinding? first = null;
        foreach (var form in forms)
        {
            if (Misfit(call, function, form, at => at < arguments.Count ? arguments[at] : null, arguments.Count) is not { } misfit)
            {
                return null;
            }

            first ??= misfit;
        }

        return first;
    }

    private static FeelFinding? Misfit(Node call, BuiltInFunction function, Form form, Func<int, Node?> argumentAt, int count = 0)
    {
        for (var at = 0; at < Math.Max(count, form.Parameters.Count); at++)
        {
            if (argumentAt(at) is { } argument && form.ParameterAt(at) is var parameter && !Takes(parameter, argument.StaticType))
            {
                return TypeErrors.Argument(call, TypeErrors.Signature(function), parameter.Name, parameter.Type.Name, argument.StaticType);
            }
        }

        return null;
    }

    private static bool Takes(FormParameter parameter, FeelType found) => found.Kind switch
    {
        null => true,
        FeelKind.Null => parameter.TakesNull,
        _ when parameter.IsPoint => ItemTypes.Of(found).Kind is not { } kind || Kinds.IsOrdered(kind),
        _ => found.FitTo(parameter.Type) != FeelFit.Never,
    };

    /// <summary>What forms that take any value still refuse.</summary>
    private static IEnumerable<FeelFinding> Beyond(Node call, BuiltInFunction function, IReadOnlyList<Node> arguments) => function.Name switch
    {
        "not" => Refused(call, function, arguments, kind => kind == FeelKind.Boolean, "true or false"),
        "years and months duration" => Refused(call, function, arguments, kind => kind is FeelKind.Date or FeelKind.DateTime, "a date"),
        "sum" or "mean" => Aggregated(call, function, arguments, IsSize, "numbers or durations of one kind"),
        "product" or "median" or "stddev" => Aggregated(call, function, arguments, kind => kind == FeelKind.Number, "numbers"),
        "min" or "max" => Aggregated(call, function, arguments, Kinds.IsOrdered, "values of one ordered kind"),
        "string join" when ItemTypes.Of(arguments[0].StaticType).Kind is { } kind and not (FeelKind.String or FeelKind.Null) =>
            [TypeErrors.Argument(call, TypeErrors.Signature(function), "list", "strings", arguments[0].StaticType) with { IsCertain = false }],
        _ => [],
    };

    private static bool IsSize(FeelKind kind) =>
        kind is FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    private static IEnumerable<FeelFinding> Refused(
        Node call, BuiltInFunction function, IReadOnlyList<Node> arguments, Func<FeelKind, bool> takes, string expected) => arguments
        .Where(argument => argument.StaticType.Kind is { } kind && !takes(kind))
        .Select(argument => TypeErrors.Argument(
            call, TypeErrors.Signature(function), function.Forms[0].Parameters[0].Name, expected, argument.StaticType));

    /// <summary>Items, given as a list or as arguments, that no sum, mean or greatest one is made of.</summary>
    private static IEnumerable<FeelFinding> Aggregated(
        Node call, BuiltInFunction function, IReadOnlyList<Node> arguments, Func<FeelKind, bool> takes, string expected)
    {
        var items = arguments is [{ } only] ? [ItemTypes.Of(only.StaticType)] : arguments.Select(each => each.StaticType).ToList();
        var kinds = items.Select(item => item.Kind).OfType<FeelKind>().Distinct().ToList();
        return kinds.All(takes) && kinds.Count < 2 ? [] : [TypeErrors.Argument(
            call, TypeErrors.Signature(function), "items", expected, items.Find(item => item.Kind is { } kind && !takes(kind)) ?? items[^1])];
    }
}
