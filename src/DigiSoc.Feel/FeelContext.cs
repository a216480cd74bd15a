using System.Collections;
using System.Diagnostics.CodeAnalysis;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>An immutable set of named values that keeps the order in which the names came.</summary>
/// <remarks>Names are compared exactly (ordinal). A name may hold spaces and any other characters.</remarks>
public sealed class FeelContext : IReadOnlyDictionary<string, FeelValue>
{
    private readonly FeelValue[] _values;
    private Measured _weight;

    internal FeelContext(Shape shape, FeelValue[] owned)
    {
        Shape = shape;
        _values = owned;
    }

    /// <summary>Worked out when first asked for; see <see cref="Measured"/>.</summary>
    internal Weight Weight => _weight.Of(_values);

    /// <summary>The context without entries.</summary>
    public static FeelContext Empty { get; } = new(Shape.Empty, []);

    internal Shape Shape { get; }

    internal ReadOnlySpan<FeelValue> Items => _values;

    /// <summary>A context of the given entries; of two entries with one name the later value wins, at the earlier place.</summary>
    public static FeelContext Of(params ReadOnlySpan<(string Name, FeelValue Value)> entries)
    {
        var builder = new FeelContextBuilder();
        foreach (var (name, value) in entries)
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }

    /// <inheritdoc cref="Of"/>
    public static FeelContext From(IEnumerable<KeyValuePair<string, FeelValue>> entries)
    {
        var builder = new FeelContextBuilder();
        foreach (var (name, value) in entries)
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }

    /// <summary>The number of entries.</summary>
    public int Count => _values.Length;

    /// <summary>The names in order.</summary>
    public IEnumerable<string> Keys => Shape.Names.ToArray();

    /// <summary>The values in the order of the names.</summary>
    public IEnumerable<FeelValue> Values => _values;

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public FeelValue this[string key] => TryGet(key, out var value)
        ? value
        : throw new KeyNotFoundException($"The context has no entry '{key}'; it has: {string.Join(", ", Keys)}.");

    /// <summary>The value of a name; false and null when there is no such entry.</summary>
    public bool TryGet(string name, out FeelValue value)
    {
        var at = Shape.IndexOf(name);
        value = at < 0 ? default : _values[at];
        return at >= 0;
    }

    /// <summary>The value at a position, counted from 0, such as a <see cref="FeelEntryFinder"/> tells.</summary>
    public FeelValue ValueAt(int place) => _values[place];

    /// <summary>This context with one entry added at the end, or changed in its place.</summary>
    public FeelContext With(string name, FeelValue value)
    {
        var at = Shape.IndexOf(name);
        if (at < 0)
        {
            return new(Shape.Append(name), [.. _values, value]);
        }

        var changed = (FeelValue[])_values.Clone();
        changed[at] = value;
        return new(Shape, changed);
    }

    /// <summary>This context with every entry of the other added or changed.</summary>
    public FeelContext With(FeelContext other)
    {
        var builder = new FeelContextBuilder(this);
        foreach (var (name, value) in other)
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }

    /// <summary>This context without an entry; the same when there is none of that name.</summary>
    public FeelContext Without(string name) =>
        ContainsKey(name) ? From(this.Where(entry => entry.Key != name)) : this;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Shape.IndexOf(key) >= 0;

    bool IReadOnlyDictionary<string, FeelValue>.TryGetValue(string key, [MaybeNullWhen(false)] out FeelValue value) =>
        TryGet(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, FeelValue>> GetEnumerator()
    {
        for (var i = 0; i < _values.Length; i++)
        {
            yield return new(Shape.Names[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Collects entries for a context; not thread-safe, used once.</summary>
public sealed class FeelContextBuilder
{
    private const int LargestShared = 32;

    private readonly List<string> _names;
    private readonly List<FeelValue> _values;
    private readonly Dictionary<string, int> _index;

    /// <summary>Begins with the entries of <paramref name="start"/>, or with none.</summary>
    public FeelContextBuilder(FeelContext? start = null)
    {
        var names = start is null ? [] : start.Shape.Names;
        _names = [.. names];
        _values = start is null ? [] : [.. start.Items];
        _index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _names.Count; i++)
        {
            _index.Add(_names[i], i);
        }
    }

    /// <summary>True when an entry of that name has been set.</summary>
    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>Adds an entry, or changes the one of that name in its place.</summary>
    public FeelContextBuilder Set(string name, FeelValue value)
    {
        if (_index.TryGetValue(name, out var at))
        {
            _values[at] = value;
            return this;
        }

        _index.Add(name, _names.Count);
        _names.Add(name);
        _values.Add(value);
        return this;
    }

    /// <summary>The context of all entries so far.</summary>
    public FeelContext Build()
    {
        if (_names.Count == 0)
        {
            return FeelContext.Empty;
        }

        // Small contexts share their shape through the chain of appended names; for large ones the chain would be
        // quadratic, so they get a shape of their own.
        var shape = _names.Count <= LargestShared ? _names.Aggregate(Shape.Empty, (at, name) => at.Append(name)) : Shape.Of([.. _names]);
        return new FeelContext(shape, [.. _values]);
    }
}
