using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>Finds entries in contexts, many at once; where they stood in the last one, the next of the same make needs no search.</summary>
/// <remarks>Made once for a place that asks for the same entries again and again; may be shared by threads.</remarks>
public sealed class FeelEntryFinder
{
    private readonly string[][] _names;
    private readonly int[] _nowhere;
    private Found _last;

    /// <param name="names">For each entry its name, and others under which it may be instead; of those that a context has, the first counts.</param>
    public FeelEntryFinder(params string[][] names)
    {
        _names = names;
        _nowhere = Array.ConvertAll(names, _ => -1);
        _last = new Found(Shape.Empty, _nowhere);
    }

    /// <summary>Where each entry stands, for <see cref="FeelContext.ValueAt"/>; −1 for those that the context does not have.</summary>
    public ReadOnlySpan<int> PlacesIn(FeelContext context)
    {
        var found = _last;
        return ReferenceEquals(found.Shape, context.Shape) ? found.Places : Find(context.Shape);
    }

    private int[] Find(Shape shape)
    {
        if (shape.Count == 0)
        {
            return _nowhere;
        }

        var places = Array.ConvertAll(_names, names => names.Select(shape.IndexOf).FirstOrDefault(place => place >= 0, -1));
        _last = new Found(shape, places);
        return places;
    }

    /// <summary>One reference, so that threads may share it.</summary>
    private sealed record Found(Shape Shape, int[] Places);
}
