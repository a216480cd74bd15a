using System.Diagnostics;
using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tasks;

namespace DigiSoc.Runtime.Stepping;

/// <summary>One case for each effect: which rows make it true.</summary>
internal sealed partial class StepBuilder
{
    // The part an accepted command answered is over, whether or not an effect says so.
    private void WriteAnswered(Command command, Guid? partId)
    {
        switch (command)
        {
            case FireTimer:
                Write(Sql.DeleteTimer, Value.Uuid(partId));
                break;
            case DeliverMessage or DeliverSignal:
                Write(MessageSql.DeleteSubscription, Value.Uuid(partId));
                break;
        }
    }

    // Holding an instance holds what it waits for, and every instance it called; in the same transaction, for else a
    // called one could end between the two and find nobody who takes its answer.
    private async Task HandDownAsync(Command command, StoredInstance instance, OperationContext context, CancellationToken ct)
    {
        if (command is not (SuspendInstance or ResumeInstance))
        {
            return;
        }

        _plan.Statements.AddRange(command is SuspendInstance ? Holding.Hold(instance.Id) : Holding.LetGo(instance.Id));
        _plan.TellJobs(instance);
        foreach (var child in (await reader.ReadChildrenAsync(instance.Id, ct)).Select(child => child.Id).Union(PlannedChildren(instance.Id)))
        {
            _follow.Enqueue(new(child, command, null, context));
        }
    }

    // Called by this very plan: no row yet.
    private List<Guid> PlannedChildren(Guid id) => [.. _plan.After.Values
        .Where(child => child.EndedAt is null && child.ParentPart is { } part && EngineIds.InstanceOf(part) == id)
        .Select(child => child.Id)];

    private async Task ApplyAsync(
        Effect effect,
        StoredInstance before,
        StoredInstance instance,
        OperationContext context,
        LoadedPackage package,
        CancellationToken ct)
    {
        switch (effect)
        {
            case CreateUserTask e: CreateTask(e, instance); break;
            case EndUserTask e: EndTask(EngineIds.Part(instance.Id, e.WaitId)); break;
            case CreateJob e: Create(e, instance); break;
            case EndJob e: EndJob(EngineIds.Part(instance.Id, e.WaitId)); break;
            case ScheduleTimer e: Schedule(e, instance); break;
            case CancelTimer e: Write(Sql.DeleteTimer, Part(instance, e.WaitId)); break;
            case OpenMessageSubscription e: Open(instance, e.WaitId, 0, e.ElementId, e.Name, e.CorrelationKey); break;
            case OpenSignalSubscription e: Open(instance, e.WaitId, 1, e.ElementId, e.Name, ""); break;
            case CloseSubscription e: Close(before, instance, e.WaitId); break;
            case StartChild e: await StartAsync(e, instance, context, package, ct); break;
            case CancelChild e: await CancelAsync(e, instance, context, ct); break;
            case PublishMessage e: Publish(e, instance); break;
            case BroadcastSignal e: Broadcast(e, instance); break;
            case RaiseEscalation e: Escalate(e, instance, context); break;
            case RaiseIncident e: Raise(e, before, instance); break;
            case EndIncident e: Write(Sql.DeleteIncident, Part(instance, e.IncidentId)); break;
            case EndInstance e: End(e, instance, context); break;
            case Record: break; // Written as one history entry of the step.
            default: throw RunErrors.Bug($"effect {effect.GetType().Name} is not known to the runtime.");
        }
    }

    private void CreateTask(CreateUserTask effect, StoredInstance instance)
    {
        var task = OpenTask.Of(effect, instance, _now);
        _plan.Tasks.Add(task);
        Write(Sql.InsertTask, task.ToValues());
        foreach (var further in TaskCandidates.Of(effect.CandidateGroups, effect.CandidateUsers).Skip(1))
        {
            Write(
                Sql.InsertCandidate,
                Value.Text(instance.InstitutionId),
                Value.Text(further),
                Value.At(effect.DueAt),
                Value.Uuid(task.View.TaskId),
                Value.Small(task.View.Priority),
                Value.At(_now));
        }
    }

    private void EndTask(Guid id)
    {
        _plan.EndedTasks.Add(id);
        var isOffered = _guard.IsOfferedFurther;
        if (IsGuarded(StepGuardKind.Task, id, out var number))
        {
            Write(isOffered ? Sql.AnswerOfferedTask : Sql.AnswerTask, Value.Uuid(id), Value.Int(number));
            return;
        }

        Write(Sql.DeleteTask, Value.Uuid(id));
    }

