using System.Text;
using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests;

/// <summary>Called instances, holding, cancelling, migrating, and rivals for one instance.</summary>
public sealed class InterventionTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Call_ChildCompletes_ParentGoesOnInOneCase()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(Models.Calling, businessKey: "tree");
        var inner = await node.TaskAsync(instance, "inner");

        (await node.Engine.CompleteTaskAsync(inner.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();

        await node.EndAsync(instance);
        (await node.Engine.InstancesAsync("tree", TestNode.Boss)).Select(i => i.Status).ShouldBe([InstanceStatus.Completed, InstanceStatus.Completed]);
        (await node.Engine.CheckHistoryAsync("tree", TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancel_Parent_EndsTheCalledToo()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(Models.Calling, businessKey: "cut");
        var inner = await node.TaskAsync(instance, "inner");

        (await node.Engine.CancelInstanceAsync(instance.InstanceId, "applied twice", TestNode.Boss)).OrThrow();

        (await node.Engine.InstancesAsync("cut", TestNode.Boss)).ShouldAllBe(i => i.Status == InstanceStatus.Canceled);
        (await node.Engine.FindTaskAsync(inner.TaskId, TestNode.Boss)).ShouldBeNull();
    }

    // The caller, and what called that, are asked whether they catch it; what is done in the called instance is not thrown away for nobody.
    [Theory]
    [InlineData("refused", true)]
    [InlineData("broken", false)]
    public async Task Call_ErrorOfTheCalled_EndsItOnlyWhenACallerCatches(string code, bool isCaught)
    {
        var isMended = false;
        await using var node = await TestNode.StartAsync(database, handlers: [new Handler("fetch", _ =>
            Task.FromResult(Volatile.Read(ref isMended) ? JobOutcome.Completed() : JobOutcome.BpmnError(code, "no")))]);
        (await node.Engine.DeployAsync(Models.Fetch, TestNode.Boss)).OrThrow();
        (await node.Engine.DeployAsync(Between, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(
            PackageContent.OfTexts(("package.yaml", "key: catching\nuses: [between]\n"), ("process.bpmn", Models.Document("<bpmn:error id=\"E\" errorCode=\"refused\"/>" + Models.Process("catching", """
                <bpmn:startEvent id="start"/>
                <bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="between"/></bpmn:extensionElements></bpmn:callActivity>
                <bpmn:boundaryEvent id="caught" attachedToRef="call"><bpmn:errorEventDefinition errorRef="E"/></bpmn:boundaryEvent>
                <bpmn:endEvent id="end"/>
                <bpmn:endEvent id="other"/>
                """, "start>call", "call>end", "caught>other")))),
            businessKey: $"error-{code}");

        if (isCaught)
        {
            await node.EndAsync(instance);
            (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.CompletedElementIds.ShouldContain("other");
            (await node.Engine.InstancesAsync(instance.BusinessKey, TestNode.Boss)).Count(one => one.Status == InstanceStatus.Failed).ShouldBe(2);
            return;
        }

        var incident = await node.UntilAsync(
            async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var first, ..] ? first : null, "incident", instance);
        incident.ElementId.ShouldBe("fetch");
        Volatile.Write(ref isMended, true);
        (await node.Engine.RetryIncidentAsync(incident.IncidentId, TestNode.Boss)).OrThrow();
        await node.EndAsync(instance);
        (await node.Engine.InstancesAsync(instance.BusinessKey, TestNode.Boss)).ShouldAllBe(one => one.Status == InstanceStatus.Completed);
        (await node.Engine.CheckHistoryAsync(instance.BusinessKey, TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    private static PackageContent Between => PackageContent.OfTexts(("package.yaml", "key: between\nuses: [fetching]\n"), ("process.bpmn", Models.Document(Models.Process("between", """
        <bpmn:startEvent id="start"/>
        <bpmn:callActivity id="part"><bpmn:extensionElements><zeebe:calledElement processId="fetching"/></bpmn:extensionElements></bpmn:callActivity>
        <bpmn:endEvent id="end"/>
        """, "start>part", "part>end"))));

    // Begun by hand while its caller stands still: what it calls stands as still, its jobs wait, and both go on together.
    [Fact]
    public async Task Call_BegunByHandInASuspendedInstance_IsSuspendedToo()
    {
        var begun = 0;
        await using var node = await TestNode.StartAsync(database, handlers: [new Handler("fetch", _ =>
        {
            Interlocked.Increment(ref begun);
            return Task.FromResult(JobOutcome.Completed());
        })]);
        (await node.Engine.DeployAsync(Models.Fetch, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(
            PackageContent.OfTexts(("package.yaml", "key: calls-fetching\nuses: [fetching]\n"), ("process.bpmn", Models.Document(Models.Process("calls-fetching", """
                <bpmn:startEvent id="start"/>
                <bpmn:userTask id="ask"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
                <bpmn:callActivity id="part"><bpmn:extensionElements><zeebe:calledElement processId="fetching"/></bpmn:extensionElements></bpmn:callActivity>
                <bpmn:endEvent id="end"/>
                """, "start>ask", "ask>part", "part>end")))),
            businessKey: "still");
        (await node.Engine.SuspendInstanceAsync(instance.InstanceId, "look first", TestNode.Boss)).OrThrow();

        (await node.Engine.ModifyInstanceAsync(instance.InstanceId, [new ActivateElement("part")], "called by hand", TestNode.Boss)).OrThrow();

        var called = (await node.Engine.InstancesAsync("still", TestNode.Boss)).Single(i => i.InstanceId != instance.InstanceId);
        called.Status.ShouldBe(InstanceStatus.Suspended);
        await node.UntilAsync<object>(async () => (await node.Engine.CountWorkAsync(TestNode.Boss)) is { Waiting: 1, Running: 0 } ? true : null, "its job waits", called);
        begun.ShouldBe(0);
        (await node.Engine.ResumeInstanceAsync(instance.InstanceId, "looked", TestNode.Boss)).OrThrow();
        await node.EndAsync(called);
        begun.ShouldBe(1);
        (await node.Engine.CancelInstanceAsync(instance.InstanceId, "the test is over", TestNode.Boss)).OrThrow();
    }

    [Fact]
    public async Task Suspend_TimerDueMeanwhile_FiresAfterResume()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Race);
        var task = await node.TaskAsync(instance, "choose");
        (await node.Engine.SuspendInstanceAsync(instance.InstanceId, "asked for papers", TestNode.Boss)).OrThrow();
        node.Clock.Advance(TimeSpan.FromHours(3));

        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).IsDone.ShouldBeFalse();
        (await node.Engine.ResumeInstanceAsync(instance.InstanceId, "papers came", TestNode.Boss)).OrThrow();

        await node.EndAsync(instance);
        (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.CompletedElementIds.ShouldContain("missed");
    }

    [Fact]
    public async Task Complete_AgainstTimer_ExactlyOneWins()
    {
        await using var node = await TestNode.StartAsync(database);
        for (var round = 0; round < 10; round++)
        {
            var instance = await node.StartInstanceAsync(Models.Race);
            var task = await node.TaskAsync(instance, "choose");
            node.Clock.Advance(TimeSpan.FromHours(2));
            var completed = await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna);
            await node.EndAsync(instance);

            var where = await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss);
            where!.CompletedElementIds.Contains("done").ShouldBe(completed.IsDone);
            where.CompletedElementIds.Contains("missed").ShouldBe(!completed.IsDone);
        }
    }

    [Fact]
    public async Task Deploy_SameAndOtherContentByMany_CountsVersionsWithoutGaps()
    {
        await using var node = await TestNode.StartAsync(database);
        var contents = Enumerable.Range(0, 8).Select(i => PackageContent.Of(
            Models.Race.Files.Append(KeyValuePair.Create("note.md", new[] { (byte)i }))));

        var deployed = await Task.WhenAll(contents.Select(c => node.Engine.DeployAsync(c, TestNode.Boss)));

        var versions = deployed.Select(d => d.OrThrow().Package.Version).Order().ToList();
        versions.ShouldBe(Enumerable.Range(versions[0], 8));
        (await node.Engine.DeployAsync(PackageContent.OfTexts(("package.yaml", "key: Bad Key")), TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-101");
    }

    // This node remembers the task; another has completed it meanwhile.
    [Fact]
    public async Task DryRun_OfANodeThatRemembersTheInstanceAsItWas_IsJudgedByWhatIsStored()
    {
        await using var node = await TestNode.StartAsync(database);
        await using var other = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Race);
        var task = await node.TaskAsync(instance, "choose");
        var standing = (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Waits.First(w => w.ElementId == "choose").ElementInstanceId;
        (await other.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();

        var dry = await node.Engine.ForeseeModificationAsync(instance.InstanceId, [new TerminateElement(standing)], TestNode.Boss);

        dry.IsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task Migrate_DryRunThenReal_MovesToTheNewVersion()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Race);
        var changed = PackageContent.Of(Models.Race.Files.Append(KeyValuePair.Create("CHANGELOG.md", new byte[] { 1 })));
        var target = (await node.Engine.DeployAsync(changed, TestNode.Boss)).OrThrow().Package.Version;

        var dry = await node.Engine.MigrateAsync([instance.InstanceId], target, MigrationPlan.SameIds, "law of 1 July", TestNode.Boss, dryRun: true);
        dry.ShouldHaveSingleItem().Refusal.ShouldBeNull();
        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.PackageVersion.ShouldBe(instance.PackageVersion);
        await node.Engine.MigrateAsync([instance.InstanceId], target, MigrationPlan.SameIds, "law of 1 July", TestNode.Boss, dryRun: false);

        (await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.PackageVersion.ShouldBe(target);
        var task = await node.TaskAsync(instance, "choose");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await node.EndAsync(instance);
    }

    [Fact]
    public async Task Migrate_ToAVersionThatCallsTheTaskOtherwise_TheOpenTaskIsCalledSo()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Walk);
        var called = Models.Walk.Files.ToDictionary(
            file => file.Key, file => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Value).Replace("name=\"Assess\"", "name=\"Weigh\"", StringComparison.Ordinal)));
        var target = (await node.Engine.DeployAsync(PackageContent.Of(called), TestNode.Boss)).OrThrow().Package.Version;
        (await node.TaskAsync(instance, "assess")).Name.ShouldBe("Assess");

        var verdict = (await node.Engine.MigrateAsync([instance.InstanceId], target, MigrationPlan.SameIds, "law of 1 July", TestNode.Boss, dryRun: false)).Single();

        verdict.Refusal.ShouldBeNull();
        (await node.TaskAsync(instance, "assess")).Name.ShouldBe("Weigh");
    }
}
