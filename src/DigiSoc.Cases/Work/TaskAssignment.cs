using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Work;

/// <summary>Whose a task is and when it should be done. The engine decides; the list follows in the same transaction.</summary>
internal sealed class TaskAssignment(Engine engine, CaseStore store)
{
    /// <summary>Takes a task; refused when somebody else has it, the worker is in none of its groups, or four eyes forbid it.</summary>
    public TaskOperation Claim(Worker worker) => new(
        (row, ct) => WhyNotAsync(worker, row, ct),
        item => item.AssigneeId == worker.UserId,
        (ids, ct) => engine.ClaimTasksAsync(ids, ContextOf(worker), ct));

    /// <summary>Gives a task back to its groups: the one who has it, or a manager.</summary>
    public TaskOperation Return(Worker worker) => new(
        (row, _) => Task.FromResult(
            row is null ? CaseErrors.TaskGone()
            : row.Item.AssigneeId is not null && Holds(worker, row) ? null
            : CaseErrors.NotYours()),
        _ => false,
        (ids, ct) => engine.UnclaimTasksAsync(ids, ContextOf(worker), ct));

    /// <summary>Hands a task to a colleague who could take it (managers only).</summary>
    public TaskOperation Reassign(Worker worker, Worker to) => new(
        async (row, ct) => worker.Has(Role.Manager)
            ? await WhyNotForAsync(to, row, ct)
            : CaseErrors.RoleNeeded(Role.Manager.Title.Lv),
        _ => false,
        (ids, ct) => engine.ReassignTasksAsync(ids, to.UserId, ContextOf(worker), ct));

    /// <summary>Asks a colleague who could take it to do a task for the one who has it and gets it back.</summary>
    public TaskOperation Delegate(Worker worker, Worker to) => new(
        async (row, ct) =>
            row is null ? CaseErrors.TaskGone()
            : row.Item.AssigneeId is null || !Holds(worker, row) ? CaseErrors.NotHeld()
            : row.Item.AssigneeId == to.UserId || row.Item.OwnerId == to.UserId ? CaseErrors.DelegatedToSelf()
            : await WhyNotForAsync(to, row, ct),
        _ => false,
        (ids, ct) => engine.DelegateTasksAsync(ids, to.UserId, ContextOf(worker), ct));

    /// <summary>Gives a delegated task back to its owner as prepared.</summary>
    public TaskOperation Resolve(Worker worker) => new(
        async (row, ct) =>
            row is null ? CaseErrors.TaskGone()
            : row.Item.OwnerId is null ? CaseErrors.NotDelegated()
            : !Holds(worker, row) ? CaseErrors.NotHeld()
            : await FourEyesAsync(worker, row, ct),
        _ => false,
        (ids, ct) => engine.ResolveTasksAsync(ids, ContextOf(worker), ct));

    /// <summary>Sets due day, follow-up day, priority: the one who has the task, or a manager.</summary>
    public TaskOperation Schedule(Worker worker, TaskSchedule schedule) => new(
        (row, _) => Task.FromResult(row is null ? CaseErrors.TaskGone() : Holds(worker, row) ? null : CaseErrors.NotHeld()),
        _ => false,
        (ids, ct) => engine.ScheduleTasksAsync(ids, schedule.DueAt, schedule.FollowUpAt, schedule.Priority, ContextOf(worker), ct));

    /// <summary>Null when the worker may take the task and work on it now.</summary>
    public async Task<Refusal?> WhyNotAsync(Worker worker, WorkRow? row, CancellationToken ct)
    {
        if (row is null)
        {
            return CaseErrors.TaskGone();
        }

        if (row.Item.AssigneeId is { } other && other != worker.UserId)
        {
            return CaseErrors.TakenBy(row.Item.AssigneeName ?? other);
        }

        return await OfferedAsync(worker, row, ct) ?? await FourEyesAsync(worker, row, ct);
    }

    /// <summary>Null when the worker may complete the task now; a delegated one is completed by its owner.</summary>
    public async Task<Refusal?> WhyNotCompleteAsync(Worker worker, WorkRow? row, CancellationToken ct) =>
        await WhyNotAsync(worker, row, ct) ?? (row!.Item.OwnerId is null ? null : CaseErrors.StillDelegated(row.Item.OwnerName ?? row.Item.OwnerId));

    public static OperationContext ContextOf(Worker worker, string? purpose = null, string? reason = null) =>
        new(worker.InstitutionId, worker.UserId)
        {
            Groups = worker.Groups,
            IsSupervisor = worker.Has(Role.Manager),
            Purpose = purpose,
            Reason = reason,
        };

    private static bool Holds(Worker worker, WorkRow row) => row.Item.AssigneeId == worker.UserId || worker.Has(Role.Manager);

    // Whoever has it now gives it up: the colleague is judged as if nobody had it.
    private Task<Refusal?> WhyNotForAsync(Worker to, WorkRow? row, CancellationToken ct) =>
        WhyNotAsync(to, row is null ? null : row with { Item = row.Item with { AssigneeId = null } }, ct);

    private async Task<Refusal?> OfferedAsync(Worker worker, WorkRow row, CancellationToken ct)
    {
        if (row.Item.AssigneeId == worker.UserId)
        {
            return null;
        }

        var groups = await store.SqlAsync(
            worker.InstitutionId,
            sql => sql.ListAsync(
                "SELECT group_key FROM cases.work_items WHERE task_id = $1", [row.Item.TaskId], found => found.GetString(0), ct),
            ct);
        return groups.Intersect(Worklist.OfferedTo(worker)).Any() ? null : CaseErrors.NotOffered(groups);
    }

    private async Task<Refusal?> FourEyesAsync(Worker worker, WorkRow row, CancellationToken ct)
    {
        if (row.NotPerformedBy.Count == 0)
        {
            return null;
        }

        var performed = await store.SqlAsync(
            worker.InstitutionId,
            sql => sql.FirstAsync(
                "SELECT element_id FROM cases.performers WHERE case_id = $1 AND user_id = $2 AND element_id = ANY($3) LIMIT 1",
                [row.Item.CaseId, worker.UserId, row.NotPerformedBy.ToArray()],
                found => found.GetString(0),
                ct),
            ct);
        return performed is null ? null : CaseErrors.FourEyes(performed);
    }
}
