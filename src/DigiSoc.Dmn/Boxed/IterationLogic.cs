using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>What is iterated: lists as they are, ranges by their values, anything else as a list of itself.</summary>
internal static class Iteration
{
    private static readonly FeelExpression RangeValues =
        FeelExpression.Parse("for item in range return item").Expression
        ?? throw new InvalidOperationException("Bug: the loop over a range cannot be read.");

    /// <summary>The items; null with a cause when there are none to be had.</summary>
    public static FeelList? ItemsOf(in FeelValue value, FeelCall call)
    {
        switch (value.Kind)
        {
            case FeelKind.List:
                return value.AsList();
            case FeelKind.Range:
                var values = RangeValues.Evaluate(FeelContext.Empty.With("range", value), call);
                return values.Kind == FeelKind.List ? values.AsList() : null;
            case FeelKind.Null:
                call.Fail(FeelCauseKind.TypeMismatch, "What is iterated must be a list or a range, found null.");
                return null;
            default:
                return FeelList.Of(value);
        }
    }

    /// <summary>The null of a condition that is neither true nor false.</summary>
    public static FeelValue NotBoolean(in FeelValue found, FeelCall call) => call.Fail(
        FeelCauseKind.TypeMismatch, $"The condition must be true or false for every item, found {FeelType.Of(found).Name}.",
        new FeelMismatch("", "", FeelType.Boolean.Name, [found]));
}

/// <summary>The items for which a condition holds.</summary>
internal sealed class FilterLogic(Logic source, Logic match, DmnPlace place) : Logic
{
    public override FeelType Type { get; } = FeelType.ListOf(ItemNames.ItemType(source.Type));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        frame.Run.Trace?.BeginLoop(TraceLoopKind.Filter, "item", match.Text);
        var value = Filter(source.Evaluate(frame), frame);
        frame.Run.Trace?.EndLoop(value);
        frame.Run.Attribute(place);
        return value;
    }

    private FeelValue Filter(in FeelValue input, in LogicFrame frame)
    {
        if (Iteration.ItemsOf(input, frame.Run.Call) is not { } items)
        {
            return FeelValue.Null;
        }

        frame.Run.Trace?.LoopOver(items.Count);
        var kept = new List<FeelValue>();
        foreach (var item in items)
        {
            frame.Run.Trace?.BeginItem();
            var matches = match.Evaluate(Inside(frame, item));
            frame.Run.Trace?.EndItem(item, matches);
            if (matches.Kind != FeelKind.Boolean)
            {
                return Iteration.NotBoolean(matches, frame.Run.Call);
            }

            if (matches.IsTrue)
            {
                kept.Add(item);
            }
        }

        return FeelValue.Of(FeelList.From(kept));
    }

    private static LogicFrame Inside(in LogicFrame frame, in FeelValue item) => item.Kind == FeelKind.Context
        ? frame with { Variables = frame.Variables.With("item", item).With(item.AsContext()) }
        : frame.With("item", item);
}

/// <summary>A loop that makes a list of results.</summary>
internal sealed class ForLogic(string variable, Logic source, Logic body, DmnPlace place) : Logic
{
    private const string Partial = "partial";

    /// <summary>So many items copied are one step.</summary>
    private const int ItemsPerStep = 16;

    /// <summary>Whether the results so far may be asked for: only then they are copied for each item.</summary>
    private readonly bool _asksPartial = body.AskedNames?.Contains(Partial) ?? true;

    public override FeelType Type { get; } = FeelType.ListOf(body.Type);

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        frame.Run.Trace?.BeginLoop(TraceLoopKind.For, variable, body.Text);
        var value = Loop(source.Evaluate(frame), frame);
        frame.Run.Trace?.EndLoop(value);
        return value;
    }

    private FeelValue Loop(in FeelValue input, in LogicFrame frame)
    {
        var items = Iteration.ItemsOf(input, frame.Run.Call);
        frame.Run.Attribute(place);
        if (items is null)
        {
            return FeelValue.Null;
        }

        frame.Run.Trace?.LoopOver(items.Count);
        var results = new FeelValue[items.Count];
        for (var at = 0; at < results.Length; at++)
        {
            if (!frame.Run.Call.Spend(_asksPartial ? 1 + (at / ItemsPerStep) : 1))
            {
                return FeelValue.Null;
            }

            var inner = _asksPartial ? frame.With(Partial, FeelValue.Of(FeelList.Of(results.AsSpan(0, at)))) : frame;
            frame.Run.Trace?.BeginItem();
            results[at] = body.Evaluate(inner.With(variable, items[at]));
            frame.Run.Trace?.EndItem(items[at], results[at]);
        }

        return FeelValue.Of(FeelList.Of(results));
    }
}

/// <summary>Whether a condition holds for some or for every item.</summary>
/// <param name="variable">Name of the item.</param>
/// <param name="source">What is iterated.</param>
/// <param name="condition">The condition.</param>
/// <param name="decisive">The outcome that settles the answer: true for some, false for every.</param>
/// <param name="place">Where it is.</param>
internal sealed class QuantifierLogic(string variable, Logic source, Logic condition, bool decisive, DmnPlace place)
    : Logic
{
    public override FeelType Type => FeelType.Boolean;

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        frame.Run.Trace?.BeginLoop(decisive ? TraceLoopKind.Some : TraceLoopKind.Every, variable, condition.Text);
        var value = Quantify(source.Evaluate(frame), frame);
        frame.Run.Trace?.EndLoop(value);
        frame.Run.Attribute(place);
        return value;
    }

    private FeelValue Quantify(in FeelValue input, in LogicFrame frame)
    {
        if (Iteration.ItemsOf(input, frame.Run.Call) is not { } items)
        {
            return FeelValue.Null;
        }

        frame.Run.Trace?.LoopOver(items.Count);
        FeelValue? unknown = null;
        foreach (var item in items)
        {
            frame.Run.Trace?.BeginItem();
            var holds = condition.Evaluate(frame.With(variable, item));
            frame.Run.Trace?.EndItem(item, holds);
            if (holds.Kind != FeelKind.Boolean)
            {
                unknown = holds;
            }
            else if (holds.IsTrue == decisive)
            {
                return holds;
            }
        }

        return unknown is { } found ? Iteration.NotBoolean(found, frame.Run.Call) : FeelValue.Of(!decisive);
    }
}
