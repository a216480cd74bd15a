using DigiSoc.Bpmn;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tasks;
using Npgsql;

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
        Value[] parts = [Value.Uuid(id), Value.Uuid(EngineIds.Part(id, uint.MaxValue))];
        var found = await database.AsAsync(
            context.InstitutionId,
            async rows => new Rows(
                (await Database.ReadAllAsync(rows, r => StoredInstance.Read(r), ct)).FirstOrDefault(),
                await NextAsync(rows, r => (r.GetGuid(0), r.IsDBNull(1) ? null : r.GetFieldValue<DateTimeOffset?>(1)), ct),
                await NextAsync(rows, OpenTask.Read, ct),
                await NextAsync(rows, r => (r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<DateTimeOffset>(2)), ct),
                await NextAsync(rows, r => r.GetString(0), ct)),
            ct,
            new(Sql.LoadInstance, parts[0]),
            new(Jobs, parts),
            new(Tasks, parts),
            new(Children, parts),
            new(Completed, parts[0]));
        if (found.Instance is not { } instance)
        {
            return null;
        }

        var package = await shelf.LoadAsync(instance.PackageKey, instance.PackageVersion, ct);
        var model = package.Model(instance.ProcessId);
        var waits = instance.State.Waits.Select(wait => Bounded(
            Describe(
                wait,
                EngineIds.Part(id, wait.Id),
                model,
                found.Tasks.FirstOrDefault(t => EngineIds.NumberOf(t.View.TaskId) == wait.Id)?.View,
                found.Jobs.FirstOrDefault(j => EngineIds.NumberOf(j.Id) == wait.Id).DueAt,
                found.Children.FirstOrDefault(c => EngineIds.NumberOf(c.Part) == wait.Id)),
            WaitEnds.EndOf(model, instance.State, wait)));
        return new(instance.ToView(), instance.State, [.. waits], found.Completed);
    }

    private sealed record Rows(
        StoredInstance? Instance,
        List<(Guid Id, DateTimeOffset? DueAt)> Jobs,
        List<OpenTask> Tasks,
        List<(Guid Part, Guid Id, DateTimeOffset Since)> Children,
        List<string> Completed);

    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        await rows.NextResultAsync(ct);
        return await Database.ReadAllAsync(rows, map, ct);
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

    private static WaitView Bounded(WaitView wait, Wait? end) => wait.Until is null && end is not null
        ? wait with { Until = end.DueAt, UntilElementId = end.ElementId }
        : wait;

    private static string Whom(UserTaskView? task) => task is null
        ? ""
        : task.Assignee ?? string.Join(", ", task.CandidateGroups.Concat(task.CandidateUsers));
}
