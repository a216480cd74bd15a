using System.Runtime.CompilerServices;

namespace DigiSoc.Feel.Evaluation;

/// <summary>Where an entry stood in the last context that was asked for it. One reference, so that threads may share it.</summary>
internal struct EntryPlace
{
    private static readonly Found Nowhere = new(Shape.Empty, -1);

    private Found? _last;

    /// <summary>The position of the entry among the context's items; −1 when it has none of that name.</summary>
    /// <param name="name">The same in every call.</param>
    /// <param name="context">Where to look.</param>
    internal int IndexIn(string name, FeelContext context)
    {
        var found = _last ?? Nowhere;
        return ReferenceEquals(found.Shape, context.Shape) ? found.Index : Find(context.Shape, name).Index;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Found Find(Shape shape, string name) => _last = new Found(shape, shape.IndexOf(name));

    private sealed record Found(Shape Shape, int Index);
}
