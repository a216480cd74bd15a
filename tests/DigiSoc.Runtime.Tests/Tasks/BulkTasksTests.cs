using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Tasks;

/// <summary>Many tasks at once: a verdict for each, and each as if it had been asked for alone.</summary>
public sealed class BulkTasksTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Claim_SomeRefused_OthersAreDoneAndEachSaysWhy()
    {
        await using var node = await TestNode.StartAsync(database);
        var free = await OpenAsync(node);
        var taken = await OpenAsync(node);
        (await node.Engine.ClaimTaskAsync(taken, TestNode.Berta)).OrThrow();
        var barred = await SecondAsync(node, TestNode.Anna);
        var unknown = Guid.NewGuid();

        var verdicts = await node.Engine.ClaimTasksAsync([taken, free, barred, unknown, free], TestNode.Anna);

        verdicts.Select(v => (v.Id, v.Refusal?.Code)).ShouldBe(
            [(taken, "RUN-203"), (free, null), (barred, "RUN-206"), (unknown, "RUN-202")], "in the order asked, each once");
        (await node.Engine.FindTaskAsync(free, TestNode.Boss))!.Assignee.ShouldBe("anna");
        (await node.Engine.FindTaskAsync(taken, TestNode.Boss))!.Assignee.ShouldBe("berta");
        (await node.Engine.FindTaskAsync(barred, TestNode.Boss))!.Assignee.ShouldBeNull();
        (await OperationsAsync(node, free)).ShouldContain("ClaimTask");
        (await OperationsAsync(node, barred)).ShouldNotContain("ClaimTask", "a refusal leaves nothing in the history");
    }

    [Fact]
    public async Task Claim_OfAnotherInstitution_FindsNoTask()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);

        (await node.Engine.ClaimTasksAsync([task], new("sigulda", "anna") { Groups = ["worker"] })).ShouldHaveSingleItem().Refusal!.Code.ShouldBe("RUN-202");
    }

    [Fact]
    public async Task Unclaim_OnlyOwnTasks_GoBack()
    {
        await using var node = await TestNode.StartAsync(database);
        var mine = await OpenAsync(node);
        var other = await OpenAsync(node);
        (await node.Engine.ClaimTaskAsync(mine, TestNode.Anna)).OrThrow();
        (await node.Engine.ClaimTaskAsync(other, TestNode.Berta)).OrThrow();

        var verdicts = await node.Engine.UnclaimTasksAsync([mine, other], TestNode.Anna);

        verdicts.Select(v => v.Refusal?.Code).ShouldBe([null, "RUN-205"]);
        (await node.Engine.FindTaskAsync(mine, TestNode.Boss))!.Assignee.ShouldBeNull();
    }

    [Fact]
    public async Task Reassign_FourEyesOfTheReceiver_AreJudgedForEach()
    {
        await using var node = await TestNode.StartAsync(database);
        var free = await OpenAsync(node);
        var barred = await SecondAsync(node, TestNode.Anna);

        var verdicts = await node.Engine.ReassignTasksAsync([free, barred], "anna", TestNode.Boss);

        verdicts.Select(v => v.Refusal?.Code).ShouldBe([null, "RUN-206"]);
        (await node.Engine.ReassignTasksAsync([free], "berta", TestNode.Berta))[0].Refusal!.Code.ShouldBe("RUN-205", "neither hers nor a supervisor");
    }

    [Fact]
    public async Task Delegate_Resolve_ThenTheOwnerCompletesThemAll()
    {
        await using var node = await TestNode.StartAsync(database);
        Guid[] tasks = [await OpenAsync(node), await OpenAsync(node)];
        (await node.Engine.ClaimTasksAsync(tasks, TestNode.Anna)).ShouldAllBe(v => v.IsDone);

        (await node.Engine.DelegateTasksAsync(tasks, "berta", TestNode.Anna)).ShouldAllBe(v => v.IsDone);
        var early = await node.Engine.CompleteTasksAsync([.. tasks.Select(id => new TaskToComplete(id, FeelContext.Empty))], TestNode.Berta);
        (await node.Engine.ResolveTasksAsync(tasks, TestNode.Berta)).ShouldAllBe(v => v.IsDone);
        var done = await node.Engine.CompleteTasksAsync([.. tasks.Select(id => new TaskToComplete(id, FeelContext.Empty))], TestNode.Anna);

        early.Select(v => v.Refusal?.Code).ShouldBe(["RUN-208", "RUN-208"]);
        done.ShouldAllBe(v => v.IsDone);
    }

    [Fact]
    public async Task Complete_EachWithItsVariables_OneGoneStopsNoOther()
    {
        await using var node = await TestNode.StartAsync(database);
        var first = await node.StartInstanceAsync(Models.FourEyes);
        var gone = await OpenAsync(node);
        (await node.Engine.CompleteTaskAsync(gone, FeelContext.Empty, TestNode.Berta)).OrThrow();
        var task = (await node.TaskAsync(first, "first")).TaskId;

        var verdicts = await node.Engine.CompleteTasksAsync(
            [new(gone, FeelContext.Empty), new(task, FeelContext.Of(("income", FeelValue.Of(120))))], TestNode.Anna);

        verdicts.Select(v => v.Refusal?.Code).ShouldBe(["RUN-202", null]);
        var second = await node.TaskAsync(first, "second");
        (await node.Engine.TaskVariablesAsync(second.TaskId, TestNode.Berta))!["income"].ShouldBe(FeelValue.Of(120));
    }

    [Fact]
    public async Task Schedule_ByHolderOrSupervisor_MovesTheDates()
    {
        await using var node = await TestNode.StartAsync(database);
        var mine = await OpenAsync(node);
        var free = await OpenAsync(node);
        (await node.Engine.ClaimTaskAsync(mine, TestNode.Anna)).OrThrow();
        var (due, followUp) = (node.Clock.GetUtcNow().AddDays(3), node.Clock.GetUtcNow().AddDays(2));

        (await node.Engine.ScheduleTasksAsync([mine, free], due, null, null, TestNode.Anna)).Select(v => v.Refusal?.Code).ShouldBe([null, "RUN-205"]);
        (await node.Engine.ScheduleTasksAsync([mine, free], null, followUp, 80, TestNode.Boss)).ShouldAllBe(v => v.IsDone);

        var after = (await node.Engine.FindTaskAsync(mine, TestNode.Boss))!;
        (after.DueAt, after.FollowUpAt, after.Priority).ShouldBe((due, followUp, 80));
        (await node.Engine.FindTaskAsync(free, TestNode.Boss))!.DueAt.ShouldBeNull("left as it was");
    }

    // A hundred tasks must leave connections for those who work on single ones.
    [Fact]
    public async Task Bulk_ManyItems_AFewAtOnce()
    {
        var gate = new TaskCompletionSource();
        var (running, most) = (0, 0);
        var ids = Enumerable.Range(0, 5 * Bulk.AtOnce).Select(_ => Guid.NewGuid()).ToList();

        var verdicts = await Bulk.RunAsync<Done>(
            ids,
            async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMost(ref most, now);
                if (now == Bulk.AtOnce)
                {
                    gate.TrySetResult();
                }

                await gate.Task;
                Interlocked.Decrement(ref running);
                return Done.Value;
            },
            TestContext.Current.CancellationToken);

        verdicts.Select(v => v.Id).ShouldBe(ids);
        most.ShouldBe(Bulk.AtOnce);
    }

    private static void InterlockedMost(ref int most, int candidate)
    {
        for (var known = Volatile.Read(ref most); candidate > known; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, candidate, known);
        }
    }

    private static async Task<Guid> OpenAsync(TestNode node) =>
        (await node.TaskAsync(await node.StartInstanceAsync(Models.Walk), "assess")).TaskId;

    /// <summary>A task that the person may not do, for they did the one before it.</summary>
    private static async Task<Guid> SecondAsync(TestNode node, OperationContext first)
    {
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "first")).TaskId, FeelContext.Empty, first)).OrThrow();
        return (await node.TaskAsync(instance, "second")).TaskId;
    }

    private static async Task<IEnumerable<string>> OperationsAsync(TestNode node, Guid taskId)
    {
        var task = (await node.Engine.FindTaskAsync(taskId, TestNode.Boss))!;
        return (await node.Engine.HistoryAsync(task.BusinessKey, TestNode.Boss)).Select(h => h.Operation);
    }
}