    private void EndJob(Guid id)
    {
        // This very plan made it: it is not to be begun.
        slots.Release(_plan.Jobs.Where(job => job.JobId == id));
        _plan.Jobs.RemoveAll(job => job.JobId == id);
        var owner = _guard.Owner;
        var isGuarded = IsGuarded(StepGuardKind.Job, id, out var number);
        if (IsOverKept(id))
        {
            return; // The instance's own row says so.
        }

        if (isGuarded)
        {
            Write(Sql.AnswerJob, Value.Uuid(id), Value.Int(number), Value.Text(owner));
            return;
        }

        Write(Sql.DeleteJob, Value.Uuid(id));
    }

    // The statement that ends the answered part checks that it is as it was; it is the only one to do so.
    private bool IsGuarded(StepGuardKind kind, Guid id, out int number)
    {
        number = _guard.Number;
        if (_guard.Kind != kind || _guard.PartId != id)
        {
            return false;
        }

        _guard = StepGuard.None;
        return true;
    }

    private void Create(CreateJob job, StoredInstance instance)
    {
        var id = EngineIds.Part(instance.Id, job.WaitId);
        if (ReferenceEquals(job, _keeps))
        {
            return; // The instance's own row says so.
        }

        var mine = !holds.HoldsJob(instance, job.Type, job.ElementId) && slots.TryReserve(job.Type, instance.InstitutionId);
        Write(
            Sql.InsertJob,
            Value.Uuid(id),
            Value.Text(instance.InstitutionId),
            Value.Text(job.Type),
            Value.Text(job.ElementId),
            Value.Text(instance.BusinessKey),
            Value.Int(job.Retries),
            Value.Int(mine ? 1 : 0),
            Value.Span(mine ? slots.Lease : TimeSpan.Zero),
            Value.Text(mine ? slots.NodeName : null),
            Value.Text(Activity.Current?.Id));
        if (mine)
        {
            _plan.Jobs.Add(new ReservedJob(job, instance, id, null, Activity.Current?.Id));
        }
        else
        {
            _plan.News |= StepNews.Jobs;
        }
    }

    private void Schedule(ScheduleTimer timer, StoredInstance instance)
    {
        Write(
            Sql.InsertTimer,
            Part(instance, timer.WaitId),
            Value.Text(instance.InstitutionId),
            Value.Text(timer.ElementId),
            Value.At(timer.FireAt));
        _plan.News |= StepNews.Timers;
        _plan.FirstTimer = _plan.FirstTimer is { } first && first < timer.FireAt ? first : timer.FireAt;
    }

    private void Open(StoredInstance instance, long waitId, int kind, string elementId, string name, string key)
    {
        if (kind == 0)
        {
            Write(Sql.LockKey, Value.Text(instance.InstitutionId), Value.Text(name), Value.Text(key));
            _plan.News |= StepNews.Messages;
        }

        Write(
            Sql.InsertSubscription,
            Part(instance, waitId),
            Value.Text(instance.InstitutionId),
            Value.Small(kind),
            Value.Text(name),
            Value.Text(key),
            Value.Text(elementId),
            Value.At(_now));
    }

    // The key before the row, as who addresses a message has them.
    private void Close(StoredInstance before, StoredInstance instance, long waitId)
    {
        if (before.State.Waits.FirstOrDefault(w => w.Id == waitId) is { Kind: WaitKind.Message } wait)
        {
            Write(Sql.LockKey, Value.Text(instance.InstitutionId), Value.Text(wait.Name), Value.Text(wait.CorrelationKey));
        }

        Write(Sql.CloseSubscription, Part(instance, waitId));
        _plan.News |= StepNews.Messages;
    }

    private async Task StartAsync(
        StartChild child, StoredInstance parent, OperationContext context, LoadedPackage package, CancellationToken ct)
    {
        if (++_chained > LongestChain)
        {
            Fail(child, parent, context, RunErrors.ChildDepthCode, RunErrors.ChildDepth(child.ProcessId, _chained));
            return;
        }

        var found = await shelf.FindProcessAsync(package, child.ProcessId, ct);
        if (found is null)
        {
            var known = await shelf.ProcessesAsync(package, ct);
            var missing = RunErrors.ProcessUnknown(package.Key, package.Number, child.ProcessId, known);
            Fail(child, parent, context, missing.Code, missing.Text);
            return;
        }

        var instance = NewChild(child, parent, found, context);
        _plan.After[instance.Id] = instance;
        _follow.Enqueue(new(instance.Id, new StartInstance(child.Variables, Called: true), null, context));
        if (parent.State.Status == InstanceStatus.Suspended)
        {
            // A call activity begun by hand: what it calls stands as still as its caller.
            _follow.Enqueue(new(instance.Id, new SuspendInstance("The calling instance is suspended."), null, context));
        }
    }

