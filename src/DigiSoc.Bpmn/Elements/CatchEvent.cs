using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Intermediate catch event and receive task: waits for its trigger; of several for the first, or for all when parallel (13.5.2).</summary>
internal sealed class CatchEvent : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element)
    {
        if (element.Node.Triggers is [LinkTrigger])
        {
            step.Complete(element);
            return;
        }

        step.OpenTriggers(element, element.Node);
    }
}
