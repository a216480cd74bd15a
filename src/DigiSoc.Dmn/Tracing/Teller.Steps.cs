using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Steps inside a decision: expressions, choices, loops, lists, calls.</summary>
internal sealed partial class Teller
{
    /// <summary>So many items of a loop are told one by one.</summary>
    private const int MostItems = 5;

    private void Tell(IReadOnlyList<TraceStep> steps)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            switch (steps[at])
            {
                // Its value is told with its name.
                case TracedExpression expression when at + 1 < steps.Count && steps[at + 1] is TracedEntry entry && entry.Value == expression.Value:
                    Tell(expression.Steps);
                    Add("EntryComputed", entry.Name, words.Value(entry.Value), words.Formula(expression.Text));
                    Tell(expression.Parts);
                    at++;
                    break;
                case TracedExpression expression:
                    Tell(expression);
                    break;
                case TracedConditional choice:
                    Tell(choice);
                    break;
                case TracedLoop loop:
                    Tell(loop);
                    break;
                case TracedList list:
                    Add("List", list.Value.AsList().Count);
                    Tell(list.Steps);
                    break;
                case TracedMore { Count: > 0 } more:
                    Sentences.Add(words.Counted("StepsMore", more.Count));
                    break;
                case TracedEntry entry:
                    Add("Entry", entry.Name, words.Value(entry.Value));
                    break;
                case TracedCall call:
                    Tell(call.Steps);
                    Tell(call);
                    break;
                case TracedTable table:
                    Tell(table);
                    break;
            }
        }
    }

    private void Tell(TracedExpression expression)
    {
        Tell(expression.Steps);

        // An expression that is nothing but a call has been told with it.
        if (expression.Parts.Count > 0 || expression.Steps is not [TracedCall call] || call.Value != expression.Value)
        {
            Add("Expression", words.Formula(expression.Text), words.Value(expression.Value));
            Tell(expression.Parts);
        }
    }

    /// <summary>Single values and lists of them; contexts are long, and of interest are the values taken from them.</summary>
    private void Tell(IReadOnlyList<FeelPart> parts)
    {
        var told = parts.Where(part => !HoldsContext(part.Value)).ToList();
        if (told.Count > 0)
        {
            Add("Parts", Joined(told.Select(part => words.Say("Part", words.Formula(part.Text), words.ValueBeside(part.Value)))));
        }
    }

    private static bool HoldsContext(in FeelValue value) =>
        value.Kind == FeelKind.Context || (value.Kind == FeelKind.List && value.AsList() is { Count: > 0 } list && HoldsContext(list[0]));

    private void Tell(TracedConditional choice)
    {
        var sentence = choice.Holds.Kind != FeelKind.Boolean ? "ConditionUnknown" : choice.Holds.IsTrue ? "ConditionHolds" : "ConditionFails";
        Add(sentence, Quoted(choice.Condition));
        Tell(choice.Steps);
    }

    private void Tell(TracedLoop loop)
    {
        Tell(loop.Before);
        if (loop.Count is not { } count)
        {
            Add("LoopNothing");
            return;
        }

        Tell(loop, count);
        var told = loop.Items.Where((item, at) => at < MostItems || item.Position > at + 1).ToList();
        foreach (var item in told)
        {
            Tell(item.Steps);
            Add(
                $"Item.{loop.Kind}",
                item.Position,
                words.Value(item.Item),
                loop.Kind == TraceLoopKind.Filter ? words.Say(item.Outcome.IsTrue ? "Selected" : "NotSelected") : words.Value(item.Outcome),
                words.Say(item.Outcome.IsTrue ? "Met" : item.Outcome.IsFalse ? "NotMet" : "NotKnown"));
        }

        if (loop.Rounds > told.Count)
        {
            Sentences.Add(words.Counted("ItemsMore", loop.Rounds - told.Count));
        }
    }

    private void Tell(TracedLoop loop, int count)
    {
        var isList = loop.Kind is TraceLoopKind.Filter or TraceLoopKind.For;
        if (isList && loop.Value.Kind != FeelKind.List)
        {
            Add($"LoopNoResult.{loop.Kind}", Quoted(loop.Text), count);
            return;
        }

        object outcome = isList ? loop.Value.AsList().Count : words.Value(loop.Value);
        Add($"Loop.{loop.Kind}", Quoted(loop.Text), count, outcome, loop.Rounds);
    }

    private void Tell(TracedCall call)
    {
        var name = call.Name.Length == 0 ? words.Say("Function") : call.Name;
        if (call.Arguments.Count == 0)
        {
            Add("CallNothing", name, words.Value(call.Value));
        }
        else
        {
            Add("Call", name, Joined(call.Arguments.Select(Pair)), words.Value(call.Value));
        }
    }

    private string Quoted(string? feel) => feel is null ? "" : words.Say("Quoted", words.Formula(feel));
}
