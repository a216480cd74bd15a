using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Tests;

/// <summary>Messages reach one receiver, early, late or twice sent.</summary>
public sealed class MessageTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly FeelContext Yes = FeelContext.Of(("yes", FeelValue.Of(true)));

    [Fact]
    public async Task Publish_SomebodyWaits_IsDelivered()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await WaitingAsync(node, "m-1");

        var fate = (await PublishAsync(node, "m-1", TimeSpan.Zero)).OrThrow();

        fate.Fate.ShouldBe(MessageFate.Delivered);
        (await node.EndAsync(instance)).Status.ShouldBe(InstanceStatus.Completed);
    }

    [Fact]
    public async Task Publish_BeforeAnybodyWaits_IsKeptAndDelivered()
    {
        await using var node = await TestNode.StartAsync(database);

        (await PublishAsync(node, "m-2", TimeSpan.FromDays(1))).OrThrow().Fate.ShouldBe(MessageFate.Buffered);

        await node.EndAsync(await WaitingAsync(node, "m-2"));
    }

    [Fact]
    public async Task Publish_NobodyWaitsAndNoTimeToLive_Expires()
    {
        await using var node = await TestNode.StartAsync(database);

        (await PublishAsync(node, "m-3", TimeSpan.Zero)).OrThrow().Fate.ShouldBe(MessageFate.Expired);
    }

    [Fact]
    public async Task Publish_SameIdTwice_SecondIsRefused()
    {
        await using var node = await TestNode.StartAsync(database);
        (await PublishAsync(node, "m-4", TimeSpan.FromDays(1), "sender-1")).OrThrow();

        (await PublishAsync(node, "m-4", TimeSpan.FromDays(1), "sender-1")).Refusal!.Code.ShouldBe("RUN-301");
    }

    // The id is the sender's name for this one message: whatever else a second one says, it is the same. Another kind of message
    // may have been numbered by itself.
    [Fact]
    public async Task Publish_SameIdWithAnotherKey_IsTheSameMessageAndWithAnotherNameIsNot()
    {
        await using var node = await TestNode.StartAsync(database);
        (await PublishAsync(node, "m-11", TimeSpan.FromDays(1), "sender-2")).OrThrow();

        (await PublishAsync(node, "m-12", TimeSpan.FromDays(1), "sender-2")).Refusal!.Code.ShouldBe("RUN-301");
        (await node.Engine.PublishMessageAsync("withdrawal", "m-11", "sender-2", TimeSpan.FromDays(1), Yes, TestNode.Anna)).OrThrow().Fate.ShouldBe(MessageFate.Buffered);
        (await node.Engine.PublishMessageAsync("answer", "m-11", "sender-2", TimeSpan.FromDays(1), Yes, new("jelgava", "xenia"))).OrThrow().Fate.ShouldBe(MessageFate.Buffered);
    }

    // Withdrawn at the very moment in which somebody begins to wait: whoever was told so must not see it delivered all the same.
    [Fact]
    public async Task Withdraw_WhileSomebodyBeginsToWait_TheNextMessageIsDelivered()
    {
        await using var node = await TestNode.StartAsync(database);
        (await PublishAsync(node, "m-20", TimeSpan.FromDays(1))).OrThrow();
        (await PublishAsync(node, "m-20", TimeSpan.FromDays(1))).OrThrow();
        var unwanted = await node.Engine.UnwantedMessagesAsync("answer", DateTimeOffset.MaxValue, 100, TestNode.Anna);
        var (first, second) = unwanted.Where(m => m.CorrelationKey == "m-20").Select(m => m.MessageId).ToList() is [var older, var newer] ? (older, newer) : default;
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var withdraw = new NpgsqlCommand(MessageSql.Withdraw, connection, transaction)
        {
            Parameters = { new() { Value = first }, new() { Value = TestNode.Anna.InstitutionId } },
        };
        (await withdraw.ExecuteNonQueryAsync()).ShouldBe(1);

        var waiting = Task.Run(() => WaitingAsync(node, "m-20"));
        await database.WaitForBlockedAsync(1);
        await transaction.CommitAsync();

        await node.EndAsync(await waiting);
        (await FateAsync(first), await FateAsync(second)).ShouldBe((MessageFate.Expired, MessageFate.Delivered));
    }

    // The step that ends a wait and begins another of the same key has the one's row and wants the key; who publishes has the key
    // and wants the row.
    [Fact]
    public async Task Publish_WhileAWaitOfItsKeyIsLeftAndBegunAgain_NobodyWaitsCrosswise()
    {
        await using var node = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });
        var instance = await node.StartInstanceAsync(Models.Package("reminding", Models.Process("reminding", """
            <bpmn:startEvent id="start"/>
            <bpmn:exclusiveGateway id="again"/>
            <bpmn:eventBasedGateway id="hear"/>
            <bpmn:intermediateCatchEvent id="answer"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
            <bpmn:intermediateCatchEvent id="silence"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
            <bpmn:endEvent id="end"/>
            """, "start>again", "again>hear", "hear>answer", "hear>silence", "silence>again", "answer>end")
            + "<bpmn:message id=\"m\" name=\"answer\"><bpmn:extensionElements><zeebe:subscription correlationKey=\"=&quot;m-21&quot;\"/></bpmn:extensionElements></bpmn:message>"));
        var timer = await node.WaitAsync(instance, WaitKind.Timer);
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var key = new NpgsqlCommand(Sql.LockKey, connection, transaction)
        {
            Parameters = { new() { Value = TestNode.Anna.InstitutionId }, new() { Value = "answer" }, new() { Value = "m-21" } },
        };
        await key.ExecuteNonQueryAsync();
        var published = Task.Run(() => PublishAsync(node, "m-21", TimeSpan.FromDays(1)));
        await database.WaitForBlockedAsync(1);
        var fired = Task.Run(() => node.Engine.Node.Stepper.RunAsync(
            new(instance.InstanceId, new FireTimer(EngineIds.NumberOf(timer)), OperationContext.Engine("ogre")) { PartId = timer }, CancellationToken.None));
        await database.WaitForBlockedAsync(2, TimeSpan.FromMilliseconds(1100)); // A session looks for a circle once, a second after it began to wait.
        await transaction.CommitAsync();

        (await published).OrThrow();
        (await fired).IsDone.ShouldBeTrue();
        await node.Engine.Node.Correlator.RoundAsync(CancellationToken.None);
        await node.EndAsync(instance);
    }

    // Each node sees a new message, the one it was published on and those that look by themselves. Whoever comes second must leave the
    // points that wait alone: a point takes no message while one is on its way to it.
    [Fact]
    public async Task Publish_TwoNodesAddressItAtOnce_TheOtherPointThatWaitsGetsTheNext()
    {
        await using var first = await TestNode.StartAsync(database, options: OnlyCalls);
        await using var second = await TestNode.StartAsync(database, options: OnlyCalls);
        InstanceView[] waiting = [await WaitingAsync(first, "m-30", "thirty-a"), await WaitingAsync(first, "m-30", "thirty-b")];
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await LockKeyAsync(connection, "answer", "m-30");
        var published = Task.Run(() => PublishAsync(first, "m-30", TimeSpan.FromDays(1)));
        await database.WaitForBlockedAsync(1);
        var seen = Task.Run(() => second.Engine.Node.Correlator.RoundAsync(CancellationToken.None));
        await database.WaitForBlockedAsync(2);
        await transaction.CommitAsync();
        (await published).OrThrow();
        await seen;

        (await PublishAsync(first, "m-30", TimeSpan.FromDays(1))).OrThrow().Fate.ShouldBe(MessageFate.Delivered);

        foreach (var instance in waiting)
        {
            await first.EndAsync(instance);
        }
    }

    // The step that a message starts has the message's row and wants the key, for it waits for another of that key; a node that looks
    // for a receiver has the key and wants the row.
    [Fact]
    public async Task Publish_StartsWhatWaitsForTheSameKey_NobodyWaitsCrosswise()
    {
        await using var node = await TestNode.StartAsync(database, options: OnlyCalls);
        await using var other = await TestNode.StartAsync(database, options: OnlyCalls);
        (await node.Engine.DeployAsync(
            Models.Package("claiming", Models.Process("claiming", """
                <bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
                <bpmn:intermediateCatchEvent id="another"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
                <bpmn:endEvent id="end"/>
                """, "begin>another", "another>end")
                + "<bpmn:message id=\"m\" name=\"claim\"><bpmn:extensionElements><zeebe:subscription correlationKey=\"=&quot;m-31&quot;\"/></bpmn:extensionElements></bpmn:message>"),
            TestNode.Boss)).OrThrow();
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var listed = await connection.BeginTransactionAsync();
        await using var list = new NpgsqlCommand("LOCK TABLE runtime.packages", connection, listed);
        await list.ExecuteNonQueryAsync();
        var published = Task.Run(() => ClaimAsync(node));
        await database.WaitForBlockedAsync(1); // It has looked for a receiver and found none.
        await using var rows = await database.Owner.OpenConnectionAsync();
        await using var rowed = await rows.BeginTransactionAsync();
        await using var row = new NpgsqlCommand("SELECT 1 FROM runtime.messages WHERE name = 'claim' FOR SHARE", rows, rowed);
        await row.ExecuteScalarAsync();
        await listed.CommitAsync();
        await UntilStartWaitsAsync();
        var seen = Task.Run(() => other.Engine.Node.Correlator.RoundAsync(CancellationToken.None));
        await database.WaitForBlockedAsync(2, TimeSpan.FromMilliseconds(1100)); // A session looks for a circle once, a second after it began to wait.
        await rowed.CommitAsync();

        (await published).OrThrow().Fate.ShouldBe(MessageFate.Delivered);
        await seen;
        other.Steps.ShouldBeEmpty("the one that had begun to start it was not given up");
        (await ClaimAsync(node)).OrThrow().Fate.ShouldBe(MessageFate.Delivered);
        (await node.Engine.InstancesAsync("m-31", TestNode.Boss)).ShouldHaveSingleItem().EndedAt.ShouldNotBeNull();

        static Task<EngineAnswer<PublishedMessage>> ClaimAsync(TestNode node) =>
            node.Engine.PublishMessageAsync("claim", "m-31", null, TimeSpan.FromDays(1), Yes, TestNode.Anna);
    }

    // The start would take the message, and waits for its row.
    private async Task UntilStartWaitsAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await RunAsync("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%runtime.messages SET fate = 3%'") is null)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static EngineOptions OnlyCalls { get; } = new() { ConnectionString = "", Works = false, Housekeeping = false };

    private static async Task<NpgsqlTransaction> LockKeyAsync(NpgsqlConnection connection, string name, string key)
    {
        var transaction = await connection.BeginTransactionAsync();
        await using var locked = new NpgsqlCommand(Sql.LockKey, connection, transaction)
        {
            Parameters = { new() { Value = TestNode.Anna.InstitutionId }, new() { Value = name }, new() { Value = key } },
        };
        await locked.ExecuteNonQueryAsync();
        return transaction;
    }

    [Fact]
    public async Task Publish_ToAHeldInstanceThatIsCancelled_GoesToTheNextThatWaits()
    {
        await using var node = await TestNode.StartAsync(database);
        var held = await WaitingAsync(node, "m-9");
        (await node.Engine.SuspendInstanceAsync(held.InstanceId, "checking", TestNode.Boss)).OrThrow();
        (await PublishAsync(node, "m-9", TimeSpan.FromDays(1))).OrThrow().Fate.ShouldBe(MessageFate.Addressed);
        var next = await WaitingAsync(node, "m-9", "nine-b");

        (await node.Engine.CancelInstanceAsync(held.InstanceId, "withdrawn", TestNode.Boss)).OrThrow();

        (await node.EndAsync(next)).Status.ShouldBe(InstanceStatus.Completed);
    }

    // One is on its way to it, and is all it can take: the second one is for whoever waits next.
    [Fact]
    public async Task Publish_TwoToAHeldInstance_TheSecondIsKeptForTheNext()
    {
        await using var node = await TestNode.StartAsync(database);
        var held = await WaitingAsync(node, "m-13");
        (await node.Engine.SuspendInstanceAsync(held.InstanceId, "checking", TestNode.Boss)).OrThrow();

        (await PublishAsync(node, "m-13", TimeSpan.FromDays(1))).OrThrow().Fate.ShouldBe(MessageFate.Addressed);
        (await PublishAsync(node, "m-13", TimeSpan.FromDays(1))).OrThrow().Fate.ShouldBe(MessageFate.Buffered);

        await node.EndAsync(await WaitingAsync(node, "m-13", "thirteen-b"));
        (await node.Engine.CancelInstanceAsync(held.InstanceId, "withdrawn", TestNode.Boss)).OrThrow();
        await node.EndAsync(await WaitingAsync(node, "m-13", "thirteen-c"));
    }

    // Both nodes have it in hand; the point is gone for the second one, and the message is not to look for another.
    [Fact]
    public async Task Deliver_ByTwoNodesAtOnce_IsDeliveredOnce()
    {
        await using var first = await TestNode.StartAsync(database, options: OnlyCalls);
        await using var second = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await WaitingAsync(first, "m-14");
        (await first.Engine.SuspendInstanceAsync(instance.InstanceId, "checking", TestNode.Boss)).OrThrow();
        (await PublishAsync(first, "m-14", TimeSpan.FromDays(1))).OrThrow().Fate.ShouldBe(MessageFate.Addressed);
        (await first.Engine.ResumeInstanceAsync(instance.InstanceId, "checked", TestNode.Boss)).OrThrow();
        var next = await WaitingAsync(first, "m-14", "fourteen-b");
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var block = new NpgsqlCommand("SELECT 1 FROM runtime.instances WHERE id = $1 FOR UPDATE", connection, transaction);
        block.Parameters.Add(new() { Value = instance.InstanceId });
        await block.ExecuteNonQueryAsync();
        Task[] rounds = [first.Engine.Node.Correlator.RoundAsync(CancellationToken.None), second.Engine.Node.Correlator.RoundAsync(CancellationToken.None)];
        await database.WaitForBlockedAsync(2);
        await transaction.CommitAsync();
        await Task.WhenAll(rounds);

        (await RunAsync("SELECT string_agg(fate::text, ',') FROM runtime.messages WHERE correlation_key = 'm-14'")).ShouldBe($"{(int)MessageFate.Delivered}");
        (await first.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldNotBeNull();
        (await first.Engine.FindInstanceAsync(next.InstanceId, TestNode.Boss))!.EndedAt.ShouldBeNull();
    }

    // Its time is over, though nobody has swept it away yet.
    [Fact]
    public async Task Wait_BeginsWhenAMessagesTimeIsOver_HearsOnlyTheNext()
    {
        await using var node = await TestNode.StartAsync(database, options: OnlyCalls);
        (await PublishAsync(node, "m-15", TimeSpan.FromHours(1))).OrThrow().Fate.ShouldBe(MessageFate.Buffered);
        node.Clock.Advance(TimeSpan.FromHours(1));
        var instance = await WaitingAsync(node, "m-15");
        await node.Engine.Node.Correlator.RoundAsync(CancellationToken.None);

        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldBeNull();
        (await PublishAsync(node, "m-15", TimeSpan.Zero)).OrThrow().Fate.ShouldBe(MessageFate.Delivered);
    }

    [Fact]
    public async Task Withdraw_OfAnotherInstitution_ChangesNothing()
    {
        await using var node = await TestNode.StartAsync(database, options: OnlyCalls);
        (await PublishAsync(node, "m-16", TimeSpan.FromDays(1))).OrThrow();
        var kept = (await node.Engine.UnwantedMessagesAsync("answer", DateTimeOffset.MaxValue, 100, TestNode.Anna)).Single(m => m.CorrelationKey == "m-16");

        (await node.Engine.WithdrawMessageAsync(kept.MessageId, new("jelgava", "xenia"))).ShouldBeFalse();
        (await FateAsync(kept.MessageId)).ShouldBe(MessageFate.Buffered);
        (await node.Engine.WithdrawMessageAsync(kept.MessageId, TestNode.Anna)).ShouldBeTrue();
        (await node.Engine.WithdrawMessageAsync(kept.MessageId, TestNode.Anna)).ShouldBeFalse("it is withdrawn already");
    }

    // It has its receiver: its time to live is over, and it is not.
    [Fact]
    public async Task Expire_OneIsOnItsWayToAHeldInstance_IsDeliveredWhenThatGoesOn()
    {
        await using var node = await TestNode.StartAsync(database, options: OnlyCalls);
        var instance = await WaitingAsync(node, "m-17");
        (await node.Engine.SuspendInstanceAsync(instance.InstanceId, "checking", TestNode.Boss)).OrThrow();
        (await PublishAsync(node, "m-17", TimeSpan.FromHours(1))).OrThrow().Fate.ShouldBe(MessageFate.Addressed);
        node.Clock.Advance(TimeSpan.FromHours(2));
        await node.Engine.Node.Chores.ForgetMessagesAsync(CancellationToken.None);

        (await node.Engine.ResumeInstanceAsync(instance.InstanceId, "checked", TestNode.Boss)).OrThrow();
        await node.Engine.Node.Correlator.RoundAsync(CancellationToken.None);

        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Broadcast_ASignalNamedLikeAMessage_ReachesNobodyWhoWaitsForThat()
    {
        await using var node = await TestNode.StartAsync(database, options: OnlyCalls);
        await WaitingAsync(node, "m-18");

        (await node.Engine.BroadcastSignalAsync("answer", Yes, TestNode.Anna)).OrThrow();

        (await RunAsync("SELECT count(*) FROM runtime.messages WHERE kind = 1 AND name = 'answer' AND target IS NOT NULL")).ShouldBe(0L);
    }

    [Fact]
    public async Task Publish_TwoWait_OneMessageGoesToOne()
    {
        await using var node = await TestNode.StartAsync(database);
        await WaitingAsync(node, "m-5", "five-a");
        await WaitingAsync(node, "m-5", "five-b");

        (await PublishAsync(node, "m-5", TimeSpan.Zero)).OrThrow();

        var ended = (await node.Engine.InstancesAsync("five-a", TestNode.Boss)).Concat(await node.Engine.InstancesAsync("five-b", TestNode.Boss)).Count(i => i.EndedAt is not null);
        ended.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_WhileWaitersAppear_EachMessageEndsOne()
    {
        await using var node = await TestNode.StartAsync(database);
        await node.Engine.DeployAsync(Models.Waiting, TestNode.Boss);

        var starts = Enumerable.Range(0, 20).Select(i => WaitingAsync(node, $"race-{i}"));
        var sends = Enumerable.Range(0, 20).Select(async i => (await PublishAsync(node, $"race-{i}", TimeSpan.FromDays(1))).OrThrow());
        var instances = await Task.WhenAll(starts);
        await Task.WhenAll(sends);

        foreach (var instance in instances)
        {
            await node.EndAsync(instance);
        }
    }

    [Fact]
    public async Task Publish_ProcessBeginsWithIt_StartsOne()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.ByMessage, TestNode.Boss)).OrThrow();

        (await node.Engine.PublishMessageAsync("application", "by-1", "app-1", TimeSpan.Zero, Yes, TestNode.Anna)).OrThrow().Fate.ShouldBe(MessageFate.Delivered);

        var page = await node.Engine.TasksAsync(new() { BusinessKey = "by-1" }, TestNode.Boss);
        page.Items.ShouldHaveSingleItem().ElementId.ShouldBe("read");
    }

    [Fact]
    public async Task Broadcast_AllThatWait_GetIt()
    {
        await using var node = await TestNode.StartAsync(database);
        var first = await node.StartInstanceAsync(Models.Alarmed);
        var second = await node.StartInstanceAsync(Models.Alarmed);

        (await node.Engine.BroadcastSignalAsync("alarm", Yes, TestNode.Anna)).OrThrow();

        await node.EndAsync(first);
        await node.EndAsync(second);
    }

    // Also when the node died before it could say that all was started, and another takes the signal further.
    [Fact]
    public async Task Broadcast_StartsAProcessThatWaitsForTheSame_DoesNotReachWhatItStarted()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.RungTwice, TestNode.Boss)).OrThrow();

        (await node.Engine.BroadcastSignalAsync("ring", Yes, TestNode.Anna with { OnBehalfOf = "zane" })).OrThrow();
        await QuietAsync(node);
        Operations().ShouldBe(["StartInstance"]);
        node.Steps.Single().Context.OnBehalfOf.ShouldBe("zane");

        await RunAsync("UPDATE runtime.messages SET fate = 0 WHERE name = 'ring' AND target IS NULL");
        await QuietAsync(node);
        Operations().ShouldBe(["StartInstance"]);

        (await node.Engine.BroadcastSignalAsync("ring", Yes, TestNode.Anna)).OrThrow();
        await QuietAsync(node);
        Operations().ShouldBe(["DeliverSignal", "StartInstance", "StartInstance"], ignoreOrder: true);

        IEnumerable<string> Operations() => node.Steps.Select(s => s.Operation);
    }

    // What somebody else's rows are refused for says nothing of whether it is started.
    [Fact]
    public async Task Broadcast_StartWhoseObserverMeetsARowOfItsOwn_IsDoneLater()
    {
        await using var node = await TestNode.StartAsync(database, options: OnlyCalls, observers: [new RefusesOnce()]);
        (await node.Engine.DeployAsync(
            Models.Package("gathering", Models.Process("gathering", """
                <bpmn:startEvent id="begin"><bpmn:signalEventDefinition signalRef="s"/></bpmn:startEvent>
                <bpmn:endEvent id="end"/>
                """, "begin>end") + "<bpmn:signal id=\"s\" name=\"gather\"/>"),
            TestNode.Boss)).OrThrow();

        (await node.Engine.BroadcastSignalAsync("gather", Yes, TestNode.Anna)).OrThrow(); // It is stored; sent again it would be a second one.
        (await RunAsync("SELECT count(*) FROM runtime.instances WHERE process_id = 'gathering'")).ShouldBe(0L);
        await node.Engine.Node.Correlator.RoundAsync(CancellationToken.None);

        (await RunAsync("SELECT count(*) FROM runtime.instances WHERE process_id = 'gathering'")).ShouldBe(1L);
    }

    private sealed class RefusesOnce : IStepObserver
    {
        private int _times;

        public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
        {
            if (Interlocked.Increment(ref _times) == 1)
            {
                await using var refused = new NpgsqlCommand("DO $$ BEGIN RAISE unique_violation; END $$", connection, transaction);
                await refused.ExecuteNonQueryAsync(ct);
            }
        }
    }

    [Fact]
    public async Task Throw_OfASignal_ReachesWhoWaitsAlreadyOnly()
    {
        await using var node = await TestNode.StartAsync(database);
        var first = await node.StartInstanceAsync(Models.Echo);
        await QuietAsync(node);

        var second = await node.StartInstanceAsync(Models.Echo);
        await QuietAsync(node);

        await node.EndAsync(first);
        (await node.Engine.WhereAsync(second.InstanceId, TestNode.Boss))!.ActiveElementIds.ShouldContain("wait");
    }

    // No message is on its way any more.
    private Task<object> QuietAsync(TestNode node) => node.UntilAsync<object>(
        async () => await RunAsync("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM runtime.messages WHERE fate IN (0, 2))"),
        "end of all messages");

    private async Task<object?> RunAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task Sent_InAnothersStead_HistoryOfWhatItReachesTellsForWhomAndWhy()
    {
        var zanes = TestNode.Anna with { OnBehalfOf = "zane", Purpose = "review" };
        await using var node = await TestNode.StartAsync(database);
        var waiting = await WaitingAsync(node, "m-10");
        var alarmed = await node.StartInstanceAsync(Models.Alarmed);
        (await node.Engine.DeployAsync(Models.ByMessage, TestNode.Boss)).OrThrow();

        (await node.Engine.PublishMessageAsync("answer", "m-10", null, TimeSpan.Zero, Yes, zanes)).OrThrow();
        (await node.Engine.PublishMessageAsync("application", "for-zane", null, TimeSpan.Zero, Yes, zanes)).OrThrow();
        (await node.Engine.BroadcastSignalAsync("alarm", Yes, zanes)).OrThrow();
        await QuietAsync(node);

        foreach (var (businessKey, operation) in new[]
        {
            (waiting.BusinessKey, "DeliverMessage"),
            ("for-zane", "StartInstance"),
            (alarmed.BusinessKey, "DeliverSignal"),
        })
        {
            var told = (await node.Engine.HistoryAsync(businessKey, TestNode.Boss)).Single(h => h.Operation == operation);
            (told.Actor, told.OnBehalfOf, told.Purpose).ShouldBe(("anna", "zane", "review"), $"{operation} of {told.PackageKey}");
        }
    }

    private static Task<InstanceView> WaitingAsync(TestNode node, string number, string? businessKey = null) =>
        node.StartInstanceAsync(Models.Waiting, FeelContext.Of(("reference", FeelValue.Of(number))), businessKey);

    private static Task<EngineAnswer<PublishedMessage>> PublishAsync(TestNode node, string key, TimeSpan timeToLive, string? id = null) =>
        node.Engine.PublishMessageAsync("answer", key, id, timeToLive, Yes, TestNode.Anna);

    private async Task<MessageFate> FateAsync(Guid id)
    {
        await using var command = database.Owner.CreateCommand("SELECT fate FROM runtime.messages WHERE id = $1");
        command.Parameters.AddWithValue(id);
        return (MessageFate)(short)(await command.ExecuteScalarAsync())!;
    }
}
