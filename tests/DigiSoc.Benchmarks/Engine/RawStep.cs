using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>
/// The limit: the rows of one step by hand-written Npgsql, in one prepared batch that is its own transaction. An instance
/// of 1 KB state is guarded by its revision and updated, one task goes, one comes, one event is added.
/// </summary>
internal sealed class RawStep : IAsyncDisposable
{
    private const int InstancesOfAClient = 100;

    // A step changes the state: PostgreSQL must not find the old one and log only where they differ.
    private static readonly byte[][] States = [MakeState(1), MakeState(2)];

    // As many characters as a step of the measured process writes on average.
    private static readonly string Events =
        $"[{string.Join(',', Enumerable.Repeat("""{"kind":"ElementCompleted","element":"assess","id":7,"scope":1,"type":"userTask"}""", 6))}]";

    private readonly NpgsqlDataSource _source;
    private readonly Client[] _clients;

    private RawStep(NpgsqlDataSource source, int clients)
    {
        _source = source;
        _clients = [.. Enumerable.Range(0, clients).Select(number => new Client(number))];
    }

    /// <summary>Makes its tables afresh.</summary>
    public static async Task<RawStep> PrepareAsync(string database, int clients)
    {
        var address = new NpgsqlConnectionStringBuilder(database)
        {
            NoResetOnClose = true,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = Math.Max(clients, 1),
        };
        var raw = new RawStep(NpgsqlDataSource.Create(address), clients);
        await using var command = raw._source.CreateCommand("""
            DROP SCHEMA IF EXISTS raw CASCADE;
            CREATE SCHEMA raw;
            CREATE TABLE raw.instances (id integer PRIMARY KEY, revision bigint NOT NULL, state bytea NOT NULL) WITH (fillfactor = 70);
            CREATE TABLE raw.tasks (id uuid PRIMARY KEY, instance integer NOT NULL, name text NOT NULL, due_at timestamptz NOT NULL);
            CREATE TABLE raw.events (id uuid PRIMARY KEY, instance integer NOT NULL, at timestamptz NOT NULL, events json NOT NULL);
            """);
        await command.ExecuteNonQueryAsync();
        await using var fill = raw._source.CreateCommand("INSERT INTO raw.instances SELECT i, 0, $1 FROM generate_series(0, $2 - 1) i");
        fill.Parameters.Add(new() { Value = States[1] });
        fill.Parameters.Add(new() { Value = clients * InstancesOfAClient });
        await fill.ExecuteNonQueryAsync();
        return raw;
    }

    /// <summary>One step of the client's next instance.</summary>
    public async Task StepAsync(int client)
    {
        var (instance, revision, task) = _clients[client].Next();
        var next = Guid.CreateVersion7();
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        Add(
            batch,
            "UPDATE raw.instances SET revision = CASE WHEN revision = $2 THEN $2 + 1 END, state = $3 WHERE id = $1",
            (NpgsqlDbType.Integer, instance), (NpgsqlDbType.Bigint, revision), (NpgsqlDbType.Bytea, States[revision & 1]));
        Add(batch, "DELETE FROM raw.tasks WHERE id = $1", (NpgsqlDbType.Uuid, task));
        Add(
            batch,
            "INSERT INTO raw.tasks VALUES ($1, $2, 'Assess', now())",
            (NpgsqlDbType.Uuid, next), (NpgsqlDbType.Integer, instance));
        Add(
            batch,
            "INSERT INTO raw.events VALUES ($1, $2, now(), $3)",
            (NpgsqlDbType.Uuid, Guid.CreateVersion7()), (NpgsqlDbType.Integer, instance), (NpgsqlDbType.Json, Events));
        await batch.ExecuteNonQueryAsync();
        _clients[client].Done(next);
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

    private static byte[] MakeState(int seed)
    {
        var state = new byte[1024];
        new Random(seed).NextBytes(state);
        return state;
    }

    /// <summary>What a client knows of its instances: revision and open task of each.</summary>
    private sealed class Client(int number)
    {
        private readonly long[] _revisions = new long[InstancesOfAClient];
        private readonly Guid[] _tasks = new Guid[InstancesOfAClient];
        private int _at;

        public (int Instance, long Revision, Guid Task) Next() =>
            ((number * InstancesOfAClient) + _at, _revisions[_at], _tasks[_at]);

        public void Done(Guid task)
        {
            _revisions[_at]++;
            _tasks[_at] = task;
            _at = (_at + 1) % InstancesOfAClient;
        }
    }
}
