using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Elements;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Carrying an instance over to another model.</summary>
internal sealed partial class Step
{
    private Rejection? Migrate(MigrateInstance command)
    {
        IReadOnlyList<string> reasons = Migration.Check(Model, command.Target, command.Plan, State);
        if (reasons.Count > 0)
        {
            return BpmnErrors.MigrationRefused(Model, command.Target, reasons);
        }

        Changed("migrated", command.Reason, command.Plan.Mappings.Where(each => each.Key != each.Value).ToDictionary());
        foreach (ElementInstance element in State.ElementList)
        {
            Carry(element, command);
        }

        ProcessModel source = Model;
        Model = command.Target;
        _environment = null;
        CarryWaits(command.Plan);
        CarryIncidents(command.Plan);
        int stopped = State.IncidentList.Count;
        foreach (ElementInstance element in State.ElementList.ToArray())
        {
            OpenNewEvents(element, source, command.Plan);
            MarkUnsettled(element);
            if (element.Phase == ElementPhase.Active)
            {
                element.Node.Behaviour.Migrated(this, element);
            }
        }

        // What works already cannot stop for an event that it never had: tried again, its work would be begun twice.
        if (State.IncidentList.Count > stopped)
        {
            return BpmnErrors.MigrationRefused(
                source, command.Target, [.. State.IncidentList.Skip(stopped).Select(each => $"an event new at `{each.ElementId}` cannot be armed ({each.Text})")]);
        }

        _conditionsChanged = true;
        return null;
    }

    private static void Carry(ElementInstance element, MigrateInstance command)
    {
        element.Node = element.ParentId == 0
            ? command.Target.Root
            : command.Target.NodeById[command.Plan.TargetOf(element.ElementId)];
        element.ElementId = element.Node.Id;
        for (int i = 0; element.Joins is not null && i < element.Joins.Count; i++)
        {
            element.Joins[i] = element.Joins[i] with { FlowId = command.Plan.TargetOf(element.Joins[i].FlowId) };
        }

        element.StartedBy = element.StartedBy is { } start && command.Target.Find(command.Plan.TargetOf(start)) is { } from ? from.Id : null;
        element.Pending = element.Pending?.ConvertAll(command.Plan.TargetOf);
        element.Compensables = Carried(element.Compensables, command);
        element.Compensating = Carried(element.Compensating, command);
    }

    /// <summary>What the target cannot undo any more is forgotten.</summary>
    private static List<Compensable>? Carried(List<Compensable>? compensables, MigrateInstance command)
    {
        if (compensables is null)
        {
            return null;
        }

        List<Compensable> carried = [];
        foreach (Compensable each in compensables)
        {
            FlowNode? node = command.Target.Find(command.Plan.TargetOf(each.ElementId));
            if (node is not null && (each.Inner is not null ? node.Content is not null : node.CompensationHandler is not null))
            {
                carried.Add(each with { ElementId = node.Id, Inner = Carried(each.Inner is null ? null : [.. each.Inner], command) });
            }
        }

        return carried;
    }

    private void CarryWaits(MigrationPlan plan)
    {
        for (int i = 0; i < State.WaitList.Count; i++)
        {
            Wait wait = State.WaitList[i];
            ElementInstance owner = Find(wait.ElementInstanceId)!;
            FlowNode? node = Model.Find(plan.TargetOf(wait.ElementId));
            if (node is not null && Keeps(owner, node, wait))
            {
                // The name of a token put off is the flow it is on.
                string? name = wait is { Kind: WaitKind.Continuation, Name: { } flow } ? plan.TargetOf(flow) : wait.Name;
                State.WaitList[i] = wait with { ElementId = node.Id, Name = name };
            }
            else
            {
                State.WaitList.RemoveAt(i--);
                EmitClosing(wait, WaitEnding.Canceled);
            }
        }
    }

    /// <summary>A waiting point stays when the target still waits there for the same kind of thing.</summary>
    private static bool Keeps(ElementInstance owner, FlowNode node, Wait wait)
    {
        if (wait.Kind is WaitKind.UserTask or WaitKind.Job or WaitKind.Child or WaitKind.Continuation)
        {
            return true;
        }

        bool isSame = wait.Definition < node.Triggers.Length && (node.Triggers[wait.Definition], wait.Kind) is
            (TimerTrigger, WaitKind.Timer) or (MessageTrigger, WaitKind.Message)
            or (SignalTrigger, WaitKind.Signal) or (ConditionalTrigger, WaitKind.Condition);
        return isSame && (node == owner.Node || node.AttachedTo == owner.Node || node.Parent?.Parent == owner.Node
            || Array.Exists(owner.Node.Out, flow => flow.Target == node));
    }

    private void CarryIncidents(MigrationPlan plan)
    {
        for (int i = 0; i < State.IncidentList.Count; i++)
        {
            Incident incident = State.IncidentList[i];
            State.IncidentList[i] = incident with { ElementId = plan.TargetOf(incident.ElementId) };
        }
    }

    /// <summary>Boundary events and event sub-processes that only the target has are armed.</summary>
    private void OpenNewEvents(ElementInstance element, ProcessModel source, MigrationPlan plan)
    {
        if (element.Phase != ElementPhase.Active || CompensationEvents.IsReopened(element) || CompensationEvents.IsCanceled(this, element))
        {
            return;
        }

        foreach (FlowNode boundary in IsRound(element) || element.IsActivation ? [] : element.Node.Boundaries)
        {
            OpenWhenNew(element, boundary, source, plan);
        }

        if (element.Loop is not null || element.IsActivation || element.Node.Content is null || IsInterrupted(element))
        {
            return;
        }

        foreach (FlowNode subProcess in element.Node.Content.EventSubProcesses)
        {
            OpenWhenNew(element, subProcess.Content!.Starts[0], source, plan);
        }
    }

    private void OpenWhenNew(ElementInstance owner, FlowNode catching, ProcessModel source, MigrationPlan plan)
    {
        if (catching.Triggers.Length > 0 && !HasWaits(owner, catching)
            && !Array.Exists(source.Nodes, each => IsCounterpart(each, catching, owner, source, plan)))
        {
            OpenTriggers(owner, catching);
        }
    }

    /// <summary>The source has the event at the same place, with triggers of the same kinds: where nothing waits for it any more it has gone off.</summary>
    private static bool IsCounterpart(FlowNode candidate, FlowNode catching, ElementInstance owner, ProcessModel source, MigrationPlan plan)
    {
        if (plan.TargetOf(candidate.Id) != catching.Id || (candidate.AttachedTo ?? candidate.Parent?.Parent) is not { } place)
        {
            return false;
        }

        bool isSamePlace = owner.ParentId == 0 ? place == source.Root : plan.TargetOf(place.Id) == owner.ElementId;
        return isSamePlace
            && candidate.Triggers.Select(each => each.GetType()).SequenceEqual(catching.Triggers.Select(each => each.GetType()));
    }

    /// <summary>An interrupting event sub-process runs: the scope waits for no other.</summary>
    private bool IsInterrupted(ElementInstance scope) => State.ElementList.Exists(
        each => each.ParentId == scope.Id && each.Node.IsEventSubProcess && each.Node.Content!.Starts[0].IsInterrupting);
}
