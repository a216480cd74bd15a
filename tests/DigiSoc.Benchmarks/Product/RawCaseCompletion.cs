using DigiSoc.Runtime;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Benchmarks.Product;

/// <summary>
/// The rows of one completed task of a case by hand, in one batch that is its own transaction: instance, event, task gone
/// and next job of the engine; list, performer, timeline and completion of the case. Copied from a completed example.
/// </summary>
internal sealed class RawCaseCompletion(NpgsqlDataSource source, Guid exampleTask, Guid exampleCase)
{
    // $1 instance, $2 the example's instance.
    private const string Instance = """
        UPDATE runtime.instances i SET revision = CASE WHEN i.revision = e.revision - 1 THEN e.revision END, status = e.status,
            state = e.state, chain_number = e.chain_number, chain_hash = e.chain_hash, step_id = e.step_id, updated_at = now()
        FROM runtime.instances e WHERE i.id = $1 AND e.id = $2
        """;

    private const string Event = """
        INSERT INTO runtime.events (instance_id, number, at, institution_id, business_key, root_id, step_id, package_key,
            package_version, law_date, operation, part_id, element_id, actor, on_behalf_of, purpose, input_hash, events,
            previous_hash, hash)
        SELECT $1, e.number, now(), e.institution_id, $3, e.root_id, e.step_id, e.package_key, e.package_version, e.law_date,
            e.operation, e.part_id, e.element_id, e.actor, e.on_behalf_of, e.purpose, e.input_hash, e.events, e.previous_hash, e.hash
        FROM runtime.events e JOIN runtime.instances i ON i.id = e.instance_id AND e.number = i.chain_number WHERE e.instance_id = $2
        """;

    private const string Job = """
        INSERT INTO runtime.jobs (id, institution_id, type, element_id, business_key, attempts, attempt, due_at, owner)
        SELECT $3, j.institution_id, j.type, j.element_id, $4, j.attempts, j.attempt, 'infinity', NULL
        FROM runtime.jobs j WHERE j.id BETWEEN $1 AND $2
        """;

    // $1 case, $2 the example's case, $3 task.
    private const string Performer = """
        INSERT INTO cases.performers (institution_id, case_id, element_id, user_id, performed_at)
        SELECT institution_id, $1, element_id, user_id, now() FROM cases.performers WHERE case_id = $2
        """;

    private const string Timeline = """
        INSERT INTO cases.timeline (institution_id, case_id, entry_key, at, kind, text_lv, text_en, actor_id, actor_name,
            on_behalf_of, element_id, norms)
        SELECT institution_id, $1, $3::text, now(), kind, text_lv, text_en, actor_id, actor_name, on_behalf_of, element_id, norms
        FROM cases.timeline WHERE case_id = $2 AND kind = 'task-completed'
        """;

    private const string Completion = """
        INSERT INTO cases.completions (task_id, institution_id, case_id, idempotency_key, completed_by)
        SELECT $3, institution_id, $1, idempotency_key, completed_by FROM cases.completions WHERE task_id = $2
        """;

    private readonly Guid _example = EngineIds.InstanceOf(exampleTask);

    public async Task CompleteAsync(Guid task, Guid @case)
    {
        var instance = EngineIds.InstanceOf(task);
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, Instance, instance, _example);
        Add(batch, Event, instance, _example, @case.ToString());
        Add(batch, "DELETE FROM runtime.user_tasks WHERE id = $1", task);
        Add(batch, Job, _example, EngineIds.Part(_example, uint.MaxValue), EngineIds.Part(instance, uint.MaxValue), @case.ToString());
        Add(batch, "DELETE FROM cases.work_items WHERE task_id = $1", task);
        Add(batch, Performer, @case, exampleCase);
        Add(batch, Timeline, @case, exampleCase, task.ToString());
        Add(batch, Completion, @case, exampleTask, task);
        await batch.ExecuteNonQueryAsync();
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value, NpgsqlDbType = value is Guid ? NpgsqlDbType.Uuid : NpgsqlDbType.Text });
        }

        batch.BatchCommands.Add(command);
    }
}
