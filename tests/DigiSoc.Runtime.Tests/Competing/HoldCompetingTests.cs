using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Tests.Holds;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>Holds placed and lifted in the very moment in which what they hold is taken, completed, or set aside.</summary>
public sealed class HoldCompetingTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const int Seed = 20260303;

    [Theory]
    [InlineData(Meeting.RightInsideLeft)]
    [InlineData(Meeting.LeftInsideRight)]
    [InlineData(Meeting.Random)]
    public async Task HoldAgainstComplete_DoneOrRefusedByTheHold(Meeting meeting)
    {
        await using var ring = await Ring.CreateAsync(database);
        await ring.HoldAsync(async () =>
        {
            var instance = await ring.Left.StartInstanceAsync(HoldModels.Task("held-while-completed"));
            var task = (await ring.Right.TaskAsync(instance, "check")).TaskId;
            Hold? hold = null;
            return new(
                async () =>
                {
                    var answer = await ring.Left.Engine.PlaceHoldAsync(new() { PackageKey = "held-while-completed", Reason = "checked" }, TestNode.Boss);
                    hold = answer.Value;
                    return answer.Refusal;
                },
                () => CompleteAsync(ring.Right, task),
                async (left, right) =>
                {
                    left.ShouldBeNull();
                    if (right is not null)
                    {
                        right.Code.ShouldBe("RUN-212");
                        (await CompleteAsync(ring.Left, task))!.Code.ShouldBe("RUN-212");
                    }

                    (await ring.Right.Engine.LiftHoldAsync(hold!.HoldId, "over", TestNode.Boss)).OrThrow();
                    (await CompleteAsync(ring.Left, task))?.Code.ShouldBe("RUN-202");
                    (await EventsAsync(instance, "CompleteUserTask")).ShouldBe(1);
                });
        }, meeting, Seed);
    }

    // A taker that began before the hold may have the job; one that begins after it may not.
    [Fact]
    public async Task HoldAgainstTake_TakenAfterTheAnswer_IsNothing()
    {
        await using var node = await TestNode.StartAsync(database, options: Idle);
        for (var round = 0; round < 10; round++)
        {
            var instance = await node.StartInstanceAsync(HoldModels.Job("held-while-taken"));
            var early = Task.Run(TakeAsync);
            var hold = (await node.Engine.PlaceHoldAsync(new() { JobType = "held-while-taken", Reason = "down" }, TestNode.Boss)).OrThrow();

            (await TakeAsync()).ShouldBe(0, "the hold stands");
            var taken = await early;
            (await node.Engine.LiftHoldAsync(hold.HoldId, "up", TestNode.Boss)).OrThrow();

            (await TakeAsync() + taken).ShouldBe(1, $"once, before the hold or after it; instance {instance.InstanceId}");
            (await node.Engine.CancelInstanceAsync(instance.InstanceId, "round is over", TestNode.Boss)).OrThrow();
        }
    }

    // Set aside under the hold's lock: whoever lifts it meanwhile waits, and then finds what was set aside.
    [Fact]
    public async Task LiftAgainstSettingAside_NothingStaysBehind()
    {
        await using var node = await TestNode.StartAsync(database, options: Idle);
        var instance = await node.StartInstanceAsync(HoldModels.Job("set-aside"));
        var hold = (await node.Engine.PlaceHoldAsync(new() { JobType = "set-aside", Reason = "down" }, TestNode.Boss)).OrThrow();
        await using var aside = await database.Owner.OpenConnectionAsync();
        await using var transaction = await aside.BeginTransactionAsync();
        await using (var set = new NpgsqlCommand(HoldKeeper.SetJobsAside, aside, transaction))
        {
            set.Parameters.Add(new() { Value = 10 });
            (await set.ExecuteScalarAsync()).ShouldNotBeNull();
        }

        var lifting = node.Engine.LiftHoldAsync(hold.HoldId, "up", TestNode.Boss);
        await WaitForLockAsync();
        await transaction.CommitAsync();

        (await lifting).OrThrow();
        (await DueAsync(instance)).ShouldBeLessThan(DateTime.MaxValue);
    }

    // The instance leaves the held version while its job is set aside for that: who comes second sees what the first one did.
    [Fact]
    public async Task CarryingOverAgainstSettingAside_NothingStaysBehind()
    {
        await using var node = await TestNode.StartAsync(database, options: Idle);
        var instance = await HeldInItsVersionAsync(node, HoldModels.Job("aside-carried"));
        await using var aside = await database.Owner.OpenConnectionAsync();
        await using var transaction = await aside.BeginTransactionAsync();
        (await SetJobsAsideAsync(aside, transaction)).ShouldNotBeNull();

        var carrying = CarryOverAsync(node, instance);
        await database.WaitForBlockedAsync(1);
        await transaction.CommitAsync();
        await carrying;

        (await DueAsync(instance)).ShouldBeLessThan(DateTime.MaxValue);
    }

    // It looks at holds and instances, and waits for one that may be lifted; what it saw of the instance is over by then.
    [Fact]
    public async Task SettingAsideAgainstCarryingOver_LeavesWhatIsNotHeldAnyMore()
    {
        await using var node = await TestNode.StartAsync(database, options: Idle);
        var instance = await HeldInItsVersionAsync(node, HoldModels.Job("carried-aside"));
        await using var aside = await database.Owner.OpenConnectionAsync();
        await using var lifter = await database.Owner.OpenConnectionAsync();
        await using var transaction = await LockHoldsAsync(lifter);
        var setting = SetJobsAsideAsync(aside, null);
        await database.WaitForBlockedAsync(1);
        await CarryOverAsync(node, instance);
        await transaction.CommitAsync();
        await setting;

        (await DueAsync(instance)).ShouldBeLessThan(DateTime.MaxValue);
    }

    [Fact]
    public async Task SettingAMessageAsideAgainstCarryingOver_IsDelivered()
    {
        await using var node = await TestNode.StartAsync(database, options: Idle);
        var instance = await HeldInItsVersionAsync(node, HoldModels.Message("carried-message"));
        await using var lifter = await database.Owner.OpenConnectionAsync();
        await using var transaction = await LockHoldsAsync(lifter);
        var publishing = node.Engine.PublishMessageAsync("answer-carried-message", "carried-message", null, TimeSpan.FromDays(1), FeelContext.Empty, TestNode.Anna);
        await database.WaitForBlockedAsync(1);
        var carrying = CarryOverAsync(node, instance);
        await Task.WhenAny(carrying, database.WaitForBlockedAsync(2));
        await transaction.CommitAsync();
        await carrying;
        (await publishing).OrThrow().Fate.ShouldBe(MessageFate.Addressed);

        await node.Engine.Node.Correlator.RoundAsync(CancellationToken.None);

        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldNotBeNull();
    }

    private static async Task<InstanceView> HeldInItsVersionAsync(TestNode node, PackageContent content)
    {
        var key = (await node.Engine.DeployAsync(content, TestNode.Boss)).OrThrow().Package.Key;
        (await node.Engine.PlaceHoldAsync(new() { PackageKey = key, PackageVersion = 1, Reason = "wrong in version 1" }, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(content, FeelContext.Of(("reference", FeelValue.Of(key))));
        (await node.Engine.DeployAsync(PackageContent.Of(content.Files.Append(KeyValuePair.Create("note.md", new byte[] { 1 }))), TestNode.Boss)).OrThrow();
        return instance;
    }

    private static async Task CarryOverAsync(TestNode node, InstanceView instance) =>
        (await node.Engine.MigrateAsync([instance.InstanceId], 2, MigrationPlan.SameIds, "mended", TestNode.Boss, dryRun: false)).ShouldHaveSingleItem().Refusal.ShouldBeNull();

    private static async Task<object?> SetJobsAsideAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        await using var set = new NpgsqlCommand(HoldKeeper.SetJobsAside, connection, transaction);
        set.Parameters.Add(new() { Value = 10 });
        return await set.ExecuteScalarAsync();
    }

    private static async Task<NpgsqlTransaction> LockHoldsAsync(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync();
        await using var locked = new NpgsqlCommand("SELECT 1 FROM runtime.holds FOR UPDATE", connection, transaction);
        await locked.ExecuteNonQueryAsync();
        return transaction;
    }

    // The node dies with its transaction: the hold stands as before, and lifting is simply done again.
    [Fact]
    public async Task LiftAgainstCrash_HoldStandsAndCanBeLiftedAgain()
    {
        await using var dying = await TestNode.StartAsync(database, options: Idle);
        await using var living = await TestNode.StartAsync(database, options: Idle with { NodeName = "living" });
        var instance = await dying.StartInstanceAsync(HoldModels.Job("crashed"));
        var hold = (await dying.Engine.PlaceHoldAsync(new() { JobType = "crashed", Reason = "down" }, TestNode.Boss)).OrThrow();
        await new HoldKeeper(
            dying.Engine.Node.Database, dying.Engine.Node.HoldBook, null!, Idle, dying.Engine.Node.Clock, new()).LookAsync(CancellationToken.None);
        (await DueAsync(instance)).ShouldBe(DateTime.MaxValue, "set aside");
        await using var blocker = await database.Owner.OpenConnectionAsync();
        await using (var transaction = await blocker.BeginTransactionAsync())
        {
            await using var block = new NpgsqlCommand("SELECT 1 FROM runtime.jobs WHERE id BETWEEN $1 AND $2 FOR UPDATE", blocker, transaction);
            block.Parameters.Add(new() { Value = instance.InstanceId });
            block.Parameters.Add(new() { Value = EngineIds.Part(instance.InstanceId, uint.MaxValue) });
            await block.ExecuteScalarAsync();
            var lifting = dying.Engine.LiftHoldAsync(hold.HoldId, "up", TestNode.Boss);
            var session = await WaitForLockAsync();
            await using var kill = database.Owner.CreateCommand("SELECT pg_terminate_backend($1)");
            kill.Parameters.Add(new() { Value = session });
            await kill.ExecuteScalarAsync();
            await Should.ThrowAsync<NpgsqlException>(() => lifting);
        }

        (await living.Engine.FindHoldAsync(hold.HoldId, TestNode.Boss)).ShouldBe(hold);
        (await living.Engine.HoldEventsAsync(TestNode.Boss)).Count(e => e.Hold.HoldId == hold.HoldId).ShouldBe(1);
        (await living.Engine.LiftHoldAsync(hold.HoldId, "up", TestNode.Boss)).OrThrow();
        (await DueAsync(instance)).ShouldBeLessThan(DateTime.MaxValue);
        (await living.Engine.LiftHoldAsync(hold.HoldId, "up again", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-501");
    }

    private static EngineOptions Idle { get; } = new() { ConnectionString = "", Works = false, Housekeeping = false };

    private static async Task<EngineRefusal?> CompleteAsync(TestNode node, Guid task) =>
        (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).Refusal;

    private async Task<int> TakeAsync()
    {
        await using var take = database.Owner.CreateCommand(Storage.Sql.TakeJobs);
        foreach (var value in new object[] { new[] { "held-while-taken" }, 10, 8, "taker", TimeSpan.FromMinutes(1), Array.Empty<string>(), Array.Empty<int>(), 10 })
        {
            take.Parameters.Add(new() { Value = value });
        }

        var taken = 0;
        await using var rows = await take.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            taken++;
        }

        return taken;
    }

    private async Task<DateTime> DueAsync(InstanceView instance)
    {
        await using var due = database.Owner.CreateCommand("SELECT due_at FROM runtime.jobs WHERE id BETWEEN $1 AND $2");
        due.Parameters.Add(new() { Value = instance.InstanceId });
        due.Parameters.Add(new() { Value = EngineIds.Part(instance.InstanceId, uint.MaxValue) });
        return (DateTime)(await due.ExecuteScalarAsync())!;
    }

    private async Task<long> EventsAsync(InstanceView instance, string operation)
    {
        await using var count = database.Owner.CreateCommand("SELECT count(*) FROM runtime.events WHERE instance_id = $1 AND operation = $2");
        count.Parameters.Add(new() { Value = instance.InstanceId });
        count.Parameters.Add(new() { Value = operation });
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private async Task<int> WaitForLockAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            await using var command = database.Owner.CreateCommand(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            if (await command.ExecuteScalarAsync(timeout.Token) is int session)
            {
                return session;
            }

            await Task.Yield();
        }
    }
}
