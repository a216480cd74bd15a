namespace DigiSoc.Feel.Typing;

/// <summary>What the kind of a value alone says about it.</summary>
internal static class Kinds
{
    /// <summary>Every kind of values that are not null.</summary>
    internal static IReadOnlyList<FeelKind> All { get; } = [.. Enum.GetValues<FeelKind>().Where(kind => kind != FeelKind.Null)];

    /// <summary>Whether values of the kind are in an order, so that they can be ends of a range.</summary>
    internal static bool IsOrdered(FeelKind kind) => kind is >= FeelKind.Number and <= FeelKind.YearsMonthsDuration;

    /// <summary>Whether the kind says all that a type can say of its values.</summary>
    internal static bool IsSimple(FeelKind kind) => kind < FeelKind.List;

    /// <summary>The type of all values of a kind, as far as the kind says it.</summary>
    internal static FeelType TypeOf(FeelKind kind) => kind switch
    {
        FeelKind.Null => FeelType.Null,
        FeelKind.Boolean => FeelType.Boolean,
        FeelKind.Number => FeelType.Number,
        FeelKind.String => FeelType.String,
        FeelKind.Date => FeelType.Date,
        FeelKind.Time => FeelType.Time,
        FeelKind.DateTime => FeelType.DateTime,
        FeelKind.DaysTimeDuration => FeelType.DaysTimeDuration,
        FeelKind.YearsMonthsDuration => FeelType.YearsMonthsDuration,
        FeelKind.List => FeelType.ListOf(FeelType.Any),
        FeelKind.Range => FeelType.RangeOf(FeelType.Any),
        FeelKind.Function => FeelType.AnyFunction,
        _ => FeelType.ContextOf([]),
    };
}
