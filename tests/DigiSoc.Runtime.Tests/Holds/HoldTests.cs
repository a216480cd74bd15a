using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Holds;

/// <summary>What is held does not go on, nothing of it is lost, and lifting lets it go on at once.</summary>
public sealed class HoldTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly OperationContext Elsewhere = new("jelgava", "vija");

    [Fact]
    public async Task JobType_Held_IsTakenOnlyAfterLifting()
    {
        var ran = 0;
        await using var node = await NodeAsync("held-type", () => Interlocked.Increment(ref ran));
        var hold = await PlaceAsync(node, new() { JobType = "held-type", Reason = "the register is down" });
        var held = new[] { await node.StartInstanceAsync(HoldModels.Job("held-type")), await node.StartInstanceAsync(HoldModels.Job("held-type")) };

        await PassAsync(node);
        ran.ShouldBe(0);
        await LiftAsync(node, hold);

        foreach (var instance in held)
        {
            await node.EndAsync(instance);
        }

        ran.ShouldBe(2);
    }

    [Fact]
    public async Task JobType_HeldByAnotherInstitution_GoesOn()
    {
        await using var node = await NodeAsync("foreign-type");
        var hold = (await node.Engine.PlaceHoldAsync(new() { JobType = "foreign-type", Reason = "theirs" }, Elsewhere)).OrThrow();

        await node.EndAsync(await node.StartInstanceAsync(HoldModels.Job("foreign-type")));

        (await node.Engine.LiftHoldAsync(hold.HoldId, "not ours", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-501");
        (await node.Engine.FindHoldAsync(hold.HoldId, TestNode.Boss)).ShouldBeNull();
        (await node.Engine.FindHoldAsync(hold.HoldId, Elsewhere)).ShouldBe(hold);
    }

    // The node that makes the job would keep it for itself; the database refuses that, and the node learns of the hold: of
    // one on the definition too, whose instance is written by the same step.
    [Theory]
    [InlineData("unheard", "'unheard', NULL, NULL, NULL, NULL")]
    [InlineData("unheard-package", "NULL, 'unheard-package', NULL, NULL, NULL")]
    [InlineData("unheard-element", "NULL, 'unheard-element', 1, 'unheard-element', 'fetch'")]
    public async Task Job_MadeByANodeThatHasNotHeardOfTheHold_IsNotBegun(string type, string held)
    {
        var ran = 0;
        await using var node = await NodeAsync(type, () => Interlocked.Increment(ref ran), TimeSpan.FromMinutes(1));
        await node.EndAsync(await node.StartInstanceAsync(HoldModels.Job(type))); // By now it has looked for holds, and not again for a minute.
        ran.ShouldBe(1);
        var holdId = Guid.CreateVersion7();
        await using (var insert = database.Owner.CreateCommand($"""
            INSERT INTO runtime.holds (id, institution_id, job_type, package_key, package_version, process_id, element_id,
                refuses_starts, reason, placed_by, placed_at)
            VALUES ($1, 'ogre', {held}, false, 'not announced', 'boss', now())
            """))
        {
            insert.Parameters.Add(new() { Value = holdId });
            await insert.ExecuteNonQueryAsync();
        }

        var instance = await node.StartInstanceAsync(HoldModels.Job(type));

        node.Engine.Node.HoldBook.Standing.ShouldContain(h => h.HoldId == holdId);
        ran.ShouldBe(1);
        (await node.Engine.LiftHoldAsync(holdId, "heard", TestNode.Boss)).OrThrow();
        await node.EndAsync(instance);
        ran.ShouldBe(2);
    }

    [Fact]
    public async Task Element_LedByAJob_IsHeldAsAnyOtherStep()
    {
        var ran = 0;
        await using var node = await TestNode.StartAsync(database, handlers: [new Handler("passing"), new Handler("led", _ =>
        {
            Interlocked.Increment(ref ran);
            return Task.FromResult(JobOutcome.Chose(new([], IsThrough: true)));
        })]);
        await DeployAsync(node, HoldModels.Led("led"));
        var hold = await PlaceAsync(node, new() { PackageKey = "led", ElementId = "gather", Reason = "who leads it is wrong" });

        var instance = await node.StartInstanceAsync(HoldModels.Led("led"));
        await node.EndAsync(await node.StartInstanceAsync(HoldModels.Job("passing")));
        ran.ShouldBe(0);
        await LiftAsync(node, hold);

        await node.EndAsync(instance);
        ran.ShouldBe(1);
    }

    [Fact]
    public async Task Element_Held_OnlyThatVersionWaits()
    {
        await using var node = await NodeAsync("held-step");
        var first = await node.StartInstanceAsync(HoldModels.Task("held-step"));
        var changed = PackageContent.Of(HoldModels.Task("held-step").Files.Append(KeyValuePair.Create("note.md", new byte[] { 1 })));
        var second = await node.StartInstanceAsync(changed);
        var hold = await PlaceAsync(node, new()
        {
            PackageKey = "held-step",
            PackageVersion = first.PackageVersion,
            ProcessId = "held-step",
            ElementId = "check",
            Reason = "wrong form",
        });
        var held = await node.TaskAsync(first, "check");
        var free = await node.TaskAsync(second, "check");

        held.HoldId.ShouldBe(hold.HoldId);
        free.HoldId.ShouldBeNull();
        (await CompleteAsync(node, free)).ShouldBeNull();
        (await node.Engine.WhyNotAsync(held.TaskId, TestNode.Anna))!.Code.ShouldBe("RUN-212");
        (await CompleteAsync(node, held))!.Code.ShouldBe("RUN-212");
        (await node.Engine.ClaimTaskAsync(held.TaskId, TestNode.Anna)).IsDone.ShouldBeTrue("a held task may be taken");

        await LiftAsync(node, hold);
        (await CompleteAsync(node, held)).ShouldBeNull();
    }

    // The node remembers the task it opened, without a hold; what is stored decides.
    [Fact]
    public async Task Task_RememberedFromBeforeTheHold_IsRefusedAllTheSame()
    {
        await using var node = await NodeAsync("remembered");
        var instance = await node.StartInstanceAsync(HoldModels.Task("remembered"));
        var task = await node.WaitAsync(instance, WaitKind.UserTask);
        await PlaceAsync(node, new() { PackageKey = "remembered", Reason = "wrong law" });

        var refusal = (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).Refusal;

        refusal!.Code.ShouldBe("RUN-212");
    }

    [Fact]
    public async Task TwoHolds_OneLifted_TheOtherStillHolds()
    {
        await using var node = await NodeAsync("twice");
        var instance = await node.StartInstanceAsync(HoldModels.Task("twice"));
        var task = await node.TaskAsync(instance, "check");
        var first = await PlaceAsync(node, new() { PackageKey = "twice", Reason = "one" });
        var second = await PlaceAsync(node, new() { PackageKey = "twice", ElementId = "check", Reason = "two" });

        await LiftAsync(node, first);
        (await CompleteAsync(node, task))!.Code.ShouldBe("RUN-212");
        await LiftAsync(node, second);

        (await CompleteAsync(node, task)).ShouldBeNull();
    }

    [Fact]
    public async Task Definition_Held_TimersFireAfterLifting()
    {
        await using var node = await NodeAsync("held-timer");
        var held = await node.StartInstanceAsync(HoldModels.Timer("held-timer"));
        var hold = await PlaceAsync(node, new() { PackageKey = "held-timer", Reason = "law changes" });
        node.Clock.Advance(TimeSpan.FromHours(2));

        await PassTimerAsync(node);
        await node.UntilAsync(async () => await CountAsync("SELECT count(*) FROM runtime.timers WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity'", held) == 1 ? "" : null, "timer set aside", held);
        (await node.Engine.FindInstanceAsync(held.InstanceId, TestNode.Boss))!.EndedAt.ShouldBeNull();
        await LiftAsync(node, hold);

        await node.EndAsync(held);
    }

    [Fact]
    public async Task Definition_StartsRefused_StartsByMessageAfterLifting()
    {
        await using var node = await NodeAsync("closed");
        (await node.Engine.DeployAsync(HoldModels.StartedByMessage("closed"), TestNode.Boss)).OrThrow();
        var hold = await PlaceAsync(node, new() { PackageKey = "closed", RefusesStarts = true, Reason = "no new ones" });

        (await node.Engine.StartInstanceAsync(new("closed"), null, FeelContext.Empty, TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-213");
        var published = (await node.Engine.PublishMessageAsync("begin-closed", "closed-1", null, TimeSpan.Zero, FeelContext.Empty, TestNode.Anna)).OrThrow();
        published.Fate.ShouldBe(MessageFate.New);
        (await node.Engine.InstancesAsync("closed-1", TestNode.Boss)).ShouldBeEmpty();

        await LiftAsync(node, hold);

        await node.UntilAsync(async () => await node.Engine.InstancesAsync("closed-1", TestNode.Boss) is [var started] ? started : null, "start by the message that waited");
    }

    [Fact]
    public async Task Definition_StartsAllowed_NewInstanceStartsAndIsHeld()
    {
        await using var node = await NodeAsync("open");
        var hold = await PlaceAsync(node, new() { PackageKey = await DeployAsync(node, HoldModels.Job("open")), Reason = "checked" });
        var instance = await node.StartInstanceAsync(HoldModels.Job("open"));

        await PassAsync(node);
        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldBeNull();
        await LiftAsync(node, hold);

        await node.EndAsync(instance);
    }

    // The caller is running work: it is not broken by what holds the called one.
    [Fact]
    public async Task Called_StartsOfItsDefinitionRefused_IsCalledAndHeld()
    {
        await using var node = await NodeAsync("calls");
        await DeployAsync(node, Models.Called);
        var hold = await PlaceAsync(node, new() { PackageKey = "called", RefusesStarts = true, Reason = "checked" });

        var caller = await node.StartInstanceAsync(Models.Calling, businessKey: "called-while-held");

        var inner = await node.TaskAsync(caller, "inner");
        (await CompleteAsync(node, inner))!.Code.ShouldBe("RUN-212");
        await LiftAsync(node, hold);
        (await CompleteAsync(node, inner)).ShouldBeNull();
        await node.EndAsync(caller);
    }

    [Fact]
    public async Task Message_ItsElementHeld_IsDeliveredAfterLifting()
    {
        await using var node = await NodeAsync("held-message");
        var instance = await node.StartInstanceAsync(HoldModels.Message("held-message"), FeelContext.Of(("reference", FeelValue.Of("r"))));
        var hold = await PlaceAsync(node, new() { PackageKey = "held-message", ElementId = "wait", Reason = "checked" });

        var published = (await node.Engine.PublishMessageAsync("answer-held-message", "r", null, TimeSpan.Zero, FeelContext.Empty, TestNode.Anna)).OrThrow();
        published.Fate.ShouldBe(MessageFate.Addressed);
        await LiftAsync(node, hold);

        await node.EndAsync(instance);
    }

    // The way out of a wrong version: it is held, the next one is deployed, and what stands in the old one is carried over. The hold
    // stays on the old version, and may stay for ever.
    [Fact]
    public async Task Job_SetAsideInAVersionThatItsInstanceLeaves_Goes()
    {
        await using var node = await NodeAsync("left-job");
        var (instance, hold) = await HeldInItsVersionAsync(node, HoldModels.Job("left-job"));
        await node.UntilAsync(async () => await CountAsync("SELECT count(*) FROM runtime.jobs WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity'", instance) == 1 ? "" : null, "job set aside", instance);

        await CarryOverAsync(node, instance, HoldModels.Job("left-job"));

        await node.EndAsync(instance);
        (await node.Engine.FindHoldAsync(hold.HoldId, TestNode.Boss)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Timer_SetAsideInAVersionThatItsInstanceLeaves_Fires()
    {
        await using var node = await NodeAsync("left-timer");
        var (instance, hold) = await HeldInItsVersionAsync(node, HoldModels.Timer("left-timer"));
        node.Clock.Advance(TimeSpan.FromHours(2));
        await node.UntilAsync(async () => await CountAsync("SELECT count(*) FROM runtime.timers WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity'", instance) == 1 ? "" : null, "timer set aside", instance);

        await CarryOverAsync(node, instance, HoldModels.Timer("left-timer"));

        await node.EndAsync(instance);
        (await node.Engine.FindHoldAsync(hold.HoldId, TestNode.Boss)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Message_SetAsideInAVersionThatItsInstanceLeaves_IsDelivered()
    {
        await using var node = await NodeAsync("left-message");
        var (instance, hold) = await HeldInItsVersionAsync(node, HoldModels.Message("left-message"));
        (await node.Engine.PublishMessageAsync("answer-left-message", "left-message", null, TimeSpan.FromDays(1), FeelContext.Empty, TestNode.Anna)).OrThrow().Fate.ShouldBe(MessageFate.Addressed);

        await CarryOverAsync(node, instance, HoldModels.Message("left-message"));

        await node.EndAsync(instance);
        (await node.Engine.FindHoldAsync(hold.HoldId, TestNode.Boss)).ShouldNotBeNull();
    }

    // What a suspended instance keeps stays aside, whichever version it is on.
    [Fact]
    public async Task Migrate_OfASuspendedInstance_LeavesItsWorkAside()
    {
        await using var node = await NodeAsync("left-suspended");
        var (instance, hold) = await HeldInItsVersionAsync(node, HoldModels.Job("left-suspended"));
        (await node.Engine.SuspendInstanceAsync(instance.InstanceId, "checking", TestNode.Boss)).OrThrow();

        await CarryOverAsync(node, instance, HoldModels.Job("left-suspended"));

        (await CountAsync("SELECT count(*) FROM runtime.jobs WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity'", instance)).ShouldBe(1);
        (await node.Engine.ResumeInstanceAsync(instance.InstanceId, "checked", TestNode.Boss)).OrThrow();
        await node.EndAsync(instance);
        (await node.Engine.FindHoldAsync(hold.HoldId, TestNode.Boss)).ShouldNotBeNull();
    }

    private static async Task<(InstanceView Instance, Hold Hold)> HeldInItsVersionAsync(TestNode node, PackageContent content)
    {
        var key = await DeployAsync(node, content);
        var hold = await PlaceAsync(node, new() { PackageKey = key, PackageVersion = 1, Reason = "wrong in version 1" });
        return (await node.StartInstanceAsync(content, FeelContext.Of(("reference", FeelValue.Of(key)))), hold);
    }

    private static async Task CarryOverAsync(TestNode node, InstanceView instance, PackageContent content)
    {
        await DeployAsync(node, PackageContent.Of(content.Files.Append(KeyValuePair.Create("note.md", new byte[] { 1 }))));
        (await node.Engine.MigrateAsync([instance.InstanceId], 2, MigrationPlan.SameIds, "mended in version 2", TestNode.Boss, dryRun: false)).ShouldHaveSingleItem().Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Hold_ItsTimeIsOver_EndsByItself()
    {
        await using var node = await NodeAsync("for-an-hour");
        var hold = await PlaceAsync(node, new()
        {
            JobType = "for-an-hour",
            EndsAt = node.Clock.GetUtcNow() + TimeSpan.FromHours(1),
            Reason = "maintenance",
        });
        var instance = await node.StartInstanceAsync(HoldModels.Job("for-an-hour"));
        await PassAsync(node);
        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldBeNull();

        node.Clock.Advance(TimeSpan.FromHours(1));

        await node.EndAsync(instance);
        var events = (await node.Engine.HoldEventsAsync(TestNode.Boss)).Where(e => e.Hold.HoldId == hold.HoldId).ToList();
        events.Select(e => (e.Change, e.Actor)).ShouldBe([(HoldChange.Ended, "engine"), (HoldChange.Placed, "boss")]);
    }

    [Fact]
    public async Task History_SaysWhoWhyAndWhen_AndCannotBeChanged()
    {
        await using var node = await NodeAsync("told");
        var hold = await PlaceAsync(node, new() { JobType = "told", Reason = "the register is down" });
        (await node.Engine.LiftHoldAsync(hold.HoldId, "it is back", new OperationContext("ogre", "other"))).OrThrow();

        var events = (await node.Engine.HoldEventsAsync(TestNode.Boss)).Where(e => e.Hold.HoldId == hold.HoldId).ToList();

        events.Select(e => (e.Change, e.Actor, e.Reason)).ShouldBe(
            [(HoldChange.Lifted, "other", "it is back"), (HoldChange.Placed, "boss", "the register is down")]);
        events.ShouldAllBe(e => e.Hold == hold && e.At == node.Clock.GetUtcNow());
        await using var change = database.App.CreateCommand("UPDATE runtime.hold_events SET reason = 'another'");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => change.ExecuteNonQueryAsync())).SqlState.ShouldBe("42501");
    }

    [Fact]
    public async Task Place_WhatCannotBeHeld_IsRefusedByName()
    {
        await using var node = await NodeAsync("unplaced");
        await DeployAsync(node, HoldModels.Task("unplaced"));
        HoldRequest[] requests =
        [
            new() { JobType = "unplaced", Reason = " " },
            new() { Reason = "nothing named" },
            new() { JobType = "unplaced", PackageKey = "unplaced", Reason = "both named" },
            new() { PackageKey = "unplaced", ElementId = "check", RefusesStarts = true, Reason = "starts of a step" },
            new() { JobType = "unplaced", EndsAt = node.Clock.GetUtcNow(), Reason = "over at once" },
            new() { PackageKey = "unplaced", ElementId = "chek", Reason = "misspelt" },
            new() { PackageKey = "unplaced", ElementId = "fork", Reason = "a gateway" },
            new() { PackageKey = "unplaced", PackageVersion = 7, Reason = "no such version" },
            new() { PackageKey = "unplaced", ProcessId = "other", Reason = "no such process" },
        ];
        var codes = new List<string>();
        foreach (var request in requests)
        {
            codes.Add((await node.Engine.PlaceHoldAsync(request, TestNode.Boss)).Refusal!.Code);
        }

        codes.ShouldBe(["RUN-406", "RUN-502", "RUN-502", "RUN-502", "RUN-503", "RUN-504", "RUN-505", "RUN-106", "RUN-107"]);
    }

    private Task<TestNode> NodeAsync(string type, Action? work = null, TimeSpan? poll = null) => TestNode.StartAsync(
        database,
        options: new() { ConnectionString = "", PollInterval = poll ?? TimeSpan.FromMilliseconds(100), Housekeeping = false },
        handlers:
        [
            new Handler(type, _ =>
            {
                work?.Invoke();
                return Task.FromResult(JobOutcome.Completed());
            }),
            new Handler("passing"),
        ]);

    private static async Task<string> DeployAsync(TestNode node, PackageContent content) =>
        (await node.Engine.DeployAsync(content, TestNode.Boss)).OrThrow().Package.Key;

    private static async Task<Hold> PlaceAsync(TestNode node, HoldRequest request) =>
        (await node.Engine.PlaceHoldAsync(request, TestNode.Boss)).OrThrow();

    private static async Task LiftAsync(TestNode node, Hold hold) =>
        (await node.Engine.LiftHoldAsync(hold.HoldId, "over", TestNode.Boss)).OrThrow();

    private static async Task<EngineRefusal?> CompleteAsync(TestNode node, UserTaskView task) =>
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).Refusal;

    // Work of another kind, made later, has gone through: what is held has been looked at and left.
    private static async Task PassAsync(TestNode node) => await node.EndAsync(await node.StartInstanceAsync(HoldModels.Job("passing")));

    private static async Task PassTimerAsync(TestNode node)
    {
        var passing = await node.StartInstanceAsync(HoldModels.Timer("passing-timer"));
        node.Clock.Advance(TimeSpan.FromHours(2));
        await node.EndAsync(passing);
    }

    private async Task<long> CountAsync(string sql, InstanceView instance)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.Parameters.Add(new() { Value = instance.InstanceId });
        command.Parameters.Add(new() { Value = EngineIds.Part(instance.InstanceId, uint.MaxValue) });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
