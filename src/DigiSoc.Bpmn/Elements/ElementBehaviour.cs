using DigiSoc.Bpmn.Execution;

namespace DigiSoc.Bpmn.Elements;

/// <summary>What one BPMN element does with a token. Behaviours hold no state; one object serves every element of its kind.</summary>
internal abstract class ElementBehaviour
{
    /// <summary>A token is in: inputs are read, boundary events are armed. Completes the element, waits, or raises an incident.</summary>
    public abstract void Enter(Step step, ElementInstance element);

    /// <summary>An incident of its work was resolved: tries again what stopped.</summary>
    public virtual void Retry(Step step, ElementInstance element, Incident resolved) => Enter(step, element);

    /// <summary>A token arrives on a flow. Most elements begin at once; joins wait.</summary>
    public virtual void Arrive(Step step, FlowNode node, ElementInstance scope, SequenceFlow? via) => step.Activate(node, scope);

    /// <summary>Chooses the flows by which a token leaves; false: an incident was raised.</summary>
    public virtual bool ChooseFlows(Step step, ElementInstance element, List<SequenceFlow> chosen) =>
        Flows.Default(step, element, chosen);

    /// <summary>For scopes: no token is left inside.</summary>
    public virtual void Drained(Step step, ElementInstance scope) => step.Complete(scope);

    /// <summary>For scopes: an event sub-process interrupted all that ran inside, and goes on alone.</summary>
    public virtual void Interrupted(Step step, ElementInstance scope)
    {
    }

    /// <summary>For scopes in which nothing runs: true when more may begin, so that tokens waiting at joins are not stuck.</summary>
    public virtual bool MayBeginMore(ElementInstance scope) => false;

    /// <summary>For scopes: an element inside ended as modelled, others may still run.</summary>
    public virtual void ChildCompleted(Step step, ElementInstance scope, ElementInstance child)
    {
    }

    /// <summary>It goes on in another model from now on: what it told of the old one is told anew.</summary>
    public virtual void Migrated(Step step, ElementInstance element)
    {
    }
}
