using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>The ways a process can begin.</summary>
internal static class StartTriggers
{
    public static IReadOnlyList<StartTrigger> Of(ProcessModel model)
    {
        List<StartTrigger> starts = [];
        foreach (FlowNode node in model.Nodes)
        {
            if (node.Parent != model.Root)
            {
                continue;
            }

            if (node.Behaviour is StartEvent)
            {
                Add(model, starts, node);
            }
            else if (node.Behaviour is EventBasedGateway && node.In.Length == 0)
            {
                foreach (FlowNode target in node.Out.Select(flow => flow.Target).Distinct())
                {
                    Add(model, starts, target);
                }
            }
            else if (node.Type == "receiveTask" && node.In.Length == 0 && node.Triggers is [MessageTrigger { Key: null }])
            {
                Add(model, starts, node);
            }
        }

        return starts;
    }

    public static DateTimeOffset? First(ProcessModel model, string startElementId, DateTimeOffset deployedAt)
    {
        FeelZone zone = model.Resources.Zone;
        if (TriggerOf(model, startElementId) is not { } timer
            || Timers.First(timer.Timer, ValueOf(model, timer, deployedAt), deployedAt, zone) is not { } first)
        {
            return null;
        }

        // One without end that began before the deployment goes on with the next to come: each firing since its beginning would start an instance.
        return first is { Repetitions: < 0, Again: { } again } && first.DueAt < deployedAt
            ? TimerCycle.Next(again, first.CountsFrom ?? first.DueAt, deployedAt, zone)
            : first.DueAt;
    }

    public static DateTimeOffset? Next(ProcessModel model, string startElementId, int fired, DateTimeOffset last, DateTimeOffset deployedAt)
    {
        TimerTrigger? timer = TriggerOf(model, startElementId);
        if (timer?.Timer != TimerKind.Cycle || ValueOf(model, timer, last) is not { Kind: FeelKind.String } text)
        {
            return null;
        }

        FeelZone zone = model.Resources.Zone;
        TimerCycle? cycle = TimerCycle.Parse(text.AsString().Trim(), zone);
        return cycle is null || (cycle.Repetitions >= 0 && fired > cycle.Repetitions)
            ? null
            : TimerCycle.Next(cycle.Again, cycle.StartsAt ?? deployedAt, last, zone);
    }

    public static string? Timer(ProcessModel model, string startElementId) => TriggerOf(model, startElementId) is { } timer
        ? $"{timer.Timer} {timer.Value.Expression?.Text ?? timer.Value.Literal}"
        : null;

    private static TimerTrigger? TriggerOf(ProcessModel model, string startElementId) =>
        model.Find(startElementId)?.Triggers.OfType<TimerTrigger>().FirstOrDefault();

    private static FeelValue ValueOf(ProcessModel model, TimerTrigger timer, DateTimeOffset at) => timer.Value.Expression is null
        ? FeelValue.Of(timer.Value.Literal)
        : timer.Value.Expression.Feel.Evaluate(FeelContext.Empty, FeelSurroundings.At(at, model)).Value;

    private static void Add(ProcessModel model, List<StartTrigger> starts, FlowNode node)
    {
        if (node.Triggers.Length == 0)
        {
            starts.Add(new StartTrigger(node.Id, StartKind.None, null));
        }

        foreach (EventTrigger trigger in node.Triggers)
        {
            StartTrigger? start = trigger switch
            {
                MessageTrigger message => new StartTrigger(node.Id, StartKind.Message, NameOf(model, message.Name)),
                SignalTrigger signal => new StartTrigger(node.Id, StartKind.Signal, NameOf(model, signal.Name)),
                TimerTrigger => new StartTrigger(node.Id, StartKind.Timer, null),
                _ => null,
            };
            if (start is not null)
            {
                starts.Add(start);
            }
        }
    }

    /// <summary>A start has no instance yet, so that its name can read no variables.</summary>
    private static string NameOf(ProcessModel model, ValueSource name)
    {
        if (name.Expression is null)
        {
            return name.Literal;
        }

        FeelValue value = name.Expression.Feel.Evaluate(FeelContext.Empty, FeelSurroundings.At(DateTimeOffset.UnixEpoch, model)).Value;
        return value.Kind == FeelKind.String ? value.AsString() : "";
    }
}
