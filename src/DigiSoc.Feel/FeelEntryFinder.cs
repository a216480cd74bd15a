using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>Finds the entry of one name in contexts; where it stood in the last one, the next of the same make needs no search.</summary>
/// <remarks>Made once for a place that asks for a name again and again; may be shared by threads.</remarks>
/// <param name="name">The entry's name.</param>
public sealed class FeelEntryFinder(string name)
{
    private EntryPlace _place;

    /// <summary>The value of the entry; false and null when the context has none of that name.</summary>
    public bool TryGet(FeelContext context, out FeelValue value) => _place.TryGet(name, context, out value);
}
