using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Bulks;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Tests.Holds;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Bulks;

/// <summary>Many by a query: looked at first, done once each, stopped in the middle, taken over from a dead node.</summary>
public sealed class BulkTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Cancel_PreviewedAndCarriedOut_EndsThemWithReasonAndActor()
    {
        await using var node = await TestNode.StartAsync(database);
        var instances = await StartAsync(node, "cancelled", 3);

        var preview = await DoneAsync(node, new() { Operation = BulkOperation.Cancel, Query = new() { PackageKey = "cancelled" }, IsDryRun = true, Reason = "applied twice" });

        (preview.Done, preview.Refused, preview.Open).ShouldBe((3, 0, 0));
        (await StatusesAsync(node, instances)).ShouldAllBe(s => s == InstanceStatus.Active);
        var real = await EndedAsync(node, (await node.Engine.CarryOutBulkAsync(preview.BulkId, TestNode.Boss)).OrThrow());
        (real.Done, real.PreviewId).ShouldBe((3, preview.BulkId));
        (await StatusesAsync(node, instances)).ShouldAllBe(s => s == InstanceStatus.Canceled);
        var last = (await node.Engine.HistoryAsync(instances[0].BusinessKey, TestNode.Boss))[^1];
        last.Actor.ShouldBe("boss");
        last.Events.ToString().ShouldContain("applied twice");
    }

    [Fact]
    public async Task Suspend_OneIsSuspendedAlready_HasItsOwnVerdict()
    {
        await using var node = await TestNode.StartAsync(database);
        var instances = await StartAsync(node, "suspended", 3);
        (await node.Engine.SuspendInstanceAsync(instances[1].InstanceId, "before", TestNode.Boss)).OrThrow();

        var bulk = await DoneAsync(node, new() { Operation = BulkOperation.Suspend, Query = new() { PackageKey = "suspended" }, Reason = "checked" });

        (bulk.Done, bulk.Refused).ShouldBe((2, 1));
        var refused = (await node.Engine.BulkItemsAsync(bulk.BulkId, TestNode.Boss, BulkItemVerdict.Refused)).Items.ShouldHaveSingleItem();
        (refused.InstanceId, refused.Code).ShouldBe((instances[1].InstanceId, "BPMN-206"));
        var back = await DoneAsync(node, new() { Operation = BulkOperation.Resume, Query = new() { PackageKey = "suspended", Status = InstanceStatus.Suspended }, Reason = "over" });
        back.Done.ShouldBe(3);
        (await StatusesAsync(node, instances)).ShouldAllBe(s => s == InstanceStatus.Active);
    }

    [Fact]
    public async Task Query_EachPart_FindsWhatItSays()
    {
        await using var node = await TestNode.StartAsync(database);
        var first = (await StartAsync(node, "asked", 1))[0];
        node.Clock.Advance(TimeSpan.FromHours(1));
        var middle = node.Clock.GetUtcNow();
        var second = await node.StartInstanceAsync(Changed("asked"), businessKey: "asked-second");
        (await node.Engine.SuspendInstanceAsync(second.InstanceId, "for the status", TestNode.Boss)).OrThrow();

        async Task<Guid[]> FindAsync(BulkQuery query) =>
            [.. (await ItemsAsync(node, await DoneAsync(node, new() { Operation = BulkOperation.Cancel, Query = query, IsDryRun = true, Reason = "asked" }))).Select(i => i.InstanceId)];

        var of = new BulkQuery { PackageKey = "asked" };
        (await FindAsync(of)).ShouldBe([first.InstanceId, second.InstanceId]);
        (await FindAsync(of with { PackageVersion = first.PackageVersion })).ShouldBe([first.InstanceId]);
        (await FindAsync(of with { Status = InstanceStatus.Suspended })).ShouldBe([second.InstanceId]);
        (await FindAsync(of with { StartedFrom = middle })).ShouldBe([second.InstanceId]);
        (await FindAsync(of with { StartedTo = middle })).ShouldBe([first.InstanceId]);
        (await FindAsync(new() { BusinessKeys = ["asked-second", "nobody"] })).ShouldBe([second.InstanceId]);
        (await FindAsync(of with { ElementId = "check" })).ShouldBe([first.InstanceId, second.InstanceId]);
        (await FindAsync(of with { ElementId = "fork" })).ShouldBeEmpty();
        (await FindAsync(of with { ProcessId = "other" })).ShouldBeEmpty();
        (await FindAsync(of with { HasIncident = true })).ShouldBeEmpty();
        (await FindAsync(of with { HasIncident = false })).Length.ShouldBe(2);
    }

    // What is at a call activity has no row of its own there.
    [Fact]
    public async Task Query_ElementIsACall_FindsTheCaller()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        var caller = await node.StartInstanceAsync(Models.Calling);

        var bulk = await DoneAsync(node, new() { Operation = BulkOperation.Cancel, Query = new() { PackageKey = "calling", ElementId = "part" }, Reason = "wrong part" });

        bulk.Done.ShouldBe(1);
        (await node.Engine.InstancesAsync(caller.BusinessKey, TestNode.Boss)).ShouldAllBe(i => i.Status == InstanceStatus.Canceled);
    }

    [Fact]
    public async Task RetryIncidents_OfOneCode_GoOnAndTheHistoryHasTheReason()
    {
        var fails = true;
        await using var node = await TestNode.StartAsync(database, handlers:
        [
            new Handler("retried", job => Task.FromResult(
                Volatile.Read(ref fails) ? JobOutcome.Failed(job.BusinessKey == "other-code" ? "T-2" : "T-1", "down", retryable: false) : JobOutcome.Completed())),
        ]);
        var stuck = await node.StartInstanceAsync(HoldModels.Job("retried"));
        var other = await node.StartInstanceAsync(HoldModels.Job("retried"), businessKey: "other-code");
        foreach (var instance in new[] { stuck, other })
        {
            await node.UntilAsync(async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var one] ? one : null, "incident", instance);
        }

        Volatile.Write(ref fails, false);
        var bulk = await DoneAsync(node, new()
        {
            Operation = BulkOperation.RetryIncidents,
            Query = new() { PackageKey = "retried", IncidentCode = "T-1" },
            Reason = "the register is back",
        });

        bulk.Done.ShouldBe(1);
        await node.EndAsync(stuck);
        (await node.Engine.FindInstanceAsync(other.InstanceId, TestNode.Boss))!.EndedAt.ShouldBeNull();
        var retried = (await node.Engine.HistoryAsync(stuck.BusinessKey, TestNode.Boss)).Single(h => h.Operation == "ResolveIncident");
        retried.Actor.ShouldBe("boss");
        retried.Events.ToString().ShouldContain("the register is back");
        (await node.Engine.CheckHistoryAsync(stuck.BusinessKey, TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Migrate_OneStandsWhereTheTargetHasNothing_TheOthersAreCarriedOver()
    {
        await using var node = await TestNode.StartAsync(database);
        var instances = await StartAsync(node, "carried", 2);
        var target = (await node.Engine.DeployAsync(Changed("carried"), TestNode.Boss)).OrThrow().Package.Version;
        var missing = await node.Engine.StartBulkAsync(
            new() { Operation = BulkOperation.Migrate, Query = new() { PackageKey = "carried" }, TargetVersion = 77, Reason = "law" }, TestNode.Boss);
        missing.Refusal!.Code.ShouldBe("RUN-106");

        var bulk = await DoneAsync(node, new()
        {
            Operation = BulkOperation.Migrate,
            Query = new() { PackageKey = "carried", PackageVersion = instances[0].PackageVersion },
            TargetVersion = target,
            Reason = "law of 1 July",
        });

        bulk.Done.ShouldBe(2);
        foreach (var instance in instances)
        {
            (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.PackageVersion.ShouldBe(target);
        }

        var wrong = await DoneAsync(node, new()
        {
            Operation = BulkOperation.Migrate,
            Query = new() { BusinessKeys = [.. instances.Select(i => i.BusinessKey)] },
            TargetVersion = instances[0].PackageVersion,
            Renamed = new Dictionary<string, string> { ["check"] = "nowhere" },
            IsDryRun = true,
            Reason = "back",
        });
        (await ItemsAsync(node, wrong)).ShouldAllBe(i => i.Code == "BPMN-214");
    }

    // Its plan is for instances of the version that was asked for; somebody carried one over to a third one since.
    [Fact]
    public async Task Migrate_OneIsOnAnotherVersionByNow_ItIsLeftThere()
    {
        await using var node = await TestNode.StartAsync(database);
        var instances = await StartAsync(node, "moved", 2);
        var from = instances[0].PackageVersion;
        var target = (await node.Engine.DeployAsync(Changed("moved"), TestNode.Boss)).OrThrow().Package.Version;
        var third = (await node.Engine.DeployAsync(PackageContent.Of(Changed("moved").Files.Append(KeyValuePair.Create("third.md", new byte[] { 3 }))), TestNode.Boss)).OrThrow().Package.Version;
        var order = new BulkRequest { Operation = BulkOperation.Migrate, Query = new() { PackageKey = "moved", PackageVersion = from }, TargetVersion = target, IsDryRun = true, Reason = "law of 1 July" };
        var preview = await DoneAsync(node, order);
        preview.Done.ShouldBe(2);
        (await node.Engine.MigrateAsync([instances[0].InstanceId], third, MigrationPlan.SameIds, "first of all", TestNode.Boss, dryRun: false)).ShouldHaveSingleItem().Refusal.ShouldBeNull();

        var real = await EndedAsync(node, (await node.Engine.CarryOutBulkAsync(preview.BulkId, TestNode.Boss)).OrThrow());
        var again = await EndedAsync(node, (await node.Engine.CarryOutBulkAsync(preview.BulkId, TestNode.Boss)).OrThrow());

        (real.Done, real.Refused).ShouldBe((1, 1));
        (await ItemsAsync(node, real)).Single(i => i.ItemId == instances[0].InstanceId).Code.ShouldBe("RUN-522");
        (again.Done, again.Refused).ShouldBe((0, 2), "what is there already is not carried over again");
        (await node.Engine.FindInstanceAsync(instances[0].InstanceId, TestNode.Boss))!.PackageVersion.ShouldBe(third);
        (await node.Engine.HistoryAsync(instances[1].BusinessKey, TestNode.Boss)).Count(h => h.Operation == "MigrateInstance").ShouldBe(1);
    }

    // The step has another id in the new version: proposed by its kind, looked at first, then done; a name that is not there is told before.
    [Fact]
    public async Task Migrate_WithRenamedElements_ByWhatIsProposed()
    {
        await using var node = await TestNode.StartAsync(database);
        var instances = await StartAsync(node, "renamed", 2);
        var from = instances[0].PackageVersion;
        var target = (await node.Engine.DeployAsync(Models.Package("renamed", Models.Process("renamed", """
            <bpmn:startEvent id="start"/>
            <bpmn:userTask id="examine"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements></bpmn:userTask>
            <bpmn:exclusiveGateway id="fork"/>
            <bpmn:endEvent id="end"/>
            """, "start>examine", "examine>fork", "fork>end")), TestNode.Boss)).OrThrow().Package.Version;
        BulkRequest Order(params (string From, string To)[] renamed) => new()
        {
            Operation = BulkOperation.Migrate,
            Query = new() { PackageKey = "renamed", PackageVersion = from },
            TargetVersion = target,
            Renamed = renamed.ToDictionary(pair => pair.From, pair => pair.To),
            IsDryRun = true,
            Reason = "law of 1 July",
        };

        (await node.Engine.ProposeMigrationAsync("renamed", from, 77)).Refusal!.Code.ShouldBe("RUN-106");
        var draft = (await node.Engine.ProposeMigrationAsync("renamed", from, target)).OrThrow();
        draft.Elements.Select(e => $"{e.Source} {e.Target} {e.Reason}").ShouldBe(["start start SameId", "check examine OnlyOfItsKind", "fork fork SameId", "end end SameId"]);
        (await DoneAsync(node, Order())).Refused.ShouldBe(2);
        var unknown = (await node.Engine.StartBulkAsync(Order(("chek", "examine"), ("check", "exam")), TestNode.Boss)).Refusal!;
        unknown.Code.ShouldBe("RUN-521");
        unknown.Text.ShouldContain($"`chek` in renamed@{from}, `exam` in renamed@{target}");

        var preview = await DoneAsync(node, Order(("check", "examine")));
        (preview.Done, preview.Refused).ShouldBe((2, 0));
        var real = await EndedAsync(node, (await node.Engine.CarryOutBulkAsync(preview.BulkId, TestNode.Boss)).OrThrow());
        (real.Done, real.Refused, real.Renamed["check"]).ShouldBe((2, 0, "examine"));
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instances[0], "examine")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await node.EndAsync(instances[0]);
    }

    // The second cancelling stops it: what has begun is done, what has not stays as it is.
    [Fact]
    public async Task Stop_InTheMiddle_LeavesTheRestUntouched()
    {
        var stopping = new Stopping();
        await using var node = await TestNode.StartAsync(
            database,
            options: new() { ConnectionString = "", PollInterval = TimeSpan.FromMilliseconds(100), Housekeeping = false, BulkConcurrency = 1 },
            observers: [stopping]);
        var instances = await StartAsync(node, "stopped", 20);
        stopping.Act = async () =>
        {
            var running = (await node.Engine.BulksAsync(TestNode.Boss)).Single(b => b.Query.PackageKey == "stopped");
            (await node.Engine.StopBulkAsync(running.BulkId, TestNode.Boss)).OrThrow();
        };

        var bulk = await DoneAsync(node, new() { Operation = BulkOperation.Cancel, Query = new() { PackageKey = "stopped" }, Reason = "too many" });
        await node.UntilAsync(
            async () => await StatusesAsync(node, instances) is var now && now.Count(s => s == InstanceStatus.Canceled) == (await node.Engine.FindBulkAsync(bulk.BulkId, TestNode.Boss))!.Done ? "" : null,
            "end of what had begun");

        bulk.StoppedBy.ShouldBe("boss");
        (await StatusesAsync(node, instances)).Count(s => s == InstanceStatus.Active).ShouldBeGreaterThan(10);
        (await node.Engine.StopBulkAsync(bulk.BulkId, TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-516");
    }

    // The first node's lease ends while it works: both have the same items in hand, and each item is done once.
    [Fact]
    public async Task TakenOverWhileStillAtWork_EachIsDoneOnce()
    {
        var (first, second) = (Idle with { NodeName = "first" }, Idle with { NodeName = "second" });
        var taking = new Stopping { Operation = "SuspendInstance" };
        await using var left = await TestNode.StartAsync(database, options: first, observers: [taking]);
        await using var right = await TestNode.StartAsync(database, options: second);
        var instances = await StartAsync(left, "taken-over", 30);
        var bulk = (await left.Engine.StartBulkAsync(
            new() { Operation = BulkOperation.Suspend, Query = new() { PackageKey = "taken-over" }, Reason = "checked" }, TestNode.Boss)).OrThrow();
        Task other = Task.CompletedTask;
        taking.Act = async () =>
        {
            await ExecuteAsync($"UPDATE runtime.bulks SET taken_until = '-infinity' WHERE id = '{bulk.BulkId}'");
            other = Task.Run(() => Runner(right, second).RoundAsync(CancellationToken.None));
        };

        await Runner(left, first).RoundAsync(CancellationToken.None);
        await other;

        var found = (await left.Engine.FindBulkAsync(bulk.BulkId, TestNode.Boss))!;
        (found.Done, found.Refused, found.Open).ShouldBe((30, 0, 0));
        found.FinishedAt.ShouldNotBeNull();
        foreach (var instance in instances)
        {
            (await left.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "SuspendInstance").ShouldBe(1);
        }
    }

    // A node that died after half of the items: the next one does the rest, and only that.
    [Fact]
    public async Task NodeDied_AnotherGoesOnWithTheRest()
    {
        await using var node = await TestNode.StartAsync(database, options: Idle);
        var instances = await StartAsync(node, "left-behind", 10);
        var bulk = (await node.Engine.StartBulkAsync(
            new() { Operation = BulkOperation.Suspend, Query = new() { PackageKey = "left-behind" }, Reason = "checked" }, TestNode.Boss)).OrThrow();
        await ExecuteAsync($"UPDATE runtime.bulks SET owner = 'dead', taken_until = now() - interval '1 second' WHERE id = '{bulk.BulkId}'");
        await ExecuteAsync($"UPDATE runtime.bulk_items SET verdict = 1, judged_at = now() WHERE bulk_id = '{bulk.BulkId}' AND item_id < '{instances[5].InstanceId}'");

        await Runner(node, Idle).RoundAsync(CancellationToken.None);

        (await node.Engine.FindBulkAsync(bulk.BulkId, TestNode.Boss))!.Done.ShouldBe(10);
        (await StatusesAsync(node, instances)).Count(s => s == InstanceStatus.Suspended).ShouldBe(5);
    }

    [Fact]
    public async Task Start_WhatCannotBe_IsRefusedByName()
    {
        await using var node = await TestNode.StartAsync(database);
        await StartAsync(node, "refused", 1);
        var of = new BulkQuery { PackageKey = "refused" };
        BulkRequest[] requests =
        [
            new() { Operation = BulkOperation.Cancel, Query = of, Reason = "" },
            new() { Operation = BulkOperation.Cancel, Query = new() { HasIncident = true }, Reason = "all" },
            new() { Operation = BulkOperation.Cancel, Query = of with { Status = InstanceStatus.Completed }, Reason = "ended ones" },
            new() { Operation = BulkOperation.Migrate, Query = of, Reason = "where to" },
            new() { Operation = BulkOperation.Cancel, Query = of, TargetVersion = 1, Reason = "no migration" },
            new() { Operation = BulkOperation.Cancel, Query = new() { PackageKey = "unknown" }, Reason = "misspelt" },
            new() { Operation = BulkOperation.Cancel, Query = of, Renamed = new Dictionary<string, string> { ["check"] = "check" }, Reason = "no migration" },
            new() { Operation = BulkOperation.Suspend, Query = of, Variables = FeelContext.Of(("income", FeelValue.Of(1))), Reason = "no retry" },
        ];
        var codes = new List<string>();
        foreach (var request in requests)
        {
            codes.Add((await node.Engine.StartBulkAsync(request, TestNode.Boss)).Refusal!.Code);
        }

        codes.ShouldBe(["RUN-406", "RUN-512", "RUN-513", "RUN-514", "RUN-514", "RUN-106", "RUN-519", "RUN-520"]);
        var real = await DoneAsync(node, new() { Operation = BulkOperation.Suspend, Query = of, Reason = "real" });
        (await node.Engine.CarryOutBulkAsync(real.BulkId, TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-515");
        var elsewhere = new OperationContext("jelgava", "vija");
        (await node.Engine.StopBulkAsync(real.BulkId, elsewhere)).Refusal!.Code.ShouldBe("RUN-511");
        (await node.Engine.FindBulkAsync(real.BulkId, elsewhere)).ShouldBeNull();
        (await node.Engine.BulkItemsAsync(real.BulkId, elsewhere)).Items.ShouldBeEmpty();
    }

    private static EngineOptions Idle { get; } = new() { ConnectionString = "", Works = false, Housekeeping = false };

    private static BulkRunner Runner(TestNode node, EngineOptions options) => new(
        node.Engine.Node.Database, node.Engine.Node.Reader, node.Engine.Node.Stepper, node.Engine.Node.Shelf, options, node.Engine.Node.Clock, new Pulses(), NullLogger.Instance);

    private static PackageContent Changed(string key) =>
        PackageContent.Of(HoldModels.Task(key).Files.Append(KeyValuePair.Create("note.md", new byte[] { 1 })));

    private static async Task<List<InstanceView>> StartAsync(TestNode node, string key, int count)
    {
        var instances = new List<InstanceView>();
        for (var i = 0; i < count; i++)
        {
            instances.Add(await node.StartInstanceAsync(HoldModels.Task(key)));
        }

        return [.. instances.OrderBy(i => i.InstanceId.ToString(), StringComparer.Ordinal)];
    }

    private static async Task<BulkView> DoneAsync(TestNode node, BulkRequest request) =>
        await EndedAsync(node, (await node.Engine.StartBulkAsync(request, TestNode.Boss)).OrThrow());

    private static Task<BulkView> EndedAsync(TestNode node, BulkView bulk) => node.UntilAsync(
        async () => await node.Engine.FindBulkAsync(bulk.BulkId, TestNode.Boss) is { FinishedAt: not null } ended ? ended : null, "end of the bulk operation");

    private static async Task<IReadOnlyList<BulkItem>> ItemsAsync(TestNode node, BulkView bulk) =>
        (await node.Engine.BulkItemsAsync(bulk.BulkId, TestNode.Boss)).Items;

    private static async Task<List<InstanceStatus>> StatusesAsync(TestNode node, IEnumerable<InstanceView> instances)
    {
        var statuses = new List<InstanceStatus>();
        foreach (var instance in instances)
        {
            statuses.Add((await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.Status);
        }

        return statuses;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Acts once, inside the second step of an operation.</summary>
    private sealed class Stopping : IStepObserver
    {
        private int _seen;

        public string Operation { get; init; } = "CancelInstance";

        public Func<Task>? Act { get; set; }

        public Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
            step.Operation == Operation && Act is { } act && Interlocked.Increment(ref _seen) == 2 ? act() : Task.CompletedTask;
    }
}
