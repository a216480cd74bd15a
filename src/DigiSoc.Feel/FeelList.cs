using System.Collections;

namespace DigiSoc.Feel;

/// <summary>An immutable list of FEEL values; FEEL counts its positions from 1, C# from 0.</summary>
public sealed class FeelList : IReadOnlyList<FeelValue>
{
    private readonly FeelValue[] _items;
    private Evaluation.Measured _weight;

    internal FeelList(FeelValue[] owned)
    {
        _items = owned;
    }

    /// <summary>Worked out when first asked for; see <see cref="Evaluation.Measured"/>.</summary>
    internal Evaluation.Weight Weight => _weight.Of(_items);

    /// <summary>The list without items.</summary>
    public static FeelList Empty { get; } = new([]);

    /// <summary>A list of the given items, copied.</summary>
    public static FeelList Of(params ReadOnlySpan<FeelValue> items) => items.IsEmpty ? Empty : new(items.ToArray());

    /// <summary>A list of the given items, copied.</summary>
    public static FeelList From(IEnumerable<FeelValue> items) => new(items.ToArray());

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The item at a position counted from 0.</summary>
    public FeelValue this[int index] => _items[index];

    internal ReadOnlySpan<FeelValue> Items => _items;

    /// <inheritdoc/>
    public IEnumerator<FeelValue> GetEnumerator() => ((IEnumerable<FeelValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
