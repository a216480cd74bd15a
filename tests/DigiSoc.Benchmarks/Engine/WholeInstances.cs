using System.Threading.Channels;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Postgres;
using DigiSoc.Runtime;
using Npgsql;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Instances of the measured process from start to end: each client starts one and completes the oldest open task.</summary>
internal sealed class WholeInstances : IAsyncDisposable
{
    /// <summary>Instances under way for each client, so that a client always finds a task open.</summary>
    private const int Ahead = 4;

    private readonly Channel<Guid> _open = Channel.CreateUnbounded<Guid>();
    private readonly MeasuredProcess.Handler _last = new("second");
    private readonly EngineCounters _counters = new();
    private readonly NpgsqlDataSource _owner;
    private readonly Runtime.Engine _engine;
    private readonly Server _server;
    private readonly int _clients;

    private WholeInstances(Server server, string database, int clients, int stepsPerCommit)
    {
        _server = server;
        _clients = clients;
        _owner = NpgsqlDataSource.Create(database);
        _engine = Runtime.Engine.Create(
            new()
            {
                ConnectionString = Tenancy.AsApplication(database),
                StepsPerCommit = stepsPerCommit,
                CommitLanes = stepsPerCommit == 1 ? clients : Math.Max(Math.Min(clients, 2), clients / 4),
                JobConcurrency = Math.Max(4, clients),
                Housekeeping = false,
            },
            [new MeasuredProcess.Handler("first", _open.Writer), _last],
            [],
            TimeProvider.System);
    }

    /// <summary>
    /// A node with as many commit lanes (connections that write) as there are clients when each step commits alone, and a
    /// quarter of that when they share: fewer lanes leave more steps to share a commit.
    /// </summary>
    public static async Task<WholeInstances> StartAsync(Server server, string database, int clients, int stepsPerCommit)
    {
        var run = new WholeInstances(server, database, clients, stepsPerCommit);
        await run._engine.StartAsync();
        await run._engine.DeployAsync(MeasuredProcess.Package, MeasuredProcess.Worker);
        for (var started = 0; started < clients * Ahead; started++)
        {
            await run.StartOneAsync();
        }

        return run;
    }

    public async Task<InstanceFigure> RunAsync(TimeSpan time)
    {
        await Load.ForAsync(_clients, Load.WarmUp(time), OneAsync);
        var before = await LookAsync();
        var latencies = await Load.ForAsync(_clients, time, OneAsync);
        var after = await LookAsync();
        return new(latencies, before.To(after));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _owner.DisposeAsync();
        _counters.Dispose();
    }

    private async Task<double?> OneAsync(int client)
    {
        await StartOneAsync();
        var instance = await _open.Reader.ReadAsync();
        return await CompleteAsync(EngineIds.Part(instance, TaskNumber));
    }

    private async Task StartOneAsync()
    {
        var started = await _engine.StartInstanceAsync(new("bench"), null, MeasuredProcess.Application, MeasuredProcess.Worker);
        if (!started.IsDone)
        {
            throw new InvalidOperationException(started.Refusal.Text);
        }
    }

    // The interpreter counts: process, start event, service task, its wait, user task, its wait.
    public const long TaskNumber = 6;

    // The handler told of the instance a moment before its step was committed: until then the task is not there.
    private async Task<double?> CompleteAsync(Guid task)
    {
        while (true)
        {
            EngineAnswer<Done>? answer = null;
            var took = await Load.TimeAsync(async () => answer = await _engine.CompleteTaskAsync(task, MeasuredProcess.Agreed, MeasuredProcess.Worker));
            if (answer!.IsDone)
            {
                return took;
            }

            if (answer.Refusal.Code != "RUN-202")
            {
                throw new InvalidOperationException(answer.Refusal.Text);
            }

            await Task.Yield();
        }
    }

    private async Task<Reading> LookAsync()
    {
        await using var command = _owner.CreateCommand("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn, pg_database_size(current_database())");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new()
        {
            Ended = _last.Done,
            Steps = _counters.Steps,
            Commits = _counters.Commits,
            Trips = _engine.Node.Database.Trips.Trips,
            Statements = _engine.Node.Database.Trips.Statements,
            Wal = (long)row.GetDecimal(0),
            Size = row.GetInt64(1),
            Allocated = GC.GetTotalAllocatedBytes(),
            OurSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
            ServerSeconds = _server.ProcessorSeconds(),
        };
    }
}

/// <summary>Counters at one moment, or what they grew by.</summary>
internal sealed record Reading
{
    public required long Ended { get; init; }

    public required long Steps { get; init; }

    public required long Commits { get; init; }

    public required long Trips { get; init; }

    public required long Statements { get; init; }

    public required long Wal { get; init; }

    public required long Size { get; init; }

    public required long Allocated { get; init; }

    public required double OurSeconds { get; init; }

    public required double ServerSeconds { get; init; }

    public Reading To(Reading later) => new()
    {
        Ended = later.Ended - Ended,
        Steps = later.Steps - Steps,
        Commits = later.Commits - Commits,
        Trips = later.Trips - Trips,
        Statements = later.Statements - Statements,
        Wal = later.Wal - Wal,
        Size = later.Size - Size,
        Allocated = later.Allocated - Allocated,
        OurSeconds = later.OurSeconds - OurSeconds,
        ServerSeconds = later.ServerSeconds - ServerSeconds,
    };
}

/// <summary>One round of whole instances.</summary>
/// <param name="Completing">How long completing a task took its client.</param>
/// <param name="Grown">What the counters grew by meanwhile.</param>
internal sealed record InstanceFigure(Latencies Completing, Reading Grown)
{
    public double StepsPerSecond => Grown.Steps / Completing.During.TotalSeconds;

    /// <summary>Processor time of a step: engine, Npgsql and the measuring client.</summary>
    public double ClientMicroseconds => Each(grown => grown.OurSeconds * 1e6);

    /// <summary>The same in PostgreSQL.</summary>
    public double ServerMicroseconds => Each(grown => grown.ServerSeconds * 1e6);

    public double InstancesPerSecond => Grown.Ended / Completing.During.TotalSeconds;

    /// <summary>p99 of completing by its p50.</summary>
    public double Tail => Completing.P99 / Completing.P50;

    public double Each(Func<Reading, double> what) => what(Grown) / Grown.Steps;

    public double EachInstance(Func<Reading, double> what) => what(Grown) / Grown.Ended;
}
