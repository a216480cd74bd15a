using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Who had a part in a step of a case, and the statements that let nobody have a part in two that bar one another.</summary>
internal static class FourEyesGuard
{
    // pk_events by the instances of the case (ix_instances_case). A performer is who completed or resolved, and whom for, and
    // whoever it was delegated to: they had it in hand, however it went back. The history is the proof.
    public const string Performers = """
        SELECT DISTINCT p.person FROM runtime.instances i
        JOIN runtime.events e ON e.instance_id = i.id
        CROSS JOIN LATERAL (
            SELECT unnest(ARRAY[e.actor, e.on_behalf_of]) WHERE e.operation <> 'DelegateTask'
            UNION ALL SELECT e.events -> 0 ->> 'to' WHERE e.operation = 'DelegateTask') p (person)
        WHERE i.institution_id = (SELECT institution_id FROM runtime.instances WHERE id = $1)
            AND i.business_key = $2 AND e.operation IN ('CompleteUserTask', 'ResolveTask', 'DelegateTask')
            AND e.element_id = ANY ($3) AND p.person IS NOT NULL
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
