namespace DigiSoc.Feel.Typing;

/// <summary>Whether values of one type can be converted to another (see <see cref="Evaluation.Coercion"/>), as far as the types say it.</summary>
internal static class Fits
{
    private const int MostParts = 1_000;

    /// <summary>Whether a value of the found type may become one of the wanted type. Null always may.</summary>
    internal static FeelFit Of(FeelType found, FeelType wanted)
    {
        var left = MostParts;
        return (found.Kind, wanted.Kind) switch
        {
            (null, _) or (_, null) or (FeelKind.Null, _) => FeelFit.Perhaps,
            (FeelKind.List, FeelKind.List) => Directly(found, wanted, ref left),
            (FeelKind.List, _) => Directly(ItemOf(found), wanted, ref left),
            (_, FeelKind.List) => Directly(found, ItemOf(wanted), ref left),
            (FeelKind.Date, FeelKind.DateTime) => FeelFit.Perhaps,
            _ => Directly(found, wanted, ref left),
        };
    }

    /// <summary>Without conversion. Items and entries may be null, and lists empty: then they fit all the same.</summary>
    private static FeelFit Directly(FeelType found, FeelType wanted, ref int left)
    {
        if (--left < 0 || ReferenceEquals(found, wanted) || found.Kind is not { } kind || wanted.Kind is not { } asked || kind == FeelKind.Null)
        {
            return FeelFit.Perhaps;
        }

        return kind != asked ? FeelFit.Never : (Plain(found), Plain(wanted)) switch
        {
            (FeelType.ListType a, FeelType.ListType b) => Part(Directly(a.Item, b.Item, ref left)),
            (FeelType.RangeType a, FeelType.RangeType b) => Directly(a.End, b.End, ref left),
            (FeelType.ContextType a, FeelType.ContextType b) => Entries(a, b, ref left),
            _ => FeelFit.Perhaps,
        };
    }

    private static FeelFit Entries(FeelType.ContextType found, FeelType.ContextType wanted, ref int left)
    {
        var fit = FeelFit.Perhaps;
        foreach (var (name, type) in wanted.Entries)
        {
            if (left < 0)
            {
                break;
            }

            var entry = found.Entries.TryGetValue(name, out var has) ? Part(Directly(has, type, ref left))
                : found.Extent == FeelExtent.Exactly ? FeelFit.Never
                : FeelFit.Perhaps;
            fit = entry < fit ? entry : fit;
        }

        return fit;
    }

    private static FeelFit Part(FeelFit inner) => inner == FeelFit.Perhaps ? inner : FeelFit.WhenEmpty;

    private static FeelType ItemOf(FeelType type) => Plain(type).ItemType ?? FeelType.Any;

    private static FeelType Plain(FeelType type) => type is FeelType.ConstrainedType constrained ? Plain(constrained.Basis) : type;
}
