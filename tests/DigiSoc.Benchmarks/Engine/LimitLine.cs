using DigiSoc.Benchmarks.Measuring;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Limit, ours with one commit a step, and ours with shared commits, at one number of connections.</summary>
/// <remarks>The three take turns in every round, so that all meet the same neighbours; the medians are kept.</remarks>
internal sealed record LimitLine
{
    public const int StepsTogether = 16;

    public required int Connections { get; init; }

    /// <summary>Steps a second of raw Npgsql.</summary>
    public required double Limit { get; init; }

    /// <summary>Ours, each step with a commit of its own: the round in the middle.</summary>
    public required InstanceFigure Alone { get; init; }

    /// <summary>Ours, steps that are ready at once share a commit.</summary>
    public required InstanceFigure Shared { get; init; }

    /// <summary>The median over rounds of ours by the limit of the same round.</summary>
    public required double AloneShare { get; init; }

    public required double SharedShare { get; init; }

    public required double LimitOurMicroseconds { get; init; }

    public required double LimitServerMicroseconds { get; init; }

    /// <summary>Both together.</summary>
    public double LimitMicroseconds => LimitOurMicroseconds + LimitServerMicroseconds;

    /// <summary>
    /// Runs limit and ours once without measuring: a server that has been up for a minute has its code compiled, and what is
    /// asked is how such a one works.
    /// </summary>
    public static async Task WarmUpAsync(Server server, string database)
    {
        var time = TimeSpan.FromSeconds(4);
        await RawAsync(server, database, StepsTogether, time);
        await OursAsync(server, database, StepsTogether, 1, time);
        await OursAsync(server, database, StepsTogether, StepsTogether, time);
    }

    public static async Task<LimitLine> MeasureAsync(Server server, string database, int connections, TimeSpan time, int rounds)
    {
        var raw = new List<RawFigure>();
        var alone = new List<InstanceFigure>();
        var shared = new List<InstanceFigure>();
        for (var round = 0; round < rounds; round++)
        {
            raw.Add(await RawAsync(server, database, connections, time));
            alone.Add(await OursAsync(server, database, connections, 1, time));
            shared.Add(await OursAsync(server, database, connections, StepsTogether, time));
        }

        return new()
        {
            Connections = connections,
            Limit = Median.Of(raw.Select(r => r.PerSecond)),
            Alone = Middle(alone),
            Shared = Middle(shared),
            AloneShare = Median.Of(alone.Zip(raw, (a, r) => a.StepsPerSecond / r.PerSecond)),
            SharedShare = Median.Of(shared.Zip(raw, (a, r) => a.StepsPerSecond / r.PerSecond)),
            LimitOurMicroseconds = Median.Of(raw.Select(r => r.OurMicroseconds)),
            LimitServerMicroseconds = Median.Of(raw.Select(r => r.ServerMicroseconds)),
        };
    }

    private static async Task<RawFigure> RawAsync(Server server, string database, int connections, TimeSpan time)
    {
        await using var raw = await RawStep.PrepareAsync(database, connections);
        await Load.ForAsync(connections, Load.WarmUp(time), client => Load.TimeAsync(() => raw.StepAsync(client)));
        var (ours, servers) = (Environment.CpuUsage.TotalTime.TotalSeconds, server.ProcessorSeconds());
        var figure = await Load.ForAsync(connections, time, client => Load.TimeAsync(() => raw.StepAsync(client)));
        return new(
            figure.PerSecond,
            (Environment.CpuUsage.TotalTime.TotalSeconds - ours) / figure.Count * 1e6,
            (server.ProcessorSeconds() - servers) / figure.Count * 1e6);
    }

    private static async Task<InstanceFigure> OursAsync(Server server, string database, int clients, int together, TimeSpan time)
    {
        await using var instances = await WholeInstances.StartAsync(server, database, clients, together);
        return await instances.RunAsync(time);
    }

    private static InstanceFigure Middle(List<InstanceFigure> rounds) => rounds.OrderBy(r => r.StepsPerSecond).ElementAt(rounds.Count / 2);

    private sealed record RawFigure(double PerSecond, double OurMicroseconds, double ServerMicroseconds);
}
