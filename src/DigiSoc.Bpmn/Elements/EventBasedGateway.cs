using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Event-based gateway: waits for all events behind it at once; the first that happens closes the others (13.4.4).</summary>
internal sealed class EventBasedGateway : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => step.OpenTriggers(element, element.Node.Out);
}
