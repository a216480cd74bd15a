using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Exclusive gateway: each token passes at once, on the first flow that is true (BPMN 2.0.2, 13.4.2).</summary>
internal sealed class ExclusiveGateway : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => step.Complete(element);

    public override bool ChooseFlows(Step step, ElementInstance element, List<SequenceFlow> chosen) =>
        Flows.FirstTrue(step, element, chosen);
}
