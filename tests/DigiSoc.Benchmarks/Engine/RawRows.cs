using DigiSoc.Postgres;
using DigiSoc.Runtime;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>
/// The same rows, raw: what the four steps of a measured instance write into the engine's own tables, by hand-written Npgsql
/// and without an engine. Each step is one prepared batch that is its own transaction, a statement for each row; only the
/// instance's revision is guarded. What a step of ours costs more than this is the engine; what this costs more than
/// <see cref="RawStep"/> is the schema.
/// </summary>
internal sealed class RawRows : IAsyncDisposable
{
    private const string Event = """
        INSERT INTO runtime.events (instance_id, number, at, institution_id, business_key, root_id, step_id, package_key,
            package_version, law_date, operation, part_id, element_id, actor, on_behalf_of, purpose, input_hash, events,
            previous_hash, hash)
        VALUES ($1, $2, now(), 'ogre', $3, $1, $4, 'bench', 1, $5, $6, $7, $8, $9, NULL, NULL, $10, $11, $12, $13)
        """;

    private const string Start = """
        INSERT INTO runtime.instances (id, institution_id, business_key, package_key, package_version, process_id, root_id,
            parent_part, revision, status, state, chain_number, chain_hash, step_id, law_date, started_at, started_by,
            updated_at, ended_at, kept_job, kept_by, kept_attempts)
        VALUES ($1, 'ogre', $2, 'bench', 1, 'bench', $1, NULL, 1, 1, $3, 1, $4, $5, NULL, now(), 'anna', now(), NULL, $6, $1, 3)
        """;

    private const string Move = """
        UPDATE runtime.instances SET revision = CASE WHEN revision = $2 THEN $2 + 1 END, status = $3, state = $4,
            chain_number = $2 + 1, chain_hash = $5, step_id = $6, updated_at = now(), ended_at = $7,
            kept_job = $8, kept_by = $9, kept_attempts = $10
        WHERE id = $1
        """;

    private const string Task = """
        INSERT INTO runtime.user_tasks (id, institution_id, business_key, root_id, package_key, package_version, process_id,
            element_id, name, assignee, queue, candidate_groups, candidate_users, due_at, follow_up_at, priority, form_id,
            created_at, revision)
        VALUES ($1, 'ogre', $2, $3, 'bench', 1, 'bench', 'assess', 'assess', NULL, 'worker', '{worker}', '{}', 'infinity', NULL,
            50, NULL, now(), 1)
        """;

    private const string TaskDone = "DELETE FROM runtime.user_tasks WHERE id = $1";

    // Parts count as the interpreter's do. A node keeps both jobs: the instance's own row says so.
    private const long FirstJob = 4;
    private const long SecondJob = 8;

    private readonly NpgsqlDataSource _source;
    private readonly Step[] _steps;
    private readonly Client[] _clients;

    private RawRows(NpgsqlDataSource source, Step[] steps, int clients) =>
        (_source, _steps, _clients) = (source, steps, [.. Enumerable.Range(0, clients).Select(_ => new Client())]);

    /// <summary>Reads what the engine wrote for the last instance that has ended; the state of its end stands for those before.</summary>
    public static async Task<RawRows> PrepareAsync(string database, int clients)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Tenancy.AsEngine(database))
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = Math.Max(clients, 1),
        });
        await using var command = source.CreateCommand("""
            SELECT i.state, e.operation, e.element_id, e.actor, e.input_hash, e.events::text FROM runtime.events e
            JOIN (SELECT id, state FROM runtime.instances WHERE package_key = 'bench' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1) i
                ON i.id = e.instance_id
            ORDER BY e.number
            """);
        await using var row = await command.ExecuteReaderAsync();
        var steps = new List<Step>();
        while (await row.ReadAsync())
        {
            steps.Add(new(
                State(row.GetFieldValue<byte[]>(0), steps.Count),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.GetString(3),
                row.GetFieldValue<byte[]>(4),
                row.GetString(5)));
        }

        return steps.Count == 4
            ? new(source, [.. steps], clients)
            : throw new InvalidOperationException($"An instance that is to be copied has four steps, found {steps.Count}.");
    }

    /// <summary>The next step of the client's instance; behind its last one it begins another.</summary>
    public async Task StepAsync(int client)
    {
        var (instance, at) = _clients[client].Next();
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var stepId = Guid.CreateVersion7();
        var hash = new byte[32];
        var key = instance.ToString();
        Write(batch, instance, at, stepId, hash, key);
        switch (at)
        {
            case 1:
                Add(batch, Task, Value(EngineIds.Part(instance, WholeInstances.TaskNumber)), Value(key), Value(instance));
                break;
            case 2:
                Add(batch, TaskDone, Value(EngineIds.Part(instance, WholeInstances.TaskNumber)));
                break;
        }

        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private void Write(NpgsqlBatch batch, Guid instance, int at, Guid stepId, byte[] hash, string key)
    {
        var step = _steps[at];
        if (at == 0)
        {
            Add(batch, Start, Value(instance), Value(key), Value(step.State), Value(hash), Value(stepId), Value(FirstJob));
        }
        else
        {
            var isLast = at == _steps.Length - 1;
            var keeps = at == 2;
            Add(
                batch, Move, Value(instance), Value((long)at), Value((short)(isLast ? 3 : 1)), Value(step.State), Value(hash), Value(stepId),
                isLast ? Value(DateTime.UtcNow) : Null(NpgsqlDbType.TimestampTz),
                keeps ? Value(SecondJob) : Null(NpgsqlDbType.Bigint),
                keeps ? Value(instance) : Null(NpgsqlDbType.Uuid),
                keeps ? Value(3) : Null(NpgsqlDbType.Integer));
        }

        Add(
            batch, Event, Value(instance), Value((long)at + 1), Value(key), Value(stepId), Value(DateOnly.FromDateTime(DateTime.UtcNow)), Value(step.Operation),
            at == 0 ? Null(NpgsqlDbType.Uuid) : Value(EngineIds.Part(instance, at)), step.Element is { } element ? Value(element) : Null(NpgsqlDbType.Text),
            Value(step.Actor), Value(step.Input), new NpgsqlParameter<string> { TypedValue = step.Events, NpgsqlDbType = NpgsqlDbType.Json }, Value(hash), Value(hash));
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value);
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { NpgsqlDbType = type, Value = DBNull.Value };

    // Each step changes the state: PostgreSQL must not find the old one and log only where they differ.
    private static byte[] State(byte[] ended, int seed)
    {
        var state = new byte[ended.Length];
        new Random(seed).NextBytes(state);
        return state;
    }

    private sealed record Step(byte[] State, string Operation, string? Element, string Actor, byte[] Input, string Events);

    /// <summary>Where a client is: its instance, and how many of its steps are done.</summary>
    private sealed class Client
    {
        private Guid _instance;
        private int _done;

        public (Guid Instance, int At) Next()
        {
            var at = _done++ % 4;
            if (at == 0)
            {
                _instance = EngineIds.NewInstance(TimeProvider.System.GetUtcNow());
            }

            return (_instance, at);
        }
    }
}
