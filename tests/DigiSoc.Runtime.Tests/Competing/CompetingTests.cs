using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Tests.Chaos;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>Two at once: exactly one wins where only one can, both where both can, and the history stays sound.</summary>
public sealed class CompetingTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const int Seed = 20260302;

    private static readonly PackageContent Joining = Models.Package("joining", Models.Process("joining", $"""
        <bpmn:startEvent id="start"/>
        <bpmn:parallelGateway id="fork"/>
        <bpmn:userTask id="left">{Anybody}</bpmn:userTask>
        <bpmn:userTask id="right">{Anybody}</bpmn:userTask>
        <bpmn:parallelGateway id="join"/>
        <bpmn:userTask id="after">{Anybody}</bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>fork", "fork>left", "fork>right", "left>join", "right>join", "join>after", "after>end"));

    private static readonly PackageContent MovingBefore = Moving("", "check>end");

    private static readonly PackageContent MovingAfter = Moving($"<bpmn:userTask id=\"more\">{Anybody}</bpmn:userTask>", "check>more", "more>end");

    private const string Anybody = "<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>";

    [Theory, CombinatorialMeetings]
    public Task CompleteAgainstComplete_OneIsDone(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var (instance, task) = await TaskAsync(ring, Models.Race, "choose");
        return new(
            () => CompleteAsync(ring.Left, task, "anna"),
            () => CompleteAsync(ring.Right, task, "berta"),
            async (left, right) =>
            {
                Loser(left, right).Code.ShouldBeOneOf("RUN-202", "RUN-203", "RUN-211");
                await EventsAsync(instance, "CompleteUserTask", 1);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task ClaimAgainstClaim_OneHasIt(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var (instance, task) = await TaskAsync(ring, Models.Race, "choose");
        return new(
            async () => (await ring.Left.Engine.ClaimTaskAsync(task, Person("anna"))).Refusal,
            async () => (await ring.Right.Engine.ClaimTaskAsync(task, Person("berta"))).Refusal,
            async (left, right) =>
            {
                Loser(left, right).Code.ShouldBe("RUN-203");
                (await ring.Left.Engine.FindTaskAsync(task, TestNode.Boss))!.Assignee.ShouldBe(left is null ? "anna" : "berta");
                await EventsAsync(instance, "ClaimTask", 1);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task CompleteAgainstTimer_OneWayIsTaken(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var (instance, task) = await TaskAsync(ring, Models.Race, "choose");
        var timer = await ring.Left.WaitAsync(instance, WaitKind.Timer);
        return new(
            () => CompleteAsync(ring.Left, task, "anna"),
            () => FireAsync(ring.Right, timer),
            async (left, right) =>
            {
                Loser(left, right);
                var where = await ring.Left.Engine.WhereAsync(instance.InstanceId, TestNode.Boss);
                where!.CompletedElementIds.ShouldContain(left is null ? "done" : "missed");
                where.CompletedElementIds.ShouldNotContain(left is null ? "missed" : "done");
            });
    });

    [Theory, CombinatorialMeetings]
    public Task CancelAgainstComplete_OneEndsIt(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var (instance, task) = await TaskAsync(ring, Models.Race, "choose");
        return new(
            async () => (await ring.Left.Engine.CancelInstanceAsync(instance.InstanceId, "withdrawn", TestNode.Boss)).Refusal,
            () => CompleteAsync(ring.Right, task, "anna"),
            async (left, right) =>
            {
                Loser(left, right);
                (await ring.Left.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.Status
                    .ShouldBe(left is null ? InstanceStatus.Canceled : InstanceStatus.Completed);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task BranchesOfAFork_CompletedAtOnce_JoinOnce(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var instance = await ring.Left.StartInstanceAsync(Joining);
        var (first, second) = (await ring.Left.TaskAsync(instance, "left"), await ring.Right.TaskAsync(instance, "right"));
        return new(
            () => CompleteAsync(ring.Left, first.TaskId, "anna"),
            () => CompleteAsync(ring.Right, second.TaskId, "berta"),
            async (left, right) =>
            {
                left.ShouldBeNull();
                right.ShouldBeNull();
                var open = await ring.Left.Engine.TasksAsync(new() { BusinessKey = instance.BusinessKey }, TestNode.Boss);
                open.Items.ShouldHaveSingleItem().ElementId.ShouldBe("after");
            });
    });

    [Theory, CombinatorialMeetings]
    public Task WaiterAgainstMessage_FindOneAnother(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        await ring.Left.Engine.DeployAsync(Models.Waiting, TestNode.Boss);
        var key = Guid.NewGuid().ToString();
        var variables = FeelContext.Of(("reference", FeelValue.Of(key)));
        return new(
            async () => (await ring.Left.Engine.StartInstanceAsync(new("waiting"), key, variables, TestNode.Anna)).Refusal,
            () => PublishAsync(ring.Right, key, key),
            async (left, right) =>
            {
                left.ShouldBeNull();
                right.ShouldBeNull();
                await ring.Left.Engine.Node.Correlator.RoundAsync(CancellationToken.None);
                (await ring.Left.Engine.InstancesAsync(key, TestNode.Boss)).ShouldHaveSingleItem().Status.ShouldBe(InstanceStatus.Completed);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task TwoMessagesForOneWaiter_OneIsDelivered(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var key = Guid.NewGuid().ToString();
        var instance = await ring.Left.StartInstanceAsync(Models.Waiting, FeelContext.Of(("reference", FeelValue.Of(key))));
        return new(
            () => PublishAsync(ring.Left, key, key + "-1"),
            () => PublishAsync(ring.Right, key, key + "-2"),
            async (_, _) =>
            {
                await ring.Left.Engine.Node.Correlator.RoundAsync(CancellationToken.None);
                await EventsAsync(instance, "DeliverMessage", 1);
                (await CountAsync("SELECT count(*) FROM runtime.messages WHERE correlation_key = $1 AND fate = 3", key)).ShouldBe(1);
                (await CountAsync("SELECT count(*) FROM runtime.messages WHERE correlation_key = $1 AND fate = 1", key)).ShouldBe(1);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task SameMessageByTwoNodes_StartsOne(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        await ring.Left.Engine.DeployAsync(Models.ByMessage, TestNode.Boss);
        var key = Guid.NewGuid().ToString();
        return new(
            () => PublishAsync(ring.Left, key, key, "application"),
            () => PublishAsync(ring.Right, key, key, "application"),
            async (left, right) =>
            {
                Loser(left, right).Code.ShouldBe("RUN-301");
                await Task.WhenAll(
                    ring.Left.Engine.Node.Correlator.RoundAsync(CancellationToken.None),
                    ring.Right.Engine.Node.Correlator.RoundAsync(CancellationToken.None));
                (await ring.Left.Engine.InstancesAsync(key, TestNode.Boss)).ShouldHaveSingleItem();
            });
    });

    [Theory, CombinatorialMeetings]
    public Task MigrateAgainstComplete_BothOrOneWithAClearAnswer(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        (await ring.Left.Engine.DeployAsync(MovingBefore, TestNode.Boss)).OrThrow();
        var (instance, task) = await TaskAsync(ring, MovingBefore, "check");
        var target = (await ring.Left.Engine.DeployAsync(MovingAfter, TestNode.Boss)).OrThrow().Package.Version;
        return new(
            async () => (await ring.Left.Engine.MigrateAsync([instance.InstanceId], target, MigrationPlan.SameIds, "new law", TestNode.Boss, false))[0].Refusal,
            () => CompleteAsync(ring.Right, task, "anna"),
            async (left, right) =>
            {
                right.ShouldBeNull("the task is there in both versions");
                var found = (await ring.Left.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!;
                found.PackageVersion.ShouldBe(left is null ? target : instance.PackageVersion);
                // Migrated first: one more task. Completed first: it has ended, and the migration is told so.
                found.Status.ShouldBe(left is null ? InstanceStatus.Active : InstanceStatus.Completed);
                await EventsAsync(instance, "CompleteUserTask", 1);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task HoldAgainstEndOfTheCalled_NothingIsLost(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        (await ring.Left.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        var (instance, task) = await TaskAsync(ring, Models.Calling, "inner");
        return new(
            async () => (await ring.Left.Engine.SuspendInstanceAsync(instance.InstanceId, "checked", TestNode.Boss)).Refusal,
            () => CompleteAsync(ring.Right, task, "anna"),
            async (left, right) =>
            {
                Loser(left, right);
                if (right is not null)
                {
                    (await ring.Left.Engine.ResumeInstanceAsync(instance.InstanceId, "checked", TestNode.Boss)).OrThrow();
                    (await CompleteAsync(ring.Right, task, "anna")).ShouldBeNull();
                }

                (await ring.Left.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss))!.Status.ShouldBe(InstanceStatus.Completed);
            });
    });

    [Theory, CombinatorialMeetings]
    public Task BothTasksOfFourEyesByOnePerson_OneIsDone(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var instance = await ring.Left.StartInstanceAsync(EachNotTheOther);
        var (first, second) = (await ring.Left.TaskAsync(instance, "first"), await ring.Right.TaskAsync(instance, "second"));
        return new(
            () => CompleteAsync(ring.Left, first.TaskId, "anna"),
            () => CompleteAsync(ring.Right, second.TaskId, "anna"),
            async (left, right) =>
            {
                Loser(left, right).Code.ShouldBe("RUN-206");
                await EventsAsync(instance, "CompleteUserTask", 1);
            });
    });

    // Whoever is asked to prepare a task has a part in it from that moment on.
    [Theory, CombinatorialMeetings]
    public Task TaskOfFourEyesDelegatedToWhoCompletesTheOther_OneIsDone(Meeting meeting) => HoldAsync(meeting, async ring =>
    {
        var instance = await ring.Left.StartInstanceAsync(EachNotTheOther);
        var (first, second) = (await ring.Left.TaskAsync(instance, "first"), await ring.Right.TaskAsync(instance, "second"));
        return new(
            async () => (await ring.Left.Engine.DelegateTaskAsync(first.TaskId, "anna", TestNode.Boss)).Refusal,
            () => CompleteAsync(ring.Right, second.TaskId, "anna"),
            async (left, right) =>
            {
                Loser(left, right).Code.ShouldBe("RUN-206");
                await EventsAsync(instance, "CompleteUserTask", right is null ? 1 : 0);
                await EventsAsync(instance, "DelegateTask", left is null ? 1 : 0);
            });
    });

    [Fact]
    public async Task DeployAgainstDeploy_SameContent_IsOneVersion()
    {
        await using var ring = await Ring.CreateAsync(database);
        var nodes = new[] { ring.Left, ring.Right, ring.Left, ring.Right };

        var answers = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.Engine.DeployAsync(Joining, TestNode.Boss))));

        answers.Select(a => a.OrThrow().Package.Version).Distinct().ShouldHaveSingleItem();
        answers.Count(a => a.Value!.IsNew).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task DeployAgainstDeploy_DifferentContent_EachIsAVersionOfItsOwn()
    {
        await using var ring = await Ring.CreateAsync(database);
        var contents = Enumerable.Range(1, 8).Select(i => Models.Package("much", Models.Process("much", $"""
            <bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT{i}H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
            <bpmn:endEvent id="end"/>
            """, "start>end"))).ToList();

        var answers = await Task.WhenAll(contents.Select((c, i) => Task.Run(() => (i % 2 == 0 ? ring.Left : ring.Right).Engine.DeployAsync(c, TestNode.Boss))));

        answers.Select(a => a.OrThrow().Package.Version).Order().ShouldBe(Enumerable.Range(1, 8));
        (await CountAsync("SELECT count(*) FROM runtime.start_timers WHERE package_key = $1 AND package_version = 8", "much")).ShouldBe(1);
        (await CountAsync("SELECT count(*) FROM runtime.start_timers WHERE package_key = $1", "much")).ShouldBe(1);
    }

    private static PackageContent EachNotTheOther => Models.Package("each", Models.Process("each", $"""
        <bpmn:startEvent id="start"/>
        <bpmn:parallelGateway id="fork"/>
        <bpmn:userTask id="first">{Not("second")}</bpmn:userTask>
        <bpmn:userTask id="second">{Not("first")}</bpmn:userTask>
        <bpmn:parallelGateway id="join"/>
        <bpmn:endEvent id="end"/>
        """, "start>fork", "fork>first", "fork>second", "first>join", "second>join", "join>end"));

    private static string Not(string element) => $"""
        <bpmn:extensionElements><zeebe:userTask/><zeebe:taskHeaders><zeebe:header key="notPerformedBy" value="{element}"/></zeebe:taskHeaders></bpmn:extensionElements>
        """;

    private static PackageContent Moving(string more, params string[] flows) => Models.Package("moving", Models.Process("moving", $"""
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="check">{Anybody}</bpmn:userTask>
        {more}
        <bpmn:endEvent id="end"/>
        """, ["start>check", .. flows]));

    private async Task HoldAsync(Meeting meeting, Func<Ring, Task<Contest>> prepare)
    {
        await using var ring = await Ring.CreateAsync(database);
        await ring.HoldAsync(() => prepare(ring), meeting, Seed);
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        var checker = new HistoryChecker(connection);
        await checker.ExecuteAsync(HistoryChecker.Schema);
        (await checker.CheckAsync(HistoryChecker.OfHistory)).ShouldBeEmpty();
    }

    private static async Task<(InstanceView Instance, Guid Task)> TaskAsync(Ring ring, PackageContent content, string element)
    {
        var instance = await ring.Left.StartInstanceAsync(content);
        return (instance, (await ring.Right.TaskAsync(instance, element)).TaskId);
    }

    private static OperationContext Person(string name) => new("ogre", name);

    private static async Task<EngineRefusal?> CompleteAsync(TestNode node, Guid task, string person) =>
        (await node.Engine.CompleteTaskAsync(task, FeelContext.Empty, Person(person))).Refusal;

    private static async Task<EngineRefusal?> FireAsync(TestNode node, Guid timer) =>
        (await node.Engine.Node.Stepper.RunAsync(
            new StepRequest(EngineIds.InstanceOf(timer), new FireTimer(EngineIds.NumberOf(timer)), OperationContext.Engine("ogre")) { PartId = timer },
            CancellationToken.None)).Refusal;

    private static async Task<EngineRefusal?> PublishAsync(TestNode node, string key, string id, string name = "answer") =>
        (await node.Engine.PublishMessageAsync(name, key, id, TimeSpan.FromHours(1), FeelContext.Empty, TestNode.Anna)).Refusal;

    private static EngineRefusal Loser(EngineRefusal? left, EngineRefusal? right)
    {
        new[] { left, right }.Count(r => r is null).ShouldBe(1, $"exactly one is done; left: {left?.Text}, right: {right?.Text}");
        return (left ?? right)!;
    }

    private async Task EventsAsync(InstanceView instance, string operation, int times) => (await CountAsync(
        $"SELECT count(*) FROM runtime.events WHERE instance_id = '{instance.InstanceId}' AND operation = $1", operation)).ShouldBe(times);

    private async Task<long> CountAsync(string sql, string value)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class CombinatorialMeetingsAttribute() : ClassDataAttribute(typeof(Meetings));

    private sealed class Meetings : TheoryData<Meeting>
    {
        public Meetings() => AddRange(Enum.GetValues<Meeting>());
    }
}
