using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Pages of open tasks. By due date each branch reads an index in order and stops at the page's size.</summary>
internal sealed class TaskList(Database database, TaskDesk desk)
{
    // What every branch filters by, and from where on in the order.
    private const string Filter = """
        AND ($4::text IS NULL OR t.business_key = $4) AND ($5::text IS NULL OR t.package_key = $5)
        AND ($6::text IS NULL OR t.element_id = $6) AND ($7::timestamptz IS NULL OR t.due_at < $7)
        """;

    private const string AfterDue = "AND ($8::timestamptz IS NULL OR (t.due_at, t.id) > ($8, $9))";

    // ix_user_tasks_assignee
    private const string MineByDue = $"""
        SELECT {OpenTask.Columns} FROM runtime.user_tasks t
        WHERE t.institution_id = $1 AND t.assignee = $2 AND $3::text[] IS NULL {Filter} {AfterDue}
        ORDER BY t.due_at, t.id LIMIT $10
        """;

    // ix_user_tasks_queue once for each candidate, pk_task_candidates for tasks offered to several; then merged.
    private const string OfferedByDue = $"""
        SELECT {OpenTask.Columns} FROM (
            SELECT DISTINCT ON (due_at, id) b.* FROM (
                SELECT q.* FROM unnest($3::text[]) c (candidate) CROSS JOIN LATERAL (
                    SELECT t.* FROM runtime.user_tasks t
                    WHERE t.institution_id = $1 AND t.queue = c.candidate AND t.assignee IS NULL AND $2::text IS NULL
                        {Filter} {AfterDue}
                    ORDER BY t.due_at, t.id LIMIT $10) q
                UNION ALL
                SELECT q.* FROM unnest($3::text[]) c (candidate) CROSS JOIN LATERAL (
                    SELECT t.* FROM runtime.task_candidates k JOIN runtime.user_tasks t ON t.id = k.task_id
                    WHERE k.institution_id = $1 AND k.candidate = c.candidate AND t.assignee IS NULL
                        AND ($8::timestamptz IS NULL OR (k.due_at, k.task_id) > ($8, $9)) {Filter}
                    ORDER BY k.due_at, k.task_id LIMIT $10) q) b
            ORDER BY due_at, id LIMIT $10) t
        ORDER BY t.due_at, t.id
        """;

    // Every open task of the institution: pages of supervisors. Sorted in memory from those that match.
    private const string AllByDue = $"""
        SELECT {OpenTask.Columns} FROM runtime.user_tasks t
        WHERE t.institution_id = $1 AND $2::text IS NULL AND $3::text[] IS NULL {Filter} {AfterDue}
        ORDER BY t.due_at, t.id LIMIT $10
        """;

    private const string Whose = """
        t.institution_id = $1 AND ($2::text IS NULL OR t.assignee = $2)
        AND ($3::text[] IS NULL OR (t.assignee IS NULL AND (t.queue = ANY ($3) OR EXISTS (
            SELECT 1 FROM runtime.task_candidates k WHERE k.task_id = t.id AND k.candidate = ANY ($3)))))
        """;

    private const string Newest = $"""
        SELECT {OpenTask.Columns} FROM runtime.user_tasks t
        WHERE {Whose} {Filter} AND ($8::timestamptz IS NULL OR (t.created_at, t.id) < ($8, $9))
        ORDER BY t.created_at DESC, t.id DESC LIMIT $10
        """;

    private const string ByPriority = $"""
        SELECT {OpenTask.Columns} FROM runtime.user_tasks t
        WHERE {Whose} {Filter} AND ($8::timestamptz IS NULL OR t.priority < $11 OR (t.priority = $11 AND (t.due_at, t.id) > ($8, $9)))
        ORDER BY t.priority DESC, t.due_at, t.id LIMIT $10
        """;

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
        var sql = query.Order switch
        {
            TaskOrder.Newest => Newest,
            TaskOrder.Priority => ByPriority,
            _ when candidates is not null => OfferedByDue,
            _ when query.Assignee is not null => MineByDue,
            _ => AllByDue,
        };
        Value[] values =
        [
            Value.Text(context.InstitutionId),
            Value.Text(query.Assignee),
            candidates is null ? new(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text, null) : Value.Texts(candidates),
            Value.Text(query.BusinessKey),
            Value.Text(query.PackageKey),
            Value.Text(query.ElementId),
            Value.At(query.DueBefore),
            new(NpgsqlTypes.NpgsqlDbType.TimestampTz, cursor?.At),
            Value.Uuid(cursor?.Id),
            Value.Int(size),
        ];
        return new(sql, query.Order == TaskOrder.Priority ? [.. values, Value.Int(cursor?.Priority)] : values);
    }

    private static List<string>? Candidates(TaskQuery query) =>
        query.CandidateGroups is null && query.CandidateUser is null
            ? null
            : [.. TaskCandidates.Of(query.CandidateGroups ?? [], query.CandidateUser is { } user ? [user] : [])];
}
