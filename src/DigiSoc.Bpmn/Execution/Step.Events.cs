using DigiSoc.Bpmn.Elements;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>How a trigger reaches the event that waits for it, and what it interrupts.</summary>
internal sealed partial class Step
{
    /// <summary>A waiting point was answered: lets go on whatever it leads to.</summary>
    private void Trigger(Wait wait, string kind, string? detail, FeelContext? brought)
    {
        Use(wait);
        ElementInstance owner = Find(wait.ElementInstanceId)!;
        FlowNode catching = Model.NodeById[wait.ElementId];
        Record(new EventTriggered(catching.Id, owner.Id, kind, detail, catching.Norms));
        if (catching.IsParallelMultiple && HasWaits(owner, catching))
        {
            BringPart(owner, catching, brought);
            return;
        }

        Catch(owner, catching, wait, brought);
    }

    /// <summary>Variables of one of several triggers that an event waits for: kept at an element that waits by itself, as those of the last; else those of the scope in which the event is.</summary>
    private void BringPart(ElementInstance owner, FlowNode catching, FeelContext? brought)
    {
        if (catching == owner.Node)
        {
            Bring(owner, brought);
        }
        else if (brought is { Count: > 0 })
        {
            Propagate(catching.AttachedTo is null ? owner : ScopeOf(owner), brought);
        }
    }

    /// <summary>Hands the token to the catching element: the waiting element itself, an event behind a gateway, a boundary event, an event sub-process.</summary>
    private void Catch(ElementInstance owner, FlowNode catching, Wait wait, FeelContext? brought)
    {
        if (catching == owner.Node)
        {
            CloseWaits(owner, catching);
            Complete(owner, brought);
        }
        else if (catching.AttachedTo is not null)
        {
            FireBoundary(owner, catching, brought, wait);
        }
        else if (catching.Behaviour is StartEvent)
        {
            FireEventSubProcess(owner, catching.Parent!, brought, wait);
        }
        else
        {
            PassGateway(owner, catching, brought);
        }
    }

    /// <summary>An event-based gateway goes on with the event that came first.</summary>
    private void PassGateway(ElementInstance gateway, FlowNode catching, FeelContext? brought)
    {
        ElementInstance scope = ScopeOf(gateway);
        SequenceFlow flow = Array.Find(gateway.Node.Out, each => each.Target == catching)!;
        Remove(gateway, scope);
        Record(new ElementCompleted(gateway.ElementId, gateway.Id, gateway.Node.Norms));
        Record(new SequenceFlowTaken(flow.Id, scope.Id, flow.Norms));
        ElementInstance caught = Create(catching, scope);
        Complete(caught, brought);
    }

    /// <summary>A boundary event goes off; interrupting, it ends the activity it sits on.</summary>
    /// <param name="owner">The activity.</param>
    /// <param name="boundary">The event.</param>
    /// <param name="brought">Variables that came with the trigger.</param>
    /// <param name="wait">The waiting point, opened again when the event does not interrupt; null: it has none.</param>
    public void FireBoundary(ElementInstance owner, FlowNode boundary, FeelContext? brought, Wait? wait)
    {
        ElementInstance scope = ScopeOf(owner);
        if (boundary.IsInterrupting)
        {
            Terminate(owner);
        }
        else if (wait is not null)
        {
            Rearm(owner, boundary, wait);
        }

        ElementInstance fired = Create(boundary, scope);
        Complete(fired, brought);
        if (boundary.IsInterrupting)
        {
            CompensationEvents.AfterTermination(this, owner);
        }
    }

    /// <summary>An event sub-process begins; interrupting, it ends everything else in its scope.</summary>
    /// <inheritdoc cref="FireBoundary" path="/param"/>
    public void FireEventSubProcess(ElementInstance scope, FlowNode subProcess, FeelContext? brought, Wait? wait)
    {
        if (scope.Phase is ElementPhase.Leaving or ElementPhase.Departing)
        {
            // States that were stored before a scope's waits ended with its work: what began in it would be left behind.
            return;
        }

        FlowNode start = subProcess.Content!.Starts[0];
        if (start.IsInterrupting)
        {
            TerminateContent(scope);
            CloseEventSubProcesses(scope);
            EndIncidents(scope);
            scope.Node.Behaviour.Interrupted(this, scope);
        }
        else if (wait is not null)
        {
            Rearm(scope, start, wait);
        }

        ElementInstance element = Create(subProcess, scope);
        if (brought is { Count: > 0 } && subProcess.Loop is null)
        {
            HoldStart(element, start, brought);
        }
        else if (brought is { Count: > 0 })
        {
            // Each round is begun by the same trigger.
            SetLocal(element, brought);
        }

        Begin(element);
    }

    /// <summary>Keeps what came with a trigger at the start event it triggered, until that is reached: it hands it on, as every event does.</summary>
    private void HoldStart(ElementInstance scope, FlowNode start, FeelContext brought) => Create(start, scope).Variables = brought;

    /// <summary>The start event of a scope that has yet to hand on what came with its trigger; null: none.</summary>
    private ElementInstance? HeldStart(ElementInstance scope) => scope.Children == 0 || StartOf(scope) is not { } start
        ? null
        : State.ElementList.Find(each => each.ParentId == scope.Id && each.Node == start && each.Phase == ElementPhase.Entering && each.Variables.Count > 0);

    /// <summary>Where a scope begins; null: it is none, or has no start event.</summary>
    private FlowNode? StartOf(ElementInstance scope) =>
        scope.StartedBy is { } id ? Model.NodeById[id]
        : scope.Node.IsEventSubProcess ? scope.Node.Content!.Starts[0]
        : scope.Node.Content?.NoneStart;

    /// <summary>Begins a scope at what triggered it: a start event, or a receiving element without incoming flow.</summary>
    public void StartAt(ElementInstance scope, FlowNode start)
    {
        if (HeldStart(scope) is { } held)
        {
            FeelContext brought = held.Variables;
            held.Variables = FeelContext.Empty;
            MapInputs(held);
            Complete(held, brought);
        }
        else if (start.Behaviour is StartEvent)
        {
            Activate(start, scope);
        }
        else
        {
            Complete(Create(start, scope));
        }
    }

    private void Rearm(ElementInstance owner, FlowNode catching, Wait fired)
    {
        if (catching.IsParallelMultiple)
        {
            OpenAgain(owner, catching);
        }
        else
        {
            Reopen(fired);
        }
    }

    /// <summary>Waits for all triggers of an event once more. Its conditions were true: they count again after they were false.</summary>
    private void OpenAgain(ElementInstance owner, FlowNode catching)
    {
        OpenTriggers(owner, catching);
        for (int i = 0; i < State.WaitList.Count; i++)
        {
            Wait wait = State.WaitList[i];
            if (wait.Kind == WaitKind.Condition && wait.ElementInstanceId == owner.Id && wait.ElementId == catching.Id)
            {
                State.WaitList[i] = wait with { WasTrue = true };
            }
        }
    }

    private void CloseEventSubProcesses(ElementInstance scope)
    {
        foreach (FlowNode subProcess in scope.Node.Content!.EventSubProcesses)
        {
            CloseWaits(scope, subProcess.Content!.Starts[0]);
        }
    }
}
