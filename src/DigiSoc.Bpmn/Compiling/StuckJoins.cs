using DigiSoc.Bpmn.Elements;
using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Parallel joins that wait for ever: a token goes one of several ways, and they are joined as if it went them all.</summary>
/// <remarks>Told only where it is certain whatever the data and events: no token made on the way ever completes the join.</remarks>
internal static class StuckJoins
{
    /// <summary>Each such join with the element where the ways part that are joined in it.</summary>
    public static IEnumerable<(FlowNode Join, FlowNode Choice)> Find(ProcessModel model)
    {
        List<FlowNode> nodes = [.. model.Nodes];
        Dictionary<FlowNode, FlowNode> choices = [];
        foreach (FlowNode join in nodes.Where(node => node is { IsJoin: true, Behaviour: ParallelGateway, Parent.Behaviour: not (AdHocSubProcess or LedAdHocSubProcess) }))
        {
            if (NearestChoice(join, nodes) is { } choice)
            {
                choices[join] = choice;
            }
        }

        return choices.Keys.Select(join => join.Parent!).Distinct()
            .SelectMany(scope => Markings.StuckJoins(model, scope))
            .Where(choices.ContainsKey)
            .Select(join => (join, choices[join]));
    }

    /// <summary>Going back from the join: the first element that several of its flows come from and where a token takes one way of several; null: none.</summary>
    private static FlowNode? NearestChoice(FlowNode join, List<FlowNode> nodes)
    {
        NodeSet[] before = Array.ConvertAll(join.In, flow => InclusiveReach.Before(join, flow, nodes));
        HashSet<FlowNode> seen = [join];
        Queue<FlowNode> left = new(seen);
        while (left.TryDequeue(out FlowNode? node))
        {
            if (TakesOneWay(node) && before.Count(each => each.Contains(node)) > 1)
            {
                return node;
            }

            IEnumerable<FlowNode> sources = node.In.Select(flow => flow.Source);
            foreach (FlowNode source in (node.AttachedTo is { } activity ? sources.Append(activity) : sources).Where(seen.Add))
            {
                left.Enqueue(source);
            }
        }

        return null;
    }

    private static bool TakesOneWay(FlowNode node) =>
        (node.Behaviour is ExclusiveGateway or EventBasedGateway && node.Out.Length > 1)
        || Array.Exists(node.Boundaries, boundary => boundary.IsInterrupting && boundary.Out.Length > 0);
}
