using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>Finds the entry of a name in contexts; where it stood in the last one, the next of the same make needs no search.</summary>
/// <remarks>Made once for a place that asks for a name again and again; may be shared by threads.</remarks>
/// <param name="names">The entry's name, and others under which it may be instead; of those that a context has, the first counts.</param>
public sealed class FeelEntryFinder(params string[] names)
{
    private EntryPlace _place;

    /// <summary>The value of the entry; false and null when the context has none of these names.</summary>
    public bool TryGet(FeelContext context, out FeelValue value) => _place.TryGet(names, context, out value);
}
