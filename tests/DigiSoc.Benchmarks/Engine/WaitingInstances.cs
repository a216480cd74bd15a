using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Any number of instances of the measured process that wait at their user task: one real one, and copies of its rows.</summary>
internal sealed class WaitingInstances(string database)
{
    private const int Chunk = 100_000;

    // Ids as the engine makes them: in order of time, the part's number in the last 32 bits.
    private const string Copy = """
        WITH made AS (SELECT n, ('0190' || lpad(to_hex(n), 8, '0') || '700080000000')::text AS head FROM generate_series($1, $2) n),
        instance AS (
            INSERT INTO runtime.instances (id, institution_id, business_key, package_key, package_version, process_id, root_id,
                parent_part, revision, status, state, chain_number, chain_hash, step_id, law_date, started_at, started_by,
                updated_at, ended_at)
            SELECT (head || '00000000')::uuid, i.institution_id, 'case-' || n, i.package_key, i.package_version, i.process_id,
                (head || '00000000')::uuid, i.parent_part, i.revision, i.status, i.state, i.chain_number, i.chain_hash, i.step_id,
                i.law_date, i.started_at, i.started_by, i.updated_at, i.ended_at
            FROM runtime.instances i, made WHERE i.business_key = 'template'),
        event AS (
            INSERT INTO runtime.events (instance_id, number, at, institution_id, business_key, root_id, step_id, package_key,
                package_version, law_date, operation, part_id, element_id, actor, on_behalf_of, purpose, input_hash, events,
                previous_hash, hash)
            SELECT (head || '00000000')::uuid, e.number, e.at, e.institution_id, 'case-' || n, (head || '00000000')::uuid, e.step_id,
                e.package_key, e.package_version, e.law_date, e.operation, e.part_id, e.element_id, e.actor, e.on_behalf_of,
                e.purpose, e.input_hash, e.events, e.previous_hash, e.hash
            FROM runtime.events e, made WHERE e.business_key = 'template')
        INSERT INTO runtime.user_tasks (id, institution_id, business_key, root_id, package_key, package_version, process_id,
            element_id, name, queue, candidate_groups, candidate_users, due_at, priority, created_at, revision)
        SELECT (head || lpad(to_hex($3::integer), 8, '0'))::uuid, t.institution_id, 'case-' || n, (head || '00000000')::uuid, t.package_key,
            t.package_version, t.process_id, t.element_id, t.name, t.queue, t.candidate_groups, t.candidate_users,
            now() + (n % 90) * interval '1 day', n % 101, now() - n * interval '1 second', t.revision
        FROM runtime.user_tasks t, made WHERE t.business_key = 'template'
        """;

    /// <summary>The task of the instance with a number from 1.</summary>
    public static Guid Task(int number) => Guid.ParseExact(FormattableString.Invariant($"0190{number:x8}700080000000{WholeInstances.TaskNumber:x8}"), "N");

    /// <summary>Fills up to a total; then the table is as a database at rest has it.</summary>
    public async Task FillAsync(int from, int total)
    {
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 3600 });
        if (from == 0)
        {
            await StartTemplateAsync();
        }

        for (var first = from + 1; first <= total; first += Chunk)
        {
            await using var copy = owner.CreateCommand(Copy);
            copy.Parameters.Add(new() { Value = first });
            copy.Parameters.Add(new() { Value = Math.Min(first + Chunk - 1, total) });
            copy.Parameters.Add(new() { Value = (int)WholeInstances.TaskNumber });
            await copy.ExecuteNonQueryAsync();
        }

        foreach (var sql in new[] { "VACUUM (ANALYZE)", "CHECKPOINT" })
        {
            await using var rest = owner.CreateCommand(sql);
            await rest.ExecuteNonQueryAsync();
        }
    }

    private async Task StartTemplateAsync()
    {
        await using var engine = Runtime.Engine.Create(
            new() { ConnectionString = Tenancy.AsApplication(database), Housekeeping = false }, [new MeasuredProcess.Handler("first")], [], TimeProvider.System);
        await engine.StartAsync();
        await engine.DeployAsync(MeasuredProcess.Package, MeasuredProcess.Worker);
        await engine.StartInstanceAsync(new("bench"), "template", MeasuredProcess.Application, MeasuredProcess.Worker);
        while ((await engine.TasksAsync(new() { BusinessKey = "template" }, MeasuredProcess.Worker)).Items.Count == 0)
        {
            await System.Threading.Tasks.Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
