using System.Text;
using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests;

/// <summary>Who may do what with a task.</summary>
public sealed class TaskDeskTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Claim_TakenByAnother_IsRefused()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);
        (await node.Engine.ClaimTaskAsync(task.TaskId, TestNode.Anna)).OrThrow();

        (await node.Engine.ClaimTaskAsync(task.TaskId, TestNode.Berta)).Refusal!.Code.ShouldBe("RUN-203");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Berta)).Refusal!.Code.ShouldBe("RUN-203");
    }

    [Fact]
    public async Task Claim_NotInAnyGroup_IsRefusedUntilMembershipChanges()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);
        var newcomer = new OperationContext("ogre", "dace");

        (await node.Engine.ClaimTaskAsync(task.TaskId, newcomer)).Refusal!.Code.ShouldBe("RUN-204");
        (await node.Engine.ClaimTaskAsync(task.TaskId, newcomer with { Groups = ["worker"] })).OrThrow().Assignee.ShouldBe("dace");
    }

    [Fact]
    public async Task Delegate_Resolve_GoesBackToItsOwnerWhoCompletes()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);
        (await node.Engine.ClaimTaskAsync(task.TaskId, TestNode.Anna)).OrThrow();
        (await node.Engine.DelegateTaskAsync(task.TaskId, "berta", TestNode.Anna)).OrThrow().Owner.ShouldBe("anna");

        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Berta)).Refusal!.Code.ShouldBe("RUN-208");
        (await node.Engine.ResolveTaskAsync(task.TaskId, TestNode.Berta)).OrThrow().Assignee.ShouldBe("anna");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
    }

    [Fact]
    public async Task FourEyes_SamePerson_IsRefusedAlsoByDelegationAndOnBehalf()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        var first = await node.TaskAsync(instance, "first");
        (await node.Engine.CompleteTaskAsync(first.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var second = await node.TaskAsync(instance, "second");

        (await node.Engine.ClaimTaskAsync(second.TaskId, TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.ReassignTaskAsync(second.TaskId, "anna", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.ClaimTaskAsync(second.TaskId, TestNode.Berta with { OnBehalfOf = "anna" })).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.WhyNotAsync(second.TaskId, TestNode.Anna))!.Code.ShouldBe("RUN-206");
        (await node.Engine.CompleteTaskAsync(second.TaskId, FeelContext.Empty, TestNode.Berta)).OrThrow();
        await node.EndAsync(instance);
    }

    [Fact]
    public async Task Complete_ByManyAtOnce_IsAcceptedOnce()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, new("ogre", $"p{i}") { Groups = ["worker"] })));

        answers.Count(a => a.IsDone).ShouldBe(1);
        (await node.Engine.HistoryAsync(task.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "CompleteUserTask").ShouldBe(1);
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_IsAcceptedOnce()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            node.Engine.ClaimTaskAsync(task.TaskId, new("ogre", $"p{i}") { Groups = ["worker"] }))));

        answers.Count(a => a.IsDone).ShouldBe(1);
        (await node.Engine.HistoryAsync(task.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "ClaimTask").ShouldBe(1);
    }

    [Fact]
    public async Task Draft_SavedTwice_KeepsTheLast()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);

        (await node.Engine.SaveDraftAsync(task.TaskId, """{"a":1}""", TestNode.Anna)).OrThrow();
        (await node.Engine.SaveDraftAsync(task.TaskId, """{"a":2}""", TestNode.Anna)).OrThrow();

        (await node.Engine.DraftAsync(task.TaskId, TestNode.Anna))!.Json.ShouldBe("""{"a":2}""");
    }

    // A page saves every few seconds: the history says that somebody worked at it, once for each sitting, and when another takes it over.
    [Fact]
    public async Task Draft_KeptByThePage_IsAnEntryForEachSitting()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);
        DateTimeOffset? over = null;
        async Task KeepAsync(string json, OperationContext by) => over = (await node.Engine.KeepDraftAsync(task.TaskId, json, over, by)).OrThrow().SavedAt;
        async Task<int> EntriesAsync() => (await node.Engine.HistoryAsync(task.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "SaveDraft");

        for (var i = 0; i < 20; i++)
        {
            await KeepAsync($$"""{"a":{{i}}}""", TestNode.Anna);
            node.Clock.Advance(TimeSpan.FromSeconds(i % 2));
        }

        (await node.Engine.DraftAsync(task.TaskId, TestNode.Anna)).ShouldBe(new TaskDraft("""{"a":19}""", over!.Value));
        (await EntriesAsync()).ShouldBe(1);
        await KeepAsync("""{"b":1}""", TestNode.Boss);
        await KeepAsync("""{"b":2}""", TestNode.Boss);
        (await EntriesAsync()).ShouldBe(2, "another went on with it");
        node.Clock.Advance(TimeSpan.FromHours(2));
        await KeepAsync("""{"b":3}""", TestNode.Boss);
        (await EntriesAsync()).ShouldBe(3, "another sitting");
        (await node.Engine.SaveDraftAsync(task.TaskId, """{"b":4}""", TestNode.Boss)).OrThrow();
        (await EntriesAsync()).ShouldBe(4, "by hand");
        (await node.Engine.CheckHistoryAsync(task.BusinessKey, TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Draft_KeptOverAnother_IsRefusedAndChangesNothing()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);
        async Task<string?> CodeAsync(DateTimeOffset? over, OperationContext by) => (await node.Engine.KeepDraftAsync(task.TaskId, "{}", over, by)).Refusal?.Code;
        var first = (await node.Engine.KeepDraftAsync(task.TaskId, """{"tab":1}""", null, TestNode.Anna)).OrThrow().SavedAt;

        (await CodeAsync(null, TestNode.Anna)).ShouldBe("RUN-214", "a window opened before the first save");
        var second = (await node.Engine.KeepDraftAsync(task.TaskId, """{"tab":1,"a":2}""", first, TestNode.Anna)).OrThrow().SavedAt;
        second.ShouldBeGreaterThan(first, "though no time has passed");
        (await CodeAsync(first, TestNode.Anna)).ShouldBe("RUN-214");
        (await CodeAsync(second, new("ogre", "stranger"))).ShouldBe("RUN-204");
        (await CodeAsync(second, new("jelgava", "vija"))).ShouldBe("RUN-202");
        (await node.Engine.DraftAsync(task.TaskId, TestNode.Anna)).ShouldBe(new TaskDraft("""{"tab":1,"a":2}""", second));
    }

    // Two windows, opened before the first save, that save in the same moment: both have seen that there is none.
    [Fact]
    public async Task Draft_BegunByTwoAtOnce_IsOnesAndTheOtherIsTold()
    {
        await using var node = await TestNode.StartAsync(database);
        await using var other = await TestNode.StartAsync(database, node.Clock, new() { ConnectionString = "", Works = false, Housekeeping = false });
        var task = await OpenAsync(node);
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var block = new Npgsql.NpgsqlCommand("SELECT 1 FROM runtime.instances WHERE id = $1 FOR UPDATE", connection, transaction);
        block.Parameters.Add(new() { Value = task.InstanceId });
        await block.ExecuteNonQueryAsync();
        Task<EngineAnswer<TaskDraft>>[] kept =
        [
            node.Engine.KeepDraftAsync(task.TaskId, """{"tab":1}""", null, TestNode.Anna),
            other.Engine.KeepDraftAsync(task.TaskId, """{"tab":2}""", null, TestNode.Anna),
        ];
        await database.WaitForBlockedAsync(2);
        await transaction.CommitAsync();
        var answers = await Task.WhenAll(kept);

        answers.Single(a => !a.IsDone).Refusal!.Code.ShouldBe("RUN-214");
        (await node.Engine.DraftAsync(task.TaskId, TestNode.Anna)).ShouldBe(answers.Single(a => a.IsDone).Value);
        (await node.Engine.HistoryAsync(task.BusinessKey, TestNode.Boss)).Count(h => h.Operation == "SaveDraft").ShouldBe(1);
    }

    // The engine's clock may stand still between the two, or be behind on the node that the second one asks.
    [Fact]
    public async Task Draft_TakenOverInTheSameInstant_IsAnotherOne()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = await OpenAsync(node);
        var first = (await node.Engine.KeepDraftAsync(task.TaskId, """{"by":"anna"}""", null, TestNode.Anna)).OrThrow().SavedAt;
        var second = (await node.Engine.KeepDraftAsync(task.TaskId, """{"by":"boss"}""", first, TestNode.Boss)).OrThrow().SavedAt;

        second.ShouldBeGreaterThan(first);
        (await node.Engine.KeepDraftAsync(task.TaskId, """{"by":"anna","a":2}""", first, TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-214");
    }

    [Theory]
    [InlineData(TaskOrder.Due)]
    [InlineData(TaskOrder.Newest)]
    [InlineData(TaskOrder.Priority)]
    public async Task List_PageByPage_GivesEachTaskOnce(TaskOrder order)
    {
        await using var node = await TestNode.StartAsync(database);
        for (var i = 0; i < 7; i++)
        {
            var task = await node.TaskAsync(await node.StartInstanceAsync(Models.Walk), "assess");
            if (i % 2 == 0)
            {
                (await node.Engine.ScheduleTaskAsync(task.TaskId, node.Clock.GetUtcNow().AddDays(i), null, 10 * i, TestNode.Boss)).OrThrow();
            }
        }

        var query = new TaskQuery { CandidateGroups = ["worker", "other"], CandidateUser = "anna", PackageKey = "walk", Order = order, Size = 3 };
        var all = await node.Engine.TasksAsync(query with { Size = 200 }, TestNode.Anna);
        var paged = new List<Guid>();
        for (TaskPage? page = null; page is null || page.Next is not null;)
        {
            page = await node.Engine.TasksAsync(query with { After = page?.Next }, TestNode.Anna);
            paged.AddRange(page.Items.Select(i => i.TaskId));
        }

        paged.ShouldBe(all.Items.Select(i => i.TaskId));
        (await node.Engine.CountTasksAsync(query, TestNode.Anna)).ShouldBe(paged.Count);
    }

    private static async Task<UserTaskView> OpenAsync(TestNode node) =>
        await node.TaskAsync(await node.StartInstanceAsync(Models.Walk), "assess");

    // The step that is done goes by another id in the new version, whose second step names that.
    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task Complete_SecondOfFourEyes_AfterAMigrationThatRenamesTheFirst_BarsWhoDidIt(string done)
    {
        await using var node = await TestNode.StartAsync(database);
        var renamed = Models.FourEyes.Files.ToDictionary(
            file => file.Key, file => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Value).Replace("first", "prepare", StringComparison.Ordinal).Replace("second", "approve", StringComparison.Ordinal)));
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        var target = (await node.Engine.DeployAsync(PackageContent.Of(renamed), TestNode.Boss)).OrThrow().Package.Version;
        var plan = new MigrationPlan(new Dictionary<string, string> { ["first"] = "prepare", ["second"] = "approve" });
        if (done == "before")
        {
            (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "first")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        }

        (await node.Engine.MigrateAsync([instance.InstanceId], target, plan, "law of 1 July", TestNode.Boss, dryRun: false)).Single().Refusal.ShouldBeNull();
        if (done == "after")
        {
            (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "prepare")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        }
        else
        {
            // Begun again, the task asks by the new version's name.
            var approve = (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Elements.Single(e => e.ElementId == "approve");
            (await node.Engine.ModifyInstanceAsync(instance.InstanceId, [new ActivateElement("approve"), new TerminateElement(approve.Id)], "again", TestNode.Boss)).OrThrow();
        }

        var second = (await node.TaskAsync(instance, "approve")).TaskId;
        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, TestNode.Berta)).OrThrow();
    }
}
