using System.Runtime.CompilerServices;

namespace DigiSoc.Feel.Evaluation;

/// <summary>Entries of a context that are entries of a loop's item as they are: <c>{a: m.a, b: m.b, …}</c>; copied together.</summary>
/// <remarks>
/// Where one of them cannot be copied nothing is, so that each part tells its own cause. What is remembered is one
/// reference, so that threads may share it.
/// </remarks>
internal sealed class Projection
{
    private const int FewestCopied = 2;

    private readonly int _itemSlot;
    private readonly int[] _targets;
    private readonly string[] _names;
    private Found _last = new(Shape.Empty, null);

    private Projection(int itemSlot, int[] targets, string[] names, int[] others) =>
        (_itemSlot, _targets, _names, Others) = (itemSlot, targets, names, others);

    /// <summary>Positions of the entries that are to be evaluated.</summary>
    internal int[] Others { get; }

    /// <summary>The projection in a context's entries; null when there is none worth it.</summary>
    internal static Projection? Of(Node[] entries)
    {
        var all = Enumerable.Range(0, entries.Length).ToArray();
        var group = all.Where(at => ItemSlot(entries[at]) >= 0).GroupBy(at => ItemSlot(entries[at]))
            .MaxBy(each => each.Count())?.ToArray() ?? [];
        return group.Length < FewestCopied ? null : new Projection(
            ItemSlot(entries[group[0]]),
            group,
            Array.ConvertAll(group, at => ((PathNode)entries[at]).Name),
            [.. all.Except(group)]);
    }

    // Apart, so that the loop has the registers for itself.
    /// <summary>Copies the entries to their positions; false, with nothing done, when the item lacks one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryCopy(Frame frame, FeelValue[] values)
    {
        if (frame[_itemSlot].ContextOrNull is not { } item || PlacesIn(item.Shape) is not { } places)
        {
            return false;
        }

        var items = item.Items;
        var targets = _targets;
        for (var at = 0; at < targets.Length && at < places.Length; at++)
        {
            values[targets[at]] = items[places[at]];
        }

        return true;
    }

    private static int ItemSlot(Node entry) => entry is PathNode { Owner: LocalNode { Slot: var slot } } ? slot : -1;

    private int[]? PlacesIn(Shape shape)
    {
        var found = _last;
        if (!ReferenceEquals(found.Shape, shape))
        {
            var places = Array.ConvertAll(_names, shape.IndexOf);
            _last = found = new Found(shape, Array.Exists(places, place => place < 0) ? null : places);
        }

        return found.Places;
    }

    private sealed record Found(Shape Shape, int[]? Places);
}
