using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Work;

/// <summary>Whose a task is and when it should be done. The engine decides; the list follows in the same transaction.</summary>
internal sealed class TaskAssignment(Engine engine, CaseStore store, Substitutes substitutes)
{
    /// <summary>Takes a task, in an absent person's stead for that person; refused when somebody else has it, the worker is in none of its groups, or four eyes forbid it.</summary>
    public TaskOperation Claim(Worker worker) => new(
        (row, ct) => JudgeAsync(worker, row, ct),
        (item, absent) => item.AssigneeId == (absent ?? worker.UserId),
        (ids, absent, ct) => engine.ClaimTasksAsync(ids, ContextOf(worker, onBehalfOf: absent), ct));

    /// <summary>Gives a task back to its groups: the one who has it, their substitute, or a manager.</summary>
    public TaskOperation Return(Worker worker) => new(
        async (row, ct) =>
            row is null ? CaseErrors.TaskGone()
            : row.Item.AssigneeId is null ? CaseErrors.NotYours()
            : await HoldsAsync(worker, row, CaseErrors.NotYours(), ct),
        Never,
        (ids, absent, ct) => engine.UnclaimTasksAsync(ids, ContextOf(worker, onBehalfOf: absent), ct));

    /// <summary>Hands a task to a colleague who could take it (managers only).</summary>
    public TaskOperation Reassign(Worker worker, Worker to) => new(
        async (row, ct) => !worker.Has(Role.Manager) ? CaseErrors.RoleNeeded(Role.Manager.Title.Lv)
            : await WhyNotForAsync(to, row, ct) is { } refusal ? refusal
            : Judgement.Yes,
        Never,
        (ids, absent, ct) => engine.ReassignTasksAsync(ids, to.UserId, ContextOf(worker, onBehalfOf: absent), ct));

    /// <summary>Asks a colleague who could take it to do a task for the one who has it and gets it back.</summary>
    public TaskOperation Delegate(Worker worker, Worker to) => new(
        async (row, ct) =>
            row is null ? CaseErrors.TaskGone()
            : row.Item.AssigneeId is null ? CaseErrors.NotHeld()
            : await (await HoldsAsync(worker, row, CaseErrors.NotHeld(), ct)).AndAsync(async () =>
                row.Item.AssigneeId == to.UserId || row.Item.OwnerId == to.UserId ? CaseErrors.DelegatedToSelf() : await WhyNotForAsync(to, row, ct)),
        Never,
        (ids, absent, ct) => engine.DelegateTasksAsync(ids, to.UserId, ContextOf(worker, onBehalfOf: absent), ct));

    /// <summary>Gives a delegated task back to its owner as prepared.</summary>
    public TaskOperation Resolve(Worker worker) => new(
        async (row, ct) =>
        {
            if (row?.Item.OwnerId is null)
            {
                return row is null ? CaseErrors.TaskGone() : CaseErrors.NotDelegated();
            }

            var holds = await HoldsAsync(worker, row, CaseErrors.NotHeld(), ct);
            return await holds.AndAsync(() => FourEyesAsync(worker, holds.OnBehalfOf, row, ct));
        },
        Never,
        (ids, absent, ct) => engine.ResolveTasksAsync(ids, ContextOf(worker, onBehalfOf: absent), ct));

    /// <summary>Sets due day, follow-up day, priority: the one who has the task, their substitute, or a manager.</summary>
    public TaskOperation Schedule(Worker worker, TaskSchedule schedule) => new(
        async (row, ct) => row is null ? CaseErrors.TaskGone() : await HoldsAsync(worker, row, CaseErrors.NotHeld(), ct),
        Never,
        (ids, absent, ct) => engine.ScheduleTasksAsync(
            ids, schedule.DueAt, schedule.FollowUpAt, schedule.Priority, ContextOf(worker, onBehalfOf: absent), schedule.Cleared, ct));

    /// <summary>Whether the worker may take the task and work on it now, and in whose stead.</summary>
    public async Task<Judgement> JudgeAsync(Worker worker, WorkRow? row, CancellationToken ct)
    {
        if (row is null)
        {
            return CaseErrors.TaskGone();
        }

        var standing = row.Item.AssigneeId is { } other && other != worker.UserId
            ? await OfAnotherAsync(worker, row, other, ct)
            : await OfferedAsync(worker, row, ct);
        return await standing.AndAsync(() => FourEyesAsync(worker, standing.OnBehalfOf, row, ct));
    }

    /// <summary>As <see cref="JudgeAsync"/>, for completing now; a delegated task is completed by its owner.</summary>
    public async Task<Judgement> JudgeCompletionAsync(Worker worker, WorkRow? row, CancellationToken ct) =>
        await (await JudgeAsync(worker, row, ct)).AndAsync(() => Task.FromResult(
            row!.Item.OwnerId is null ? null : CaseErrors.StillDelegated(row.Item.OwnerName ?? row.Item.OwnerId)));

