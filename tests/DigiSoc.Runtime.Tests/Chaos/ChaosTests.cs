using System.Globalization;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>Exactly once, measured: several nodes as processes of their own, with everything around them breaking.</summary>
/// <remarks>
/// Environment: <c>DIGISOC_CHAOS_SECONDS</c> (how long things break at least; 15 unless set) and <c>DIGISOC_CHAOS_SEED</c> (by
/// the clock unless set; printed). A seed repeats what is done, not how the machine interleaves it.
/// </remarks>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Clients = 10;
    private const int Enough = 51;

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Nodes_KilledCutOffAndSkewedUnderLoad_LoseNothingAndDoNothingTwice()
    {
        var seed = Setting("DIGISOC_CHAOS_SEED", Environment.TickCount & 0xFFFFFF);
        var duration = TimeSpan.FromSeconds(Setting("DIGISOC_CHAOS_SECONDS", 15));
        output.WriteLine($"DIGISOC_CHAOS_SEED={seed} DIGISOC_CHAOS_SECONDS={duration.TotalSeconds}");
        await using var place = await ChaosPlace.CreateAsync();
        await using var proxy = new CuttingProxy(place.Server.Port);
        await using var cluster = new Cluster(place.Through(proxy), place.LedgerConnection, seed);
        var faults = new Faults(cluster, place.Server, proxy, seed);
        var (log, shared) = (new RequestLog(), new Shared());
        for (var at = 0; at < cluster.Size; at++)
        {
            await cluster.StartAsync(at, faults.Skew());
        }

        using (var stop = new CancellationTokenSource())
        {
            var clients = Enumerable.Range(0, Clients).Select(i => new Client(cluster, log, shared, seed + 100 + i).RunAsync(stop.Token));
            await Task.WhenAll([.. clients, faults.HurtNodesAsync(stop.Token), faults.HurtDatabaseAsync(stop.Token), StopAsync(stop, duration, log)]);
        }

        var drained = await Drain.RunAsync(new Client(cluster, log, shared, seed + 99), shared, place.CountAsync);

        await using var connection = new NpgsqlConnection(place.Owner);
        await connection.OpenAsync();
        var checker = new HistoryChecker(connection);
        await checker.LoadAsync(log.Requests);
        var broken = await checker.CheckAsync();
        output.WriteLine($"broken on purpose: {faults.Told}");
        output.WriteLine($"requests: {string.Join(", ", log.Requests.CountBy(r => $"{r.Call.Kind} {r.Outcome}").OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"))}");
        output.WriteLine($"ended cleanly: {drained}");
        foreach (var (rule, found) in broken.Take(100))
        {
            output.WriteLine($"BROKEN {rule}: {found}");
        }

        if (broken.Count > 0)
        {
            output.WriteLine(cluster.Output);
        }

        broken.ShouldBeEmpty($"seed {seed}");
        Accepted(log).ShouldBeGreaterThanOrEqualTo(Enough, "the load was too small to prove anything");
    }

    // After the time that was asked for; on a slow machine when enough was accepted, or ten times as long has passed.
    private static async Task StopAsync(CancellationTokenSource stop, TimeSpan duration, RequestLog log)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        TimeSpan passed;
        do
        {
            await beat.WaitForNextTickAsync(CancellationToken.None);
            passed = TimeProvider.System.GetElapsedTime(since);
        }
        while (passed < duration || (Accepted(log) < Enough && passed < duration * 10));
        await stop.CancelAsync();
    }

    private static int Accepted(RequestLog log) => log.Requests.Count(r => r.Outcome == Outcome.Accepted);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
