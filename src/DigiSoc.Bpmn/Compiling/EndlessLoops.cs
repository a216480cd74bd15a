using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Loops that no token ever leaves, and in which nothing waits: an instance would run round in them for ever, or call itself for ever.</summary>
/// <remarks>
/// A loop with a way out is not looked at, whether its condition can come true or not. Activities that wait, that hold
/// others, or that an event may leave by their border are taken as a place where it waits; a call of the process itself
/// leads to its start. The time is linear in the model.
/// </remarks>
internal static class EndlessLoops
{
    /// <summary>Each such loop, as the elements that it leads through in order of the flows, the first at the end again.</summary>
    public static IEnumerable<List<FlowNode>> Find(List<FlowNode> nodes)
    {
        HashSet<FlowNode> canRest = CanRest(nodes);
        HashSet<FlowNode> seen = [];
        foreach (FlowNode trapped in nodes.Where(node => !canRest.Contains(node)))
        {
            List<FlowNode> way = [];
            FlowNode node = trapped;
            while (seen.Add(node))
            {
                way.Add(node);
                node = CallsItself(node, nodes[0]) ? nodes[0].Content!.NoneStart! : node.Out[0].Target;
            }

            if (way.IndexOf(node) is var first and >= 0)
            {
                yield return [.. way[first..], node];
            }
        }
    }

    /// <summary>What waits or ends, and all from which a token can come there.</summary>
    private static HashSet<FlowNode> CanRest(List<FlowNode> nodes)
    {
        FlowNode[] calls = [.. nodes.Where(node => CallsItself(node, nodes[0]))];
        HashSet<FlowNode> found = [.. nodes.Except(calls).Where(node => node.Out.Length == 0 || !PassesAtOnce(node))];
        Queue<FlowNode> left = new(found);
        while (left.TryDequeue(out FlowNode? node))
        {
            // No flow may lead to a start, which is told beside this; one that does counts as any other.
            IEnumerable<FlowNode> before = node.In.Select(flow => flow.Source).Except(calls);
            foreach (FlowNode source in (node == nodes[0].Content!.NoneStart ? before.Concat(calls) : before).Where(found.Add))
            {
                left.Enqueue(source);
            }
        }

        return found;
    }

    /// <summary>What comes behind such a call is reached only when the called instance comes to an end.</summary>
    private static bool CallsItself(FlowNode node, FlowNode process) =>
        node.Task is CallSpec call && call.ProcessId.Expression is null && call.ProcessId.Literal == process.Id
        && node.Loop is null && node.Boundaries.Length == 0 && process.Content!.NoneStart is not null;

    private static bool PassesAtOnce(FlowNode node) => node.Boundaries.Length == 0 && node.Behaviour switch
    {
        StartEvent or PassThroughTask or ScriptTask or ExclusiveGateway or InclusiveGateway or ParallelGateway => true,
        BusinessRuleTask => node.Task is DecisionSpec,
        ThrowEvent => node.Task is not JobSpec && !Array.Exists(node.Triggers, trigger => trigger is CompensationTrigger),
        _ => false,
    };
}
