using System.Collections.Concurrent;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Nodes;

/// <summary>Nodes come and go, and none of their jobs holds up another's.</summary>
public sealed class NodeTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly EngineOptions Small = new()
    {
        ConnectionString = "",
        PollInterval = TimeSpan.FromMilliseconds(100),
        Lease = TimeSpan.FromSeconds(1),
        JobConcurrency = 1,
        Housekeeping = false,
        RetryPolicies = new Dictionary<string, RetryPolicy> { ["fetch"] = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5)) },
    };

    private static readonly EngineOptions OnlyCalls = Small with { Works = false };

    // Nodes know the database's clock only to within a round trip.
    [Fact]
    public async Task Node_WhoseClockIsBehind_WritesNoEntryBeforeTheOneBefore()
    {
        await using var ahead = await TestNode.StartAsync(database, options: OnlyCalls);
        await using var behind = await TestNode.StartAsync(database, options: OnlyCalls);
        ahead.Clock.Advance(TimeSpan.FromMilliseconds(600));
        var instance = await ahead.StartInstanceAsync(Models.Walk, businessKey: "behind");
        var task = (await behind.TaskAsync(instance, "assess")).TaskId;
        (await behind.Engine.ClaimTaskAsync(task, TestNode.Anna)).OrThrow();
        ahead.Clock.Advance(TimeSpan.FromMilliseconds(600));
        (await ahead.Engine.UnclaimTaskAsync(task, TestNode.Anna)).OrThrow();

        (await behind.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow();

        var times = (await behind.Engine.HistoryAsync("behind", TestNode.Boss)).OrderBy(entry => entry.Number).Select(entry => entry.At).ToList();
        times.Count.ShouldBe(4);
        times.ShouldBe(times.Order());
    }

    [Fact]
    public async Task Node_AddedToABusyOne_TakesWhatWaits()
    {
        var release = new TaskCompletionSource();
        await using var busy = await TestNode.StartAsync(database, options: Small, handlers: [new Handler("fetch", async _ =>
        {
            await release.Task;
            return JobOutcome.Completed();
        })]);
        var instances = await StartAsync(busy, 20);
        await using var added = await TestNode.StartAsync(database, options: Small);

        // What the busy node keeps for itself is bounded; the rest goes to the new one although the old one stands still.
        await added.UntilAsync<object>(async () => await EndedAsync(added, instances) >= 16 ? true : null, "16 ended by the new node");

        release.SetResult();
        await added.UntilAsync<object>(async () => await EndedAsync(added, instances) == 20 ? true : null, "all ended");
    }

    // Of a type that was quick so far a node holds many; when its worker stands still on the next it must let go of the others.
    [Fact]
    public async Task Node_AddedToOneThatStandsStillOnAQuickType_TakesAllTheOthers()
    {
        var standsStill = false;
        var release = new TaskCompletionSource();
        await using var busy = await TestNode.StartAsync(database, options: Small, handlers: [new Handler("fetch", async _ =>
        {
            await (Volatile.Read(ref standsStill) ? release.Task : Task.CompletedTask);
            return JobOutcome.Completed();
        })]);
        foreach (var quick in await StartAsync(busy, 20))
        {
            await busy.EndAsync(quick);
        }

        Volatile.Write(ref standsStill, true);
        var instances = await StartAsync(busy, 20);
        await using var added = await TestNode.StartAsync(database, options: Small);

        await added.UntilAsync<object>(async () => await EndedAsync(added, instances) == 19 ? true : null, "all but the one that runs ended by the new node");

        release.SetResult();
        await added.UntilAsync<object>(async () => await EndedAsync(added, instances) == 20 ? true : null, "all ended");
    }

    [Fact]
    public async Task Job_OutlivesItsTimeLimit_IsTriedAgainAndItsLateAnswerIsNotUsed()
    {
        var late = new TaskCompletionSource<JobOutcome>();
        var deaf = new Handler("fetch", job => job.Attempt == 1
            ? late.Task
            : Task.FromResult(JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of(job.Attempt))))));
        await using var node = await TestNode.StartAsync(
            database, options: Small with { JobTimeLimit = TimeSpan.FromMilliseconds(200) }, handlers: [deaf]);
        var instance = await node.StartInstanceAsync(Models.Fetch);

        await node.EndAsync(instance);
        late.SetResult(JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of(1)))));

        (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables["by"].ShouldBe(FeelValue.Of(2));
        (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "CompleteJob").ShouldBe(1);
    }

    [Fact]
    public async Task Job_LeaseLost_HandlerIsToldToStop()
    {
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var node = await TestNode.StartAsync(database, options: Small, handlers: [new ListeningHandler("fetch", async (job, ct) =>
        {
            if (job.Attempt > 1)
            {
                return JobOutcome.Completed();
            }

            await using var heard = ct.Register(() => stopped.TrySetResult());
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return JobOutcome.Completed();
        })]);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await begun.Task;

        await ExecuteAsync("UPDATE runtime.jobs SET owner = 'another', attempt = attempt + 1, due_at = now() + interval '1 second'");

        await stopped.Task;
        await node.EndAsync(instance); // The other node never answers; its lease ends.
    }

    [Fact]
    public async Task Jobs_PoisonAmongThem_OthersAreDoneAndThePoisonBecomesIncidents()
    {
        var handler = new Handler("fetch", job => job.BusinessKey.StartsWith("poison", StringComparison.Ordinal)
            ? throw new InvalidOperationException("poison")
            : Task.FromResult(JobOutcome.Completed()));
        await using var node = await TestNode.StartAsync(database, options: Small, handlers: [handler]);
        var poison = await StartAsync(node, 20, "poison");
        var good = await StartAsync(node, 10, "good");

        await node.UntilAsync<object>(async () => await EndedAsync(node, good) == 10 ? true : null, "the good ones ended");
        await node.UntilAsync<object>(
            async () => (await node.Engine.IncidentsAsync(TestNode.Boss, size: 200)).Items.Count(i => i.BusinessKey.StartsWith("poison", StringComparison.Ordinal)) == 20 ? true : null,
            "an incident for each poisonous one");
        (await EndedAsync(node, poison)).ShouldBe(0);
    }

    [Fact]
    public async Task Job_WhoseNodesAlwaysDie_BecomesAnIncident()
    {
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await calls.StartInstanceAsync(Models.Fetch);
        await ExecuteAsync("UPDATE runtime.jobs SET attempt = 12");
        await using var node = await TestNode.StartAsync(database, options: Small);

        var incident = await node.UntilAsync(
            async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var first, ..] ? first : null, "incident", instance);

        incident.Text.ShouldContain("RUN-408");
    }

    [Fact]
    public async Task RowsBesideAnAnswer_ThatCannotBeStored_FailTheJobInsteadOfRepeatingItForEver()
    {
        var handler = new Handler("fetch", _ => Task.FromResult(JobOutcome.Completed(alongside: (_, _, _) => throw new InvalidOperationException("no such table"))));
        await using var node = await TestNode.StartAsync(database, options: Small, handlers: [handler]);
        var instance = await node.StartInstanceAsync(Models.Fetch);

        var incident = await node.UntilAsync(
            async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var first, ..] ? first : null, "incident", instance);

        incident.Text.ShouldContain("RUN-407");
    }

    [Fact]
    public async Task Institution_WithAFlood_LeavesTurnsToOthers()
    {
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        (await calls.Engine.DeployAsync(Models.Fetch, TestNode.Boss)).OrThrow();
        const int flood = 1000;
        await FloodAsync(calls, "aaa", flood);
        await FloodAsync(calls, "zzz", 10);
        var order = new ConcurrentQueue<string>();
        await using var node = await TestNode.StartAsync(database, options: Small with { JobConcurrency = 4 }, handlers: [new Handler("fetch", job =>
        {
            order.Enqueue(job.InstitutionId);
            return Task.FromResult(JobOutcome.Completed());
        })]);

        await node.UntilAsync<object>(() => Task.FromResult<object?>(order.Count(i => i == "zzz") == 10 ? true : null), "the small institution's jobs");

        // In turn: its ten are among the first few dozen, whatever the other has.
        order.ToList().LastIndexOf("zzz").ShouldBeLessThan(60);
    }

    private static Task FloodAsync(TestNode node, string institution, int count) => Parallel.ForAsync(0, count, async (_, ct) =>
        (await node.Engine.StartInstanceAsync(new("fetching"), null, FeelContext.Empty, new(institution, "anna"), ct: ct)).OrThrow());

    private static async Task<IReadOnlyList<InstanceView>> StartAsync(TestNode node, int count, string prefix = "case")
    {
        var instances = new List<InstanceView>();
        for (var i = 0; i < count; i++)
        {
            instances.Add(await node.StartInstanceAsync(Models.Fetch, businessKey: $"{prefix}-{Guid.NewGuid()}"));
        }

        return instances;
    }

    private static async Task<int> EndedAsync(TestNode node, IEnumerable<InstanceView> instances)
    {
        var ended = 0;
        foreach (var instance in instances)
        {
            ended += await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss) is { EndedAt: not null } ? 1 : 0;
        }

        return ended;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class ListeningHandler(string type, Func<JobContext, CancellationToken, Task<JobOutcome>> work) : IJobHandler
    {
        public string Type => type;

        public Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct) => work(job, ct);
    }
}
