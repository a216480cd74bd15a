using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>The process itself: completed when no token is left in it (13.2).</summary>
internal sealed class Process : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => StartEvent.Begin(step, element);

    public override void Drained(Step step, ElementInstance scope) =>
        step.EndInstance(InstanceStatus.Completed, InstanceOutcome.Completed, null, null);
}
