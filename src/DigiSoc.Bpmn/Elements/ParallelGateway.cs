using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Parallel gateway: waits for a token on every incoming flow, then sends one on every outgoing flow (13.4.1).</summary>
internal sealed class ParallelGateway : ElementBehaviour
{
    public override void Arrive(Step step, FlowNode node, ElementInstance scope, SequenceFlow? via)
    {
        if (!node.IsJoin || via is null)
        {
            step.Activate(node, scope);
            return;
        }

        scope = AdHocActivations.HomeOf(step, node, scope);
        step.AddToJoin(scope, via);
        if (IsComplete(node, scope))
        {
            foreach (SequenceFlow flow in node.In)
            {
                Step.TakeFromJoin(scope, flow);
            }

            AdHocActivations.GoOn(step, node, scope);
        }
    }

    public override void Enter(Step step, ElementInstance element) => step.Complete(element);

    public override bool ChooseFlows(Step step, ElementInstance element, List<SequenceFlow> chosen)
    {
        chosen.AddRange(element.Node.Out);
        return true;
    }

    private static bool IsComplete(FlowNode node, ElementInstance scope)
    {
        foreach (SequenceFlow flow in node.In)
        {
            if (!Step.IsAtJoin(scope, flow))
            {
                return false;
            }
        }

        return true;
    }
}
