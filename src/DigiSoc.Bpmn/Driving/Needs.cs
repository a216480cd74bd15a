using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Driving;

/// <summary>One expression of an element, and what its value must be so that the token can go on.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Accepts">True for a value that lets the token go on.</param>
internal sealed record Need(Expression Expression, Func<FeelValue, bool> Accepts);

/// <summary>What the elements of a model need from their variables.</summary>
internal static class Needs
{
    /// <summary>Everything an element evaluates before and while it works, its events and those inside it included.</summary>
    public static IEnumerable<Need> Of(FlowNode node, ProcessModel model, DateTimeOffset now)
    {
        IEnumerable<FlowNode> catching = [node, .. node.Boundaries, .. node.Content?.EventSubProcesses.SelectMany(each => each.Content!.Starts) ?? []];
        if (node.Behaviour is Elements.EventBasedGateway)
        {
            catching = [.. catching, .. node.Out.Select(flow => flow.Target)];
        }

        return catching.SelectMany(each => each.Triggers).SelectMany(trigger => OfTrigger(trigger, model, now))
            .Concat(node.Loop is null ? [] : OfLoop(node.Loop))
            .Concat(OfTask(node, model))
            .OfType<Need>();
    }

    /// <summary>Expressions that decide which way a token goes.</summary>
    public static IEnumerable<Expression> Deciding(ProcessModel model)
    {
        foreach (SequenceFlow flow in model.Flows)
        {
            if (flow.Condition is not null)
            {
                yield return flow.Condition;
            }
        }

        foreach (FlowNode node in model.Nodes)
        {
            foreach (Expression each in ((Expression?[])[node.Loop?.Completion, node.Loop?.Condition, (node.Task as AdHocSpec)?.Completion]).OfType<Expression>())
            {
                yield return each;
            }
        }
    }

    public static bool IsBoolean(FeelValue value) => value.Kind == FeelKind.Boolean;

    private static IEnumerable<Need?> OfTrigger(EventTrigger trigger, ProcessModel model, DateTimeOffset now) => trigger switch
    {
        MessageTrigger message => [Text(message.Name), Text(message.Key)],
        SignalTrigger signal => [Text(signal.Name)],
        ErrorTrigger error => [Text(error.Code)],
        EscalationTrigger escalation => [Text(escalation.Code)],
        TimerTrigger { Value.Expression: { } expression } timer =>
            [new Need(expression, value => Timers.First(timer.Timer, value, now, model.Resources.Zone) is not null)],
        _ => [],
    };

    private static IEnumerable<Need?> OfLoop(LoopDefinition loop) =>
    [
        Of(loop.Collection, value => value.Kind == FeelKind.List),
        Of(loop.Cardinality, IsCount),
        Of(loop.Maximum, IsCount),
        Of(loop.Completion, IsBoolean),
        Of(loop.Condition, IsBoolean),
    ];

    private static IEnumerable<Need?> OfTask(FlowNode node, ProcessModel model) => node.Task switch
    {
        JobSpec job => [Text(job.Type)],
        CallSpec call => [Text(call.ProcessId)],
        PublishSpec publish => [Text(publish.Name), Text(publish.Key)],
        DecisionSpec decision => [Text(decision.DecisionId)],
        UserTaskSpec task =>
        [
            Instant(task.DueDate, model),
            Instant(task.FollowUpDate, model),
            Text(task.Assignee),
            Of(task.CandidateGroups?.Expression, AreNames),
            Of(task.CandidateUsers?.Expression, AreNames),
        ],
        AdHocSpec adHoc => [Of(adHoc.Completion, IsBoolean), Of(adHoc.ActiveElements, value => value.Kind == FeelKind.List)],
        _ => [],
    };

    private static Need? Of(Expression? expression, Func<FeelValue, bool> accepts) => expression is null ? null : new Need(expression, accepts);

    private static Need? Text(ValueSource? source) => Of(source?.Expression, value => value.Kind is FeelKind.String or FeelKind.Number);

    private static bool AreNames(FeelValue value) => value.Kind == FeelKind.String || (value.Kind == FeelKind.List && value.AsList().All(each => each.Kind == FeelKind.String));

    private static Need? Instant(ValueSource? source, ProcessModel model) =>
        Of(source?.Expression, value => value.Kind == FeelKind.Null || Instants.TryInstant(value, model.Resources.Zone, out _));

    private static bool IsCount(FeelValue value) => value.Kind == FeelKind.Number && value.AsNumber().TryToInt32(out int count) && count is >= 0 and <= 20;
}
