using System.Security.Cryptography;
using System.Text.Json;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Writes a changed task with its history entry, in one transaction; no token moves.</summary>
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
    public async Task<EngineAnswer<Done>> StoreAsync(
        OpenTask before, UserTaskView after, string operation, IReadOnlyList<Statement> beside, OperationContext context, CancellationToken ct)
    {
        // As steps do: a shared commit joins the statements of its plans, and may hold one plan of a call tree only.
        using var tree = await trees.EnterAsync(after.RootId, ct);
        var unsure = new UnsureSteps(reader);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var instance = await reader.LoadAsync(after.InstanceId, ct);
            if (instance is null)
            {
                return RunErrors.TaskGone(after.TaskId);
            }

            var (plan, next) = Plan(instance, before, after, operation, beside, context);
            try
            {
                await committer.CommitAsync(instance.RootId, plan);
                cache.Keep(next);
                cache.Tasks.Keep(after.TaskId, new(after, before.InstitutionId));
                return Done.Value;
            }
            catch (StepUnsureException)
            {
                cache.Drop(instance.Id);
                cache.Tasks.Drop(after.TaskId);
                unsure.Add(plan);
            }
            catch (StepConflictException)
            {
                cache.Drop(instance.Id);
                cache.Tasks.Drop(after.TaskId);
            }

            if (unsure.Any && await unsure.TakeStoredAsync(instance.Id, ct) is not null)
            {
                return Done.Value;
            }

            var guard = StepGuard.Task(before.View);
            if (await guards.BrokenAsync(guard, ct) is { } broken)
            {
                return broken;
            }

            if (beside.Count > 0 && !unsure.Any)
            {
                break;
            }

            await Pause.AfterConflictAsync(attempt, ct);
        }

        return RunErrors.InstanceBusy(after.InstanceId, Tries);
    }

    private (StepPlan Plan, StoredInstance Next) Plan(
        StoredInstance instance, OpenTask before, UserTaskView after, string operation, IReadOnlyList<Statement> beside, OperationContext context)
    {
        // As in steps: an instance's time goes on from its last entry, though this node's clock may be behind the one that made it.
        var now = instance.UpdatedAt > clock.Now ? instance.UpdatedAt : clock.Now;
        var events = EventJson.Write([], w => WriteChange(w, before.View, after));
        var entry = HistoryOf.Row(
            instance, operation, after.TaskId, after.ElementId, Guid.CreateVersion7(now), context, SHA256.HashData(events), events, now);
        var hash = entry.ComputeHash();
        var next = instance with
        {
            Revision = instance.Revision + 1,
            ChainNumber = entry.Number,
            ChainHash = hash,
            StepId = entry.StepId,
            UpdatedAt = now,
        };
        var plan = new StepPlan();
        plan.Statements.Add(ChainUpdate(instance, next, before.View, entry));
        plan.Statements.AddRange(beside);
        plan.Statements.Add(RowUpdate(before.View, after));
        if (before.View.DueAt != after.DueAt || before.View.Priority != after.Priority)
        {
            plan.Statements.Add(new(MoveCandidates, Value.Uuid(after.TaskId), Value.At(after.DueAt), Value.Small(after.Priority)));
        }

        plan.After[next.Id] = next;
        plan.Records.Add(Describe(next, after, operation, context, now));
        return (plan, next);
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
            Task = task,
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
