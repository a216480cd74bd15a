using DigiSoc.Bpmn.Elements;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>The life of an element instance: activate, start, complete, depart, terminate.</summary>
internal sealed partial class Step
{
    public ElementInstance? Find(long id) => IndexOf(id) is var at and >= 0 ? State.ElementList[at] : null;

    /// <summary>Its place in the list, which is in the order of ids; negative: it does not live.</summary>
    private int IndexOf(long id)
    {
        List<ElementInstance> all = State.ElementList;
        int low = 0;
        int high = all.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = all[middle].Id;
            if (found == id)
            {
                return middle;
            }

            (low, high) = found < id ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>The scope an element instance is in; the process has none.</summary>
    public ElementInstance ScopeOf(ElementInstance element) => Find(element.ParentId)!;

    public void Activate(FlowNode node, ElementInstance scope) => Begin(Create(node, scope));

    /// <summary>Adds an element instance without starting it.</summary>
    public ElementInstance Create(FlowNode node, ElementInstance scope)
    {
        ElementInstance element = new(NextId(), scope.Id, node.Id) { Node = node };
        scope.Children++;
        State.ElementList.Add(element);
        Record(new ElementActivated(node.Id, element.Id, scope.Id, node.Type, node.Norms));
        return element;
    }

    /// <summary>Starts an element instance, as a loop when the element repeats.</summary>
    public void Begin(ElementInstance element)
    {
        if (element.Node.Loop is not null && !IsRound(element))
        {
            Loops.Begin(this, element);
        }
        else
        {
            Start(element);
        }
    }

    /// <summary>True for one round of a loop, false for the loop as a whole and for what does not repeat.</summary>
    public static bool IsRound(ElementInstance element) => element.LoopCounter > 0;

    /// <summary>Reads inputs, arms events, and lets the element do its work.</summary>
    public void Start(ElementInstance element)
    {
        FlowNode node = element.Node;
        FeelContext own = element.Variables;
        if (!MapInputs(element) || !Arm(element))
        {
            // Inputs are mapped anew when it is tried again: from what is around it then, not from what they wrote before.
            element.Variables = own;
            return;
        }

        element.Phase = ElementPhase.Active;
        node.Behaviour.Enter(this, element);
    }

    /// <summary>The element's work is done; the variables it brought are merged first, and its outputs written, once.</summary>
    public void Complete(ElementInstance element, FeelContext? brought = null)
    {
        element.Phase = ElementPhase.Leaving;
        Disarm(element);
        Bring(element, brought);
        MapOutputs(element);
        Leave(element);
    }

    /// <summary>Variables that an element's work brings: its own until its outputs are written, or else those of the scopes around.</summary>
    public void Bring(ElementInstance element, FeelContext? brought)
    {
        if (brought is not { Count: > 0 })
        {
            return;
        }

        if (element.Node.Outputs.Length > 0 && !element.Node.KeepsBrought)
        {
            SetLocal(element, brought);
        }
        else
        {
            Propagate(element, brought);
        }
    }

    /// <summary>Hands what a round or an activation brought to what gathers it, then departs; outputs are written by then.</summary>
    public void Leave(ElementInstance element)
    {
        if ((IsRound(element) && !Loops.Collect(this, element))
            || ((element.IsActivation || element.Node.IsEventSubProcess) && !AdHocActivations.Gather(this, element)))
        {
            return;
        }

        element.Phase = ElementPhase.Departing;
        Depart(element);
    }

    /// <summary>Chooses the way out and takes it.</summary>
    public void Depart(ElementInstance element)
    {
        FlowNode node = element.Node;
        bool flowsOut = !IsRound(element) && !element.IsActivation && element.UndoneFor == 0;
        List<SequenceFlow> chosen = _chosen;
        chosen.Clear();
        if (flowsOut && !node.Behaviour.ChooseFlows(this, element, chosen))
        {
            return;
        }

        ElementInstance scope = ScopeOf(element);
        CompensationEvents.Remember(this, scope, element);
        Remove(element, scope);
        Record(new ElementCompleted(node.Id, element.Id, node.Norms));
        for (int i = 0; i < chosen.Count; i++)
        {
            Take(chosen[i], scope);
        }

        AfterDeparture(element, scope);
    }

    /// <summary>Ends an element instance and all it holds, innermost first; its waits are closed.</summary>
    public void Terminate(ElementInstance element)
    {
        ElementInstance? scope = element.ParentId == 0 ? null : ScopeOf(element);
        TerminateContent(element);
        Remove(element, scope);
        Record(new ElementTerminated(element.ElementId, element.Id, element.Node.Norms));
        if (scope is not null)
        {
            MarkUnsettled(scope);
        }
    }

    /// <summary>Ends everything inside a scope but one element instance; tokens on their way are dropped.</summary>
    public void TerminateContent(ElementInstance scope, ElementInstance? except = null)
    {
        scope.Joins = null;
        DropArrivals(arrival => arrival.ScopeId == scope.Id);
        if (scope.Children == 0)
        {
            return; // Of thousands of rounds each would look through all.
        }

        CloseContinuations(scope);
        for (int i = State.ElementList.Count - 1; i >= 0; i--)
        {
            // Ending an element removes what lies behind it in the list, never what lies before.
            if (i < State.ElementList.Count && State.ElementList[i] is var element
                && element.ParentId == scope.Id && element != except)
            {
                Terminate(element);
            }
        }
    }

    private readonly List<SequenceFlow> _chosen = [];

    private void AfterDeparture(ElementInstance element, ElementInstance scope)
    {
        MarkUnsettled(scope);
        if (element.UndoneFor != 0)
        {
            if (Find(element.UndoneFor) is { } thrower)
            {
                CompensationEvents.GoOn(this, thrower);
            }

            return;
        }

        if (IsRound(element))
        {
            Loops.RoundEnded(this, scope, element);
            return;
        }

        scope.Node.Behaviour.ChildCompleted(this, scope, element);
    }

    private void Remove(ElementInstance element, ElementInstance? scope)
    {
        CloseWaits(element);
        EndIncidents(element);
        State.ElementList.RemoveAt(IndexOf(element.Id));
        if (scope is not null)
        {
            scope.Children--;
        }
    }
}
