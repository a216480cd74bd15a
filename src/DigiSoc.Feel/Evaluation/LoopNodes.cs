using System.Runtime.CompilerServices;

namespace DigiSoc.Feel.Evaluation;

/// <summary>One <c>name in list</c> or <c>name in from..to</c>.</summary>
/// <param name="Slot">Where the item is put.</param>
/// <param name="List">The list, or where the counting begins.</param>
/// <param name="End">Where the counting ends; null for a list.</param>
internal sealed record Iterator(int Slot, Node List, Node? End)
{
    internal IEnumerable<Node> Parts => End is null ? [List] : [List, End];
}

/// <summary><c>for … return …</c>: a list of the results, iterators nested left to right.</summary>
internal sealed class ForNode : Node
{
    private readonly Iterator[] _iterators;
    private readonly int _partialSlot;
    private readonly Node _body;

    /// <param name="iterators">Outermost first.</param>
    /// <param name="partialSlot">Where the results so far are put; −1 when the body does not ask for them.</param>
    /// <param name="body">Evaluated for each combination.</param>
    internal ForNode(Iterator[] iterators, int partialSlot, Node body)
    {
        (_iterators, _partialSlot, _body) = (iterators, partialSlot, body);
        Height = Math.Max(body.Height, iterators.Max(each => each.List.Height)) + iterators.Length + 1;
        StaticType = FeelType.ListOf(body.StaticType);
    }

    internal IReadOnlyList<Iterator> Iterators => _iterators;

    internal override IEnumerable<Node> Parts => [.. _iterators.SelectMany(each => each.Parts), _body];

    internal override FeelValue Evaluate(Frame frame)
    {
        if (IsSimple)
        {
            return OfOne(frame);
        }

        var results = new List<FeelValue>();
        return Run(frame, 0, results) ? frame.Made(this, FeelValue.Of(FeelList.From(results))) : FeelValue.Null;
    }

    /// <summary>Whether it is the usual loop: one iterator, so that the number of results is known.</summary>
    internal bool IsSimple => _iterators.Length == 1 && _partialSlot < 0;

    private FeelValue OfOne(Frame frame)
    {
        if (!TryItems(frame, out var items))
        {
            return FeelValue.Null;
        }

        if (items.Count == 0)
        {
            return FeelValue.Of(FeelList.Empty);
        }

        var results = new FeelValue[items.Count];
        if (!TryFill(items, results, frame))
        {
            return FeelValue.Null;
        }

        var list = new FeelList(results);
        return frame.Made(this, results.Length, list.Weight) ? FeelValue.Of(list) : FeelValue.Null;
    }

    /// <summary>What a simple loop goes through; false with the cause when that is nothing to go through.</summary>
    internal bool TryItems(Frame frame, out IterationItems items)
    {
        if (!Iteration.TryItems(_iterators[0], frame, this, out items))
        {
            return false;
        }

        if (items.Count <= frame.Call.Environment.Limits.ListItems)
        {
            return true;
        }

        TooMany(frame);
        return false;
    }

    /// <summary>Evaluates a simple loop's results; false with the cause when a limit ends it. The list is still to be counted.</summary>
    internal bool TryFill(in IterationItems items, Span<FeelValue> results, Frame frame)
    {
        var slot = _iterators[0].Slot;
        for (var i = 0; i < results.Length; i++)
        {
            if (!frame.Call.Spend())
            {
                return false;
            }

            frame.Put(slot, items[i]);
            results[i] = _body.Evaluate(frame);
        }

        return true;
    }

    private bool Run(Frame frame, int depth, List<FeelValue> results)
    {
        if (depth == _iterators.Length)
        {
            return Add(frame, results);
        }

        if (!Iteration.TryItems(_iterators[depth], frame, this, out var items))
        {
            return false;
        }

        for (var i = 0; i < items.Count; i++)
        {
            frame.Put(_iterators[depth].Slot, items[i]);
            if (!frame.Call.Spend() || !Run(frame, depth + 1, results))
            {
                return false;
            }
        }

        return true;
    }

    private bool Add(Frame frame, List<FeelValue> results)
    {
        if (results.Count >= frame.Call.Environment.Limits.ListItems)
        {
            TooMany(frame);
            return false;
        }

        if (_partialSlot >= 0)
        {
            frame.Put(_partialSlot, frame.Made(this, FeelValue.Of(FeelList.From(results))));
        }

        results.Add(_body.Evaluate(frame));
        return true;
    }

    private FeelValue TooMany(Frame frame) =>
        frame.Fail(this, FeelCauseKind.LimitReached, FeelErrors.Limit("list items", frame.Call.Environment.Limits.ListItems));
}

/// <summary><c>some … satisfies …</c> and <c>every … satisfies …</c>.</summary>
internal sealed class QuantifiedNode : Node
{
    private readonly bool _every;
    private readonly Iterator[] _iterators;
    private readonly Node _condition;

    internal QuantifiedNode(bool every, Iterator[] iterators, Node condition)
    {
        (_every, _iterators, _condition) = (every, iterators, condition);
        Height = Math.Max(condition.Height, iterators.Max(each => each.List.Height)) + iterators.Length + 1;
        StaticType = FeelType.Boolean;
    }

    internal bool IsEvery => _every;

    internal IReadOnlyList<Iterator> Iterators => _iterators;

    internal Node Condition => _condition;

