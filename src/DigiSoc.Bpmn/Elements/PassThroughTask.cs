using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Abstract task and manual task: done outside any system, so the token passes at once (13.3.3).</summary>
internal sealed class PassThroughTask : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => step.Complete(element);
}
