using System.Security.Cryptography;
using System.Text.Json;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Writes a changed task, or what somebody leaves at it, with its history entry, in one transaction; no token moves.</summary>
internal sealed class TaskChanges(
    InstanceReader reader, StateCache cache, StepCommitter committer, StepGuards guards, KeyedLock trees, EngineClock clock)
{
    private const int Tries = 20;

    // pk_user_tasks. The queue is the first candidate; it does not change with the assignee.
    private const string Update = """
        UPDATE runtime.user_tasks SET assignee = $3, owner = $4, due_at = COALESCE($5, 'infinity'), follow_up_at = $6,
            priority = $7, revision = revision + 1
        WHERE id = $1 AND revision = $2
        """;

    private const string MoveCandidates = """
        UPDATE runtime.task_candidates SET due_at = COALESCE($2, 'infinity'), priority = $3 WHERE task_id = $1
        """;

    /// <param name="before">The task as it was judged.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="operation">For the history.</param>
    /// <param name="beside">Statements that may undo the change (see <see cref="FourEyesGuard"/>): it is then judged again (RUN-209) and not only written again.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<EngineAnswer<Done>> StoreAsync(
        OpenTask before, UserTaskView after, string operation, IReadOnlyList<Statement> beside, OperationContext context, CancellationToken ct) => StoreAsync(
        before.View, (instance, now) => Plan(instance, before, after, operation, beside, context, now), new(after, before.InstitutionId), beside.Count > 0, ct);

    /// <summary>Keeps a note; the task itself stays as it is, so that whoever works on it is not disturbed.</summary>
    public Task<EngineAnswer<Done>> NoteAsync(OpenTask task, TaskNote note, OperationContext context, CancellationToken ct) => StoreAsync(
        task.View, (instance, now) => Plan(instance, task.View, note, context, now), null, note.IsJudgedAgain, ct);

    /// <param name="before">The task as it was judged.</param>
    /// <param name="make">The plan for the instance as it is now, and the instance after it.</param>
    /// <param name="remembered">The task's row for this node's memory; null: it is forgotten.</param>
    /// <param name="isJudgedAgain">Whether a conflict is the caller's to judge.</param>
    /// <param name="ct">Gives up waiting.</param>
    private async Task<EngineAnswer<Done>> StoreAsync(
        UserTaskView before, Func<StoredInstance, DateTimeOffset, (StepPlan Plan, StoredInstance Next)> make, OpenTask? remembered, bool isJudgedAgain, CancellationToken ct)
    {
        // As steps do: a shared commit joins the statements of its plans, and may hold one plan of a call tree only.
        using var tree = await trees.EnterAsync(before.RootId, ct);
        var unsure = new UnsureSteps(reader);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var instance = await reader.LoadAsync(before.InstanceId, ct);
            if (instance is null)
            {
                return RunErrors.TaskGone(before.TaskId);
            }

            // As in steps: an instance's time goes on from its last entry, though this node's clock may be behind the one that made it.
            var (plan, next) = make(instance, instance.UpdatedAt > clock.Now ? instance.UpdatedAt : clock.Now);
            try
            {
                await committer.CommitAsync(instance.RootId, plan);
                cache.Keep(next);
                Remember(before.TaskId, remembered);
                return Done.Value;
            }
            catch (StepUnsureException)
            {
                cache.Drop(instance.Id);
                cache.Tasks.Drop(before.TaskId);
                unsure.Add(plan);
            }
            catch (StepConflictException)
            {
                cache.Drop(instance.Id);
                cache.Tasks.Drop(before.TaskId);
            }

            // As in steps: before the history is asked.
            var broken = await Pause.UntilDatabaseAnswersAsync(() => guards.BrokenAsync(StepGuard.Task(before), ct), ct);
            if (unsure.Any && await unsure.TakeStoredAsync(instance.Id, ct) is not null)
            {
                return Done.Value;
            }

            if (broken is not null)
            {
                return broken;
            }

            if (isJudgedAgain && !unsure.Any)
            {
                break;
            }

            await Pause.AfterConflictAsync(attempt, ct);
        }

        return RunErrors.InstanceBusy(before.InstanceId, Tries);
    }

    private static (StepPlan Plan, StoredInstance Next) Plan(
        StoredInstance instance, OpenTask before, UserTaskView after, string operation, IReadOnlyList<Statement> beside, OperationContext context, DateTimeOffset now)
    {
        var (plan, next) = Told(instance, before.View, operation, w => WriteChange(w, before.View, after), context, now);
        plan.Statements.AddRange(beside);
        plan.Statements.Add(RowUpdate(before.View, after));
        if (before.View.DueAt != after.DueAt || before.View.Priority != after.Priority)
        {
            plan.Statements.Add(new(MoveCandidates, Value.Uuid(after.TaskId), Value.At(after.DueAt), Value.Small(after.Priority)));
        }

        plan.Records.Add(Describe(next, after, operation, context, now) with { Task = after });
        return (plan, next);
    }

    private static (StepPlan Plan, StoredInstance Next) Plan(
        StoredInstance instance, UserTaskView task, TaskNote note, OperationContext context, DateTimeOffset now)
    {
        var (plan, next) = Told(instance, task, note.Operation, note.Tell, context, now);
        plan.Statements.Add(note.Write(now));
        plan.Alongside.AddRange(note.Alongside is { } alongside ? [alongside] : []);
        plan.Records.Add(Describe(next, task, note.Operation, context, now));
        return (plan, next);
    }

    private static (StepPlan Plan, StoredInstance Next) Told(
        StoredInstance instance, UserTaskView task, string operation, Action<Utf8JsonWriter> tell, OperationContext context, DateTimeOffset now)
    {
        var events = EventJson.Write([], tell);
        var entry = HistoryOf.Row(
            instance, operation, task.TaskId, task.ElementId, Guid.CreateVersion7(now), context, SHA256.HashData(events), events, now);
        var next = instance with
        {
            Revision = instance.Revision + 1,
            ChainNumber = entry.Number,
            ChainHash = entry.ComputeHash(),
            StepId = entry.StepId,
            UpdatedAt = now,
        };
        var plan = new StepPlan();
        plan.Statements.Add(ChainUpdate(instance, next, task, entry));
        plan.After[next.Id] = next;
        return (plan, next);
    }

    private void Remember(Guid taskId, OpenTask? task)
    {
        if (task is null)
        {
            cache.Tasks.Drop(taskId);
        }
        else
        {
            cache.Tasks.Keep(taskId, task);
        }
    }

    private static Statement ChainUpdate(StoredInstance instance, StoredInstance next, UserTaskView task, HistoryRow entry) => new(
        Sql.UpdateChain,
        entry.Behind(
        [
            Value.Uuid(instance.Id),
            Value.Long(instance.Revision),
            Value.Long(next.ChainNumber),
            Value.Bytes(next.ChainHash),
            Value.Uuid(next.StepId),
            Value.Uuid(task.TaskId),
            Value.Int(task.Revision),
            Value.At(entry.At),
        ],
        withPlace: true));

    private static Statement RowUpdate(UserTaskView before, UserTaskView after) => new(
        Update,
        Value.Uuid(after.TaskId),
        Value.Int(before.Revision),
        Value.Text(after.Assignee),
        Value.Text(after.Owner),
        Value.At(after.DueAt),
        Value.At(after.FollowUpAt),
        Value.Small(after.Priority));

    private static StepRecord Describe(
        StoredInstance next, UserTaskView task, string operation, OperationContext context, DateTimeOffset now) => new()
        {
            StepId = next.StepId,
            InstanceId = next.Id,
            RootId = next.RootId,
            ParentId = next.ParentPart is { } parent ? EngineIds.InstanceOf(parent) : null,
            BusinessKey = next.BusinessKey,
            PackageKey = next.PackageKey,
            PackageVersion = next.PackageVersion,
            ProcessId = next.ProcessId,
            Command = null,
            Operation = operation,
            PartId = task.TaskId,
            ElementId = task.ElementId,
            Effects = [],
            State = next.State,
            Context = context,
            Now = now,
        };

    private static void WriteChange(Utf8JsonWriter writer, UserTaskView before, UserTaskView after)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "TaskChanged");
        writer.WriteString("element", after.ElementId);
        writer.WriteString("from", before.Assignee);
        writer.WriteString("to", after.Assignee);
        writer.WriteString("owner", after.Owner);
        writer.WriteString("dueAt", after.DueAt?.ToString("O"));
        writer.WriteString("followUpAt", after.FollowUpAt?.ToString("O"));
        writer.WriteNumber("priority", after.Priority);
        writer.WriteEndObject();
    }
}
