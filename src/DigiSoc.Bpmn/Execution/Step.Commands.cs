using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>What each command does; and what is refused before anything is copied.</summary>
internal sealed partial class Step
{
    private Rejection? Refuse(Command command)
    {
        if (command is StartInstance start)
        {
            return _before.Status == InstanceStatus.New ? RefuseStart(start) : BpmnErrors.AlreadyStarted(Model, _before);
        }

        return _before.Status switch
        {
            InstanceStatus.New => BpmnErrors.NotStarted(Model, command),
            InstanceStatus.Active => RefuseActive(command),
            InstanceStatus.Suspended => RefuseSuspended(command),
            _ => BpmnErrors.AlreadyEnded(Model, _before, command),
        };
    }

    private Rejection? RefuseStart(StartInstance start)
    {
        if (start.StartElementId is null)
        {
            return Model.Root.Content!.NoneStart is null && Model.Root.Content.Starts.Length == 0
                ? BpmnErrors.NoNoneStart(Model)
                : null;
        }

        foreach (StartTrigger each in Model.Starts)
        {
            if (each.ElementId == start.StartElementId)
            {
                return null;
            }
        }

        return BpmnErrors.NoSuchStart(Model, start.StartElementId);
    }

    private Rejection? RefuseSuspended(Command command) => command switch
    {
        ResumeInstance or CancelInstance or ModifyInstance or MigrateInstance or SetVariables => RefuseActive(command),
        _ => BpmnErrors.Suspended(Model, command),
    };

    private Rejection? RefuseActive(Command command) => command switch
    {
        WaitCommand answer => RefuseAnswer(answer),
        ResolveIncident resolve => FindIncident(_before, resolve.IncidentId) is null
            ? BpmnErrors.NoSuchIncident(Model, resolve.IncidentId, _before)
            : null,
        SetVariables set => set.ScopeId == 0 || Find(set.ScopeId) is not null ? null : BpmnErrors.NoSuchScope(Model, set.ScopeId, _before),
        ResumeInstance when _before.Status == InstanceStatus.Active => BpmnErrors.NotSuspended(Model),
        _ => null,
    };

    private Rejection? RefuseAnswer(WaitCommand answer)
    {
        if (FindWait(_before, answer.WaitId) is not { } wait)
        {
            return BpmnErrors.NoSuchWait(Model, answer, _before);
        }

        return Fits(answer, wait.Kind) ? null : BpmnErrors.WrongWait(Model, answer, wait);
    }

    private static bool Fits(WaitCommand answer, WaitKind kind) => answer switch
    {
        CompleteUserTask => kind == WaitKind.UserTask,
        CompleteJob or FailJob => kind == WaitKind.Job,
        FireTimer => kind is WaitKind.Timer or WaitKind.Continuation,
        DeliverMessage => kind == WaitKind.Message,
        DeliverSignal => kind == WaitKind.Signal,
        CompleteChild or FailChild => kind == WaitKind.Child,
        ThrowError or ThrowEscalation => kind is WaitKind.UserTask or WaitKind.Job or WaitKind.Child,
        _ => false,
    };

    private Rejection? Apply(Command command)
    {
        switch (command)
        {
            case StartInstance start:
                Start(start);
                return null;
            case WaitCommand answer:
                Answer(answer, FindWait(answer.WaitId)!);
                return null;
            case ResolveIncident resolve:
                if (resolve.Variables.Count > 0)
                {
                    SetLocal(Root, resolve.Variables);
                }

                Resolve(FindIncident(State, resolve.IncidentId)!);
                return null;
            case SetVariables set:
                SetLocal(set.ScopeId == 0 ? Root : Find(set.ScopeId)!, set.Variables);
                return null;
            case CancelInstance cancel:
                Changed("canceled", cancel.Reason);
                EndInstance(InstanceStatus.Canceled, InstanceOutcome.Canceled, null, cancel.Reason);
                return null;
            case SuspendInstance suspend:
                State.Status = InstanceStatus.Suspended;
                Changed("suspended", suspend.Reason);
                return null;
            case ResumeInstance resume:
                State.Status = InstanceStatus.Active;
                _conditionsChanged = true;
                Changed("resumed", resume.Reason);
                return null;
            case ModifyInstance modify:
                return Modify(modify);
            case MigrateInstance migrate:
                return Migrate(migrate);
            default:
                throw new InvalidOperationException($"Bug: no step is written for the command {command.GetType().Name}.");
        }
    }

