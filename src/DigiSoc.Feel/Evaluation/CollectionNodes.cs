using System.Runtime.CompilerServices;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Evaluation;

/// <summary><c>[a, b]</c>.</summary>
internal sealed class ListNode : Node
{
    private readonly Node[] _items;

    internal ListNode(Node[] items)
    {
        _items = items;
        Height = Above(items);
        StaticType = FeelType.ListOf(items.Select(each => each.StaticType).Aggregate(JoinedTypes.Of));
    }

    internal Node[] Items => _items;

    internal override IEnumerable<Node> Parts => _items;

    internal override FeelValue Evaluate(Frame frame)
    {
        var values = new FeelValue[_items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _items[i].Evaluate(frame);
        }

        return frame.Made(this, FeelValue.Of(new FeelList(values)));
    }
}

/// <summary><c>{a: 1, b: a + 1}</c>; an entry sees those before it. A name twice gives null.</summary>
internal sealed class ContextNode : Node
{
    private readonly string[] _keys;
    private readonly Node[] _values;
    private readonly Entry[] _all;
    private readonly Entry[] _others;
    private readonly Projection? _projection;
    private readonly Shape? _shape;

    /// <param name="keys">In order.</param>
    /// <param name="values">As many.</param>
    /// <param name="slots">Where later entries find a value; −1 where none asks for it.</param>
    internal ContextNode(string[] keys, Node[] values, int[] slots)
    {
        (_keys, _values) = (keys, values);
        Height = Above(values);
        _all = [.. values.Select((value, at) => new Entry(value, at, slots[at]))];

        // An entry that a later one asks for goes to its slot as well, one after the other.
        _projection = Array.Exists(slots, slot => slot >= 0) ? null : Projection.Of(values);
        _others = _projection is null ? _all : Array.ConvertAll(_projection.Others, at => _all[at]);
        _shape = keys.Distinct(StringComparer.Ordinal).Count() == keys.Length ? Shape.Of(keys) : null;
        StaticType = FeelType.ExactContextOf(keys.Zip(values)
            .Select(entry => KeyValuePair.Create(entry.First, entry.Second.StaticType)));
    }

    internal IReadOnlyList<string> Keys => _keys;

    /// <summary>Whether each name comes once, as it must.</summary>
    internal bool IsWellFormed => _shape is not null;

    internal override IEnumerable<Node> Parts => _values;

    // Never inside the loop that makes many of them: each has the registers for itself.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override FeelValue Evaluate(Frame frame)
    {
        if (_shape is null)
        {
            return frame.Fail(this, FeelCauseKind.MalformedValue, FeelErrors.DuplicateKey(_keys));
        }

        var values = new FeelValue[_values.Length];
        foreach (ref readonly var entry in (_projection is not null && _projection.TryCopy(frame, values) ? _others : _all).AsSpan())
        {
            var value = entry.Value.Evaluate(frame);
            values[entry.At] = value;
            if (entry.Slot >= 0)
            {
                frame[entry.Slot] = value;
            }
        }

        var context = new FeelContext(_shape, values);
        return frame.Made(this, values.Length, context.Weight) ? FeelValue.Of(context) : FeelValue.Null;
    }

    /// <summary>An entry to be evaluated, its position, and where later entries find its value; −1 where none asks for it.</summary>
    private readonly record struct Entry(Node Value, int At, int Slot);
}

/// <summary><c>[a..b]</c> with either end included or not.</summary>
internal sealed class RangeNode : Node
{
    internal RangeNode(Node start, Node end, bool startIncluded, bool endIncluded)
    {
        (Start, End, StartIncluded, EndIncluded) = (start, end, startIncluded, endIncluded);
        Height = Above(start, end);
        StaticType = FeelType.RangeOf(start.StaticType.Or(end.StaticType));
    }

    internal Node Start { get; }

    internal Node End { get; }

    internal bool StartIncluded { get; }

    internal bool EndIncluded { get; }

    internal override IEnumerable<Node> Parts => [Start, End];

    internal override FeelValue Evaluate(Frame frame)
    {
        var start = Start.Evaluate(frame);
        var end = End.Evaluate(frame);
        if (Ranges.Fit(start, end))
        {
            return FeelValue.Of(new FeelRange(start, end, StartIncluded && !start.IsNull, EndIncluded && !end.IsNull));
        }

        return frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.RangeEnds(start, end), "", start, end);
    }
}

