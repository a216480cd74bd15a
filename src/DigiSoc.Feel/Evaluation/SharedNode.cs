namespace DigiSoc.Feel.Evaluation;

/// <summary>A part that the text has more than once: worked out at the first of its places, and remembered for the others.</summary>
/// <remarks>
/// A value with causes is not remembered: each place then tells its own. Remembered for the whole evaluation where it
/// depends on nothing that a loop puts in, else until a loop goes on; see <see cref="Frame.Moment"/>.
/// </remarks>
internal sealed class SharedNode : Node
{
    private readonly Node _inner;
    private readonly int _slot;
    private readonly bool _isOfOneMoment;

    /// <param name="inner">The part at this place.</param>
    /// <param name="slot">Where its value is kept, the same for all its places.</param>
    /// <param name="isOfOneMoment">Whether it depends on what a loop puts in.</param>
    internal SharedNode(Node inner, int slot, bool isOfOneMoment)
    {
        (_inner, _slot, _isOfOneMoment) = (inner, slot, isOfOneMoment);
        Height = inner.Height + 1;
        StaticType = inner.StaticType;
    }

    internal override IEnumerable<Node> Parts => [_inner];

    internal override FeelValue Evaluate(Frame frame)
    {
        if (frame.Remembers(_slot, _isOfOneMoment))
        {
            return frame[_slot];
        }

        var causes = frame.Call.CausesFound;
        var value = _inner.Evaluate(frame);
        if (frame.Call.CausesFound == causes)
        {
            frame.Remember(_slot, value);
        }

        return value;
    }
}
