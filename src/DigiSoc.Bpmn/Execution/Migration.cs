using DigiSoc.Bpmn.Elements;

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
            CheckNotBegun(to, target, plan, element, reasons);
        }

        CheckContinuations(target, plan, state, reasons);
        if (reasons.Count == 0)
        {
            CheckMarkings(source, target, plan, state, reasons);
        }

        return reasons;
    }

    /// <summary>Each element has a place by now; whether they can stand there together is the question.</summary>
    private static void CheckMarkings(ProcessModel source, ProcessModel target, MigrationPlan plan, InstanceState state, List<string> reasons)
    {
        foreach (ElementInstance scope in state.ElementList)
        {
            FlowNode from = source.NodeById[scope.ElementId];
            if (!HasMarking(from, scope))
            {
                continue;
            }

            FlowNode to = scope.ParentId == 0 ? target.Root : target.NodeById[plan.TargetOf(from.Id)];
            List<char> places = Places(source, target, plan.TargetOf, scope, state);
            // A state that a person made by a modification, and that the source cannot reach either, is that person's.
            if (!Markings.CanBe(target, to, places)
                && Markings.CanBe(source, from, Places(source, source, id => id, scope, state)))
            {
                string where = string.Join(", ", places.Select(place => place < target.Nodes.Length
                    ? $"at `{target.Nodes[place].Id}`" : $"on flow `{target.Flows[place - target.Nodes.Length].Id}`"));
                reasons.Add($"tokens {where} in `{to.Id}`: the target never comes to stand so");
            }
        }
    }

    /// <summary>Of an ad-hoc sub-process any part may begin at any time, and of a loop the rounds have one each.</summary>
    internal static bool HasMarking(FlowNode node, ElementInstance scope) =>
        node.Content is not null && scope.Loop is null && node.Behaviour is not (AdHocSubProcess or LedAdHocSubProcess);

    internal static List<char> Places(
        ProcessModel source, ProcessModel model, Func<string, string> counterpart, ElementInstance scope, InstanceState state)
    {
        List<char> places = [];
        foreach (ElementInstance element in state.ElementList)
        {
            // What undoes, and an event sub-process, begin beside the flows.
            if (element.ParentId == scope.Id && element.UndoneFor == 0 && !source.NodeById[element.ElementId].IsEventSubProcess)
            {
                places.Add(Markings.At(model.NodeById[counterpart(element.ElementId)]));
            }
        }

        foreach (JoinToken token in scope.Joins ?? [])
        {
            places.AddRange(Enumerable.Repeat(Markings.On(model, model.FlowById[counterpart(token.FlowId)]), token.Count));
        }

        foreach (Wait wait in state.WaitList)
        {
            if (wait.Kind == WaitKind.Continuation && wait.ElementInstanceId == scope.Id)
            {
                FlowNode node = model.NodeById[counterpart(wait.ElementId)];
                places.Add(node.IsJoin && wait.Name is not null
                    ? Markings.On(model, model.FlowById[counterpart(wait.Name)]) : Markings.At(node));
            }
        }

        return places;
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
            && scope != to.Parent && !IsPart(element, to, scope))
        {
            reasons.Add($"`{to.Id}` lies in `{to.Parent?.Id}`, the token is in `{scope.Id}`");
        }
    }

    /// <summary>A round, an activation, or one of them opened again to be undone: it lies in the whole, under the same id.</summary>
    private static bool IsPart(ElementInstance element, FlowNode to, FlowNode scope) =>
        element.LoopCounter > 0 || element.IsActivation || (element.UndoneFor != 0 && scope == to);

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

    /// <summary>What the element knows by its id without a token being there.</summary>
    private static void CheckNotBegun(FlowNode to, ProcessModel target, MigrationPlan plan, ElementInstance element, List<string> reasons)
    {
        foreach (string pending in element.Pending ?? [])
        {
            if (target.Find(plan.TargetOf(pending))?.Parent != to)
            {
                reasons.Add($"`{element.ElementId}` has yet to begin `{pending}`, which has no counterpart in `{to.Id}`");
            }
        }

        if (element.Phase == ElementPhase.Entering && element.StartedBy is { } start && target.Find(plan.TargetOf(start))?.Parent != to)
        {
            reasons.Add($"it begins at `{start}`, which has no counterpart");
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
