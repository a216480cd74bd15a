using System.Collections.Concurrent;
using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tests.Competing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime.Tests;

/// <summary>Jobs that the node which made them keeps without a row: begun at once, found again when the node is gone.</summary>
public sealed class KeptJobTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    // The lease is so long that no sign of life comes between: what is kept stays kept, until the test says that the run is gone.
    private static readonly EngineOptions Calm = new()
    {
        ConnectionString = "",
        PollInterval = TimeSpan.FromMilliseconds(50),
        Lease = TimeSpan.FromMinutes(10),
        Housekeeping = false,
        CorrectsGivenClock = true,
        RetryPolicies = new Dictionary<string, RetryPolicy> { ["fetch"] = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)) },
    };

    private static readonly EngineOptions OnlyCalls = Calm with { Works = false };

    // start → fork → service tasks `fetch` and `other`, user task `ask` → join → end.
    private static readonly PackageContent Forked = Models.Package("forked", Models.Process("forked", """
        <bpmn:startEvent id="start"/>
        <bpmn:parallelGateway id="fork"/>
        <bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:serviceTask id="other"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:userTask id="ask"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:parallelGateway id="join"/>
        <bpmn:endEvent id="end"/>
        """, "start>fork", "fork>fetch", "fork>other", "fork>ask", "fetch>join", "other>join", "ask>join", "join>end"));

    [Fact]
    public async Task Job_BegunAtOnce_HasNoRow()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm, work);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await work.Begun;

        (await RowsAsync(instance)).ShouldBeEmpty();
        (await IsKeptAsync(instance)).ShouldBeTrue();
        work.GoOn();
        await node.EndAsync(instance);

        (await IsKeptAsync(instance)).ShouldBeFalse();
        (await VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Node_WithAClockOfItsOwn_WritesARow()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm with { CorrectsGivenClock = false }, work);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await work.Begun;

        (await RowsAsync(instance)).ShouldBe([("fetch", 1, true)]);
        work.GoOn();
        await node.EndAsync(instance);
    }

    [Fact]
    public async Task Instance_WithTwoJobs_KeepsOne()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm, work);
        var instance = await node.StartInstanceAsync(Forked);
        await work.Begun;

        (await RowsAsync(instance)).ShouldBe([("other", 1, true)]);
        (await IsKeptAsync(instance)).ShouldBeTrue();
        work.GoOn();
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "ask")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await node.EndAsync(instance);
        (await OperationsAsync(node, instance)).Count(o => o == "CompleteJob").ShouldBe(2);
    }

    // Another branch goes on by another node meanwhile: the job's answer meets a revision it does not know.
    [Fact]
    public async Task Answer_WhenAnotherNodeMovedTheInstanceOn_IsUsed()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm, work);
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await node.StartInstanceAsync(Forked);
        await work.Begun;
        (await calls.Engine.CompleteTaskAsync((await calls.TaskAsync(instance, "ask")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        (await IsKeptAsync(instance)).ShouldBeTrue();

        work.GoOn();

        await calls.EndAsync(instance);
        (await OperationsAsync(calls, instance)).Count(o => o == "CompleteJob").ShouldBe(2);
    }

    [Fact]
    public async Task NodeGone_AnotherTakesTheJobOver_AndTheLateAnswerIsRefused()
    {
        var slow = new Work("slow");
        await using var gone = await StartAsync(Calm, slow);
        var instance = await gone.StartInstanceAsync(Models.Fetch);
        await slow.Begun;
        await using var living = await StartAsync(Calm, new Work());

        await EndRunAsync(gone);
        await living.EndAsync(instance);
        slow.GoOn();
        await gone.Engine.StopAsync();

        (await OperationsAsync(living, instance)).ShouldBe(["StartInstance", "CompleteJob"]);
        (await living.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables["by"].ShouldBe(FeelValue.Of("attempt 2"));
        (await VerifyAsync()).ShouldBeEmpty();
    }

    // It came back, and nobody has taken its job yet: the row there is, is free. The answer of before is late all the same.
    [Fact]
    public async Task NodeBack_JobIsFreeAgain_ItsAnswerIsRefused()
    {
        var slow = new Work("slow");
        await using var back = await StartAsync(Calm, slow);
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await back.StartInstanceAsync(Forked);
        await slow.Begun;
        var job = EngineIds.Part(instance.InstanceId, (await KeptAsync(instance))!.Value);

        (await KeptJobs(calls).WriteAsync(job, await RunAsync(back), new(null, 1, TimeSpan.FromHours(1), null), CancellationToken.None)).ShouldBeTrue();
        slow.GoOn();
        await back.UntilAsync<object>(async () => (await OperationsAsync(calls, instance)).Contains("CompleteJob") ? true : null, "answer of the job with a row");
        await back.Engine.StopAsync();

        (await RowsAsync(instance)).ShouldBe([("fetch", 1, false)]);
    }

    // It remembers the instance as one whose job another node keeps; meanwhile that job has a row, which it takes itself.
    [Fact]
    public async Task Job_TakenByANodeThatRemembersItAsKept_IsRunOnce()
    {
        var slow = new Work();
        await using var keeps = await StartAsync(Calm with { PollInterval = TimeSpan.FromMinutes(1) }, slow);
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await keeps.StartInstanceAsync(Forked);
        await slow.Begun;
        var attempts = new ConcurrentQueue<(Guid Instance, int Attempt)>();
        await using var takes = await StartAsync(Calm, new Handler("fetch", job =>
        {
            attempts.Enqueue((job.InstanceId, job.Attempt));
            return Task.FromResult(JobOutcome.Completed());
        }));
        (await takes.Engine.CompleteTaskAsync((await takes.TaskAsync(instance, "ask")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var job = EngineIds.Part(instance.InstanceId, (await KeptAsync(instance))!.Value);

        (await KeptJobs(calls).WriteAsync(job, await RunAsync(keeps), KeptJobRow.Lost, CancellationToken.None)).ShouldBeTrue();
        await takes.UntilAsync<object>(async () => (await OperationsAsync(calls, instance)).Contains("CompleteJob") ? true : null, "answer by the node that took it");
        slow.GoOn();
        await calls.EndAsync(instance);

        attempts.Where(a => a.Instance == instance.InstanceId).Select(a => a.Attempt).ShouldBe([2]);
        (await OperationsAsync(calls, instance)).Count(o => o == "CompleteJob").ShouldBe(2);
    }

    // The name comes again with another run, at once: what the run before kept is not its own.
    [Fact]
    public async Task NodeOfTheSameName_StartedAnew_FindsWhatTheRunBeforeKept()
    {
        var never = new Work();
        await using var before = await StartAsync(Calm with { NodeName = "same" }, never);
        var instance = await before.StartInstanceAsync(Models.Fetch);
        await never.Begun;

        await using var anew = await StartAsync(Calm with { NodeName = "same" }, new Handler("fetch"));
        await EndRunAsync(before);

        await anew.EndAsync(instance);
        never.GoOn();
    }

    [Fact]
    public async Task Job_ThatLasts_GetsARowWithALeaseAndItsAnswerIsUsed()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm with { Lease = TimeSpan.FromSeconds(1) }, work);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await work.Begun;

        await node.UntilAsync<object>(async () => (await RowsAsync(instance)).Count > 0 ? true : null, "row");
        (await IsKeptAsync(instance)).ShouldBeFalse();
        (await RowsAsync(instance)).ShouldBe([("fetch", 1, true)]);
        var until = await LeaseAsync(instance);
        await node.UntilAsync<object>(async () => await LeaseAsync(instance) > until ? true : null, "lease renewed");
        (await RowsAsync(instance)).ShouldBe([("fetch", 1, true)], "nobody took it over");
        work.GoOn();

        await node.EndAsync(instance);
        (await OperationsAsync(node, instance)).ShouldBe(["StartInstance", "CompleteJob"]);
    }

    [Fact]
    public async Task Job_ThatFails_RestsAsARowAndIsTriedAgain()
    {
        var attempts = new ConcurrentQueue<(Guid Instance, int Attempt)>();
        await using var node = await StartAsync(Calm, new Handler("fetch", job =>
        {
            attempts.Enqueue((job.InstanceId, job.Attempt));
            return Task.FromResult(job.Attempt == 1 ? JobOutcome.Failed("TEST-1", "away") : JobOutcome.Completed());
        }));

        var instance = await node.StartInstanceAsync(Models.Fetch);
        await node.EndAsync(instance);

        attempts.Where(a => a.Instance == instance.InstanceId).Select(a => a.Attempt).ShouldBe([1, 2]); // Other tests may have left jobs.
    }

    [Fact]
    public async Task Instance_SuspendedMeanwhile_AnswerIsRefusedAndTheJobWaits()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm, work);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await work.Begun;
        (await node.Engine.SuspendInstanceAsync(instance.InstanceId, "look first", TestNode.Boss)).OrThrow();
        work.GoOn();

        await node.UntilAsync<object>(async () => (await RowsAsync(instance)).Count > 0 ? true : null, "row of the job that waits");
        (await ScalarAsync("SELECT due_at = 'infinity' AND attempt = 0 FROM runtime.jobs WHERE id BETWEEN $1 AND $2", instance)).ShouldBe(true);
        (await node.Engine.ResumeInstanceAsync(instance.InstanceId, "looked", TestNode.Boss)).OrThrow();

        await node.EndAsync(instance);
        (await OperationsAsync(node, instance)).Count(o => o == "CompleteJob").ShouldBe(1);
    }

    [Fact]
    public async Task Instance_CanceledByAnotherNode_KeepsNothing()
    {
        var work = new Work();
        await using var node = await StartAsync(Calm, work);
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await work.Begun;

        (await calls.Engine.CancelInstanceAsync(instance.InstanceId, "not needed", TestNode.Boss)).OrThrow();
        work.GoOn();
        await node.Engine.StopAsync();

        (await IsKeptAsync(instance)).ShouldBeFalse();
        (await RowsAsync(instance)).ShouldBeEmpty();
        (await OperationsAsync(calls, instance)).ShouldBe(["StartInstance", "CancelInstance"]);
    }

    // The hold was placed this moment by another node, and this one has not heard of it.
    [Theory]
    [InlineData("INSERT INTO runtime.holds VALUES (gen_random_uuid(), 'ogre', 'unheard', NULL, NULL, NULL, NULL, false, 'down', 'boss', now(), NULL)")]
    [InlineData("INSERT INTO runtime.holds VALUES (gen_random_uuid(), 'ogre', NULL, 'unheard', NULL, 'unheard', 'ask', false, 'down', 'boss', now(), NULL)")]
    public async Task Job_UnderAHoldNobodyToldOf_IsNotBegun(string hold)
    {
        var content = Models.Package("unheard", Models.Process("unheard", """
            <bpmn:startEvent id="start"/>
            <bpmn:serviceTask id="ask"><bpmn:extensionElements><zeebe:taskDefinition type="unheard"/></bpmn:extensionElements></bpmn:serviceTask>
            <bpmn:endEvent id="end"/>
            """, "start>ask", "ask>end"));
        var calls = 0;
        await using var node = await StartAsync(Calm with { PollInterval = TimeSpan.FromMinutes(1) }, new Handler("unheard", _ =>
        {
            Interlocked.Increment(ref calls);
            return Task.FromResult(JobOutcome.Completed());
        }));
        await ExecuteAsync(hold);

        var instance = await node.StartInstanceAsync(content);

        (await RowsAsync(instance)).ShouldBe([("ask", 0, false)]);
        calls.ShouldBe(0);
        await ExecuteAsync("DELETE FROM runtime.holds");
    }

    // The row that the job gets later says where it waits by then.
    [Fact]
    public async Task Instance_MigratedMeanwhile_RowHasTheNewName()
    {
        var never = new Work();
        await using var node = await StartAsync(Calm, never);
        var renamed = Models.Package("fetching", Models.Process("fetching", """
            <bpmn:startEvent id="start"/>
            <bpmn:serviceTask id="get"><bpmn:extensionElements><zeebe:taskDefinition type="fetch" retries="2"/></bpmn:extensionElements></bpmn:serviceTask>
            <bpmn:endEvent id="end"/>
            """, "start>get", "get>end"));
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await never.Begun;
        var target = (await node.Engine.DeployAsync(renamed, TestNode.Boss)).OrThrow().Package.Version;
        var plan = new MigrationPlan(new Dictionary<string, string> { ["fetch"] = "get" });

        (await node.Engine.MigrateAsync([instance.InstanceId], target, plan, "renamed", TestNode.Boss, dryRun: false))[0].Refusal.ShouldBeNull();
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var job = EngineIds.Part(instance.InstanceId, (await KeptAsync(instance))!.Value);
        (await KeptJobs(calls).WriteAsync(job, await RunAsync(node), KeptJobRow.Lost with { In = TimeSpan.FromHours(1) }, CancellationToken.None)).ShouldBeTrue();

        (await RowsAsync(instance)).ShouldBe([("get", 1, false)]);
        never.GoOn();
    }

    // The instance is migrated between the look at where the job waits and the write of its row.
    [Fact]
    public async Task Instance_MigratedAtTheVeryMoment_RowHasTheNewName()
    {
        var never = new Work();
        var inside = new InsideTransaction(database);
        await using var node = await StartAsync(Calm, never, inside);
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await never.Begun;
        var target = (await node.Engine.DeployAsync(Models.Package("fetching", Models.Process("fetching", """
            <bpmn:startEvent id="start"/>
            <bpmn:serviceTask id="bring"><bpmn:extensionElements><zeebe:taskDefinition type="fetch" retries="2"/></bpmn:extensionElements></bpmn:serviceTask>
            <bpmn:endEvent id="end"/>
            """, "start>bring", "bring>end")), TestNode.Boss)).OrThrow().Package.Version;
        var (job, run) = (EngineIds.Part(instance.InstanceId, (await KeptAsync(instance))!.Value), await RunAsync(node));
        var written = new TaskCompletionSource<bool>();
        inside.Meet(async () => written.SetResult(
            await KeptJobs(calls).WriteAsync(job, run, KeptJobRow.Lost with { In = TimeSpan.FromHours(1) }, CancellationToken.None)));

        (await node.Engine.MigrateAsync(
            [instance.InstanceId], target, new(new Dictionary<string, string> { ["fetch"] = "bring" }), "renamed", TestNode.Boss, dryRun: false))[0].Refusal.ShouldBeNull();

        (await written.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue();
        (await RowsAsync(instance)).ShouldBe([("bring", 1, false)]);
        never.GoOn();
    }

    // The first try would have kept the job too; a node whose book has nothing left takes its run away when it leaves.
    [Fact]
    public async Task Step_ThatMeetsAConflict_LeavesNothingInTheBook()
    {
        await using var node = await StartAsync(Calm, new Handler("fetch"));
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var task = await node.TaskAsync(instance, "assess");
        (await calls.Engine.ModifyInstanceAsync(instance.InstanceId, [new ChangeVariables(FeelContext.Of(("note", FeelValue.Of("moved on"))))], "told", TestNode.Boss)).OrThrow();
        var run = await RunAsync(node);

        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await node.UntilAsync<object>(async () => (await OperationsAsync(calls, instance)).Contains("CompleteJob") ? true : null, "answer of the job");
        await node.Engine.StopAsync();

        (await ScalarAsync($"SELECT count(*) FROM runtime.node_runs WHERE run = '{run}'")).ShouldBe(0L);
    }

    // Whether its step comes through is not known when the node leaves: others must look for it.
    [Fact]
    public async Task Node_ThatLeavesWhileAStepIsWritten_LeavesItsRunToOthers()
    {
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var options = Calm with { ConnectionString = database.ConnectionString, NodeName = "leaving" };
        var clock = new EngineClock(TimeProvider.System, true);
        var book = new KeptBook(options, clock);
        await using var runner = new JobRunner([], options, book, new(), NullLogger.Instance);
        var heart = new Heartbeat(calls.Engine.Node.Database, runner, book, KeptJobs(calls), options, clock, new());
        await heart.BeatAsync(CancellationToken.None);
        book.TryAdd(Guid.NewGuid(), clock.Now).ShouldNotBeNull();

        await heart.LeaveAsync(CancellationToken.None);

        (await ScalarAsync($"SELECT count(*) FROM runtime.node_runs WHERE run = '{book.RunId}'")).ShouldBe(1L);
        await ExecuteAsync($"DELETE FROM runtime.node_runs WHERE run = '{book.RunId}'");
    }

    // Each try in doubt had a place for the job; a node that did not take them back would run nothing any more.
    [Fact]
    public async Task Job_WhoseStepWasInDoubtManyTimes_IsRun()
    {
        await using var node = await StartAsync(Calm with { JobConcurrency = 1 }, new Handler("fetch"), new BreakingStarts(database, isCommitted: false, times: 6));

        await node.EndAsync(await node.StartInstanceAsync(Models.Fetch));
    }

    // The connection broke while a step was written that keeps a job, and nobody knows whether it came through.
    [Fact]
    public async Task Job_NobodySeesTo_IsFreeAtTheNextSignOfLife()
    {
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await calls.StartInstanceAsync(Models.Fetch);
        var node = calls.Engine.Node;
        var options = Calm with { ConnectionString = database.ConnectionString, NodeName = "unsure" };
        var clock = new EngineClock(TimeProvider.System, true);
        var book = new KeptBook(options, clock);
        await using var runner = new JobRunner([], options, book, new(), NullLogger.Instance);
        var heart = new Heartbeat(node.Database, runner, book, KeptJobs(calls), options, clock, new());
        await heart.BeatAsync(CancellationToken.None);
        var wait = (await calls.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Waits[0].Id;
        var entry = book.TryAdd(EngineIds.Part(instance.InstanceId, wait), clock.Now).ShouldNotBeNull();
        await ExecuteAsync($"""
            DELETE FROM runtime.jobs WHERE id = '{EngineIds.Part(instance.InstanceId, wait)}';
            UPDATE runtime.instances SET kept_job = {wait}, kept_by = '{book.RunId}', kept_attempts = 2 WHERE id = '{instance.InstanceId}'
            """);

        await heart.BeatAsync(CancellationToken.None);
        (await IsKeptAsync(instance)).ShouldBeTrue("its step is being written");
        book.Abandon(entry);
        await heart.BeatAsync(CancellationToken.None);

        (await RowsAsync(instance)).ShouldBe([("fetch", 1, false)]);
        book.All.ShouldBeEmpty();
        await heart.LeaveAsync(CancellationToken.None);
        (await ScalarAsync($"SELECT count(*) FROM runtime.node_runs WHERE run = '{book.RunId}'")).ShouldBe(0L);
    }

    // A commit under way in a server that hung may come through after the first look.
    [Fact]
    public async Task GoneRun_IsLookedThroughAgain_AndAtLastForgotten()
    {
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var runs = new GoneRuns(calls.Engine.Node.Database, KeptJobs(calls), new(), NullLogger.Instance);
        var run = Guid.NewGuid();
        await ExecuteAsync($"INSERT INTO runtime.node_runs VALUES ('{run}', 'gone', now() - interval '1 minute', now() - interval '2 minutes', now() - interval '1 minute')");

        await runs.LookAsync(CancellationToken.None);
        (await ScalarAsync($"SELECT look_at > now() + interval '30 seconds' FROM runtime.node_runs WHERE run = '{run}'")).ShouldBe(true, "gone for a minute: again in a minute");
        var late = await calls.StartInstanceAsync(Models.Fetch);
        await MakeKeptAsync(calls, late, run);
        await runs.LookAsync(CancellationToken.None);
        (await IsKeptAsync(late)).ShouldBeTrue();
        await ExecuteAsync($"UPDATE runtime.node_runs SET look_at = now() WHERE run = '{run}'");

        await runs.LookAsync(CancellationToken.None);

        (await IsKeptAsync(late)).ShouldBeFalse();
        (await RowsAsync(late)).ShouldBe([("fetch", 1, false)]);
        await ExecuteAsync($"UPDATE runtime.node_runs SET until = now() - interval '11 minutes', look_at = now() WHERE run = '{run}'");
        await runs.LookAsync(CancellationToken.None);
        (await ScalarAsync($"SELECT count(*) FROM runtime.node_runs WHERE run = '{run}'")).ShouldBe(0L);
    }

    [Fact]
    public async Task JobOfARunNobodyKnows_IsFoundByTheDailyLookAndByVerifying()
    {
        await using var calls = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await calls.StartInstanceAsync(Models.Fetch);
        await MakeKeptAsync(calls, instance, Guid.NewGuid());
        (await VerifyAsync()).ShouldHaveSingleItem().ShouldContain("node_runs");

        await new GoneRuns(calls.Engine.Node.Database, KeptJobs(calls), new(), NullLogger.Instance).LookEverywhereAsync(CancellationToken.None);

        (await RowsAsync(instance)).ShouldBe([("fetch", 1, false)]);
        (await VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void Book_RunNotSeenAlive_KeepsNothing()
    {
        var clock = new EngineClock(TimeProvider.System, true);
        clock.Correct(DateTimeOffset.UtcNow, clock.Asking);
        var book = new KeptBook(Calm with { Lease = TimeSpan.FromSeconds(10) }, clock);
        book.TryAdd(Guid.NewGuid(), clock.Now).ShouldBeNull("the database never heard of it");

        book.SeenAlive(TimeProvider.System.GetTimestamp() - (6 * TimeProvider.System.TimestampFrequency));
        book.TryAdd(Guid.NewGuid(), clock.Now).ShouldBeNull("half a lease is over");

        book.SeenAlive(TimeProvider.System.GetTimestamp());
        book.TryAdd(Guid.NewGuid(), clock.Now).ShouldNotBeNull();
    }

    // Others look as far back as they were told, whatever stalled between the plan of a step, the sign of life and the commit.
    [Fact]
    public void Book_StepOfATimeBeforeWhatWasTold_IsNotKept()
    {
        var clock = new EngineClock(TimeProvider.System, true);
        clock.Correct(DateTimeOffset.UtcNow, clock.Asking);
        var book = new KeptBook(Calm, clock);
        book.SeenAlive(TimeProvider.System.GetTimestamp());
        var planned = clock.Now;
        book.TryAdd(Guid.NewGuid(), planned).ShouldNotBeNull();
        clock.Correct(planned + TimeSpan.FromMinutes(5), clock.Asking);
        book.TellSince().ShouldBeLessThanOrEqualTo(planned);
        book.TryAdd(Guid.NewGuid(), planned).ShouldNotBeNull("they look as far back as that");
        book.All.ToList().ForEach(book.Remove);

        book.TellSince().ShouldBeGreaterThan(planned);

        book.TryAdd(Guid.NewGuid(), planned).ShouldBeNull();
        book.TryAdd(Guid.NewGuid(), clock.Now).ShouldNotBeNull();
    }

    // A second try keeps the same job: the first one's doubt must not take it away.
    [Fact]
    public void Book_AbandonedJobThatIsKeptAgain_IsNotGivenAway()
    {
        var clock = new EngineClock(TimeProvider.System, true);
        clock.Correct(DateTimeOffset.UtcNow, clock.Asking);
        var book = new KeptBook(Calm, clock);
        book.SeenAlive(TimeProvider.System.GetTimestamp());
        var job = Guid.NewGuid();
        var first = book.TryAdd(job, clock.Now)!;
        var second = book.TryAdd(job, clock.Now)!;
        book.Made(second);
        book.Abandon(first);

        book.Abandoned.ShouldBeEmpty();
        book.Remove(second);
        book.Abandoned.ShouldBe([first]);
    }

    private Task<TestNode> StartAsync(EngineOptions options, IJobHandler handler, params IStepObserver[] observers) => TestNode.StartAsync(
        database, options: options.NodeName == Calm.NodeName ? options with { NodeName = Guid.NewGuid().ToString() } : options, handlers: [handler], observers: observers);

    private static KeptJobs KeptJobs(TestNode node) => new(node.Engine.Node.Database, node.Engine.Node.Reader, node.Engine.Node.Cache);

    private static async Task<List<string>> OperationsAsync(TestNode node, InstanceView instance) =>
        [.. (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).OrderBy(entry => entry.Number).Select(entry => entry.Operation)];

    private async Task<List<string>> VerifyAsync() =>
        [.. (await RuntimeVerifier.VerifyAsync(database.OwnerConnectionString)).Found.Select(finding => finding.Text)];

    private async Task MakeKeptAsync(TestNode node, InstanceView instance, Guid run)
    {
        var wait = (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Waits[0].Id;
        await ExecuteAsync($"""
            DELETE FROM runtime.jobs WHERE id = '{EngineIds.Part(instance.InstanceId, wait)}';
            UPDATE runtime.instances SET kept_job = {wait}, kept_by = '{run}', kept_attempts = 2 WHERE id = '{instance.InstanceId}'
            """);
    }

    // By the database's clock it has shown no sign of life for its lease.
    private async Task EndRunAsync(TestNode node) =>
        await ExecuteAsync($"UPDATE runtime.node_runs SET until = now(), look_at = now() WHERE run = '{await RunAsync(node)}'");

    private async Task<Guid> RunAsync(TestNode node) => (Guid)(await ScalarAsync(
        $"SELECT run FROM runtime.node_runs WHERE node = '{node.Engine.Node.Options.NodeName}' ORDER BY run LIMIT 1"))!;

    private async Task<List<(string Element, int Attempt, bool IsTaken)>> RowsAsync(InstanceView instance)
    {
        await using var command = database.Owner.CreateCommand(
            "SELECT element_id, attempt, owner IS NOT NULL FROM runtime.jobs WHERE id BETWEEN $1 AND $2 ORDER BY id");
        command.Parameters.AddWithValue(instance.InstanceId);
        command.Parameters.AddWithValue(EngineIds.Part(instance.InstanceId, uint.MaxValue));
        await using var rows = await command.ExecuteReaderAsync();
        return await Database.ReadAllAsync(rows, row => (row.GetString(0), row.GetInt32(1), row.GetBoolean(2)), CancellationToken.None);
    }

    private async Task<DateTime> LeaseAsync(InstanceView instance) =>
        (DateTime)(await ScalarAsync("SELECT due_at FROM runtime.jobs WHERE id BETWEEN $1 AND $2", instance))!;

    private async Task<bool> IsKeptAsync(InstanceView instance) => await KeptAsync(instance) is not null;

    private async Task<long?> KeptAsync(InstanceView instance) =>
        await ScalarAsync($"SELECT kept_job FROM runtime.instances WHERE id = '{instance.InstanceId}'") as long?;

    private async Task<object?> ScalarAsync(string sql, InstanceView? parts = null)
    {
        await using var command = database.Owner.CreateCommand(sql);
        if (parts is not null)
        {
            command.Parameters.AddWithValue(parts.InstanceId);
            command.Parameters.AddWithValue(EngineIds.Part(parts.InstanceId, uint.MaxValue));
        }

        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A handler that begins and then waits to be told to go on.</summary>
    private sealed class Work(string by = "kept") : IJobHandler
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource _goOn = new();

        public string Type => "fetch";

        public Task Begun => _begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        public void GoOn() => _goOn.TrySetResult();

        public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
        {
            if (job.Attempt > 1)
            {
                // Whichever node takes it over: the one that counts as gone still works.
                return JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of($"attempt {job.Attempt}"))));
            }

            _begun.TrySetResult();
            await _goOn.Task.WaitAsync(ct);
            return JobOutcome.Completed(FeelContext.Of(("by", FeelValue.Of(by))));
        }
    }
}
