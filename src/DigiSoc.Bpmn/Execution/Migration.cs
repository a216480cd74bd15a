namespace DigiSoc.Bpmn.Execution;

/// <summary>Whether an instance can go on in another model, told before anything is changed.</summary>
internal static class Migration
{
    public static IReadOnlyList<string> Check(ProcessModel source, ProcessModel target, MigrationPlan plan, InstanceState state)
    {
        List<string> reasons = [];
        Dictionary<long, FlowNode> homes = [];
        foreach (ElementInstance element in state.ElementList)
        {
            FlowNode from = source.NodeById[element.ElementId];
            FlowNode? to = element.ParentId == 0 ? target.Root : target.Find(plan.TargetOf(from.Id));
            if (to is null)
            {
                reasons.Add($"`{from.Id}` has no counterpart `{plan.TargetOf(from.Id)}`");
                continue;
            }

            homes[element.Id] = to;
            CheckElement(from, to, element, homes, reasons);
            CheckJoins(source, target, plan, element, reasons);
        }

        CheckContinuations(target, plan, state, reasons);
        return reasons;
    }

    private static void CheckElement(
        FlowNode from, FlowNode to, ElementInstance element, Dictionary<long, FlowNode> homes, List<string> reasons)
    {
        if (from.Type != to.Type || from.IsEventSubProcess != to.IsEventSubProcess)
        {
            reasons.Add($"`{from.Id}` is a {from.Type}, `{to.Id}` is a {to.Type}");
        }
        else if ((from.Loop is null) != (to.Loop is null) || from.Loop?.IsStandard != to.Loop?.IsStandard)
        {
            reasons.Add($"`{from.Id}` and `{to.Id}` do not repeat in the same way");
        }
        else if (element.ParentId != 0 && homes.TryGetValue(element.ParentId, out FlowNode? scope)
            && scope != to.Parent && element.LoopCounter == 0 && !element.IsActivation)
        {
            reasons.Add($"`{to.Id}` lies in `{to.Parent?.Id}`, the token is in `{scope.Id}`");
        }
    }

    private static void CheckJoins(
        ProcessModel source, ProcessModel target, MigrationPlan plan, ElementInstance element, List<string> reasons)
    {
        foreach (JoinToken token in element.Joins ?? [])
        {
            string gateway = plan.TargetOf(source.FlowById[token.FlowId].Target.Id);
            if (target.FlowById.GetValueOrDefault(plan.TargetOf(token.FlowId)) is not { Target.IsJoin: true } flow
                || flow.Target.Id != gateway)
            {
                reasons.Add($"a token waits on flow `{token.FlowId}` at join `{gateway}`; the target has no such flow to a join");
            }
        }
    }

    private static void CheckContinuations(ProcessModel target, MigrationPlan plan, InstanceState state, List<string> reasons)
    {
        foreach (Wait wait in state.WaitList)
        {
            if (wait.Kind == WaitKind.Continuation
                && (target.Find(plan.TargetOf(wait.ElementId)) is null
                    || (wait.Name is not null && !target.FlowById.ContainsKey(plan.TargetOf(wait.Name)))))
            {
                reasons.Add($"a token is on its way to `{wait.ElementId}`, which has no counterpart");
            }
        }
    }
}
