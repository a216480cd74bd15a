using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>For each incoming flow of an inclusive join: the elements from which a token can come by it without passing the join.</summary>
internal static class InclusiveReach
{
    public static void Compute(List<FlowNode> nodes)
    {
        foreach (FlowNode join in nodes)
        {
            if (join.Behaviour is InclusiveGateway && join.IsJoin)
            {
                join.Reach = Array.ConvertAll(join.In, flow => Before(join, flow, nodes));
            }
        }
    }

    /// <summary>The elements from which a token can come to a join by one of its flows without passing it.</summary>
    public static NodeSet Before(FlowNode join, SequenceFlow flow, List<FlowNode> nodes)
    {
        NodeSet reached = new(nodes.Count);
        Queue<FlowNode> left = new();
        Add(flow.Source);
        while (left.TryDequeue(out FlowNode? node))
        {
            foreach (SequenceFlow incoming in node.In)
            {
                Add(incoming.Source);
            }

            if (node.AttachedTo is { } activity)
            {
                Add(activity);
            }

            if (node.Behaviour is CatchEvent && node.Triggers is [LinkTrigger])
            {
                foreach (FlowNode thrower in nodes)
                {
                    if (thrower.Triggers is [LinkTrigger link] && link.Target == node)
                    {
                        Add(thrower);
                    }
                }
            }
        }

        return reached;

        void Add(FlowNode node)
        {
            if (node != join && reached.Add(node))
            {
                left.Enqueue(node);
            }
        }
    }
}