    public static OperationContext ContextOf(Worker worker, string? purpose = null, string? reason = null, string? onBehalfOf = null) =>
        new(worker.InstitutionId, worker.UserId)
        {
            OnBehalfOf = onBehalfOf,
            Groups = worker.Groups,
            IsSupervisor = worker.Has(Role.Manager),
            Purpose = purpose,
            Reason = reason,
        };

    private static bool Never(WorkItem item, string? absent) => false;

    private async Task<Judgement> HoldsAsync(Worker worker, WorkRow row, Refusal otherwise, CancellationToken ct) =>
        row.Item.AssigneeId == worker.UserId ? Judgement.Yes
        : row.Item.AssigneeId is { } other && await ActsForAsync(worker, other, ct) ? new Judgement(null, other)
        : worker.Has(Role.Manager) ? Judgement.Yes
        : otherwise;

    // Whoever has it now gives it up: the colleague is judged as if nobody had it, and in person.
    private async Task<Refusal?> WhyNotForAsync(Worker to, WorkRow? row, CancellationToken ct)
    {
        if (row is null)
        {
            return CaseErrors.TaskGone();
        }

        var groups = await GroupsAsync(to, row, ct);
        return IsOffered(to, groups) ? await FourEyesAsync(to, null, row, ct) : CaseErrors.NotOffered(groups);
    }

    // A substitute does the absent person's tasks, but holds the roles the work needs.
    private async Task<Judgement> OfAnotherAsync(Worker worker, WorkRow row, string other, CancellationToken ct)
    {
        if (!await ActsForAsync(worker, other, ct))
        {
            return CaseErrors.TakenBy(row.Item.AssigneeName ?? other);
        }

        var groups = await GroupsAsync(worker, row, ct);
        return IsOffered(worker, groups) || IsNobodys(groups) || groups.Contains(Named(other)) ? new Judgement(null, other) : CaseErrors.NotOffered(groups);
    }

    // Having it is not enough: whoever left its groups meanwhile may not go on with it.
    private async Task<Judgement> OfferedAsync(Worker worker, WorkRow row, CancellationToken ct)
    {
        var groups = await GroupsAsync(worker, row, ct);
        if (IsOffered(worker, groups) || (row.Item.AssigneeId is not null && IsNobodys(groups)))
        {
            return Judgement.Yes;
        }

        var named = row.Item.AssigneeId is null && groups.Any(group => group.StartsWith(Named(""), StringComparison.Ordinal))
            ? (await substitutes.ActsForAsync(worker, ct)).FirstOrDefault(absent => groups.Contains(Named(absent.UserId)))
            : null;
        return named is null ? CaseErrors.NotOffered(groups) : new Judgement(null, named.UserId);
    }

    private static bool IsOffered(Worker worker, IReadOnlyList<string> groups) => groups.Intersect(Worklist.OfferedTo(worker)).Any();

    // Neither groups nor people are named for it.
    private static bool IsNobodys(IReadOnlyList<string> groups) => groups is [""];

    private static string Named(string userId) => "user:" + userId;

    private async Task<bool> ActsForAsync(Worker worker, string absent, CancellationToken ct) =>
        (await substitutes.ActsForAsync(worker, ct)).Any(one => one.UserId == absent);

    // The row has one of its groups; the others are asked for only where that does not settle it.
    private async Task<IReadOnlyList<string>> GroupsAsync(Worker worker, WorkRow row, CancellationToken ct) =>
        row.Item.GroupKey is { } first && Worklist.OfferedTo(worker).Contains(first)
            ? [first]
            : await store.SqlAsync(
                worker.InstitutionId,
                sql => sql.ListAsync(
                    "SELECT group_key FROM cases.work_items WHERE task_id = $1", [row.Item.TaskId], found => found.GetString(0), ct),
                ct);

    // Who acts and whose work it is both count.
    private async Task<Refusal?> FourEyesAsync(Worker worker, string? onBehalfOf, WorkRow row, CancellationToken ct)
    {
        if (row.NotPerformedBy.Count == 0)
        {
            return null;
        }

        string[] people = onBehalfOf is null ? [worker.UserId] : [worker.UserId, onBehalfOf];
        var performed = await store.SqlAsync(
            worker.InstitutionId,
            sql => sql.FirstAsync(
                "SELECT element_id FROM cases.performers WHERE case_id = $1 AND user_id = ANY($2) AND element_id = ANY($3) LIMIT 1",
                [row.Item.CaseId, people, row.NotPerformedBy.ToArray()],
                found => found.GetString(0),
                ct),
            ct);
        return performed is null ? null : CaseErrors.FourEyes(performed);
    }
}
