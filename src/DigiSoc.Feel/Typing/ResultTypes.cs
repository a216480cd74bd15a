namespace DigiSoc.Feel.Typing;

/// <summary>Results of built-in functions that depend on what they are given.</summary>
internal static class ResultTypes
{
    /// <summary>Some strings.</summary>
    internal static FeelType Strings { get; } = FeelType.ListOf(FeelType.String);

    /// <summary>Some numbers.</summary>
    internal static FeelType Numbers { get; } = FeelType.ListOf(FeelType.Number);

    /// <summary>Contexts of a key and a value.</summary>
    internal static FeelType Entries { get; } = FeelType.ListOf(FeelType.ExactContextOf(
        [KeyValuePair.Create("key", FeelType.String), KeyValuePair.Create("value", FeelType.Any)]));

    /// <summary>One of the items, given as a list or as arguments.</summary>
    internal static FeelType Item(FeelType[] arguments) => arguments.Length == 1
        ? ItemTypes.Of(arguments[0])
        : arguments.Aggregate((FeelType)FeelType.Null, JoinedTypes.Of) is { Kind: not FeelKind.Null } joined ? joined : FeelType.Any;

    /// <summary>The sum of the items: of their type, where they can be added.</summary>
    internal static FeelType Sum(FeelType[] arguments) => Size([Item(arguments)]);

    /// <summary>The argument's own type: a number, or a duration of either kind.</summary>
    internal static FeelType Size(FeelType[] arguments) =>
        arguments is [{ Kind: FeelKind.Number or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration } only]
            ? Kinds.TypeOf(only.Kind.Value)
            : FeelType.Any;

    /// <summary>Items of the first argument.</summary>
    internal static FeelType SameList(FeelType[] arguments) =>
        FeelType.ListOf(arguments.Length == 0 ? FeelType.Any : ItemTypes.Of(arguments[0]));

    /// <summary>Items of the first argument and the third.</summary>
    internal static FeelType WithThird(FeelType[] arguments) =>
        FeelType.ListOf(arguments.Length < 3 ? FeelType.Any : ItemTypes.Of(arguments[0]).Or(arguments[2]));

    /// <summary>Items of the first argument, and the other arguments.</summary>
    internal static FeelType WithOthers(FeelType[] arguments) =>
        FeelType.ListOf(arguments.Length == 0 ? FeelType.Any : arguments.Skip(1).Aggregate(ItemTypes.Of(arguments[0]), JoinedTypes.Of));

    /// <summary>Items of all arguments.</summary>
    internal static FeelType AllItems(FeelType[] arguments) =>
        FeelType.ListOf(arguments.Length == 0 ? FeelType.Any : arguments.Select(ItemTypes.Of).Aggregate(JoinedTypes.Of));
}
