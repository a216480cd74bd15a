using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Steps that cannot go on, and how they are tried again.</summary>
internal sealed partial class Step
{
    public void RaiseIncident(ElementInstance element, Problem problem, long? waitId = null) =>
        RaiseIncident(element, element.Node, problem, waitId);

    /// <summary>Raises an incident because an event cannot wait for its triggers: at the event where the activity it belongs to works already, else at the activity, which has not begun.</summary>
    public void RaiseIncidentOf(FlowNode catching, ElementInstance owner, Problem problem) =>
        RaiseIncident(owner, owner.Phase == ElementPhase.Active && IsBeside(catching) ? catching : owner.Node, problem);

    /// <summary>Raises an incident at an element, held by the element instance that stopped (for joins: their scope; for events beside an activity: the activity).</summary>
    public void RaiseIncident(ElementInstance holder, FlowNode node, Problem problem, long? waitId = null)
    {
        Incident incident = new(NextId(), holder.Id, node.Id, problem.Code, problem.Text);
        State.IncidentList.Add(incident);
        Emit(new RaiseIncident(incident.Id, waitId, node.Id, holder.Id, problem.Code, problem.Text));
        Record(new IncidentRaised(node.Id, holder.Id, incident.Id, problem.Code, problem.Text, node.Norms));
    }

    private bool HasIncident(ElementInstance holder, string code)
    {
        foreach (Incident incident in State.IncidentList)
        {
            if (incident.ElementInstanceId == holder.Id && incident.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True while the element instance itself is stopped with an incident.</summary>
    public bool IsStopped(ElementInstance element) =>
        State.IncidentList.Exists(each => each.ElementInstanceId == element.Id && each.ElementId == element.ElementId);

    private void EndIncidents(ElementInstance holder)
    {
        for (int i = State.IncidentList.Count - 1; i >= 0; i--)
        {
            if (State.IncidentList[i].ElementInstanceId == holder.Id)
            {
                EndIncident(State.IncidentList[i]);
            }
        }
    }

    private void EndIncident(Incident incident)
    {
        State.IncidentList.Remove(incident);
        Emit(new EndIncident(incident.Id));
        FlowNode node = Model.NodeById.GetValueOrDefault(incident.ElementId, Model.Root);
        Record(new IncidentEnded(incident.ElementId, incident.ElementInstanceId, incident.Id, node.Norms));
    }

    private static Incident? FindIncident(InstanceState state, long id) => state.IncidentList.Find(each => each.Id == id);

    /// <summary>Tries again from the phase in which the element stopped.</summary>
    private void Resolve(Incident incident)
    {
        EndIncident(incident);
        if (incident.Code == BpmnErrors.NoCondition)
        {
            // What waits for the condition waits still: it is looked at again.
            _conditionsChanged = true;
            return;
        }

        ElementInstance element = Find(incident.ElementInstanceId)!;
        if (incident.ElementId != element.ElementId)
        {
            ResolveBeside(element, incident.ElementId);
            return;
        }

        switch (element.Phase)
        {
            case ElementPhase.Entering when element.ParentId == 0:
                StartProcess(element);
                break;
            case ElementPhase.Entering:
                Begin(element);
                break;
            case ElementPhase.Active:
                element.Node.Behaviour.Retry(this, element, incident);
                break;
            case ElementPhase.Leaving:
                Leave(element);
                break;
            case ElementPhase.Departing:
                Depart(element);
                break;
        }
    }

    /// <summary>What works already goes on: only its event waits again, and of a scope only the join is looked at.</summary>
    private void ResolveBeside(ElementInstance holder, string elementId)
    {
        FlowNode? node = Model.Find(elementId);
        if (node is null || !IsBeside(node))
        {
            MarkUnsettled(holder);
        }
        else if (holder.Phase == ElementPhase.Active && !HasWaits(holder, node))
        {
            OpenAgain(holder, node);
        }
    }

    private static bool IsBeside(FlowNode catching) => catching.AttachedTo is not null || catching.Behaviour is StartEvent;
}
