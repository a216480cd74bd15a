namespace DigiSoc.Feel.Evaluation;

/// <summary>Where an entry stood in the last context that was asked for it. One reference, so that threads may share it.</summary>
internal struct EntryPlace
{
    private static readonly Found Nowhere = new(Shape.Empty, -1);

    private Found? _last;

    /// <summary>The value of the entry; false and null when the context has none of that name.</summary>
    /// <param name="name">The same in every call.</param>
    /// <param name="context">Where to look.</param>
    /// <param name="value">The value.</param>
    internal bool TryGet(string name, FeelContext context, out FeelValue value)
    {
        var found = _last ?? Nowhere;
        if (!ReferenceEquals(found.Shape, context.Shape))
        {
            found = new Found(context.Shape, context.Shape.IndexOf(name));
            _last = found;
        }

        value = found.Index < 0 ? default : context.Items[found.Index];
        return found.Index >= 0;
    }

    private sealed record Found(Shape Shape, int Index);
}
