using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>Embedded sub-process and transaction: a scope of its own, through when no token is left in it (13.3.4).</summary>
internal sealed class SubProcess : ElementBehaviour
{
    public override void Enter(Step step, ElementInstance element) => StartEvent.Begin(step, element);
}
