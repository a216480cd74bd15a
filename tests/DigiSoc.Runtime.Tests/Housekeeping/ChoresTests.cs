using System.Collections.Concurrent;
using System.Globalization;
using DigiSoc.Feel;
using DigiSoc.Runtime.Housekeeping;

namespace DigiSoc.Runtime.Tests.Housekeeping;

/// <summary>History by month and its end, messages whose time is over, and schedules that run once for all nodes.</summary>
public sealed class ChoresTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly EngineOptions Options = new()
    {
        ConnectionString = "",
        PollInterval = TimeSpan.FromMilliseconds(100),
        Housekeeping = false,
        HistoryMonths = 12,
    };

    [Fact]
    public async Task Migrations_MakeTheMonthsThatComeNow()
    {
        var now = DateTime.UtcNow;

        (await PartitionsAsync()).ShouldContain($"events_{now.ToString("yyyy_MM", CultureInfo.InvariantCulture)}");
        (await PartitionsAsync()).ShouldContain($"events_{now.AddMonths(3).ToString("yyyy_MM", CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public async Task KeepHistory_MakesMonthsAheadAndDropsThoseOfEndedCasesOnly()
    {
        var clock = new TestClock(); // 2 March 2026
        await using var node = await TestNode.StartAsync(database, clock, Options);
        await node.Engine.Node.Chores.KeepHistoryAsync(CancellationToken.None);
        var ended = await node.StartInstanceAsync(Models.Fetch);
        await node.EndAsync(ended);
        (await CountAsync("SELECT count(*) FROM runtime.events_2026_03")).ShouldBe(2);
        clock.Advance(TimeSpan.FromDays(31));
        await node.Engine.Node.Chores.KeepHistoryAsync(CancellationToken.None);
        var open = await node.StartInstanceAsync(Models.Walk);
        (await CountAsync("SELECT count(*) FROM runtime.events_2026_04")).ShouldBe(1);

        clock.Advance(TimeSpan.FromDays(400)); // May 2027: March and April 2026 are older than twelve months.
        await node.Engine.Node.Chores.KeepHistoryAsync(CancellationToken.None);

        var partitions = await PartitionsAsync();
        partitions.ShouldNotContain("events_2026_03", "all its cases have ended long ago");
        partitions.ShouldContain("events_2026_04", "a case that still runs began in it");
        partitions.ShouldContain("events_2027_08", "three months ahead");
        (await CountAsync("SELECT count(*) FROM runtime.events_before")).ShouldBe(0);
        (await node.Engine.CheckHistoryAsync(open.BusinessKey, TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task ForgetMessages_TimeOver_AreDeletedAndTheRestKept()
    {
        var clock = new TestClock();
        await using var node = await TestNode.StartAsync(database, clock, Options);
        foreach (var (id, hours) in new[] { ("short", 1), ("long", 100) })
        {
            (await node.Engine.PublishMessageAsync("nobody", id, id, TimeSpan.FromHours(hours), FeelContext.Empty, TestNode.Anna)).OrThrow();
        }

        clock.Advance(TimeSpan.FromHours(2));
        await node.Engine.Node.Chores.ForgetMessagesAsync(CancellationToken.None);

        (await CountAsync("SELECT count(*) FROM runtime.messages WHERE name = 'nobody' AND sender_id = 'short'")).ShouldBe(0);
        (await CountAsync("SELECT count(*) FROM runtime.messages WHERE name = 'nobody' AND sender_id = 'long'")).ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_OnTwoNodes_RunsOnceForEachFiring()
    {
        using var stop = new CancellationTokenSource();
        var runs = new ConcurrentQueue<(string Node, DateTimeOffset Due)>();
        var running = new[] { "one", "two" }.Select(node => RunAsync(node, stop.Token)).ToList();

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (runs.Count < 5 && await beat.WaitForNextTickAsync(limit.Token))
        {
        }

        await stop.CancelAsync();
        await Task.WhenAll(running);
        runs.Select(r => r.Due).Distinct().Count().ShouldBe(runs.Count, string.Join(", ", runs.Select(r => $"{r.Node} {r.Due:O}")));

        async Task RunAsync(string node, CancellationToken ct)
        {
            var scheduler = new Scheduler(database.ConnectionString, node, [new("every-second", "* * * * * ?", (due, _) =>
            {
                runs.Enqueue((node, due));
                return Task.CompletedTask;
            })]);
            while (!ct.IsCancellationRequested)
            {
                try
                {
                    await scheduler.RoundAsync(ct);
                }
                catch (OperationCanceledException) when (ct.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception e)
                {
                    // Two that make the store's tables in the same moment: one of them tries again, as a node's loop does.
                    TestContext.Current.TestOutputHelper?.WriteLine($"{node}: {e.Message}");
                }
            }
        }
    }

    private async Task<IReadOnlyList<string>> PartitionsAsync()
    {
        await using var command = database.Owner.CreateCommand("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'runtime.events'::regclass");
        await using var rows = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await rows.ReadAsync())
        {
            names.Add(rows.GetString(0).Replace("runtime.", "", StringComparison.Ordinal));
        }

        return names;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

