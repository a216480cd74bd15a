using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Work;

/// <summary>Who has a task: claimed, returned, handed over. The engine decides; the list follows in the same transaction.</summary>
internal sealed class TaskAssignment(Engine engine, CaseStore store)
{
    public delegate Task<WorkRow?> Find(Worker worker, Guid taskId, CancellationToken ct);

    public async Task<Outcome<WorkItem>> ClaimAsync(Worker worker, Guid taskId, Find find, CancellationToken ct)
    {
        var row = await find(worker, taskId, ct);
        if (await WhyNotAsync(worker, row, ct) is { } refusal)
        {
            return Outcome<WorkItem>.Refused(refusal);
        }

        return row!.Item.AssigneeId == worker.UserId
            ? Outcome<WorkItem>.Done(row.Item)
            : await AnswerAsync(worker, taskId, await engine.ClaimTaskAsync(taskId, ContextOf(worker), ct), find, ct);
    }

    public async Task<Outcome<WorkItem>> ReturnAsync(Worker worker, Guid taskId, Find find, CancellationToken ct)
    {
        var row = await find(worker, taskId, ct);
        if (row is null)
        {
            return Outcome<WorkItem>.Refused(CaseErrors.TaskGone());
        }

        return row.Item.AssigneeId == worker.UserId || worker.Has(Role.Manager)
            ? await AnswerAsync(worker, taskId, await engine.UnclaimTaskAsync(taskId, ContextOf(worker), ct), find, ct)
            : Outcome<WorkItem>.Refused(CaseErrors.NotYours());
    }

    public async Task<Outcome<WorkItem>> ReassignAsync(Worker worker, Guid taskId, Worker? to, Find find, CancellationToken ct)
    {
        if (!worker.Has(Role.Manager))
        {
            return Outcome<WorkItem>.Refused(CaseErrors.RoleNeeded(Role.Manager.Title.Lv));
        }

        if (to is null || to.InstitutionId != worker.InstitutionId)
        {
            return Outcome<WorkItem>.Refused(CaseErrors.NoSuchColleague(to?.UserId ?? ""));
        }

        var row = await find(to, taskId, ct);
        if (await WhyNotAsync(to, row is null ? null : row with { Item = row.Item with { AssigneeId = null } }, ct) is { } refusal)
        {
            return Outcome<WorkItem>.Refused(refusal);
        }

        return await AnswerAsync(worker, taskId, await engine.ReassignTaskAsync(taskId, to.UserId, ContextOf(worker), ct), find, ct);
    }

    /// <summary>Null when the worker may take and complete the task now.</summary>
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

    public static OperationContext ContextOf(Worker worker, string? purpose = null, string? reason = null) =>
        new(worker.InstitutionId, worker.UserId)
        {
            Groups = worker.Groups,
            IsSupervisor = worker.Has(Role.Manager),
            Purpose = purpose,
            Reason = reason,
        };

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
        return groups.Intersect(Worklist.OfferedTo(worker)).Any() ? null : CaseErrors.NotOffered(string.Join(", ", groups));
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

    private static async Task<Outcome<WorkItem>> AnswerAsync(
        Worker worker, Guid taskId, EngineAnswer<UserTaskView> answer, Find find, CancellationToken ct)
    {
        if (!answer.IsDone)
        {
            return Outcome<WorkItem>.Refused(CaseErrors.EngineRefused(answer.Refusal.Code, answer.Refusal.Text));
        }

        return await find(worker, taskId, ct) is { } row ? Outcome<WorkItem>.Done(row.Item) : Outcome<WorkItem>.Refused(CaseErrors.TaskGone());
    }
}
