using DigiSoc.Feel;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Timers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DigiSoc.Runtime.Tests;

/// <summary>
/// What the hot paths ask of the database, exactly: one round trip or statement more fails here. The node's loops do not
/// run; each is driven by hand. Loaded packages and remembered states are warm, as they are on a node at work.
/// </summary>
public sealed class RoundTripTests(EngineDatabase database) : IClassFixture<EngineDatabase>, IAsyncLifetime
{
    // Job and timer of its own, so that what other tests leave waiting is not taken with them.
    private static readonly PackageContent Asking = Models.Package("asking", Models.Process("asking", """
        <bpmn:startEvent id="start"/>
        <bpmn:serviceTask id="ask"><bpmn:extensionElements><zeebe:taskDefinition type="ask"/></bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:userTask id="read"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>ask", "ask>read", "read>end"));

    private static readonly PackageContent Dozing = Models.Package("dozing", Models.Process("dozing", """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateCatchEvent id="doze">
          <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S</bpmn:timeDuration></bpmn:timerEventDefinition>
        </bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>doze", "doze>end"));

    private readonly TestClock _clock = new();
    private EngineOptions _options = null!;
    private Engine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _options = new() { ConnectionString = database.ConnectionString, Housekeeping = false, PollInterval = TimeSpan.FromMilliseconds(10) };
        _engine = Engine.Create(_options, [], [], _clock);
        foreach (var package in new[] { Models.Walk, Models.Waiting, Asking, Dozing })
        {
            (await _engine.DeployAsync(package, TestNode.Boss)).OrThrow();
        }

        await StartAsync("walk"); // Loads the package.
        await StartAsync("waiting", ("reference", FeelValue.Of("nobody")));
        await _engine.ModelAsync("asking", 1, "asking");
        await _engine.ModelAsync("dozing", 1, "dozing");
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    // Instance with its event, task.
    [Fact]
    public async Task Start_UpToATask_IsOneTrip() => (await CountAsync(() => StartAsync("walk"))).ShouldBe((1, 2));

    // Reading the task: institution, row. Writing it: revision with the event, row.
    [Fact]
    public async Task Claim_IsTwoTrips()
    {
        var task = await TaskAsync(await StartAsync("walk"));

        (await CountAsync(async () => (await _engine.ClaimTaskAsync(task, TestNode.Anna)).OrThrow())).ShouldBe((2, 4));
    }

    // Instance with its event, task gone, job. (Other nodes are told of it after the step, of many at once.)
    [Fact]
    public async Task Complete_TaskThisNodeKnows_IsOneTrip()
    {
        var task = await TaskAsync(await StartAsync("walk"));

        (await CountAsync(() => CompleteAsync(task))).ShouldBe((1, 3));
    }

    // The same; before it institution, task and instance are read together.
    [Fact]
    public async Task Complete_TaskOfAnotherNode_IsTwoTrips()
    {
        var task = await TaskAsync(await StartAsync("walk"));

        (await CountOnAnotherAsync(async node => (await node.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow())).ShouldBe((2, 6));
    }

    [Fact]
    public async Task Claim_TaskOfAnotherNode_IsTwoTrips()
    {
        var task = await TaskAsync(await StartAsync("walk"));

        (await CountOnAnotherAsync(async node => (await node.ClaimTaskAsync(task, TestNode.Anna)).OrThrow())).ShouldBe((2, 5));
    }

    // Taking: one statement, whatever the number of jobs. Its step: instance with its event, job gone, task.
    [Fact]
    public async Task Job_TakenAndCompleted_IsOneTripEach()
    {
        await StartAsync("asking");
        var done = new TaskCompletionSource();
        var node = _engine.Node;
        var pulses = new Pulses();
        await using var runner = new JobRunner([new Handler("ask")], _options, new(_options, node.Clock), pulses, NullLogger.Instance);
        var execution = new JobExecution(
            node.Database, new(node.Database, node.Reader, node.Cache), node.Reader, node.Shelf, node.Stepper, node.HoldBook, _options, Guid.NewGuid(), node.Clock, NullLogger.Instance);
        runner.Start(async (job, handler, ct) =>
        {
            await execution.RunAsync(job, handler, ct);
            done.TrySetResult();
        });

        (await CountAsync(async () =>
        {
            await new JobTaker(node.Database, runner, _options, pulses).RoundAsync(CancellationToken.None);
            await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        })).ShouldBe((2, 4));
    }

    // Taking the due ones; the step: instance with its event, timer gone. A round that finds none looks when the next is due.
    [Fact]
    public async Task Timer_Fired_IsTwoTrips()
    {
        await StartAsync("dozing");
        _clock.Advance(TimeSpan.FromSeconds(2));
        var node = _engine.Node;

        (await CountAsync(() => new TimerLoop(node.Database, node.Reader, node.Stepper, _options, node.Clock, new Pulses(), NullLogger.Instance).RoundAsync(CancellationToken.None)))
            .ShouldBe((2, 3));
    }

    // Storing it, reading it, addressing it under the key's lock, the receiver's step, reading its fate.
    [Fact]
    public async Task Message_SomebodyWaits_IsFiveTrips()
    {
        await StartAsync("waiting", ("reference", FeelValue.Of("trip")));

        (await CountAsync(async () =>
            (await _engine.PublishMessageAsync("answer", "trip", null, TimeSpan.Zero, FeelContext.Empty, TestNode.Anna)).OrThrow())).ShouldBe((5, 8));
    }

    [Fact]
    public async Task TaskListPage_IsOneTrip() =>
        (await CountAsync(() => _engine.TasksAsync(new() { CandidateGroups = ["worker"] }, TestNode.Anna))).ShouldBe((1, 2));

    [Fact]
    public async Task TaskView_IsOneTrip()
    {
        var task = await TaskAsync(await StartAsync("walk"));

        (await CountAsync(() => _engine.FindTaskAsync(task, TestNode.Anna))).ShouldBe((1, 2));
    }

    // Instance, jobs, tasks, called instances, completed elements.
    [Fact]
    public async Task Whereabouts_IsOneTrip()
    {
        var instance = await StartAsync("walk");

        (await CountAsync(() => _engine.WhereAsync(instance, TestNode.Anna))).ShouldBe((1, 6));
    }

    [Fact]
    public async Task InstancesOfACase_IsOneTrip() => (await CountAsync(() => _engine.InstancesAsync("case", TestNode.Anna))).ShouldBe((1, 2));

    // Reading the instance as the institution; instance with its event, the task's rows.
    [Fact]
    public async Task Cancel_IsTwoTrips()
    {
        var instance = await StartAsync("walk");

        (await CountAsync(async () => (await _engine.CancelInstanceAsync(instance, "not needed", TestNode.Boss)).OrThrow())).ShouldBe((2, 4));
    }

    // What an observer writes without an answer goes with the step's own rows: no transaction is opened for it.
    [Fact]
    public async Task Start_WithWriter_IsOneTrip()
    {
        await using var written = Engine.Create(_options with { NodeName = "written" }, [], [new Writer()], _clock);
        await written.StartInstanceAsync(new("walk"), null, FeelContext.Empty, TestNode.Anna); // Loads the package.
        var trips = written.Node.Database.Trips;
        var before = (trips.Trips, trips.Statements);

        var started = (await written.StartInstanceAsync(new("walk"), "told", FeelContext.Empty, TestNode.Anna)).OrThrow();

        (trips.Trips - before.Trips, trips.Statements - before.Statements).ShouldBe((1, 3));
        await using var comments = database.Owner.CreateCommand("SELECT count(*) FROM runtime.task_comments WHERE task_id = $1");
        comments.Parameters.Add(new() { Value = started.InstanceId });
        (await comments.ExecuteScalarAsync()).ShouldBe(1L);
    }

    // Ten steps that commit together: one row of each array for each of them.
    [Fact]
    public async Task Start_TenTogether_SharesStatements()
    {
        var options = _options with { CommitLanes = 1, StepsPerCommit = 10, NodeName = "sharing" };
        await using var sharing = Engine.Create(options, [], [], _clock);
        await sharing.StartInstanceAsync(new("walk"), null, FeelContext.Empty, TestNode.Anna);
        var before = sharing.Node.Database.Trips.Statements;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => sharing.StartInstanceAsync(new("walk"), null, FeelContext.Empty, TestNode.Anna)));

        (sharing.Node.Database.Trips.Statements - before).ShouldBeLessThan(140); // Alone they are 400.
    }

    // By version: which one is the latest is asked anew when half a second has passed.
    private async Task<Guid> StartAsync(string package, params (string Name, FeelValue Value)[] variables) =>
        (await _engine.StartInstanceAsync(new(package, 1), null, FeelContext.Of(variables), TestNode.Anna)).OrThrow().InstanceId;

    private async Task<Guid> TaskAsync(Guid instance) =>
        (await _engine.WhereAsync(instance, TestNode.Boss))!.Waits.Single().PartId;

    private async Task CompleteAsync(Guid task) => (await _engine.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).OrThrow();

    private async Task<(long Trips, long Statements)> CountOnAnotherAsync(Func<Engine, Task> work)
    {
        await using var other = Engine.Create(_options with { NodeName = "other" }, [], [], _clock);
        await other.ModelAsync("walk", 1, "walk");
        var trips = other.Node.Database.Trips;
        var before = (trips.Trips, trips.Statements);
        await work(other);
        return (trips.Trips - before.Trips, trips.Statements - before.Statements);
    }

    private async Task<(long Trips, long Statements)> CountAsync(Func<Task> work)
    {
        var trips = _engine.Node.Database.Trips;
        var before = (trips.Trips, trips.Statements);
        await work();
        return (trips.Trips - before.Trips, trips.Statements - before.Statements);
    }

    /// <summary>Writes one row for each step.</summary>
    private sealed class Writer : IStepWriter
    {
        private const string Insert = """
            INSERT INTO runtime.task_comments (institution_id, business_key, task_id, author, text, at)
            SELECT i.institution_id, i.business_key, i.id, 'writer', $2, i.started_at FROM runtime.instances i WHERE i.id = $1
            """;

        public ValueTask<IReadOnlyList<NpgsqlBatchCommand>> WriteAsync(StepRecord step, CancellationToken ct) => new(
        [
            new NpgsqlBatchCommand(Insert) { Parameters = { new() { Value = step.InstanceId }, new() { Value = step.Operation } } },
        ]);
    }
}
