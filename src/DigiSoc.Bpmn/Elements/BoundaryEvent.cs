using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Boundary event: armed with its activity; a token leaves by it when it goes off (13.5.3). See <c>Step.FireBoundary</c>.</summary>
internal sealed class BoundaryEvent : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => step.Complete(element);
}
