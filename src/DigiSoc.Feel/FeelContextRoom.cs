using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>A context that its owner fills again and again: the variables of evaluations that keep nothing of them.</summary>
/// <remarks>
/// For <see cref="FeelExpression"/>s whose <see cref="FeelExpression.MayKeepVariables"/> is false. A context that went
/// anywhere else must not be filled again: contexts do not change. Not thread-safe.
/// </remarks>
public sealed class FeelContextRoom
{
    private readonly FeelValue[] _values;

    internal FeelContextRoom(Shape shape)
    {
        _values = new FeelValue[shape.Count];
        Context = new FeelContext(shape, _values);
    }

    /// <summary>The context, of the values as they are at the moment.</summary>
    public FeelContext Context { get; }

    /// <summary>Its values in the order of the names, to be written.</summary>
    public Span<FeelValue> Values => _values;
}
