using DigiSoc.Benchmarks.Measuring;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Limit, the same rows raw, ours with one commit a step, and ours with shared commits, at one number of connections.</summary>
/// <remarks>The four take turns in every round, so that all meet the same neighbours; the medians are kept.</remarks>
internal sealed record LimitLine
{
    public const int StepsTogether = 16;

    public required int Connections { get; init; }

    /// <summary>Raw Npgsql in narrow tables: the round in the middle.</summary>
    public required RawFigure Limit { get; init; }

    /// <summary>Raw Npgsql with the rows and tables of ours.</summary>
    public required RawFigure SameRows { get; init; }

    /// <summary>Ours, each step with a commit of its own: the round in the middle.</summary>
    public required InstanceFigure Alone { get; init; }

    /// <summary>Ours, steps that are ready at once share a commit.</summary>
    public required InstanceFigure Shared { get; init; }

    /// <summary>Ours by the limit of the same round.</summary>
    public required Spread AloneShare { get; init; }

    public required Spread SharedShare { get; init; }

    /// <summary>The same for the same rows, raw.</summary>
    public required Spread SameRowsShare { get; init; }

    /// <summary>p99 of completing a task by p50 of the same round.</summary>
    public required Spread AloneTail { get; init; }

    public required Spread SharedTail { get; init; }

    /// <summary>The same for any step at the limit: what the machine does to whoever uses it.</summary>
    public required Spread LimitTail { get; init; }

    /// <summary>
    /// Runs limit and ours once without measuring: a server that has been up for a minute has its code compiled, and what is
    /// asked is how such a one works.
    /// </summary>
    public static async Task WarmUpAsync(Server server, string database)
    {
        var time = TimeSpan.FromSeconds(4);
        await LimitAsync(server, database, StepsTogether, time);
        await OursAsync(server, database, StepsTogether, 1, time);
        await OursAsync(server, database, StepsTogether, StepsTogether, time);
        await SameRowsAsync(server, database, StepsTogether, time);
    }

    public static async Task<LimitLine> MeasureAsync(Server server, string database, int connections, TimeSpan time, int rounds)
    {
        var raw = new List<RawFigure>();
        var same = new List<RawFigure>();
        var alone = new List<InstanceFigure>();
        var shared = new List<InstanceFigure>();
        for (var round = 0; round < rounds; round++)
        {
            raw.Add(await LimitAsync(server, database, connections, time));
            same.Add(await SameRowsAsync(server, database, connections, time));
            alone.Add(await OursAsync(server, database, connections, 1, time));
            shared.Add(await OursAsync(server, database, connections, StepsTogether, time));
        }

        return new()
        {
            Connections = connections,
            Limit = Middle(raw, r => r.PerSecond),
            SameRows = Middle(same, r => r.PerSecond),
            Alone = Middle(alone, r => r.StepsPerSecond),
            Shared = Middle(shared, r => r.StepsPerSecond),
            AloneShare = Spread.Of(alone.Zip(raw, (a, r) => a.StepsPerSecond / r.PerSecond)),
            SharedShare = Spread.Of(shared.Zip(raw, (a, r) => a.StepsPerSecond / r.PerSecond)),
            SameRowsShare = Spread.Of(same.Zip(raw, (s, r) => s.PerSecond / r.PerSecond)),
            LimitTail = Spread.Of(raw.Select(r => r.Tail)),
            AloneTail = Spread.Of(alone.Select(a => a.Tail)),
            SharedTail = Spread.Of(shared.Select(s => s.Tail)),
        };
    }

    private static async Task<RawFigure> LimitAsync(Server server, string database, int connections, TimeSpan time)
    {
        await using var raw = await RawStep.PrepareAsync(database, connections);
        return await RawAsync(server, connections, time, raw.StepAsync);
    }

    private static async Task<RawFigure> SameRowsAsync(Server server, string database, int connections, TimeSpan time)
    {
        await using var raw = await RawRows.PrepareAsync(database, connections);
        return await RawAsync(server, connections, time, raw.StepAsync);
    }

    private static async Task<RawFigure> RawAsync(Server server, int connections, TimeSpan time, Func<int, Task> step)
    {
        await Load.ForAsync(connections, Load.WarmUp(time), client => Load.TimeAsync(() => step(client)));
        var (ours, servers) = (Environment.CpuUsage.TotalTime.TotalSeconds, server.ProcessorSeconds());
        var figure = await Load.ForAsync(connections, time, client => Load.TimeAsync(() => step(client)));
        return new(
            figure.PerSecond,
            (Environment.CpuUsage.TotalTime.TotalSeconds - ours) / figure.Count * 1e6,
            (server.ProcessorSeconds() - servers) / figure.Count * 1e6,
            figure.P99 / figure.P50);
    }

    private static async Task<InstanceFigure> OursAsync(Server server, string database, int clients, int together, TimeSpan time)
    {
        await using var instances = await WholeInstances.StartAsync(server, database, clients, together);
        return await instances.RunAsync(time);
    }

    private static T Middle<T>(List<T> rounds, Func<T, double> rate) => rounds.OrderBy(rate).ElementAt(rounds.Count / 2);
}

/// <summary>A round of raw Npgsql.</summary>
/// <param name="PerSecond">Steps a second.</param>
/// <param name="ClientMicroseconds">Processor time of a step in the client.</param>
/// <param name="ServerMicroseconds">The same in PostgreSQL.</param>
/// <param name="Tail">p99 of a step by its p50.</param>
internal sealed record RawFigure(double PerSecond, double ClientMicroseconds, double ServerMicroseconds, double Tail)
{
    /// <summary>Both together.</summary>
    public double Microseconds => ClientMicroseconds + ServerMicroseconds;
}
