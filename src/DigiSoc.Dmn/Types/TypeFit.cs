using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>Whether values of one type can be those of another, as far as types are known without evaluating.</summary>
internal static class TypeFit
{
    /// <summary>Whether a value of the found type could be converted to the wanted one; unknown types can be anything.</summary>
    public static bool MayBe(FeelType found, FeelType wanted)
    {
        if (found.Kind is not { } kind || wanted.Kind is not { } wantedKind || found.ConformsTo(wanted))
        {
            return true;
        }

        return kind == FeelKind.Null
            || kind == FeelKind.Date && wantedKind == FeelKind.DateTime
            || kind == FeelKind.List && MayBeItem(found, wanted)
            || wantedKind == FeelKind.List && MayBeItem(wanted, found)
            || kind == wantedKind && (!Order.IsSimple(kind) || kind is FeelKind.Time or FeelKind.DateTime);
    }

    private static bool MayBeItem(FeelType list, FeelType item) =>
        list.ItemType is not { Kind: { } kind } || item.Kind == kind || item.Kind == FeelKind.List
        || item.Kind == FeelKind.Date && kind == FeelKind.DateTime;
}
