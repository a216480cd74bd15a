using System.Globalization;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>The primary is lost under load and its synchronous replica promoted: nodes go on without a restart, nothing answered is lost, nothing done twice.</summary>
/// <remarks>Environment: <c>DIGISOC_FAILOVER_SEED</c> (by the clock unless set; printed).</remarks>
public sealed class FailoverTests(ITestOutputHelper output)
{
    private const int Clients = 6;
    private const int BeforeLoss = 60;
    private const int AfterLoss = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Primary_KilledUnderLoad_ReplicaIsPromotedAndNodesGoOn()
    {
        var seed = Environment.GetEnvironmentVariable("DIGISOC_FAILOVER_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"DIGISOC_FAILOVER_SEED={seed}");
        await using var place = await ChaosPlace.CreateAsync();
        await using var replica = await Replica.CreateAsync(place.Server);
        await using var cluster = new Cluster(Either(place.Server, replica.Server), Either(place.Server, replica.Server), seed);
        await cluster.StartAsync(0, TimeSpan.Zero);
        await cluster.StartAsync(1, TimeSpan.Zero);
        var (log, shared) = (new RequestLog(), new Shared());

        using (var stop = new CancellationTokenSource())
        {
            var clients = Enumerable.Range(0, Clients).Select(i => new Client(cluster, log, shared, seed + 100 + i).RunAsync(stop.Token)).ToList();
            await UntilAcceptedAsync(log, BeforeLoss);
            Replica.Kill(place.Server);
            var lostAt = TimeProvider.System.GetTimestamp();
            await replica.PromoteAsync();
            await UntilAcceptedAsync(log, Accepted(log) + 1);
            output.WriteLine($"first accepted {TimeProvider.System.GetElapsedTime(lostAt).TotalSeconds:0.0} s after the loss");
            await UntilAcceptedAsync(log, Accepted(log) + AfterLoss);
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }

        var drained = await Drain.RunAsync(new Client(cluster, log, shared, seed + 99), shared, replica.CountAsync);

        await using var connection = new NpgsqlConnection(replica.Owner);
        await connection.OpenAsync();
        var checker = new HistoryChecker(connection);
        await checker.LoadAsync(log.Requests);
        var broken = await checker.CheckAsync();
        output.WriteLine($"accepted {Accepted(log)}, ended cleanly: {drained}");
        broken.ShouldBeEmpty($"seed {seed}\n{cluster.Output}");
        drained.ShouldBeTrue();
        var report = await RuntimeVerifier.VerifyAsync(replica.Owner, ct: TestContext.Current.CancellationToken);
        report.IsSound.ShouldBeTrue(string.Join("\n", report.Found));
    }

    // Whoever is primary now; a node looks again each second.
    private static string Either(EmbeddedPostgres one, EmbeddedPostgres other) => new NpgsqlConnectionStringBuilder(Tenancy.AsApplication(one.ConnectionString))
    {
        Host = $"127.0.0.1:{one.Port},127.0.0.1:{other.Port}",
        TargetSessionAttributes = "primary",
        HostRecheckSeconds = 1,
        Timeout = 5,
    }.ConnectionString;

    private static int Accepted(RequestLog log) => log.Requests.Count(r => r.Outcome == Outcome.Accepted);

    private static async Task UntilAcceptedAsync(RequestLog log, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Accepted(log) < count)
        {
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }
}
