using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Pages of open tasks. Each branch reads an index in the order of the list and stops at the page's size.</summary>
internal sealed class TaskList(Database database, TaskDesk desk)
{
    public async Task<TaskPage> PageAsync(TaskQuery query, OperationContext context, CancellationToken ct)
    {
        var size = Math.Clamp(query.Size, 1, 200);
        var cursor = TaskCursor.Parse(query.After, query.Order);
        var rows = await database.ListAsAsync(context.InstitutionId, Select(query, context, cursor, size + 1), OpenTask.Read, ct);
        var items = new List<UserTaskView>(size);
        foreach (var row in rows.Take(size))
        {
            items.Add((await desk.WithModelAsync(row, ct)).View);
        }

        return new(items, rows.Count > size ? TaskCursor.Of(items[^1], query.Order).ToString() : null);
    }

    public async Task<int> CountAsync(TaskQuery query, OperationContext context, int atMost, CancellationToken ct)
    {
        var select = Select(query with { Order = TaskOrder.Due }, context, null, atMost);
        var count = select with { Sql = $"SELECT count(*)::integer FROM ({select.Sql}) counted" };
        return (await database.ListAsAsync(context.InstitutionId, count, row => row.GetInt32(0), ct))[0];
    }

    private static Statement Select(TaskQuery query, OperationContext context, TaskCursor? cursor, int size)
    {
        var candidates = Candidates(query);
        var sql = candidates is not null ? Offered(query, cursor is not null)
            : query.Assignee is not null ? Whole(query, cursor is not null, "AND t.assignee = $2") // ix_user_tasks_assignee
            : Whole(query, cursor is not null, ""); // ix_user_tasks_due, _newest, _priority
        return new(
            sql,
            Value.Text(context.InstitutionId),
            Value.Text(query.Assignee),
            Value.Texts(candidates ?? []),
            Value.Text(query.BusinessKey),
            Value.Text(query.PackageKey),
            Value.Text(query.ElementId),
            Value.At(query.DueBefore),
            new(NpgsqlTypes.NpgsqlDbType.TimestampTz, cursor?.At),
            Value.Uuid(cursor?.Id),
            Value.Int(size),
            Value.Int(cursor?.Priority),
            Value.At(query.FollowUpBefore));
    }

    private static string Whole(TaskQuery query, bool after, string whose) => $"""
        SELECT {OpenTask.Columns} FROM runtime.user_tasks t
        WHERE t.institution_id = $1 {whose} {Filter(query)} {(after ? TaskOrderSql.After(query.Order, "t") : "")}
        ORDER BY {TaskOrderSql.By(query.Order, "t")} LIMIT $10
        """;

    // ix_user_tasks_queue… once for each candidate, and for tasks offered to several pk_task_candidates, ix_task_candidates…;
    // then merged.
    private static string Offered(TaskQuery query, bool after) => $"""
        SELECT {OpenTask.Columns} FROM (
            SELECT DISTINCT ON ({Keys(query.Order)}) b.* FROM (
                SELECT q.* FROM unnest($3::text[]) c (candidate) CROSS JOIN LATERAL (
                    SELECT t.* FROM runtime.user_tasks t
                    WHERE t.institution_id = $1 AND t.queue = c.candidate AND t.assignee IS NULL AND $2::text IS NULL
                        {Filter(query)} {(after ? TaskOrderSql.After(query.Order, "t") : "")}
                    ORDER BY {TaskOrderSql.By(query.Order, "t")} LIMIT $10) q
                UNION ALL
                SELECT q.* FROM unnest($3::text[]) c (candidate) CROSS JOIN LATERAL (
                    SELECT t.* FROM runtime.task_candidates k JOIN runtime.user_tasks t ON t.id = k.task_id
                    WHERE k.institution_id = $1 AND k.candidate = c.candidate AND t.assignee IS NULL AND $2::text IS NULL
                        {Filter(query)} {(after ? TaskOrderSql.After(query.Order, OfCandidate(query).Row, OfCandidate(query).Id) : "")}
                    ORDER BY {TaskOrderSql.By(query.Order, OfCandidate(query).Row, OfCandidate(query).Id)} LIMIT $10) q) b
            ORDER BY {TaskOrderSql.By(query.Order, "b")} LIMIT $10) t
        ORDER BY {TaskOrderSql.By(query.Order, "t")}
        """;

    // A candidate's row knows due date, priority and age of its task, not the follow-up date, which few have.
    private static (string Row, string Id) OfCandidate(TaskQuery query) => query.Order == TaskOrder.FollowUp ? ("t", "id") : ("k", "task_id");

    private static string Keys(TaskOrder order) =>
        TaskOrderSql.By(order, "b").Replace(" DESC", "", StringComparison.Ordinal);

    private static string Filter(TaskQuery query) => string.Concat(
        query.BusinessKey is null ? "" : " AND t.business_key = $4", // ix_user_tasks_case
        query.PackageKey is null ? "" : " AND t.package_key = $5",
        query.ElementId is null ? "" : " AND t.element_id = $6",
        query.DueBefore is null ? "" : " AND t.due_at < $7",
        query.Order == TaskOrder.FollowUp ? " AND t.follow_up_at IS NOT NULL" : "", // ix_user_tasks_follow_up, ix_user_tasks_queue_follow_up
        query.FollowUpBefore is null ? "" : " AND t.follow_up_at < $12");

    private static List<string>? Candidates(TaskQuery query) =>
        query.CandidateGroups is null && query.CandidateUser is null
            ? null
            : [.. TaskCandidates.Of(query.CandidateGroups ?? [], query.CandidateUser is { } user ? [user] : [])];
}
