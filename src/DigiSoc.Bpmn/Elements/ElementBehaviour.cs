using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>What one BPMN element does with a token. Behaviours hold no state; one object serves every element of its kind.</summary>
internal abstract class ElementBehaviour
{
    /// <summary>A token is in: inputs are read, boundary events are armed. Completes the element, waits, or raises an incident.</summary>
    public abstract void Enter(Step step, ElementInstance element);

    /// <summary>A token arrives on a flow. Most elements begin at once; joins wait.</summary>
    public virtual void Arrive(Step step, FlowNode node, ElementInstance scope, SequenceFlow? via) => step.Activate(node, scope);

    /// <summary>Chooses the flows by which a token leaves; false: an incident was raised.</summary>
    public virtual bool ChooseFlows(Step step, ElementInstance element, List<SequenceFlow> chosen) =>
        Flows.Default(step, element, chosen);

    /// <summary>For scopes: no token is left inside.</summary>
    public virtual void Drained(Step step, ElementInstance scope) => step.Complete(scope);

    /// <summary>For scopes: an element inside ended as modelled, others may still run.</summary>
    public virtual void ChildCompleted(Step step, ElementInstance scope, ElementInstance child)
    {
    }
}
