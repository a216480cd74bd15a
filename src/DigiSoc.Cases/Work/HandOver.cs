namespace DigiSoc.Cases.Work;

/// <summary>A task that goes from one person to another, as the case's timeline tells it.</summary>
/// <param name="Kind">Of the timeline entry.</param>
/// <param name="Text">What happened; the task's title follows.</param>
/// <param name="NamesWhom">True: from whom and to whom are told; false: only who had it when that was not the actor.</param>
internal sealed record HandOver(string Kind, LocalText Text, bool NamesWhom)
{
    /// <summary>
    /// Values of <see cref="Files.TimelineEvent.Insert"/>, then $12 the element's id where the list has no title, $13 the
    /// task, $14 to whom (null: not told), $15 the reason with what goes before it, or nothing. Runs twice with one effect.
    /// </summary>
    public const string Insert = """
        INSERT INTO cases.timeline (institution_id, case_id, entry_key, at, kind, text_lv, text_en, actor_id, actor_name, on_behalf_of, element_id, norms)
        SELECT $1, $2, $3, $4, $5, $6 || COALESCE(w.title_lv, $12) || whom.told || $15, $7 || COALESCE(w.title_en, $12) || whom.told || $15, $8,
            (SELECT name FROM cases.users WHERE user_id = $8), $9, $10, $11
        FROM (SELECT 1) told
        LEFT JOIN LATERAL (
            SELECT title_lv, title_en, assignee_id, assignee_name FROM cases.work_items WHERE task_id = $13 LIMIT 1) w ON true
        CROSS JOIN LATERAL (SELECT COALESCE(
            ' (' || COALESCE(w.assignee_name || ' → ', '') || (SELECT name FROM cases.users WHERE user_id = $14) || ')',
            CASE WHEN w.assignee_id <> $8 THEN ' (' || w.assignee_name || ')' END,
            '') AS told) whom
        ON CONFLICT ON CONSTRAINT uq_timeline_told_once DO NOTHING
        """;

    private static readonly Dictionary<string, HandOver> ByOperation = new(StringComparer.Ordinal)
    {
        ["ClaimTask"] = new("task-claimed", LocalText.Of("Paņemts: ", "Taken: "), false),
        ["UnclaimTask"] = new("task-returned", LocalText.Of("Atdots komandai: ", "Given back to the team: "), false),
        ["ReassignTask"] = new("task-reassigned", LocalText.Of("Nodots: ", "Handed over: "), true),
        ["DelegateTask"] = new("task-delegated", LocalText.Of("Uzticēts sagatavot: ", "Delegated: "), true),
        ["ResolveTask"] = new("task-resolved", LocalText.Of("Sagatavots un atdots: ", "Prepared and given back: "), true),
    };

    /// <summary>Null: the engine's operation hands no task over.</summary>
    public static HandOver? Of(string operation) => ByOperation.GetValueOrDefault(operation);
}
