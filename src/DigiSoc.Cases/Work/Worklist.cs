using System.Globalization;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>Open user tasks: mine, my team's.</summary>
public sealed class Worklist
{
    private readonly Engine _engine;
    private readonly CaseStore _store;
    private readonly TaskAssignment _assignment;
    private readonly People _people;
    private readonly Substitutes _substitutes;
    private readonly TimeProvider _time;

    internal Worklist(
        Engine engine, CaseStore store, TaskAssignment assignment, People people, Substitutes substitutes, TimeProvider time) =>
        (_engine, _store, _assignment, _people, _substitutes, _time) = (engine, store, assignment, people, substitutes, time);

    /// <summary>The absent colleagues whose tasks the worker does today besides their own, by name.</summary>
    public Task<IReadOnlyList<Colleague>> StandsInForAsync(Worker worker, CancellationToken ct) => _substitutes.ActsForAsync(worker, ct);

    public async Task<WorkPage> PageAsync(Worker worker, WorkQuery query, CancellationToken ct)
    {
        var scope = query.Scope == WorkScope.Institution && !worker.Has(Role.Manager) ? WorkScope.Team : query.Scope;
        var size = Math.Clamp(query.Size, 1, 200);
        var sort = query.Sort;
        var list = $"{scope}/{sort}";
        var filter = new WorkFilter(query, _time.Today());
        var absent = await _substitutes.ActsForAsync(worker, ct);
        object whose = scope switch
        {
            WorkScope.Mine => Whose(worker, absent, query.Of),
            WorkScope.Team => OfferedTo(worker, absent),
            _ => worker.UserId,
        };
        List<object?> values = [worker.InstitutionId, whose, size + 1, .. filter.Values];
        var key = Cursor.Read(query.After, list, sort == WorkSort.Priority ? 3 : 2);
        var next = values.Count + 1;
        values.AddRange(KeyValues(sort, key));
        var sql = scope switch
        {
            WorkScope.Mine => WorkSql.Mine(sort, filter.Sql, key is not null, next),
            WorkScope.Team => WorkSql.Team(sort, filter.Sql, key is not null, next),
            _ => WorkSql.Institution(sort, filter.Sql, key is not null, next),
        };
        var page = await ReadPageAsync(worker.InstitutionId, sql, values, size, list, sort, ct);
        return page with { Items = await MarkAsync(worker, page.Items, absent, ct) };
    }

    public async Task<WorkCounts> CountsAsync(Worker worker, CancellationToken ct)
    {
        var absent = await _substitutes.ActsForAsync(worker, ct);
        return await _store.SqlAsync(
            worker.InstitutionId,
            async sql => (await sql.ListAsync(
                WorkSql.Counts,
                [worker.InstitutionId, Whose(worker, absent, null), OfferedTo(worker, absent), _time.Today()],
                row => new WorkCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
                ct))[0],
            ct);
    }

    /// <summary>Null when the task is done, cancelled, of another institution or was never there.</summary>
    public async Task<WorkItem?> FindAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        (await FindRowAsync(worker, taskId, ct)) is { } row ? Mark(row.Item, await _substitutes.ActsForAsync(worker, ct)) : null;

    /// <summary>Open tasks of one case, oldest first.</summary>
    public async Task<IReadOnlyList<WorkItem>> ForCaseAsync(Worker worker, Guid caseId, CancellationToken ct) => await MarkAsync(
        worker,
        await _store.SqlAsync<IReadOnlyList<WorkItem>>(
            worker.InstitutionId,
            async sql => await sql.ListAsync(
                WorkSql.OfCase, [worker.InstitutionId, caseId], row => WorkRow.Read(row, _time.Today()).Item, ct),
            ct),
        await _substitutes.ActsForAsync(worker, ct),
        ct);

    /// <summary>Takes the task for the worker. Refused when somebody else has it, the worker is in none of its groups, or four eyes forbid it.</summary>
    public Task<Outcome<WorkItem>> ClaimAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        OneAsync(_assignment.Claim(worker), worker, taskId, ct);

    /// <summary>Gives the worker's own task back to its group; a manager also that of another.</summary>
    public Task<Outcome<WorkItem>> ReturnAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        OneAsync(_assignment.Return(worker), worker, taskId, ct);

    /// <summary>Hands the task to a colleague who could take it (managers only).</summary>
    public async Task<Outcome<WorkItem>> ReassignAsync(Worker worker, Guid taskId, string toUserId, CancellationToken ct) =>
        !worker.Has(Role.Manager) ? Outcome<WorkItem>.Refused(CaseErrors.RoleNeeded(Role.Manager.Title.Lv))
        : await _people.ColleagueAsync(worker, toUserId, ct) is { } to
            ? await OneAsync(_assignment.Reassign(worker, to), worker, taskId, ct)
            : Outcome<WorkItem>.Refused(CaseErrors.NoSuchColleague(toUserId));

    /// <summary>Asks a colleague to do the task for the one who has it, and who gets it back by <see cref="ResolveAsync"/>.</summary>
    public async Task<Outcome<WorkItem>> DelegateAsync(Worker worker, Guid taskId, string toUserId, CancellationToken ct) =>
        await _people.ColleagueAsync(worker, toUserId, ct) is { } to
            ? await OneAsync(_assignment.Delegate(worker, to), worker, taskId, ct)
            : Outcome<WorkItem>.Refused(CaseErrors.NoSuchColleague(toUserId));

