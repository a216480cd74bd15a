namespace DigiSoc.Bpmn.Compiling;

/// <summary>Finds the joins of ad-hoc sub-processes to which several activations send tokens: some activity reaches only a part of their flows.</summary>
internal static class SharedJoins
{
    public static void Find(List<FlowNode> nodes)
    {
        foreach (FlowNode join in nodes)
        {
            if (join is { IsJoin: true, Parent: { HasActivations: true } home })
            {
                NodeSet[] reach = Array.ConvertAll(join.In, flow => InclusiveReach.Before(join, flow, nodes));
                join.JoinsActivations = Array.Exists(
                    home.Content!.Starts,
                    start => Array.Exists(reach, each => each.Contains(start)) && !Array.TrueForAll(reach, each => each.Contains(start)));
            }
        }
    }
}
