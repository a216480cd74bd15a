using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>What stands after a point: entries of contexts, properties of other values, those of each item of a list.</summary>
internal static class MemberTypes
{
    /// <summary>The type of the member; Any when it is not known; null when no value of the type has it.</summary>
    internal static FeelType? Of(FeelType owner, string name) => owner switch
    {
        FeelType.ConstrainedType constrained => Of(constrained.Basis, name),
        FeelType.ListType { Item: FeelType.ListType } => null,
        FeelType.ListType list => Of(list.Item, name) is { } item ? FeelType.ListOf(item) : null,
        FeelType.ContextType context => context.Member(name) ?? (context.Extent == FeelExtent.AtLeast ? FeelType.Any : null),
        FeelType.RangeType range => OfRange(range, name),
        _ => owner.Kind is { } kind ? OfKind(kind, name) : FeelType.Any,
    };

    /// <summary>What may stand after the point.</summary>
    internal static IEnumerable<string> Names(FeelType owner) => owner switch
    {
        FeelType.ConstrainedType constrained => Names(constrained.Basis),
        FeelType.ListType { Item: FeelType.ListType } => [],
        FeelType.ListType list => Names(list.Item),
        FeelType.ContextType context => context.Members,
        _ => owner.Kind is { } kind ? Properties.Of(kind) : [],
    };

    /// <summary>Whether an item of the type surely has no entry of that name, so that a name in a filter means what it does outside.</summary>
    internal static bool Lacks(FeelType item, string name) => item switch
    {
        FeelType.ConstrainedType constrained => Lacks(constrained.Basis, name),
        FeelType.ContextType context => context.Extent > FeelExtent.AtLeast && context.Member(name) is null,
        _ => item.Kind is not null and not FeelKind.Null,
    };

    private static FeelType? OfRange(FeelType.RangeType range, string name) => name switch
    {
        "start" or "end" => range.End,
        "start included" or "end included" => FeelType.Boolean,
        _ => null,
    };

    private static FeelType? OfKind(FeelKind kind, string name) => !Properties.Of(kind).Contains(name) ? null : name switch
    {
        "timezone" => FeelType.String,
        "time offset" => FeelType.DaysTimeDuration,
        _ => FeelType.Number,
    };
}
