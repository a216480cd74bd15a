using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Work;

/// <summary>Gives back the tasks of somebody who left all their groups.</summary>
/// <remarks>
/// Why at once, and not only shown to a manager: the person may not go on with them (<see cref="TaskAssignment"/>), so until
/// somebody moved them they would wait for nobody, while the statutory deadline runs.
/// </remarks>
internal sealed class TaskReturns(Engine engine, CaseStore store)
{
    // ix_work_mine_due, then the primary key for each.
    private const string Lost = """
        SELECT w.task_id, w.owner_id FROM cases.work_items w
        WHERE w.institution_id = $1 AND w.assignee_id = $2 AND w.is_first AND NOT EXISTS (
            SELECT 1 FROM cases.work_items g WHERE g.task_id = w.task_id AND (g.group_key = ANY($3) OR g.group_key = ''))
        """;

    /// <returns>How many tasks went back; one that another call moved meanwhile is not among them.</returns>
    public async Task<int> GiveBackAsync(Worker manager, StaffMember member, string reason, CancellationToken ct)
    {
        var person = new Worker(manager.InstitutionId, member.UserId, member.Name, member.Groups);
        var lost = await store.SqlAsync(
            manager.InstitutionId,
            sql => sql.ListAsync(
                Lost,
                [manager.InstitutionId, member.UserId, Worklist.OfferedTo(person)],
                row => (TaskId: row.GetGuid(0), OwnerId: row.IsDBNull(1) ? null : row.GetString(1)),
                ct),
            ct);
        var context = TaskAssignment.ContextOf(manager, reason: reason);
        var given = await engine.UnclaimTasksAsync([.. lost.Where(task => task.OwnerId is null).Select(task => task.TaskId)], context, ct);
        var done = given.Count(verdict => verdict.IsDone);
        foreach (var owned in lost.Where(task => task.OwnerId is not null).GroupBy(task => task.OwnerId!))
        {
            done += (await engine.ReassignTasksAsync([.. owned.Select(task => task.TaskId)], owned.Key, context, ct)).Count(verdict => verdict.IsDone);
        }

        return done;
    }
}
