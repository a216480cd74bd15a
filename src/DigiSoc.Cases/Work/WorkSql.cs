namespace DigiSoc.Cases;

/// <summary>The statements of the worker's list. Each names the index its order relies on.</summary>
internal static class WorkSql
{
    public const string Columns = """
        w.task_id, w.case_id, w.case_number, w.title_lv, w.title_en, w.procedure_lv, w.procedure_en, w.applicant_name,
        w.package_key, w.package_version, w.element_id, w.form_id, w.group_key, w.assignee_id, w.assignee_name, w.priority,
        w.created_at, w.due_on, w.follow_up_on, w.has_draft, w.not_performed_by,
        (SELECT d.due_on FROM cases.deadlines d WHERE d.case_id = w.case_id AND d.state = 'running') AS case_due_on,
        w.owner_id, w.owner_name
        """;

    /// <summary>One page of the tasks of the people $2; one short index range for each, then merged. $1 institution, $3 size.</summary>
    public static string Mine(WorkSort sort, string filter, bool after, int next) => PerKey(
        "w.assignee_id = g.key AND w.is_first",
        sort switch
        {
            // ix_work_mine_newest
            WorkSort.Newest => ("w.created_at DESC, w.task_id DESC", $"(w.created_at, w.task_id) < (${next}, ${next + 1})"),
            // A person's own tasks are few: sorted after ix_work_mine_due has found them.
            WorkSort.Priority => ("w.priority DESC, w.due_on, w.task_id", $"(-w.priority, w.due_on, w.task_id) > (${next}, ${next + 1}, ${next + 2})"),
            WorkSort.FollowUp => ByFollowUp(next), // As above.
            // ix_work_mine_due
            _ => ("w.due_on, w.task_id", $"(w.due_on, w.task_id) > (${next}, ${next + 1})"),
        },
        filter,
        after);

    /// <summary>One page of what is offered to the groups $2; one short index range for each group, then merged.</summary>
    public static string Team(WorkSort sort, string filter, bool after, int next) => PerKey(
        "w.group_key = g.key AND w.assignee_id IS NULL",
        sort switch
        {
            // ix_work_team_newest
            WorkSort.Newest => ("w.created_at DESC, w.task_id DESC", $"(w.created_at, w.task_id) < (${next}, ${next + 1})"),
            // ix_work_team_priority
            WorkSort.Priority => (
                "w.priority DESC, w.due_on, w.task_id",
                $"w.priority <= -${next} AND (w.priority < -${next} OR (w.due_on, w.task_id) > (${next + 1}, ${next + 2}))"),
            WorkSort.FollowUp => ByFollowUp(next), // ix_work_team_follow_up
            // ix_work_team_due
            _ => ("w.due_on, w.task_id", $"(w.due_on, w.task_id) > (${next}, ${next + 1})"),
        },
        filter,
        after);

    private static string PerKey(string whose, (string Order, string Beyond) sorted, string filter, bool after) => $"""
        SELECT {Columns}
        FROM unnest($2::text[]) AS g(key)
        CROSS JOIN LATERAL (
            SELECT * FROM cases.work_items w
            WHERE w.institution_id = $1 AND {whose} {(after ? "AND " + sorted.Beyond : "")} {filter}
            ORDER BY {sorted.Order} LIMIT $3) w
        ORDER BY {sorted.Order} LIMIT $3
        """;

    /// <summary>One page of all open tasks of the institution.</summary>
    public static string Institution(WorkSort sort, string filter, bool after, int next) => sort switch
    {
        // ix_work_all_newest
        WorkSort.Newest => Page("w.is_first AND $2 = $2", "w.created_at DESC, w.task_id DESC", after ? $"(w.created_at, w.task_id) < (${next}, ${next + 1})" : null, filter),
        // ix_work_all_priority
        WorkSort.Priority => Page(
            "w.is_first AND $2 = $2",
            "w.priority DESC, w.due_on, w.task_id",
            after ? $"w.priority <= -${next} AND (w.priority < -${next} OR (w.due_on, w.task_id) > (${next + 1}, ${next + 2}))" : null,
            filter),
        // ix_work_all_follow_up
        WorkSort.FollowUp => Page("w.is_first AND $2 = $2", ByFollowUp(next).Order, after ? ByFollowUp(next).Beyond : null, filter),
        // ix_work_all_due
        _ => Page("w.is_first AND $2 = $2", "w.due_on, w.task_id", after ? $"(w.due_on, w.task_id) > (${next}, ${next + 1})" : null, filter),
    };

    private static (string Order, string Beyond) ByFollowUp(int next) =>
        ("w.follow_up_on, w.task_id", $"(w.follow_up_on, w.task_id) > (${next}, ${next + 1})");

    private static string Page(string where, string order, string? beyond, string filter) => $"""
        SELECT {Columns} FROM cases.work_items w
        WHERE w.institution_id = $1 AND {where} {(beyond is null ? "" : "AND " + beyond)} {filter}
        ORDER BY {order} LIMIT $3
        """;

    /// <summary>Counting stops at 1000: the head of a list needs no more, and a million must not be counted.</summary>
    public const string Counts = """
        SELECT
            (SELECT count(*) FROM (SELECT 1 FROM cases.work_items
                WHERE institution_id = $1 AND assignee_id = ANY($2) AND is_first LIMIT 1000) x)::int,
            (SELECT count(*) FROM (SELECT 1 FROM cases.work_items
                WHERE institution_id = $1 AND group_key = ANY($3) AND assignee_id IS NULL LIMIT 1000) x)::int,
            (SELECT count(*) FROM (SELECT 1 FROM cases.work_items
                WHERE institution_id = $1 AND assignee_id = ANY($2) AND is_first AND due_on < $4 LIMIT 1000) x)::int,
            (SELECT count(*) FROM (SELECT 1 FROM cases.work_items
                WHERE institution_id = $1 AND group_key = ANY($3) AND assignee_id IS NULL AND due_on < $4 LIMIT 1000) x)::int
        """;

    public const string One = $"SELECT {Columns} FROM cases.work_items w WHERE w.institution_id = $1 AND w.task_id = $2 ORDER BY w.is_first DESC";

    /// <summary>The tasks $2, each once. By the primary key.</summary>
    public const string Some = $"SELECT {Columns} FROM cases.work_items w WHERE w.institution_id = $1 AND w.task_id = ANY($2) AND w.is_first";

    public const string OfCase = $"""
        SELECT {Columns} FROM cases.work_items w
        WHERE w.institution_id = $1 AND w.case_id = $2 AND w.is_first ORDER BY w.created_at, w.task_id
        """;
}