    private void Answer(WaitCommand answer, Wait wait)
    {
        ElementInstance owner = Find(wait.ElementInstanceId)!;
        switch (answer)
        {
            case CompleteUserTask done:
                Use(wait);
                Complete(owner, done.Variables);
                break;
            case CompleteJob done when owner.Node.Behaviour is Elements.LedAdHocSubProcess:
                Use(wait);
                Elements.LedAdHocSubProcess.Decided(this, owner, done.Variables, done.Choice ?? AdHocChoice.Nothing);
                break;
            case CompleteJob { Choice: not null }:
                Use(wait);
                RaiseIncident(owner, BpmnErrors.AdHocChoiceElsewhere(owner.Node));
                break;
            case CompleteJob done:
                Use(wait);
                Complete(owner, done.Variables);
                break;
            case CompleteChild done:
                Use(wait);
                Complete(owner, Elements.CallActivity.Takes(owner.Node, done.Variables));
                break;
            case FailJob failed:
                Use(wait);
                if (failed.Variables.Count > 0)
                {
                    SetLocal(owner, failed.Variables);
                }

                RaiseIncident(owner, BpmnErrors.JobFailed(owner.Node, failed.Code, failed.Text), wait.Id);
                break;
            case FailChild failed:
                Use(wait);
                RaiseIncident(owner, BpmnErrors.ChildFailed(owner.Node, failed.Code, failed.Text), wait.Id);
                break;
            case ThrowError error:
                Use(wait);
                HandOnError(owner, error.ErrorCode, error.Text, error.Variables);
                break;
            case ThrowEscalation escalation:
                HandOnEscalation(owner, escalation.EscalationCode, escalation.Variables);
                break;
            case FireTimer when wait.Kind == WaitKind.Continuation:
                Use(wait);
                GoOn(wait);
                break;
            case FireTimer:
                Trigger(wait, "timer", null, null);
                break;
            case DeliverMessage message:
                Trigger(wait, "message", message.MessageId, message.Variables);
                break;
            case DeliverSignal signal:
                Trigger(wait, "signal", wait.Name, signal.Variables);
                break;
        }
    }

    private void Start(StartInstance start)
    {
        State.Status = InstanceStatus.Active;
        State.Called = start.Called;
        ElementInstance process = new(NextId(), 0, Model.Root.Id) { Node = Model.Root, StartedBy = start.StartElementId };
        State.ElementList.Add(process);
        Record(new ElementActivated(Model.Root.Id, process.Id, 0, Model.Root.Type, Model.Root.Norms));
        if (start.Variables.Count > 0)
        {
            Receive(process, start.Variables);
        }

        StartProcess(process);
    }

    /// <summary>What an instance begins with is the process's; what a trigger brings to a start event with output mappings is that event's until they are written.</summary>
    private void Receive(ElementInstance process, FeelContext variables)
    {
        if (process.StartedBy is { } id && Model.NodeById[id] is { Outputs.Length: > 0 } start)
        {
            HoldStart(process, start, variables);
        }
        else
        {
            SetLocal(process, variables);
        }
    }

    /// <summary>Arms the process and puts the first tokens in; tried again from here after an incident.</summary>
    private void StartProcess(ElementInstance process)
    {
        if (!MapInputs(process) || !Arm(process))
        {
            return;
        }

        process.Phase = ElementPhase.Active;
        MarkUnsettled(process);
        if (process.StartedBy is not null)
        {
            StartAt(process, Model.NodeById[process.StartedBy]);
            return;
        }

        process.Node.Behaviour.Enter(this, process);
    }

    /// <summary>The instance is over: whatever still runs is ended first.</summary>
    public void EndInstance(InstanceStatus status, InstanceOutcome outcome, string? errorCode, string? text, FeelContext? thrown = null)
    {
        ElementInstance process = Root;
        FeelContext variables = process.Variables;
        if (status == InstanceStatus.Completed)
        {
            Remove(process, null);
            Record(new ElementCompleted(process.ElementId, process.Id, process.Node.Norms));
        }
        else
        {
            Terminate(process);
        }

        _arrivals.Clear();
        _unsettled.Clear();
        State.Status = status;
        State.FinalVariables = variables;
        Emit(new EndInstance(outcome, errorCode, text, thrown ?? variables));
    }

    private void Changed(string change, string reason, IReadOnlyDictionary<string, string>? renamed = null)
    {
        InstanceChanged changed = new(Model.Root.Id, Root.Id, change, reason, Model.Root.Norms);
        Record(renamed is null ? changed : changed with { Renamed = renamed });
    }
}
