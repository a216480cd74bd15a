namespace DigiSoc.Feel.Evaluation;

/// <summary>The variables and slots that one evaluation of an expression (or one call of a function in it) works on.</summary>
internal sealed class Frame
{
    private const int MostKept = 256;

    private FeelValue[] _slots = [];
    private long[] _remembered = [];
    private long _began = 1;
    private int _count;

    private Frame()
    {
    }

    internal FeelCall Call { get; private set; } = null!;

    internal FeelContext Variables { get; private set; } = FeelContext.Empty;

    /// <summary>Grows whenever a loop puts another item in its slot, and with every evaluation; never the same again.</summary>
    internal long Moment { get; private set; } = 1;

    internal ref FeelValue this[int slot] => ref _slots[slot];

    /// <summary>Puts an item in a loop's slot.</summary>
    internal void Put(int slot, in FeelValue item)
    {
        _slots[slot] = item;
        Moment++;
    }

    /// <summary>Whether a slot holds what <see cref="Remember"/> put there in this evaluation, or, if asked so, at this moment.</summary>
    internal bool Remembers(int slot, bool atThisMoment) =>
        slot < _remembered.Length && _remembered[slot] >= (atThisMoment ? Moment : _began);

    /// <summary>Keeps a value in a slot of its own.</summary>
    internal void Remember(int slot, in FeelValue value)
    {
        if (slot >= _remembered.Length)
        {
            Array.Resize(ref _remembered, Math.Max(slot + 1, 8));
        }

        _slots[slot] = value;
        _remembered[slot] = Moment;
    }

    /// <summary>A frame with the input in slot 0; give it back with <see cref="Return"/> when nothing refers to it.</summary>
    internal static Frame Rent(FeelCall call, FeelContext variables, int slots, in FeelValue input)
    {
        var frame = call.SpareFrame ?? new Frame();
        call.SpareFrame = null;
        if (!ReferenceEquals(frame.Call, call))
        {
            frame.Call = call;
        }

        frame.Variables = variables;
        if (frame._slots.Length < slots)
        {
            frame._slots = new FeelValue[Math.Max(slots, 8)];
        }

        frame._count = Math.Max(slots, 1);
        if (!input.IsNull)
        {
            frame._slots[0] = input;
        }

        frame._began = ++frame.Moment;
        return frame;
    }

    internal void Return()
    {
        Array.Clear(_slots, 0, _count);
        Variables = null!;
        Call.SpareFrame = _slots.Length <= MostKept ? this : null;
    }

    /// <summary>The slots as they are now, for a function literal to keep.</summary>
    internal FeelValue[] Snapshot() => _slots[.._count];

    /// <summary>A frame of its own for one call of a function literal.</summary>
    internal static Frame ForCall(FeelCall call, FeelContext variables, FeelValue[] captured) =>
        new() { Call = call, Variables = variables, _slots = (FeelValue[])captured.Clone(), _count = captured.Length };

    /// <summary>Counts a value that a node has just made; see <see cref="FeelCall.Made(in FeelValue)"/>.</summary>
    internal FeelValue Made(Node node, in FeelValue value)
    {
        Call.Span = node.Span;
        return Call.Made(value);
    }

    /// <summary>Counts a list or context of so many values that a node has just made; see <see cref="FeelCall.Made(int, Weight)"/>.</summary>
    internal bool Made(Node node, int count, Weight weight)
    {
        Call.Span = node.Span;
        return Call.Made(count, weight);
    }

    internal FeelValue Fail(Node node, FeelCauseKind kind, string text)
    {
        Call.Span = node.Span;
        return Call.Fail(kind, text);
    }

    /// <summary>As <see cref="Fail(Node, FeelCauseKind, string)"/>, with the type that was expected, or "", and the values that came.</summary>
    internal FeelValue Fail(Node node, FeelCauseKind kind, string text, string expected, params FeelValue[] found)
    {
        Call.Span = node.Span;
        return Call.Fail(kind, text, new FeelMismatch("", "", expected, found));
    }
}

/// <summary>Reuses the object that follows one evaluation, so that an evaluation without causes allocates nothing.</summary>
internal static class Frames
{
    [ThreadStatic]
    private static FeelCall? _spare;

    internal static FeelCall Rent(FeelEnvironment environment)
    {
        if (_spare is not { } call)
        {
            return new FeelCall(environment);
        }

        _spare = null;
        call.Restart(environment);
        return call;
    }

    /// <summary>The causes list went out with the result; Restart drops the reference to it.</summary>
    internal static void Return(FeelCall call) => _spare = call;
}