    /// <summary>Gives a delegated task back to its owner as prepared; only the owner completes it.</summary>
    public Task<Outcome<WorkItem>> ResolveAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        OneAsync(_assignment.Resolve(worker), worker, taskId, ct);

    /// <summary>Sets due day, follow-up day or priority: the one who has the task, or a manager.</summary>
    public async Task<Outcome<WorkItem>> ScheduleAsync(Worker worker, Guid taskId, TaskSchedule schedule, CancellationToken ct) =>
        schedule.Problems(_time.Today()) is { Count: > 0 } problems
            ? Outcome<WorkItem>.Refused(problems)
            : await OneAsync(_assignment.Schedule(worker, schedule), worker, taskId, ct);

    private Task<Outcome<WorkItem>> OneAsync(TaskOperation operation, Worker worker, Guid taskId, CancellationToken ct) =>
        operation.OneAsync(taskId, () => FindRowAsync(worker, taskId, ct), ct);

    private async Task<IReadOnlyList<WorkItem>> MarkAsync(
        Worker worker, IReadOnlyList<WorkItem> items, IReadOnlyList<Colleague> absent, CancellationToken ct)
    {
        var held = await _engine.HeldTasksAsync([.. items.Select(item => item.TaskId)], TaskAssignment.ContextOf(worker), ct);
        return held.Count == 0 && absent.Count == 0
            ? items
            : [.. items.Select(item => Mark(item, absent) with { IsHeld = held.Contains(item.TaskId) })];
    }

    /// <summary>Says whom the worker stands in for with it: who has it, or, where nobody has, whom it is offered to by name.</summary>
    internal static WorkItem Mark(WorkItem item, IReadOnlyList<Colleague> absent) => item with
    {
        StandsInFor = absent.FirstOrDefault(one => item.AssigneeId is { } assignee ? one.UserId == assignee : item.GroupKey == "user:" + one.UserId),
    };

    internal Task<WorkRow?> FindRowAsync(Worker worker, Guid taskId, CancellationToken ct) => _store.SqlAsync(
        worker.InstitutionId,
        sql => sql.FirstAsync(WorkSql.One, [worker.InstitutionId, taskId], row => WorkRow.Read(row, _time.Today()), ct),
        ct);

    /// <summary>Those of the tasks that are open in the worker's institution.</summary>
    internal async Task<IReadOnlyDictionary<Guid, WorkRow>> FindRowsAsync(Worker worker, IReadOnlyList<Guid> taskIds, CancellationToken ct) =>
        taskIds.Count == 0
            ? new Dictionary<Guid, WorkRow>()
            : (await _store.SqlAsync(
                worker.InstitutionId,
                sql => sql.ListAsync(WorkSql.Some, [worker.InstitutionId, taskIds.ToArray()], row => WorkRow.Read(row, _time.Today()), ct),
                ct)).ToDictionary(row => row.Item.TaskId);

    /// <summary>Groups the worker's tasks may be offered to; being named is a group of one.</summary>
    internal static string[] OfferedTo(Worker worker, params IReadOnlyList<Colleague> absent) =>
        [.. worker.Groups, "user:" + worker.UserId, .. absent.Select(one => "user:" + one.UserId)];

    private static string[] Whose(Worker worker, IReadOnlyList<Colleague> absent, string? of) =>
        [.. absent.Select(one => one.UserId).Prepend(worker.UserId).Where(userId => of is null || userId == of)];

    private Task<WorkPage> ReadPageAsync(
        string institutionId, string sql, List<object?> values, int size, string list, WorkSort sort, CancellationToken ct) =>
        _store.SqlAsync(
            institutionId,
            async work =>
            {
                var rows = await work.ListAsync(sql, values, row => WorkRow.Read(row, _time.Today()).Item, ct);
                var more = rows.Count > size;
                var items = (more ? rows[..size] : rows).DistinctBy(item => item.TaskId).ToList();
                return new WorkPage(items, more ? Cursor.Of(list, KeyOf(items[^1], sort)) : null);
            },
            ct);

    private static string[] KeyOf(WorkItem last, WorkSort sort)
    {
        var due = (last.DueOn ?? DateOnly.MaxValue).ToString("O", CultureInfo.InvariantCulture);
        var id = last.TaskId.ToString();
        return sort switch
        {
            WorkSort.Newest => [last.CreatedAt.ToString("O", CultureInfo.InvariantCulture), id],
            WorkSort.FollowUp => [last.FollowUpOn!.Value.ToString("O", CultureInfo.InvariantCulture), id],
            WorkSort.Priority => [(-last.Priority).ToString(CultureInfo.InvariantCulture), due, id],
            _ => [due, id],
        };
    }

    private static object?[] KeyValues(WorkSort sort, string[]? key) => (key, sort) switch
    {
        (null, _) => [],
        ([var at, var id], WorkSort.Newest) => [DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), Guid.Parse(id)],
        ([var priority, var due, var id], _) => [int.Parse(priority, CultureInfo.InvariantCulture), Day(due), Guid.Parse(id)],
        ([var due, var id], _) => [Day(due), Guid.Parse(id)],
        _ => [],
    };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
