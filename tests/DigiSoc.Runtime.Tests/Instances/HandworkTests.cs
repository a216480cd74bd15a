using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Instances;

/// <summary>What people change by hand: moved tokens, corrected variables, retried incidents, migrations in bulk; with reason and trace.</summary>
public sealed class HandworkTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly EngineOptions Quick = new()
    {
        ConnectionString = "",
        PollInterval = TimeSpan.FromMilliseconds(50),
        Housekeeping = false,
        RetryPolicies = new Dictionary<string, RetryPolicy> { ["fetch"] = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)) },
    };

    [Fact]
    public async Task Modify_RestartsAStep_WithReasonAndActorInTheHistory()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "first")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var where = (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!;
        var second = where.State.Elements.Single(e => e.ElementId == "second");
        Modification[] back = [new TerminateElement(second.Id), new ActivateElement("first")];

        (await node.Engine.ModifyInstanceAsync(instance.InstanceId, back, " ", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-406");
        var foreseen = (await node.Engine.ForeseeModificationAsync(instance.InstanceId, back, TestNode.Boss)).OrThrow();
        (await node.TaskAsync(instance, "second")).ShouldNotBeNull("what is foreseen is not done");
        (await node.Engine.ModifyInstanceAsync(instance.InstanceId, back, "wrong person", TestNode.Boss)).OrThrow();

        foreseen.Instances.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => one.Before!.Elements.ShouldContain(element => element.Id == second.Id),
            one => one.After.Elements.Select(element => element.ElementId).ShouldBe(["four-eyes", "first"]),
            one => one.Effects.OfType<CreateUserTask>().Single().ElementId.ShouldBe("first"),
            one => one.Effects.OfType<EndUserTask>().ShouldHaveSingleItem());

        (await node.Engine.TasksAsync(new() { BusinessKey = instance.BusinessKey }, TestNode.Boss)).Items.ShouldHaveSingleItem().ElementId.ShouldBe("first");
        var entry = (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).Single(h => h.Operation == "ModifyInstance");
        entry.Actor.ShouldBe("boss");
        entry.Events.GetRawText().ShouldContain("wrong person");
    }

    [Fact]
    public async Task Modify_InstanceMovedOnSinceItWasLookedAt_IsRefused()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        Modification[] change = [new ChangeVariables(FeelContext.Of(("income", FeelValue.Of(120))))];
        var foreseen = (await node.Engine.ForeseeModificationAsync(instance.InstanceId, change, TestNode.Boss)).OrThrow();
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "first")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();

        var late = await node.Engine.ModifyInstanceAsync(instance.InstanceId, change, "typed wrongly", TestNode.Boss, foreseen.Revision);
        var again = (await node.Engine.ForeseeModificationAsync(instance.InstanceId, change, TestNode.Boss)).OrThrow();

        late.Refusal!.Code.ShouldBe("RUN-215");
        again.Revision.ShouldBeGreaterThan(foreseen.Revision);
        (await node.Engine.ModifyInstanceAsync(instance.InstanceId, change, "typed wrongly", TestNode.Boss, again.Revision)).OrThrow();
    }

    [Fact]
    public async Task Foresee_CallEnded_TellsWhatEndsInTheCalledInstance()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        var instance = await node.StartInstanceAsync(Models.Calling);
        var inner = await node.TaskAsync(instance, "inner");
        var call = (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Waits.Single(wait => wait.Kind == WaitKind.Child);

        var foreseen = (await node.Engine.ForeseeModificationAsync(instance.InstanceId, [new TerminateElement(call.ElementInstanceId)], TestNode.Boss)).OrThrow();

        var called = foreseen.Instances.Single(one => one.Instance.InstanceId != instance.InstanceId);
        called.Before!.Waits.ShouldContain(wait => wait.Id == EngineIds.NumberOf(inner.TaskId));
        called.After.Status.ShouldBe(InstanceStatus.Canceled);
        called.Effects.OfType<EndUserTask>().Single().WaitId.ShouldBe(EngineIds.NumberOf(inner.TaskId));
        (await node.Engine.FindTaskAsync(inner.TaskId, TestNode.Boss)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Modify_UnknownElement_IsRefusedAndChangesNothing()
    {
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.FourEyes);

        var answer = await node.Engine.ModifyInstanceAsync(instance.InstanceId, [new ActivateElement("nowhere")], "try", TestNode.Boss);

        answer.Refusal!.Text.ShouldContain("nowhere");
        (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss)).ShouldNotContain(h => h.Operation == "ModifyInstance");
    }

    [Fact]
    public async Task Modify_OneVariable_HasItsReasonInTheHistory()
    {
        await using var node = await TestNode.StartAsync(database, options: Quick);
        var instance = await node.StartInstanceAsync(Models.FourEyes);
        Modification[] change = [new ChangeVariables(FeelContext.Of(("income", FeelValue.Of(120))))];

        (await node.Engine.ModifyInstanceAsync(instance.InstanceId, change, "", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-406");
        (await node.Engine.ModifyInstanceAsync(instance.InstanceId, change, "typed wrongly", TestNode.Boss)).OrThrow();

        (await node.Engine.WhereAsync(instance.InstanceId, TestNode.Boss))!.State.Variables["income"].ShouldBe(FeelValue.Of(120));
        var last = (await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss))[^1];
        last.Actor.ShouldBe("boss");
        last.Events.ToString().ShouldContain("typed wrongly");
        last.Events.ToString().ShouldContain("VariablesSet");
    }

    [Fact]
    public async Task Incidents_RetriedInBulk_EachHasItsVerdict()
    {
        var isUp = false;
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [new Handler("fetch", _ =>
            Task.FromResult(Volatile.Read(ref isUp) ? JobOutcome.Completed() : JobOutcome.Failed("TEST-1", "down", retryable: false)))]);
        var instances = new List<InstanceView>();
        for (var i = 0; i < 25; i++)
        {
            instances.Add(await node.StartInstanceAsync(Models.Fetch));
        }

        var incidents = await node.UntilAsync(
            async () => (await node.Engine.IncidentsAsync(TestNode.Boss, size: 200)).Items is { Count: 25 } all ? all : null, "25 incidents");
        Volatile.Write(ref isUp, true);
        var gone = EngineIds.Part(instances[0].InstanceId, 999);
        var verdicts = await node.Engine.RetryIncidentsAsync([.. incidents.Select(i => i.IncidentId), gone], TestNode.Boss);

        verdicts.Count(v => v.IsDone).ShouldBe(25);
        verdicts.Single(v => !v.IsDone).ShouldSatisfyAllConditions(v => v.Id.ShouldBe(gone), v => v.Refusal!.Code.ShouldBe("RUN-401"));
        foreach (var instance in instances)
        {
            await node.EndAsync(instance);
        }
    }

    [Fact]
    public async Task Incident_VariablesCorrectedAndRetried_GoesOnWithThem()
    {
        await using var node = await TestNode.StartAsync(database, options: Quick, handlers: [new Handler("fetch", job =>
            Task.FromResult(job.Variables["number"].Equals(FeelValue.Of("right"))
                ? JobOutcome.Completed()
                : JobOutcome.Failed("TEST-1", "unknown number", retryable: false)))]);
        var instance = await node.StartInstanceAsync(Models.Fetch, FeelContext.Of(("number", FeelValue.Of("wrong"))));
        var incident = await node.UntilAsync(
            async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var first, ..] ? first : null, "incident", instance);

        (await node.Engine.RetryIncidentAsync(incident.IncidentId, TestNode.Boss with { Reason = "typing error" }, FeelContext.Of(("number", FeelValue.Of("right"))))).OrThrow();

        await node.EndAsync(instance);
        var history = await node.Engine.HistoryAsync(instance.BusinessKey, TestNode.Boss);
        history[2].Events.ToString().ShouldContain("VariablesSet");
        history.Select(h => h.Operation).ShouldBe(["StartInstance", "FailJob", "ResolveIncident", "CompleteJob"]);
    }

    [Fact]
    public async Task Migrate_ManyByPlan_GivesAVerdictForEach_DryAndReal()
    {
        await using var node = await TestNode.StartAsync(database);
        var movable = await node.StartInstanceAsync(Models.FourEyes);
        var stuck = await node.StartInstanceAsync(Models.FourEyes);
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(stuck, "first")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var target = (await node.Engine.DeployAsync(WithoutSecond, TestNode.Boss)).OrThrow().Package.Version;
        var plan = new MigrationPlan(new Dictionary<string, string> { ["first"] = "opened" });
        var unknown = EngineIds.NewInstance(node.Clock.GetUtcNow());
        Guid[] all = [movable.InstanceId, stuck.InstanceId, unknown];

        var dry = await node.Engine.MigrateAsync(all, target, plan, "law of 1 July", TestNode.Boss, dryRun: true);
        var versionsAfterDry = await VersionsAsync();
        var real = await node.Engine.MigrateAsync(all, target, plan, "law of 1 July", TestNode.Boss, dryRun: false);

        dry.Select(v => v.IsDone).ShouldBe([true, false, false]);
        dry[1].Refusal!.Text.ShouldContain("second");
        dry[2].Refusal!.Code.ShouldBe("RUN-201");
        versionsAfterDry.ShouldBe([target - 1, target - 1]);
        real.Select(v => v.IsDone).ShouldBe([true, false, false]);
        (await VersionsAsync()).ShouldBe([target, target - 1]);
        var task = await node.TaskAsync(movable, "opened");
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await node.EndAsync(movable);

        async Task<int[]> VersionsAsync() =>
        [
            (await node.Engine.FindInstanceAsync(movable.InstanceId, TestNode.Boss))!.PackageVersion,
            (await node.Engine.FindInstanceAsync(stuck.InstanceId, TestNode.Boss))!.PackageVersion,
        ];
    }

    [Fact]
    public async Task StartTimer_DueThreeTimes_StartsThreeInstancesOnTwoNodes()
    {
        var clock = new TestClock();
        await using var one = await TestNode.StartAsync(database, clock);
        await using var two = await TestNode.StartAsync(database, clock);
        (await one.Engine.DeployAsync(Models.Package("hourly", Models.Process("hourly", """
            <bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
            <bpmn:endEvent id="end"/>
            """, "start>end")), TestNode.Boss)).OrThrow();

        for (var hour = 1; hour <= 5; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await one.UntilAsync<object>(async () => await StartedAsync() >= Math.Min(hour, 3) ? true : null, $"start {hour}");
        }

        (await StartedAsync()).ShouldBe(3);

        async Task<long> StartedAsync()
        {
            await using var count = database.Owner.CreateCommand("SELECT count(*) FROM runtime.instances WHERE process_id = 'hourly'");
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }

    /// <summary>Each month on its last day: counted from the deployment, not from the firing before.</summary>
    [Theory]
    [InlineData("monthly", "R/P1M")]
    [InlineData("monthly-from", "R4/2027-01-31T12:00/P1M")]
    public async Task StartTimer_OfMonths_KeepsItsDay(string process, string cycle)
    {
        var clock = new TestClock();
        clock.Advance(new DateTimeOffset(2026, 12, 31, 10, 0, 0, TimeSpan.Zero) - clock.GetUtcNow());
        await using var node = await TestNode.StartAsync(database, clock);
        (await node.Engine.DeployAsync(Models.Package(process, Models.Process(process, $"""
            <bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">{cycle}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
            <bpmn:endEvent id="end"/>
            """, "start>end")), TestNode.Boss)).OrThrow();

        List<string> days = [];
        for (var fired = 0; fired < 4; fired++)
        {
            var due = (DateTime)await node.UntilAsync(() => ValueAsync($"SELECT due_at FROM runtime.start_timers WHERE process_id = '{process}' AND fired = {fired}"), $"firing {fired}");
            days.Add($"{due:MM-dd HH}");
            clock.Advance(due - clock.GetUtcNow().UtcDateTime);
        }

        days.ShouldBe(["01-31 10", "02-28 10", "03-31 09", "04-30 09"]);

        async Task<object?> ValueAsync(string sql)
        {
            await using var command = database.Owner.CreateCommand(sql);
            return await command.ExecuteScalarAsync();
        }
    }

    // `first` is renamed, `second` is gone.
    private static PackageContent WithoutSecond => Models.Package("four-eyes", Models.Process("four-eyes", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="opened">
          <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>opened", "opened>end"));
}
