using DigiSoc.Feel;

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

    [Fact]
    public async Task Notes_OfATask_AreEntriesOfTheHistoryWithoutWhatWasWritten()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var task = (await node.TaskAsync(instance, "assess")).TaskId;
        var document = Guid.NewGuid();
        var stead = TestNode.Berta with { OnBehalfOf = "anna", Purpose = "assessing" };
        (await node.Engine.ClaimTaskAsync(task, TestNode.Anna)).OrThrow();

        (await node.Engine.AddTaskCommentAsync(task, "Jānis lives elsewhere", stead)).OrThrow();
        (await node.Engine.AttachToTaskAsync(task, document, "jānis.pdf", stead)).OrThrow();
        (await node.Engine.SaveDraftAsync(task, """{"name":"Jānis"}""", stead)).OrThrow();

        var entries = (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Skip(2).ToList();
        entries.Select(e => (e.Operation, e.PartId, e.ElementId, e.Actor, e.OnBehalfOf, e.Purpose)).ShouldBe(
        [
            ("CommentTask", task, "assess", "berta", "anna", "assessing"),
            ("AttachToTask", task, "assess", "berta", "anna", "assessing"),
            ("SaveDraft", task, "assess", "berta", "anna", "assessing"),
        ]);
        entries.ShouldAllBe(e => !e.Events.GetRawText().Contains("nis", StringComparison.Ordinal));
        entries[1].Events[0].GetProperty("document").GetGuid().ShouldBe(document);
        (await node.Engine.CheckHistoryAsync(instance.BusinessKey, TestNode.Boss)).IsWhole.ShouldBeTrue();
        (await node.Engine.TaskNotesAsync(instance.BusinessKey, TestNode.Anna)).Comments.Single().ShouldSatisfyAllConditions(
            c => c.OnBehalfOf.ShouldBe("anna"), c => c.At.ShouldBe(entries[0].At));
        await ProvesAsync(task, entries[0].Events[0].GetProperty("sha256").GetString());
        (await node.Engine.FindTaskAsync(task, TestNode.Anna))!.Revision.ShouldBe(2, "the claim's; notes disturb nobody who completes");
        (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow();
    }

    [Fact]
    public async Task Notes_OfManyAtOnce_AreAllKept()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var task = (await node.TaskAsync(instance, "assess")).TaskId;

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => i % 2 == 0
            ? node.Engine.AddTaskCommentAsync(task, $"comment {i}", TestNode.Anna)
            : node.Engine.SaveDraftAsync(task, "{}", TestNode.Berta))));

        answers.ShouldAllBe(a => a.IsDone);
        (await node.Engine.TaskNotesAsync(instance.BusinessKey, TestNode.Anna)).Comments.Count.ShouldBe(6);
        (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Count.ShouldBe(13);
        (await node.Engine.CheckHistoryAsync(instance.BusinessKey, TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    // The row beside the history is what the history says it was.
    private async Task ProvesAsync(Guid task, string? digest)
    {
        await using var command = database.Owner.CreateCommand(
            $"SELECT encode(sha256(salt || convert_to(text, 'UTF8')), 'hex') FROM runtime.task_comments WHERE task_id = '{task}'");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(digest);
    }

    public static TheoryData<string> Notes => ["CommentTask", "AttachToTask", "SaveDraft"];

    // Two nodes, so that no line of one node keeps the two apart.
    [Theory]
    [MemberData(nameof(Notes))]
    public async Task Note_TaskEndsInTheSameMoment_IsKeptAndToldOrRefused(string operation)
    {
        await using var node = await TestNode.StartAsync(database);
        await using var other = await TestNode.StartAsync(database, node.Clock);
        var kept = 0;
        for (var round = 0; round < 20; round++)
        {
            var instance = await node.StartInstanceAsync(Models.Walk);
            var task = (await node.TaskAsync(instance, "assess")).TaskId;

            var note = Task.Run(() => operation switch
            {
                "CommentTask" => other.Engine.AddTaskCommentAsync(task, "asked for papers", TestNode.Anna),
                "AttachToTask" => other.Engine.AttachToTaskAsync(task, Guid.NewGuid(), "papers.pdf", TestNode.Anna),
                _ => other.Engine.SaveDraftAsync(task, "{}", TestNode.Anna),
            });
            (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow();
            var answer = await note;

            var told = (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Count(e => e.Operation == operation);
            var notes = await node.Engine.TaskNotesAsync(instance.BusinessKey, TestNode.Anna);
            told.ShouldBe(answer.IsDone ? 1 : 0);
            (notes.Comments.Count + notes.Attachments.Count).ShouldBe(answer.IsDone && operation != "SaveDraft" ? 1 : 0);
            (answer.Refusal?.Code ?? "RUN-202").ShouldBe("RUN-202");
            kept += told;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{operation}: kept {kept} of 20");
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
