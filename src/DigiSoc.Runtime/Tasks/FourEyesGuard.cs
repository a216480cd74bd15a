using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Who had a part in a step of a case, and the statements that let nobody have a part in two that bar one another.</summary>
internal static class FourEyesGuard
{
    // pk_events by the instances of the case (ix_instances_case). A performer is who completed or resolved, and whom for, and
    // whoever it was delegated to: they had it in hand, however it went back. The history is the proof, also of the ids that a step went
    // by before and after a migration.
    public const string Performers = """
        WITH RECURSIVE happened AS MATERIALIZED (
            SELECT e.operation, e.element_id, e.actor, e.on_behalf_of, e.events FROM runtime.instances i
            JOIN runtime.events e ON e.instance_id = i.id
            WHERE i.institution_id = (SELECT institution_id FROM runtime.instances WHERE id = $1)
                AND i.business_key = $2 AND e.operation IN ('CompleteUserTask', 'ResolveTask', 'DelegateTask', 'MigrateInstance')
        ), renamed AS (
            SELECT r.key AS old, r.value AS new FROM happened h
            CROSS JOIN LATERAL json_array_elements(h.events) e (event) CROSS JOIN LATERAL json_each_text(e.event -> 'renamed') r
            WHERE h.operation = 'MigrateInstance'
        ), barring (id) AS (
            SELECT unnest($3::text[])
            UNION SELECT CASE WHEN r.old = b.id THEN r.new ELSE r.old END FROM barring b JOIN renamed r ON b.id IN (r.old, r.new)
        )
        SELECT DISTINCT p.person FROM happened h
        CROSS JOIN LATERAL (
            SELECT unnest(ARRAY[h.actor, h.on_behalf_of]) WHERE h.operation <> 'DelegateTask'
            UNION ALL SELECT h.events -> 0 ->> 'to' WHERE h.operation = 'DelegateTask') p (person)
        WHERE h.operation <> 'MigrateInstance' AND h.element_id IN (SELECT id FROM barring) AND p.person IS NOT NULL
        """;

    /// <summary>What is written together with a step or change by which people get a part in the task's element.</summary>
    /// <remarks>
    /// One such task of a case at a time, and then another look: the same person may be getting a part in the other one in this
    /// moment, in this instance or in one it calls. The second statement undoes the batch as the revision guard does.
    /// </remarks>
    public static IReadOnlyList<Statement> Of(UserTaskView task, string institutionId, string[] people) =>
    [
        new(Sql.LockKey, Value.Text(institutionId), Value.Text("four-eyes"), Value.Text(task.BusinessKey)),
        new(
            $"""
            UPDATE runtime.instances SET revision = CASE WHEN NOT EXISTS (
                SELECT 1 FROM ({Performers}) done WHERE done.person = ANY ($4)) THEN revision END WHERE id = $1
            """,
            Value.Uuid(task.InstanceId),
            Value.Text(task.BusinessKey),
            Value.Texts(TaskRights.NotPerformedBy(task)),
            Value.Texts(people)),
    ];
}
