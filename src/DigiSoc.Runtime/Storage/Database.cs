using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Runtime.Storage;

/// <summary>The two ways into the database: as one institution (people's requests) and as the engine (all of them).</summary>
internal sealed class Database : IAsyncDisposable
{
    // Each statement of the engine names the index it relies on. A plan made while a table was small, and kept, must not
    // read the whole table when it has grown.
    private const string EnginePlans = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // A node whose machine or network is gone says no goodbye, and one that hangs in the middle of a transaction says nothing: the
    // server asks after 5 s, ends the session of the one after three times 2 s more, of the other after a minute, and lets go of its locks.
    private const string Vanishing =
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=60000";

    // A morning's crowd waits in this program for a connection, not in front of a server that has none left.
    private const int Readers = 16;
    private const int Loops = 9;

    private readonly NpgsqlDataSource _institutions;

    public Database(EngineOptions options)
    {
        var address = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = options.NodeName.Length > 60 ? options.NodeName[..60] : options.NodeName,
            MaxPoolSize = Readers,
            NoResetOnClose = true,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
        };
        _institutions = NpgsqlDataSource.Create(address);
        var engine = new NpgsqlConnectionStringBuilder(Tenancy.AsEngine(address.ConnectionString));
        engine.Options = $"{engine.Options} {EnginePlans} {Vanishing}";
        engine.MaxPoolSize = options.CommitLanes + options.JobConcurrency + Loops;
        Engine = NpgsqlDataSource.Create(engine);
    }

    /// <summary>Sees every institution: steps already judged, and the engine's own work.</summary>
    public NpgsqlDataSource Engine { get; }

    /// <summary>Round trips and statements since the start, for the test that counts them.</summary>
    public TripCounter Trips { get; } = new();

    /// <summary>True when the connection is gone, so that nobody can say whether a commit under way was stored.</summary>
    /// <remarks>57P: the server ended the session (shutdown, crash, by hand), which it can do after a commit and before its
    /// answer. 08: the connection itself. 25P03: the server ended it because it was idle in a transaction.</remarks>
    public static bool IsBroken(NpgsqlException e) =>
        e is not PostgresException said || said.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || said.SqlState.StartsWith("08", StringComparison.Ordinal) || said.SqlState == "25P03";

    /// <summary>Runs statements as one institution in one round trip; row-level security is in force.</summary>
    public async Task<T> AsAsync<T>(
        string institutionId, Func<NpgsqlDataReader, Task<T>> read, CancellationToken ct, params Statement[] statements)
    {
        await using var connection = await _institutions.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Tenancy.Enter(institutionId));
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        Trips.Count(1, batch.BatchCommands.Count);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct); // The first result is the institution's name.
        return await read(reader);
    }

    /// <summary>All rows of one statement as one institution.</summary>
    public Task<List<T>> ListAsAsync<T>(
        string institutionId, Statement statement, Func<NpgsqlDataReader, T> map, CancellationToken ct) =>
        AsAsync(institutionId, reader => ReadAllAsync(reader, map, ct), ct, statement);

    /// <summary>All rows of one statement as the engine.</summary>
    public async Task<List<T>> ListAsync<T>(Statement statement, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        await using var connection = await Engine.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(statement.ToCommand());
        Trips.Count(1, 1);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await ReadAllAsync(reader, map, ct);
    }

    /// <summary>Statements of the engine in one round trip and one commit; the rows of the first.</summary>
    public async Task<List<T>> FirstOfBatchAsync<T>(Func<NpgsqlDataReader, T> map, CancellationToken ct, params Statement[] statements)
    {
        await using var connection = await Engine.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        Trips.Count(1, statements.Length);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var first = await ReadAllAsync(reader, map, ct);
        while (await reader.NextResultAsync(ct))
        {
            // A later statement that fails says so here, and nothing was done.
        }

        return first;
    }

    /// <summary>Statements of the engine in one round trip and one commit; the number of rows changed.</summary>
    public async Task<int> ExecuteAsync(CancellationToken ct, params Statement[] statements)
    {
        await using var connection = await Engine.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        Trips.Count(1, statements.Length);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _institutions.DisposeAsync();
        await Engine.DisposeAsync();
    }

    /// <summary>The rest of a result.</summary>
    public static async Task<List<T>> ReadAllAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