    internal override IEnumerable<Node> Parts => [.. _iterators.SelectMany(each => each.Parts), _condition];

    internal override FeelValue Evaluate(Frame frame)
    {
        var unknown = false;
        var decided = Run(frame, 0, ref unknown);
        return decided is null ? FeelValue.Null
            : decided.Value ? FeelValue.Of(!_every)
            : unknown ? frame.Fail(this, FeelCauseKind.TypeMismatch, FeelErrors.ConditionUnknown(_every ? "every" : "some"))
            : FeelValue.Of(_every);
    }

    /// <summary>True once an item decides the answer; null when there is nothing to go through.</summary>
    private bool? Run(Frame frame, int depth, ref bool unknown)
    {
        if (depth == _iterators.Length)
        {
            var verdict = _condition.Evaluate(frame);
            unknown |= !verdict.IsBoolean;
            return _every ? verdict.IsFalse : verdict.IsTrue;
        }

        if (!Iteration.TryItems(_iterators[depth], frame, this, out var items))
        {
            return null;
        }

        for (var i = 0; i < items.Count; i++)
        {
            frame.Put(_iterators[depth].Slot, items[i]);
            if (!frame.Call.Spend() || Run(frame, depth + 1, ref unknown) is not { } decided)
            {
                return null;
            }

            if (decided)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The values an iterator goes through: those of a list, or counted ones, which are not held anywhere.</summary>
internal readonly struct IterationItems
{
    private readonly FeelList? _list;
    private readonly long _first;
    private readonly int _step;
    private readonly bool _dates;

    internal IterationItems(FeelList list)
    {
        _list = list;
        Count = list.Count;
    }

    internal IterationItems(long first, int step, int count, bool dates) =>
        (_first, _step, Count, _dates) = (first, step, count, dates);

    internal int Count { get; }

    internal FeelValue this[int index] => _list is not null ? _list[index] : Counted(_first + ((long)_step * index));

    private FeelValue Counted(long at) => !_dates ? FeelValue.Of(at)
        : FeelDate.TryFromEpochDay(at, out var date) ? FeelValue.Of(date)
        : FeelValue.Null;
}

/// <summary>What an iterator goes through: a list, a single value, or a range of integers or dates either way.</summary>
internal static class Iteration
{
    /// <summary>What the iterator goes through; false with the cause when that is nothing to go through.</summary>
    internal static bool TryItems(Iterator iterator, Frame frame, Node node, out IterationItems items)
    {
        var first = iterator.List.Evaluate(frame);
        if (iterator.End is null && first.ListOrNull is { } list)
        {
            items = new IterationItems(list);
            return true;
        }

        var others = Others(first, iterator.End, frame, node);
        items = others.GetValueOrDefault();
        return others.HasValue;
    }

    // Apart, so that the usual loop over a list has no room to clear for these.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IterationItems? Others(FeelValue first, Node? end, Frame frame, Node node) =>
        end is not null ? Counted(first, true, end.Evaluate(frame), true, frame, node)
            : first.RangeOrNull is { } range ? OfRange(range, frame, node)
            : OfSingle(first, frame, node);

    private static IterationItems? OfSingle(in FeelValue value, Frame frame, Node node)
    {
        if (!value.IsNull)
        {
            return new IterationItems(FeelList.Of(value));
        }

        frame.Fail(node, FeelCauseKind.TypeMismatch, FeelErrors.NotIterable(value), FeelType.ListOf(FeelType.Any).Name, value);
        return null;
    }

    private static IterationItems? OfRange(FeelRange range, Frame frame, Node node)
    {
        if (Comparing.Order(range.Start, range.End) is null or > 0)
        {
            var text = Positions(range.Start) is null || Positions(range.End) is null
                ? FeelErrors.RangeNotIterable(range.Start, range.End)
                : FeelErrors.RangeDescends(range.Start, range.End);
            frame.Fail(node, FeelCauseKind.InvalidValue, text, "", range.Start, range.End);
            return null;
        }

        return Counted(range.Start, range.StartIncluded, range.End, range.EndIncluded, frame, node);
    }

    private static IterationItems? Counted(
        in FeelValue start, bool withStart, in FeelValue end, bool withEnd, Frame frame, Node node)
    {
        if (Positions(start) is not { } from || Positions(end) is not { } to || start.Kind != end.Kind)
        {
            frame.Fail(node, FeelCauseKind.TypeMismatch, FeelErrors.RangeNotIterable(start, end), "", start, end);
            return null;
        }

        if (Int128.Abs((Int128)to - from) >= frame.Call.Environment.Limits.ListItems)
        {
            frame.Fail(node, FeelCauseKind.LimitReached, FeelErrors.Limit("range items", frame.Call.Environment.Limits.ListItems));
            return null;
        }

        var step = from <= to ? 1 : -1;
        var count = (int)Math.Abs(to - from) + 1 - (withStart ? 0 : 1) - (withEnd ? 0 : 1);
        return new IterationItems(withStart ? from : from + step, step, Math.Max(count, 0), start.Kind == FeelKind.Date);
    }

    private static long? Positions(in FeelValue end) => end.Kind switch
    {
        FeelKind.Number when end.AsNumber().IsInteger && end.AsNumber().TryToInt64(out var whole) => whole,
        FeelKind.Date => end.AsDate().EpochDay,
        _ => null,
    };
}
