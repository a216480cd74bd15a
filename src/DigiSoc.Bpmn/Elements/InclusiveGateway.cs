using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Inclusive gateway: takes every flow that is true, and joins what can still arrive (13.4.3).</summary>
/// <remarks>
/// As a join it goes on when no token elsewhere in its scope can reach an incoming flow that is still empty without
/// passing the gateway itself, unless that token could as well reach a flow that is filled. Tokens at other joins,
/// in running activities (boundary events included) and put off count. Looked at when everything else has come to rest.
/// </remarks>
internal sealed class InclusiveGateway : ElementBehaviour
{
    public override void Arrive(Step step, FlowNode node, ElementInstance scope, SequenceFlow? via)
    {
        if (node.IsJoin && via is not null)
        {
            step.AddToJoin(AdHocActivations.HomeOf(step, node, scope), via);
        }
        else
        {
            step.Activate(node, scope);
        }
    }

    public override void Enter(Step step, ElementInstance element) => step.Complete(element);

    public override bool ChooseFlows(Step step, ElementInstance element, List<SequenceFlow> chosen) =>
        Flows.EveryTrue(step, element, chosen);

    /// <summary>Lets the first inclusive join of the scope go on that has everything it can get; true when one did.</summary>
    public static bool TryJoin(Step step, ElementInstance scope)
    {
        foreach (FlowNode join in scope.Node.Content!.InclusiveJoins)
        {
            if (HasToken(join, scope) && !MoreCanCome(step, join, scope))
            {
                Join(step, join, scope);
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets the first join go on that has any token: several joins wait for one another only.</summary>
    public static bool JoinFirst(Step step, ElementInstance scope)
    {
        foreach (FlowNode join in scope.Node.Content!.InclusiveJoins)
        {
            if (HasToken(join, scope))
            {
                Join(step, join, scope);
                return true;
            }
        }

        return false;
    }

    private static void Join(Step step, FlowNode join, ElementInstance scope)
    {
        foreach (SequenceFlow flow in join.In)
        {
            if (Step.IsAtJoin(scope, flow))
            {
                Step.TakeFromJoin(scope, flow);
            }
        }

        AdHocActivations.GoOn(step, join, scope);
    }

    private static bool HasToken(FlowNode join, ElementInstance scope)
    {
        foreach (SequenceFlow flow in join.In)
        {
            if (Step.IsAtJoin(scope, flow))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MoreCanCome(Step step, FlowNode join, ElementInstance scope)
    {
        foreach (JoinToken token in scope.Joins!)
        {
            if (CanCome(join, scope, step.Model.FlowById[token.FlowId].Target))
            {
                return true;
            }
        }

        foreach (ElementInstance element in step.State.ElementList)
        {
            if (IsIn(step, element.ParentId, scope) && CanCome(join, scope, element.Node))
            {
                return true;
            }
        }

        foreach (Wait wait in step.State.WaitList)
        {
            if (wait.Kind == WaitKind.Continuation && IsIn(step, wait.ElementInstanceId, scope)
                && CanCome(join, scope, step.Model.NodeById[wait.ElementId]))
            {
                return true;
            }
        }

        return false;
    }

    // A join of several activations lies in the ad-hoc sub-process, what can still reach it in them.
    private static bool IsIn(Step step, long place, ElementInstance scope) =>
        place == scope.Id || (scope.Node.HasActivations && step.Find(place) is { IsActivation: true } activation && activation.ParentId == scope.Id);

    /// <summary>True when a token at the element can reach an empty flow of the join and no filled one.</summary>
    private static bool CanCome(FlowNode join, ElementInstance scope, FlowNode at)
    {
        if (at == join)
        {
            return false;
        }

        bool reachesEmpty = false;
        for (int i = 0; i < join.In.Length; i++)
        {
            if (join.Reach[i].Contains(at))
            {
                if (Step.IsAtJoin(scope, join.In[i]))
                {
                    return false;
                }

                reachesEmpty = true;
            }
        }

        return reachesEmpty;
    }
}