    private StoredInstance NewChild(StartChild child, StoredInstance parent, LoadedPackage package, OperationContext context) =>
        parent with
        {
            Id = EngineIds.NewInstance(_now),
            PackageKey = package.Key,
            PackageVersion = package.Number,
            ProcessId = child.ProcessId,
            ParentPart = EngineIds.Part(parent.Id, child.WaitId),
            Kept = null,
            Revision = 0,
            State = InstanceState.New,
            ChainNumber = 0,
            StartedAt = _now,
            StartedBy = context.Actor,
        };

    private void Fail(StartChild child, StoredInstance parent, OperationContext context, string code, string text) =>
        _follow.Enqueue(new(parent.Id, new FailChild(child.WaitId, code, text), EngineIds.Part(parent.Id, child.WaitId), context));

    private async Task CancelAsync(CancelChild child, StoredInstance parent, OperationContext context, CancellationToken ct)
    {
        var part = EngineIds.Part(parent.Id, child.WaitId);
        var instance = _plan.After.Values.FirstOrDefault(i => i.ParentPart == part) ?? await reader.LoadChildAsync(part, ct);
        if (instance is not null)
        {
            _follow.Enqueue(new(instance.Id, new CancelInstance("The calling step was left."), null, context));
        }
    }

    private void Publish(PublishMessage message, StoredInstance instance)
    {
        WriteMessage(Guid.CreateVersion7(_now), 0, message.Name, message.CorrelationKey, message.TimeToLive, message.Variables, instance);
        _plan.News |= StepNews.Messages;
    }

    private void WriteMessage(
        Guid id, int kind, string name, string key, TimeSpan timeToLive, FeelContext variables, StoredInstance instance) => Write(
        Sql.InsertMessage,
        Value.Uuid(id),
        Value.Text(instance.InstitutionId),
        Value.Small(kind),
        Value.Text(name),
        Value.Text(key),
        Value.Text(null), // The step itself happens once; no duplicate can come.
        Value.Bytes(EventJson.Write(variables)),
        Value.Text(OperationContext.EngineActor),
        Value.Text(null),
        Value.Text(null),
        Value.At(_now),
        Value.At(_now + timeToLive));

    private void Broadcast(BroadcastSignal signal, StoredInstance instance)
    {
        var id = Guid.CreateVersion7(_now);
        WriteMessage(id, 1, signal.Name, "", TimeSpan.Zero, signal.Variables, instance);
        Write(MessageSql.SpreadSignal, Value.Uuid(id));
        _plan.News |= StepNews.Messages;
    }

    private void Escalate(RaiseEscalation escalation, StoredInstance instance, OperationContext context)
    {
        if (instance.ParentPart is { } part)
        {
            var command = new ThrowEscalation(EngineIds.NumberOf(part), escalation.EscalationCode, escalation.Variables);
            _follow.Enqueue(new(EngineIds.InstanceOf(part), command, part, context));
        }
    }

    private void Raise(RaiseIncident incident, StoredInstance before, StoredInstance instance) => Write(
        Sql.InsertIncident,
        Part(instance, incident.IncidentId),
        Value.Text(instance.InstitutionId),
        Value.Text(instance.BusinessKey),
        Value.Text(instance.PackageKey),
        Value.Int(instance.PackageVersion),
        Value.Text(incident.ElementId),
        Value.Text(before.State.Waits.FirstOrDefault(w => w.Id == incident.WaitId && w.Kind == WaitKind.Job)?.Name),
        Value.Text(incident.Code),
        Value.Text(incident.Text),
        Value.At(_now));

    private void End(EndInstance end, StoredInstance instance, OperationContext context)
    {
        if (instance.ParentPart is not { } part)
        {
            return;
        }

        var wait = EngineIds.NumberOf(part);
        Command answer = end.Outcome switch
        {
            InstanceOutcome.Completed => new CompleteChild(wait, end.Variables),
            InstanceOutcome.Error => new ThrowError(wait, end.ErrorCode ?? "", end.Text ?? "", end.Variables),
            _ => new FailChild(wait, "RUN-210", $"The called instance was canceled: {end.Text}"),
        };
        _follow.Enqueue(new(EngineIds.InstanceOf(part), answer, part, context));
    }

    private static Value Part(StoredInstance instance, long number) => Value.Uuid(EngineIds.Part(instance.Id, number));

    private void Write(string sql, params Value[] values) => _plan.Statements.Add(new(sql, values));
}
