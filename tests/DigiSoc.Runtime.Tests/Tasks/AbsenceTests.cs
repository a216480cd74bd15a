using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Tasks;

/// <summary>Tasks of people who are away, parts done by others, and what people leave at tasks.</summary>
public sealed class AbsenceTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const string Worker = "<zeebe:assignmentDefinition candidateGroups=\"worker\"/>";

    [Fact]
    public async Task Substitute_CompletesForTheAbsent_AndHistoryNamesBoth()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var task = await node.TaskAsync(instance, "assess");
        (await node.Engine.ClaimTaskAsync(task.TaskId, TestNode.Anna)).OrThrow();
        var substitute = new OperationContext("ogre", "dace") { OnBehalfOf = "anna", Groups = ["worker"] };

        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, substitute with { OnBehalfOf = null })).Refusal!.Code.ShouldBe("RUN-203");
        (await node.Engine.ReassignTaskAsync(task.TaskId, "dace", substitute)).OrThrow().Assignee.ShouldBe("dace");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, substitute)).OrThrow();

        var done = (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Single(h => h.Operation == "CompleteUserTask");
        (done.Actor, done.OnBehalfOf).ShouldBe(("dace", "anna"));
    }

    // The task stays with the absent person, so that nothing has to be handed back when the absence ends.
    [Fact]
    public async Task Substitute_TakesAndCompletesWhatIsTheAbsentPersons_WithoutHandingOver()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Named);
        var task = await node.TaskAsync(instance, "named");
        var substitute = new OperationContext("ogre", "dace") { OnBehalfOf = "anna" };

        (await node.Engine.ClaimTaskAsync(task.TaskId, substitute with { OnBehalfOf = null })).Refusal!.Code.ShouldBe("RUN-204");
        (await node.Engine.ClaimTaskAsync(task.TaskId, substitute)).OrThrow().Assignee.ShouldBe("anna");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, substitute with { OnBehalfOf = null })).Refusal!.Code.ShouldBe("RUN-203");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, substitute)).OrThrow();

        (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Where(h => h.OnBehalfOf == "anna" && h.Actor == "dace")
            .Select(h => h.Operation).ShouldBe(["ClaimTask", "CompleteUserTask"]);
    }

    [Fact]
    public async Task FourEyes_ThroughACallActivity_BarsWhoDidThePartBefore()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(Approving);
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "inner")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var approve = await node.TaskAsync(instance, "approve");

        (await node.Engine.CompleteTaskAsync(approve.TaskId, FeelContext.Empty, TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.ClaimTaskAsync(approve.TaskId, TestNode.Berta)).OrThrow();
        (await node.Engine.DelegateTaskAsync(approve.TaskId, "anna", TestNode.Berta)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.CompleteTaskAsync(approve.TaskId, FeelContext.Empty, TestNode.Berta)).OrThrow();
        await node.EndAsync(instance);
    }

    [Fact]
    public async Task FourEyes_WhoResolvedADelegatedTask_DidItToo()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        var first = (await node.TaskAsync(instance, "first")).TaskId;
        (await node.Engine.ClaimTaskAsync(first, TestNode.Anna)).OrThrow();
        (await node.Engine.DelegateTaskAsync(first, "berta", TestNode.Anna)).OrThrow();
        (await node.Engine.ResolveTaskAsync(first, TestNode.Berta)).OrThrow();
        (await node.Engine.CompleteTaskAsync(first, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var second = (await node.TaskAsync(instance, "second")).TaskId;

        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, TestNode.Berta)).Refusal!.Code.ShouldBe("RUN-206");
        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, new("ogre", "dace") { Groups = ["worker"] })).OrThrow();
    }

    public static TheoryData<string> WaysBack { get; } = ["reassign", "unclaim", "delegate", "taken away"];

    [Theory]
    [MemberData(nameof(WaysBack))]
    public async Task FourEyes_WhoHadADelegatedTask_HadAPart_HoweverItWentBack(string way)
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        var first = (await node.TaskAsync(instance, "first")).TaskId;
        (await node.Engine.ClaimTaskAsync(first, TestNode.Anna)).OrThrow();
        (await node.Engine.DelegateTaskAsync(first, "berta", TestNode.Anna)).OrThrow();
        (await node.Engine.SaveDraftAsync(first, "{}", TestNode.Berta)).OrThrow();

        (await (way switch
        {
            "reassign" => node.Engine.ReassignTaskAsync(first, "anna", TestNode.Berta),
            "unclaim" => node.Engine.UnclaimTaskAsync(first, TestNode.Berta),
            "delegate" => node.Engine.DelegateTaskAsync(first, "anna", TestNode.Berta),
            _ => node.Engine.ReassignTaskAsync(first, "anna", TestNode.Boss),
        })).OrThrow();
        if (way == "delegate")
        {
            (await node.Engine.ResolveTaskAsync(first, TestNode.Anna)).OrThrow();
        }

        (await node.Engine.CompleteTaskAsync(first, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var second = (await node.TaskAsync(instance, "second")).TaskId;

        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, TestNode.Berta)).Refusal.ShouldNotBeNull().Code.ShouldBe("RUN-206");
        (await node.Engine.CompleteTaskAsync(second, FeelContext.Empty, new("ogre", "dace") { Groups = ["worker"] })).OrThrow();
    }

    [Fact]
    public async Task Notes_OfATask_StayWithTheCaseWhenItIsDone()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        var task = (await node.TaskAsync(instance, "first")).TaskId;
        var document = Guid.NewGuid();

        (await node.Engine.AddTaskCommentAsync(task, "asked for papers", TestNode.Anna)).OrThrow();
        (await node.Engine.AttachToTaskAsync(task, document, "papers.pdf", TestNode.Anna)).OrThrow();
        (await node.Engine.AddTaskCommentAsync(task, "mine too", new("ogre", "stranger"))).Refusal!.Code.ShouldBe("RUN-204");
        (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow();

        var notes = await node.Engine.TaskNotesAsync(instance.BusinessKey, TestNode.Berta);
        notes.Comments.ShouldHaveSingleItem().Text.ShouldBe("asked for papers");
        notes.Attachments.ShouldHaveSingleItem().DocumentId.ShouldBe(document);
        (await node.Engine.TaskNotesAsync(instance.BusinessKey, new("sigulda", "anna"))).Comments.ShouldBeEmpty("another institution's case");
        (await node.Engine.AddTaskCommentAsync(task, "too late", TestNode.Anna)).Refusal!.Code.ShouldBe("RUN-202");
    }

    // The lock lets the call judge the task as open, and write only when it has ended.
    [Theory]
    [InlineData("task_comments")]
    [InlineData("task_attachments")]
    public async Task Notes_TaskEndsBetweenLookAndWrite_AreRefused(string table)
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var task = (await node.TaskAsync(instance, "assess")).TaskId;
        await using var connection = await database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, $"LOCK TABLE runtime.{table} IN ACCESS EXCLUSIVE MODE");

        var note = NoteAsync();
        await BlockedAsync(node);
        (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        (await note).ShouldNotBeNull("nothing was kept").Code.ShouldBe("RUN-202");

        async Task<EngineRefusal?> NoteAsync() => table == "task_comments"
            ? (await node.Engine.AddTaskCommentAsync(task, "asked for papers", TestNode.Anna)).Refusal
            : (await node.Engine.AttachToTaskAsync(task, Guid.NewGuid(), "papers.pdf", TestNode.Anna)).Refusal;
    }

    [Fact]
    public async Task Draft_TaskEndsBetweenLookAndWrite_IsRefused()
    {
        await using var node = await TestNode.StartAsync(database);
        var task = (await node.TaskAsync(await node.StartInstanceAsync(Models.Walk), "assess")).TaskId;
        await using var connection = await database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, $"DELETE FROM runtime.user_tasks WHERE id = '{task}'");

        var draft = node.Engine.SaveDraftAsync(task, "{}", TestNode.Anna, TestContext.Current.CancellationToken);
        await BlockedAsync(node);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        (await draft).Refusal!.Code.ShouldBe("RUN-202");
    }

    [Fact]
    public async Task Group_LeftMeanwhile_TaskIsNoLongerOffered()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var task = (await node.TaskAsync(instance, "assess")).TaskId;

        (await node.Engine.WhyNotAsync(task, TestNode.Anna)).ShouldBeNull();
        (await node.Engine.WhyNotAsync(task, TestNode.Anna with { Groups = [] }))!.Code.ShouldBe("RUN-204");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task<object> BlockedAsync(TestNode node) => node.UntilAsync<object>(
        async () =>
        {
            await using var command = database.Owner.CreateCommand(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            return await command.ExecuteScalarAsync();
        },
        "a call that waits for the lock");

    private static PackageContent Named => PackageContent.OfTexts(
        ("package.yaml", "key: named\n"),
        ("process.bpmn", Models.Document(Models.Process("by-name", """
            <bpmn:startEvent id="start"/>
            <bpmn:userTask id="named"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateUsers="anna"/></bpmn:extensionElements></bpmn:userTask>
            <bpmn:endEvent id="end"/>
            """, "start>named", "named>end"))));

    private static PackageContent Approving => PackageContent.OfTexts(
        ("package.yaml", "key: approving\nuses: [called]\n"),
        ("process.bpmn", Models.Document(Models.Process("approving", $"""
            <bpmn:startEvent id="start"/>
            <bpmn:callActivity id="part"><bpmn:extensionElements><zeebe:calledElement processId="called"/></bpmn:extensionElements></bpmn:callActivity>
            <bpmn:userTask id="approve"><bpmn:extensionElements><zeebe:userTask/>{Worker}
              <zeebe:taskHeaders><zeebe:header key="notPerformedBy" value="inner"/></zeebe:taskHeaders></bpmn:extensionElements></bpmn:userTask>
            <bpmn:endEvent id="end"/>
            """, "start>part", "part>approve", "approve>end"))));
}
