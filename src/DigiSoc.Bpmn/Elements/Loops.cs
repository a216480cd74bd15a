using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Multi-instance and standard loops: an element instance for the loop, and inside it one for each round (13.3.7, 13.3.6).</summary>
/// <remarks>
/// Each round sees <c>loopCounter</c>, from 1, and its element of the collection, and has the variable that it gives as its output
/// for itself; what reads them, the counts of rounds and the outputs collected so far. Boundary events belong to the loop.
/// </remarks>
internal static class Loops
{
    /// <summary>The attributes of a multi-instance as a whole (10.3.8).</summary>
    public static readonly string[] Counts =
        ["numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "numberOfTerminatedInstances"];

    public static void Begin(Step step, ElementInstance loop)
    {
        LoopDefinition definition = loop.Node.Loop!;
        bool isReady = definition.IsStandard ? BeginStandard(step, loop, definition) : BeginMulti(step, loop, definition);
        if (!isReady || !step.Arm(loop))
        {
            return;
        }

        loop.Phase = ElementPhase.Active;
        LoopState state = loop.Loop!;
        if (state.Total == 0 || state.IsFinished)
        {
            End(step, loop);
            return;
        }

        int first = definition.IsSequential || definition.IsStandard ? 1 : state.Total;
        for (int i = 0; i < first; i++)
        {
            step.Send(loop.Node, loop);
        }
    }

    /// <summary>Begins the next round.</summary>
    public static void StartRound(Step step, ElementInstance loop)
    {
        LoopState state = loop.Loop!;
        LoopDefinition definition = loop.Node.Loop!;
        int index = state.Started++;
        if (definition.IsSequential)
        {
            Show(step, loop, state.Completed);
        }

        ElementInstance round = step.Create(loop.Node, loop);
        round.LoopCounter = index + 1;
        FeelContext variables = FeelContext.Of(("loopCounter", FeelValue.Of(index + 1)));
        if (definition.InputElement is not null && state.Items is not null)
        {
            variables = variables.With(definition.InputElement, state.Items[index]);
        }

        if (definition.OutputVariable is not null)
        {
            // What the round brings under this name stays in it: other rounds that run at once have theirs.
            variables = variables.With(definition.OutputVariable, FeelValue.Null);
        }

        step.SetLocal(round, variables);
        step.Start(round);
    }

    /// <summary>A round's work is done: keeps its output and looks at the completion condition; false: an incident was raised.</summary>
    public static bool Collect(Step step, ElementInstance round)
    {
        ElementInstance loop = step.ScopeOf(round);
        LoopState state = loop.Loop!;
        LoopDefinition definition = loop.Node.Loop!;
        if (state.Results is not null && definition.OutputElement is not null)
        {
            state.Results[round.LoopCounter - 1] = step.Evaluate(definition.OutputElement, round).Value;
        }

        return definition.IsStandard ? CollectStandard(step, round, definition, state) : CollectMulti(step, loop, round, definition, state);
    }

    /// <summary>A round has ended as modelled: begins the next, or ends the loop.</summary>
    public static void RoundEnded(Step step, ElementInstance loop, ElementInstance round)
    {
        LoopState state = loop.Loop!;
        LoopDefinition definition = loop.Node.Loop!;
        state.Completed++;
        if (state.IsFinished || state.Completed + state.Terminated == state.Total)
        {
            End(step, loop);
        }
        else if (definition.IsStandard || (definition.IsSequential && state.Started < state.Total))
        {
            step.Send(loop.Node, loop);
        }
    }

    /// <summary>A round was ended by hand: the loop goes on without it.</summary>
    public static void RoundTerminated(Step step, ElementInstance loop)
    {
        LoopState state = loop.Loop!;
        state.Terminated++;
        Show(step, loop, state.Completed);
        state.Completed--;
        RoundEnded(step, loop, loop);
    }

    private static bool BeginMulti(Step step, ElementInstance loop, LoopDefinition definition)
    {
        LoopState state = new();
        if (definition.Collection is not null)
        {
            FeelResult result = step.Evaluate(definition.Collection, loop);
            if (result.Value.Kind != FeelKind.List)
            {
                return Refuse(step, loop, "collection", definition.Collection, result, "a list");
            }

            state.Items = result.Value.AsList();
            state.Total = state.Items.Count;
        }
        else
        {
            FeelResult result = step.Evaluate(definition.Cardinality!, loop);
            if (result.Value.Kind != FeelKind.Number || !result.Value.AsNumber().TryToInt32(out state.Total)
                || state.Total is < 0 or > MostRounds)
            {
                return Refuse(step, loop, "cardinality", definition.Cardinality!, result, "a whole number from 0 to 100,000");
            }
        }

        if (definition.OutputCollection is not null)
        {
            state.Results = new FeelValue[state.Total];
        }

        loop.Loop = state;
        Show(step, loop, completed: 0);
        return true;
    }

    /// <summary>Lets what is in the loop see how far it is.</summary>
    private static void Show(Step step, ElementInstance loop, int completed)
    {
        LoopState state = loop.Loop!;
        LoopDefinition definition = loop.Node.Loop!;
        if (definition.ShowsCounts)
        {
            int begun = definition.IsSequential ? state.Started : state.Total;
            int[] counts = [state.Total, begun - completed - state.Terminated, completed, state.Terminated];
            for (int i = 0; i < counts.Length; i++)
            {
                step.Show(loop, Counts[i], FeelValue.Of(counts[i]));
            }
        }

        if (definition.ShowsResults)
        {
            step.Show(loop, definition.OutputCollection!, FeelValue.Of(FeelList.Of(state.Results)));
        }
    }

    private static bool BeginStandard(Step step, ElementInstance loop, LoopDefinition definition)
    {
        LoopState state = new() { Total = -1, Maximum = -1 };
        if (definition.Maximum is not null)
        {
            FeelResult result = step.Evaluate(definition.Maximum, loop);
            if (result.Value.Kind != FeelKind.Number || !result.Value.AsNumber().TryToInt32(out state.Maximum) || state.Maximum < 0)
            {
                return Refuse(step, loop, "maximum", definition.Maximum, result, "a whole number");
            }
        }

        if (!TestBefore(step, loop, definition, out bool holds))
        {
            return false;
        }

        state.IsFinished = !holds || state.Maximum == 0;
        loop.Loop = state;
        return true;
    }

    /// <summary>The test before the first round sees, as those after each round do, the count of rounds done as <c>loopCounter</c> (10.3.8).</summary>
    private static bool TestBefore(Step step, ElementInstance loop, LoopDefinition definition, out bool holds)
    {
        holds = true;
        if (definition is not { TestBefore: true, Condition: { } condition })
        {
            return true;
        }

        FeelContext own = loop.Variables;
        loop.Variables = own.With("loopCounter", FeelValue.Of(0));
        bool isKnown = step.TryCondition(loop, "loop condition", condition, out holds);
        loop.Variables = own;
        return isKnown;
    }

    private static bool CollectMulti(Step step, ElementInstance loop, ElementInstance round, LoopDefinition definition, LoopState state)
    {
        Show(step, loop, state.Completed + 1);
        if (definition.Completion is null)
        {
            return true;
        }

        if (!step.TryCondition(round, "completion condition", definition.Completion, out bool isDone))
        {
            return false;
        }

        state.IsFinished |= isDone;
        return true;
    }

    private static bool CollectStandard(Step step, ElementInstance round, LoopDefinition definition, LoopState state)
    {
        bool again = true;
        if (definition.Condition is not null && !step.TryCondition(round, "loop condition", definition.Condition, out again))
        {
            return false;
        }

        state.IsFinished = !again || (state.Maximum >= 0 && state.Started >= state.Maximum);
        return true;
    }

    private static void End(Step step, ElementInstance loop)
    {
        step.TerminateContent(loop);
        LoopDefinition definition = loop.Node.Loop!;
        FeelContext? output = definition.OutputCollection is null
            ? null
            : FeelContext.Of((definition.OutputCollection, FeelValue.Of(FeelList.Of(loop.Loop!.Results ?? []))));
        if (output is not null)
        {
            step.Propagate(step.ScopeOf(loop), output);
        }

        step.Complete(loop);
    }

    private const int MostRounds = 100_000;

    private static bool Refuse(Step step, ElementInstance loop, string purpose, Expression expression, in FeelResult result, string expected)
    {
        step.RaiseIncident(loop, BpmnErrors.LoopInput(loop.Node, purpose, expression.Text, result, expected, step.Visible(loop).Keys));
        return false;
    }
}
