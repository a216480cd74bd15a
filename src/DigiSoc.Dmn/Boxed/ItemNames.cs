using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>Names that a filter's condition sees: <c>item</c> and, of contexts, their members.</summary>
internal static class ItemNames
{
    public static FeelNames Of(FeelType list, FeelNames names)
    {
        var item = ItemType(list);
        return MembersOf(item).Aggregate(names.With("item", item), (known, member) => known.With(member.Key, member.Value));
    }

    /// <summary>Type of what is iterated: a list's items, a range's values, or the one value that is no list.</summary>
    public static FeelType ItemType(FeelType type) => type.ItemType
        ?? (type.Kind is null or FeelKind.Range or FeelKind.Null ? FeelType.Any : type);

    private static IEnumerable<KeyValuePair<string, FeelType>> MembersOf(FeelType type) => type.MemberTypes;
}
