using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Names inside filters: entries of the items, and what they mean outside.</summary>
internal static class FilterNames
{
    /// <summary>What is known of the value: of the entry where the items have it, else of what stands outside.</summary>
    internal static FeelType TypeOf(string name, FilterItem[] itemsFromInner, Node outside)
    {
        foreach (var item in itemsFromInner)
        {
            if (item.Type.Member(name) is { } entry)
            {
                // An item that is null has no entries, so that a name known outside then has the value from there.
                return outside is FreeNode { IsDeclared: false, BuiltIn: null } ? entry : entry.Or(outside.StaticType);
            }

            if (!MemberTypes.Lacks(item.Type, name))
            {
                return FeelType.Any;
            }
        }

        return outside.StaticType;
    }

    /// <summary>Whether the name is neither an entry of the items nor anything known outside.</summary>
    internal static bool IsUnknown(FilterNameNode node) => node.Outside is FreeNode { IsDeclared: false, BuiltIn: null }
        && node.Items.All(item => MemberTypes.Lacks(item.Type, node.Name));

    /// <summary>What could have been meant.</summary>
    internal static IEnumerable<string> Available(FilterNameNode node) =>
        node.Items.SelectMany(item => item.Type.Members).Append("item").Distinct(StringComparer.Ordinal);
}
