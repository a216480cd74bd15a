using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Event sub-process: begun by its start event while the scope around it lives (13.5.4). See <c>Step.FireEventSubProcess</c>.</summary>
internal sealed class EventSubProcess : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) =>
        step.StartAt(element, element.Node.Content!.Starts[0]);
}
