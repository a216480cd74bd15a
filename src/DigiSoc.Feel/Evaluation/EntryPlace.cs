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
            found = Find(context.Shape, name);
        }

        value = found.Index < 0 ? default : context.Items[found.Index];
        return found.Index >= 0;
    }

    /// <summary>The value of the first of several names that the context has.</summary>
    internal bool TryGet(string[] names, FeelContext context, out FeelValue value)
    {
        var found = _last ?? Nowhere;
        if (!ReferenceEquals(found.Shape, context.Shape))
        {
            found = Find(context.Shape, names);
        }

        value = found.Index < 0 ? default : context.Items[found.Index];
        return found.Index >= 0;
    }

    /// <summary>Whether the context has the entry.</summary>
    internal bool IsIn(string name, FeelContext context)
    {
        var found = _last ?? Nowhere;
        return (ReferenceEquals(found.Shape, context.Shape) ? found : Find(context.Shape, name)).Index >= 0;
    }

    private Found Find(Shape shape, string[] names)
    {
        var at = 0;
        while (at < names.Length - 1 && shape.IndexOf(names[at]) < 0)
        {
            at++;
        }

        return Find(shape, names[at]);
    }

    private Found Find(Shape shape, string name) => _last = new Found(shape, shape.IndexOf(name));

    private sealed record Found(Shape Shape, int Index);
}
