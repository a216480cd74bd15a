namespace DigiSoc.Feel.Evaluation;

/// <summary>One <c>name in list</c> or <c>name in from..to</c>.</summary>
/// <param name="Slot">Where the item is put.</param>
/// <param name="List">The list, or where the counting begins.</param>
/// <param name="End">Where the counting ends; null for a list.</param>
internal sealed record Iterator(int Slot, Node List, Node? End);

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

    internal override IEnumerable<Node> Parts => [.. _iterators.Select(each => each.List), _body];

    internal override FeelValue Evaluate(Frame frame)
    {
        var results = new List<FeelValue>();
        return Run(frame, 0, results) ? frame.Made(this, FeelValue.Of(FeelList.From(results))) : FeelValue.Null;
    }

    private bool Run(Frame frame, int depth, List<FeelValue> results)
    {
        if (depth == _iterators.Length)
        {
            return Add(frame, results);
        }

        if (Iteration.Items(_iterators[depth], frame, this) is not { } items)
        {
            return false;
        }

        foreach (var item in items)
        {
            frame[_iterators[depth].Slot] = item;
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
            frame.Fail(this, FeelCauseKind.LimitReached, FeelErrors.Limit("list items", frame.Call.Environment.Limits.ListItems));
            return false;
        }

        if (_partialSlot >= 0)
        {
            frame[_partialSlot] = frame.Made(this, FeelValue.Of(FeelList.From(results)));
        }

        results.Add(_body.Evaluate(frame));
        return true;
    }
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

    internal override IEnumerable<Node> Parts => [.. _iterators.Select(each => each.List), _condition];

    internal override FeelValue Evaluate(Frame frame)
    {
        var unknown = false;
        var decided = Run(frame, 0, ref unknown);
        return decided is null ? FeelValue.Null
            : decided.Value ? FeelValue.Of(!_every)
            : unknown ? FeelValue.Null
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

        if (Iteration.Items(_iterators[depth], frame, this) is not { } items)
        {
            return null;
        }

        foreach (var item in items)
        {
            frame[_iterators[depth].Slot] = item;
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

/// <summary>What an iterator goes through: a list, a single value, or a range of integers or dates either way.</summary>
internal static class Iteration
{
    internal static IEnumerable<FeelValue>? Items(Iterator iterator, Frame frame, Node node)
    {
        var first = iterator.List.Evaluate(frame);
        if (iterator.End is null)
        {
            return first.ListOrNull ?? (first.RangeOrNull is { } range ? OfRange(range, frame, node) : OfSingle(first, frame, node));
        }

        return Counted(first, iterator.End.Evaluate(frame), frame, node);
    }

    private static FeelList? OfSingle(in FeelValue value, Frame frame, Node node)
    {
        if (!value.IsNull)
        {
            return FeelList.Of(value);
        }

        frame.Fail(node, FeelCauseKind.TypeMismatch, FeelErrors.NotIterable(value));
        return null;
    }

    private static IEnumerable<FeelValue>? OfRange(FeelRange range, Frame frame, Node node)
    {
        if (Comparing.Order(range.Start, range.End) is null or > 0)
        {
            frame.Fail(node, FeelCauseKind.InvalidValue, FeelErrors.RangeNotIterable(range.Start, range.End));
            return null;
        }

        var items = Counted(range.Start, range.End, frame, node);
        return items?.Where(each => (range.StartIncluded || each != range.Start) && (range.EndIncluded || each != range.End));
    }

    private static IEnumerable<FeelValue>? Counted(in FeelValue start, in FeelValue end, Frame frame, Node node)
    {
        if (Positions(start) is not { } from || Positions(end) is not { } to || start.Kind != end.Kind)
        {
            frame.Fail(node, FeelCauseKind.TypeMismatch, FeelErrors.RangeNotIterable(start, end));
            return null;
        }

        if (Int128.Abs((Int128)to - from) >= frame.Call.Environment.Limits.ListItems)
        {
            frame.Fail(node, FeelCauseKind.LimitReached, FeelErrors.Limit("range items", frame.Call.Environment.Limits.ListItems));
            return null;
        }

        return Count(from, to, start.Kind == FeelKind.Date);
    }

    private static IEnumerable<FeelValue> Count(long from, long to, bool dates)
    {
        var step = from <= to ? 1 : -1;
        for (var at = from; at != to + step; at += step)
        {
            yield return !dates ? FeelValue.Of(at) : FeelDate.TryFromEpochDay(at, out var date) ? FeelValue.Of(date) : FeelValue.Null;
        }
    }

    private static long? Positions(in FeelValue end) => end.Kind switch
    {
        FeelKind.Number when end.AsNumber().IsInteger && end.AsNumber().TryToInt64(out var whole) => whole,
        FeelKind.Date => end.AsDate().EpochDay,
        _ => null,
    };
}
