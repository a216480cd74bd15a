using DigiSoc.Bpmn;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tasks;

namespace DigiSoc.Runtime.Queries;

/// <summary>Where an instance is, why it waits, and what comes next.</summary>
internal sealed class WhereaboutsQuery(Database database, PackageShelf shelf)
{
    private const string Completed = """
        SELECT DISTINCT event ->> 'element' FROM runtime.events e CROSS JOIN LATERAL json_array_elements(e.events) event
        WHERE e.instance_id = $1 AND event ->> 'kind' = 'ElementCompleted'
        """;

    // Parts of one instance are one range of each primary key.
    private const string Jobs = """
        SELECT id, CASE WHEN due_at = 'infinity' THEN NULL ELSE due_at END FROM runtime.jobs WHERE id BETWEEN $1 AND $2
        """;

    private const string Tasks = $"SELECT {OpenTask.Columns} FROM runtime.user_tasks t WHERE t.id BETWEEN $1 AND $2";

    private const string Children = "SELECT parent_part, id, started_at FROM runtime.instances WHERE parent_part BETWEEN $1 AND $2";

    public async Task<Whereabouts?> FindAsync(Guid id, OperationContext context, CancellationToken ct)
    {
        var institution = context.InstitutionId;
        var rows = await database.ListAsAsync(institution, new(Sql.LoadInstance, Value.Uuid(id)), r => StoredInstance.Read(r), ct);
        if (rows.Count == 0)
        {
            return null;
        }

        Value[] parts = [Value.Uuid(id), Value.Uuid(EngineIds.Part(id, uint.MaxValue))];
        var jobs = await database.ListAsAsync(institution, new(Jobs, parts), r => (r.GetGuid(0), r.IsDBNull(1) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(1)), ct);
        var tasks = await database.ListAsAsync(institution, new(Tasks, parts), OpenTask.Read, ct);
        var children = await database.ListAsAsync(institution, new(Children, parts), r => (r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<DateTimeOffset>(2)), ct);
        var completed = await database.ListAsAsync(institution, new(Completed, Value.Uuid(id)), r => r.GetString(0), ct);
        var package = await shelf.LoadAsync(rows[0].PackageKey, rows[0].PackageVersion, ct);
        var model = package.Model(rows[0].ProcessId);
        var waits = rows[0].State.Waits.Select(wait => Describe(
            wait,
            EngineIds.Part(id, wait.Id),
            model,
            tasks.FirstOrDefault(t => EngineIds.NumberOf(t.View.TaskId) == wait.Id)?.View,
            jobs.FirstOrDefault(j => EngineIds.NumberOf(j.Item1) == wait.Id).Item2,
            children.FirstOrDefault(c => EngineIds.NumberOf(c.Item1) == wait.Id)));
        return new(rows[0].ToView(), rows[0].State, [.. waits], completed);
    }

    private static WaitView Describe(
        Wait wait, Guid part, ProcessModel model, UserTaskView? task, DateTimeOffset? jobDue, (Guid Part, Guid Id, DateTimeOffset Since) child)
    {
        var next = model.Find(wait.ElementId)?.Outgoing.Select(f => f.Target.Id).ToList() ?? [];
        return wait.Kind switch
        {
            WaitKind.UserTask => new(part, wait.Kind, wait.ElementId, Whom(task), task?.CreatedAt, task?.DueAt, next),
            WaitKind.Job => new(part, wait.Kind, wait.ElementId, wait.Name ?? "", null, jobDue, next),
            WaitKind.Child => new(part, wait.Kind, wait.ElementId, child.Id.ToString(), child.Since, null, next),
            WaitKind.Message => new(part, wait.Kind, wait.ElementId, $"{wait.Name} {wait.CorrelationKey}".Trim(), null, null, next),
            _ => new(part, wait.Kind, wait.ElementId, wait.Name ?? "", null, wait.DueAt, next),
        };
    }

    private static string Whom(UserTaskView? task) => task is null
        ? ""
        : task.Assignee ?? string.Join(", ", task.CandidateGroups.Concat(task.CandidateUsers));
}
