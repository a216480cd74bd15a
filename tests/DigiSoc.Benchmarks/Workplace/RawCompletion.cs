using DigiSoc.Postgres;
using DigiSoc.Runtime;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Benchmarks.Workplace;

/// <summary>The rows of one completed task by hand: instance, event, task gone, next job; taken from one that the engine completed.</summary>
internal sealed class RawCompletion : IAsyncDisposable
{
    private const string Event = """
        INSERT INTO runtime.events (instance_id, number, at, institution_id, business_key, root_id, step_id, package_key,
            package_version, law_date, operation, part_id, element_id, actor, on_behalf_of, purpose, input_hash, events,
            previous_hash, hash)
        VALUES ($1, $2, now(), 'ogre', 'case', $1, $1, 'bench', 1, $3, 'CompleteUserTask', $4, 'assess', 'anna', NULL, NULL, $5, $6, $5, $5)
        """;

    private readonly NpgsqlDataSource _source;
    private readonly byte[] _state;
    private readonly long _revision;
    private readonly string _events;
    private readonly uint _job;

    private RawCompletion(NpgsqlDataSource source, byte[] state, long revision, string events, uint job) =>
        (_source, _state, _revision, _events, _job) = (source, state, revision, events, job);

    /// <summary>Reads what the engine wrote when it completed <paramref name="example"/>.</summary>
    public static async Task<RawCompletion> PrepareAsync(string database, Guid example)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Tenancy.AsEngine(database)) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        var instance = EngineIds.InstanceOf(example);
        await using var command = source.CreateCommand("""
            SELECT i.state, i.revision, e.events::text, j.id FROM runtime.instances i
            JOIN runtime.events e ON e.instance_id = i.id AND e.number = i.chain_number
            JOIN runtime.jobs j ON j.id BETWEEN i.id AND $2 WHERE i.id = $1
            """);
        command.Parameters.Add(new() { Value = instance });
        command.Parameters.Add(new() { Value = EngineIds.Part(instance, uint.MaxValue) });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(source, row.GetFieldValue<byte[]>(0), row.GetInt64(1) - 1, row.GetString(2), (uint)EngineIds.NumberOf(row.GetGuid(3)));
    }

    public async Task CompleteAsync(Guid task)
    {
        var instance = EngineIds.InstanceOf(task);
        var hash = new byte[32];
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        Add(
            batch,
            """
            UPDATE runtime.instances SET revision = CASE WHEN revision = $2 THEN $2 + 1 END, status = 1, state = $3,
                chain_number = $2 + 1, chain_hash = $4, step_id = $1, updated_at = now()
            WHERE id = $1
            """,
            (NpgsqlDbType.Uuid, instance), (NpgsqlDbType.Bigint, _revision), (NpgsqlDbType.Bytea, _state), (NpgsqlDbType.Bytea, hash));
        Add(
            batch,
            Event,
            (NpgsqlDbType.Uuid, instance), (NpgsqlDbType.Bigint, _revision + 1), (NpgsqlDbType.Date, new DateOnly(2026, 3, 2)),
            (NpgsqlDbType.Uuid, task), (NpgsqlDbType.Bytea, hash), (NpgsqlDbType.Json, _events));
        Add(batch, "DELETE FROM runtime.user_tasks WHERE id = $1", (NpgsqlDbType.Uuid, task));
        Add(
            batch,
            """
            INSERT INTO runtime.jobs (id, institution_id, type, element_id, business_key, attempts, attempt, due_at, owner)
            VALUES ($1, 'ogre', 'second', 'record', 'case', 3, 0, now(), NULL)
            """,
            (NpgsqlDbType.Uuid, EngineIds.Part(instance, _job)));
        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<(NpgsqlDbType Type, object Value)> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (type, value) in values)
        {
            command.Parameters.Add(new() { NpgsqlDbType = type, Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