/// <summary><c>&lt; 10</c>: a range open to one side; <c>= 10</c> the range of that value alone.</summary>
internal sealed class UnaryRangeNode : Node
{
    internal UnaryRangeNode(Relation relation, Node end)
    {
        (Relation, End) = (relation, end);
        Height = end.Height + 1;
        StaticType = FeelType.RangeOf(end.StaticType);
    }

    internal Relation Relation { get; }

    internal Node End { get; }

    internal override IEnumerable<Node> Parts => [End];

    internal override FeelValue Evaluate(Frame frame)
    {
        var end = End.Evaluate(frame);
        return Ranges.OfRelation(Relation, end) is { } range
            ? FeelValue.Of(range)
            : frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.Operand("range", "an ordered value", end), "", end);
    }
}

/// <summary><c>list[condition]</c> or <c>list[position]</c>; a value that is no list counts as a list of itself.</summary>
internal sealed class FilterNode : Node
{
    private readonly Node _list;
    private readonly Node _condition;
    private readonly int _itemSlot;

    /// <summary>A position that is written as a whole number: from 1, or from the end where it is negative; 0 for everything else.</summary>
    private readonly int _position;

    internal FilterNode(Node list, Node condition, int itemSlot)
    {
        (_list, _condition, _itemSlot) = (list, condition, itemSlot);
        Height = Above(list, condition);
        _position = condition is ConstantNode { Value.IsNumber: true } constant ? WholePosition(constant.Value.AsNumber()) : 0;
        StaticType = ItemTypes.Filtered(list.StaticType, condition.StaticType);
    }

    internal Node Condition => _condition;

    internal override IEnumerable<Node> Parts => [_list, _condition];

    internal override FeelValue Evaluate(Frame frame)
    {
        var source = _list.Evaluate(frame);
        if (_position != 0 && source.ListOrNull is { } known && Math.Abs(_position) <= known.Count)
        {
            return known[_position > 0 ? _position - 1 : known.Count + _position];
        }

        var list = source.ListOrNull ?? (source.IsNull ? FeelList.Empty : FeelList.Of(source));
        if (_condition is ConstantNode { Value.IsNumber: true } constant)
        {
            return ItemAt(list, constant.Value.AsNumber(), frame);
        }

        return list.Count == 0 ? OfNothing(list, frame) : Matching(list, frame);
    }

    /// <summary>Of an empty list no item says whether the brackets hold a position or a condition.</summary>
    private FeelValue OfNothing(FeelList list, Frame frame)
    {
        var causes = frame.Call.CausesFound;
        frame.Put(_itemSlot, FeelValue.Null);
        var probe = _condition.Evaluate(frame);
        frame.Call.RevertTo(causes);
        return probe.TryNumber(out var position) ? ItemAt(list, position, frame) : FeelValue.Of(FeelList.Empty);
    }

    private FeelValue Matching(FeelList list, Frame frame)
    {
        List<FeelValue>? matching = null;
        foreach (ref readonly var item in list.Items)
        {
            if (!frame.Call.Spend())
            {
                break;
            }

            frame.Put(_itemSlot, item);
            var verdict = _condition.Evaluate(frame);
            if (verdict.TryNumber(out var position))
            {
                return ItemAt(list, position, frame);
            }

            if (verdict.IsTrue)
            {
                (matching ??= []).Add(item);
            }
        }

        return FeelValue.Of(matching is null ? FeelList.Empty : FeelList.From(matching));
    }

    private FeelValue ItemAt(FeelList list, FeelNumber position, Frame frame)
    {
        var at = WholePosition(position);
        if (at != 0 && Math.Abs(at) <= list.Count)
        {
            return list[at > 0 ? at - 1 : list.Count + at];
        }

        return frame.Fail(this, FeelCauseKind.PositionNotFound, FeelErrors.PositionNotFound(position, list.Count), "", FeelValue.Of(position));
    }

    /// <summary>0 for what is no whole number, or too large for any list.</summary>
    private static int WholePosition(FeelNumber position) =>
        position.IsInteger && position.TryToInt32(out var at) && at != int.MinValue ? at : 0;
}
