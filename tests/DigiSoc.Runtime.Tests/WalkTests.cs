using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests;

/// <summary>The plain path: start, task, job, timer, end; and what it leaves behind.</summary>
public sealed class WalkTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Walk_TaskJobTimer_RunsToTheEndAndLeavesNothingOpen()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk, FeelContext.Of(("number", FeelValue.Of("A-1"))));
        var task = await node.TaskAsync(instance, "assess");

        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Of(("agreed", FeelValue.Of(true))), TestNode.Anna)).OrThrow();
        await node.UntilAsync(
            async () => (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.Waits.FirstOrDefault(w => w.Kind == WaitKind.Timer),
            "timer",
            instance);
        node.Clock.Advance(TimeSpan.FromHours(2));
        var ended = await node.EndAsync(instance);

        ended.Status.ShouldBe(InstanceStatus.Completed);
        (await CountAsync("""
            SELECT count(*) FROM (SELECT id FROM runtime.jobs UNION ALL SELECT id FROM runtime.timers UNION ALL SELECT id FROM runtime.user_tasks) open
            WHERE left(open.id::text, 26) = left($1::text, 26)
            """, task.TaskId)).ShouldBe(0);
        var where = await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss);
        where!.State.Variables["agreed"].ShouldBe(FeelValue.Of(true));
        where.State.Variables["fetched"].ShouldBe(FeelValue.Of(true));
        where.CompletedElementIds.ShouldBe(["start", "assess", "fetch", "rest", "end", "walk"], ignoreOrder: true);
    }

    [Fact]
    public async Task History_OfACase_NamesActorsAndChainsHashes()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk, businessKey: "case-7");
        var task = await node.TaskAsync(instance, "assess");
        (await node.Engine.ClaimTaskAsync(task.TaskId, TestNode.Anna)).OrThrow();
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();

        var history = await node.Engine.HistoryAsync("case-7", TestNode.Boss);

        history.Take(3).Select(h => (h.Operation, h.Actor)).ShouldBe(
            [("StartInstance", "anna"), ("ClaimTask", "anna"), ("CompleteUserTask", "anna")]);
        (await node.Engine.CheckHistoryAsync("case-7", TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task History_CheckedWhileTheCaseGoesOn_IsWhole()
    {
        await using var node = await TestNode.StartAsync(database);
        var walks = Enumerable.Range(0, 40).Select(async _ => await node.TaskAsync(await node.StartInstanceAsync(Models.Walk, businessKey: "case-7b"), "assess"));
        var all = Task.WhenAll(walks);

        while (!all.IsCompleted)
        {
            (await node.Engine.CheckHistoryAsync("case-7b", TestNode.Boss)).IsWhole.ShouldBeTrue();
        }

        (await all).Length.ShouldBe(40);
    }

    [Fact]
    public async Task History_RowChangedBehindTheEngine_IsFound()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk, businessKey: "case-8");
        await CountAsync("WITH u AS (UPDATE runtime.events SET actor = 'berta' WHERE instance_id = $1 RETURNING 1) SELECT count(*) FROM u", instance.InstanceId);

        var check = await node.Engine.CheckHistoryAsync("case-8", TestNode.Boss);

        check.FirstBroken!.Operation.ShouldBe("StartInstance");
    }

    [Fact]
    public async Task Institution_OtherOne_SeesNothing()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk, businessKey: "case-9");
        var task = await node.TaskAsync(instance, "assess");
        var stranger = new OperationContext("jelgava", "xenia") { Groups = ["worker"], IsSupervisor = true };

        (await node.Engine.FindInstanceAsync(instance.InstanceId, stranger)).ShouldBeNull();
        (await node.Engine.HistoryAsync("case-9", stranger)).ShouldBeEmpty();
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, stranger)).Refusal!.Code.ShouldBe("RUN-202");
        (await node.Engine.CancelInstanceAsync(instance.InstanceId, "x", stranger)).Refusal!.Code.ShouldBe("RUN-201");
    }

    [Fact]
    public async Task Start_SameIdTwice_StartsOnce()
    {
        await using var node = await TestNode.StartAsync(database);
        await node.StartInstanceAsync(Models.Walk);
        var id = EngineIds.NewInstance(node.Clock.GetUtcNow());

        var first = (await node.Engine.StartInstanceAsync(new("walk"), "once", FeelContext.Empty, TestNode.Anna, instanceId: id)).OrThrow();
        var second = (await node.Engine.StartInstanceAsync(new("walk"), "once", FeelContext.Empty, TestNode.Anna, instanceId: id)).OrThrow();

        second.InstanceId.ShouldBe(first.InstanceId);
        (await node.Engine.InstancesAsync("once", TestNode.Boss)).Count.ShouldBe(1);
    }

    private async Task<long> CountAsync(string sql, Guid id)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
