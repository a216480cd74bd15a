namespace DigiSoc.Feel.Evaluation;

/// <summary>The ordered names of a context, shared by every context made the same way.</summary>
/// <remarks>
/// Contexts with one shape differ only in their values, so a name is looked up once per place in an expression and
/// then found by position (see <see cref="FeelEntryFinder"/>). Immutable but for the remembered next shape, whose loss
/// under a race costs only a second equal shape.
/// </remarks>
internal sealed class Shape
{
    private const int FewestIndexed = 9;

    private readonly string[] _names;
    private readonly Dictionary<string, int>? _index;
    private Shape? _next;

    private Shape(string[] names)
    {
        _names = names;
        if (names.Length >= FewestIndexed)
        {
            _index = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
            {
                _index[names[i]] = i;
            }
        }
    }

    internal static Shape Empty { get; } = new([]);

    internal ReadOnlySpan<string> Names => _names;

    internal int Count => _names.Length;

    /// <summary>A shape of names that are known to differ from one another.</summary>
    internal static Shape Of(string[] distinct) => new(distinct);

    internal int IndexOf(string name)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(name, out var at) ? at : -1;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>This shape with one more name at the end.</summary>
    internal Shape Append(string name)
    {
        var next = _next;
        if (next is not null && next._names[^1] == name)
        {
            return next;
        }

        next = new Shape([.. _names, name]);
        _next = next;
        return next;
    }
}
