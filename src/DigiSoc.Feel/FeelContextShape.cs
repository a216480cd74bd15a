using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>The names of contexts that are made again and again with other values, such as the rows of a table.</summary>
/// <remarks>Making a context from its shape costs one allocation, and lookups in it are found by position.</remarks>
public sealed class FeelContextShape
{
    private readonly Shape _shape;
    private readonly int[] _places;

    private FeelContextShape(Shape shape, int[] places)
    {
        _shape = shape;
        _places = places;
    }

    /// <summary>A shape of these names in order; of a name that comes twice the later value wins, at the earlier place.</summary>
    public static FeelContextShape Of(params IReadOnlyList<string> names)
    {
        var distinct = names.Distinct(StringComparer.Ordinal).ToArray();
        var shape = distinct.Length == 0 ? Shape.Empty : Shape.Of(distinct);
        return new FeelContextShape(shape, [.. names.Select(shape.IndexOf)]);
    }

    /// <summary>A context to fill and fill again; the shape's names must differ from one another.</summary>
    public FeelContextRoom MakeRoom() => _places.Length == _shape.Count
        ? new FeelContextRoom(_shape)
        : throw new InvalidOperationException("Bug: a context to be filled has each name once.");

    /// <summary>A context of these values, in the order of the names; the array must not be changed afterwards.</summary>
    public FeelContext Make(params FeelValue[] values)
    {
        if (values.Length != _places.Length)
        {
            throw new ArgumentException($"The shape has {_places.Length} names, found {values.Length} values.", nameof(values));
        }

        if (values.Length == _shape.Count)
        {
            return values.Length == 0 ? FeelContext.Empty : new FeelContext(_shape, values);
        }

        var distinct = new FeelValue[_shape.Count];
        for (var at = 0; at < values.Length; at++)
        {
            distinct[_places[at]] = values[at];
        }

        return new FeelContext(_shape, distinct);
    }
}
