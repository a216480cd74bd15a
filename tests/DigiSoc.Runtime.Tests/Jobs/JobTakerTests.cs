using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime.Tests;

/// <summary>When a node looks for jobs.</summary>
public sealed class JobTakerTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Round_LineHasWorkForEveryWorker_LooksWhenItIsShort()
    {
        var options = new EngineOptions { ConnectionString = database.ConnectionString, JobConcurrency = 1, PollInterval = TimeSpan.FromMilliseconds(10) };
        await using var asked = new Database(options);
        var pulses = new Pulses();
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var runner = new JobRunner([new Handler()], options, new(options, new(TimeProvider.System, true)), pulses, NullLogger.Instance);
        runner.Start(async (_, _, _) =>
        {
            begun.TrySetResult();
            await goOn.Task;
        });
        runner.EnqueueTaken([Job()]);
        await begun.Task; // It is out of the line.
        runner.EnqueueTaken([Job()]);

        var round = new JobTaker(asked, runner, options, pulses) { Patience = TimeSpan.FromMinutes(5) }.RoundAsync(CancellationToken.None);
        await asked.ListAsync(new("SELECT 1"), row => row.GetInt32(0), CancellationToken.None); // Longer than a look takes to begin.
        var before = asked.Trips.Trips;
        goOn.SetResult();
        await round.WaitAsync(TimeSpan.FromSeconds(20));

        before.ShouldBe(1);
        asked.Trips.Trips.ShouldBe(2);
    }

    // A node whose own steps keep the line long must not let others' jobs wait for ever.
    [Fact]
    public async Task Round_LineStaysLong_LooksWhenPatienceEnds()
    {
        var options = new EngineOptions { ConnectionString = database.ConnectionString, JobConcurrency = 1, PollInterval = TimeSpan.FromMilliseconds(10) };
        await using var asked = new Database(options);
        var pulses = new Pulses();
        var goOn = new TaskCompletionSource();
        await using var runner = new JobRunner([new Handler()], options, new(options, new(TimeProvider.System, true)), pulses, NullLogger.Instance);
        runner.Start((_, _, _) => goOn.Task);
        runner.EnqueueTaken([Job()]);
        runner.EnqueueTaken([Job()]);

        await new JobTaker(asked, runner, options, pulses).RoundAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        asked.Trips.Trips.ShouldBe(1);
        goOn.SetResult();
    }

    // What was announced while all places were taken is looked for when one is free, and not only after the poll interval.
    [Fact]
    public async Task Round_NoPlaceFree_EndsWhenAJobDoes()
    {
        var options = new EngineOptions { ConnectionString = database.ConnectionString, JobConcurrency = 1, PollInterval = TimeSpan.FromMinutes(5) };
        await using var asked = new Database(options);
        var pulses = new Pulses();
        var goOn = new TaskCompletionSource();
        await using var runner = new JobRunner([new Handler()], options, new(options, new(TimeProvider.System, true)), pulses, NullLogger.Instance);
        runner.Start((_, _, _) => goOn.Task);
        runner.EnqueueTaken([Job(), Job(), Job(), Job()]);
        var looking = new JobTaker(asked, runner, options, pulses) { Patience = TimeSpan.Zero }.RoundAsync(CancellationToken.None);
        looking.IsCompleted.ShouldBeFalse();
        asked.Trips.Trips.ShouldBe(0);

        goOn.SetResult();

        await looking.WaitAsync(TimeSpan.FromSeconds(20));
    }

    // What the look brings is as much as was free when it began. What this node's own steps make meanwhile must leave that free, or the
    // node holds more than it may and another stands idle beside it.
    [Fact]
    public async Task Round_OwnStepsMakeJobsDuringTheLook_NodeHoldsNoMoreThanItsPlaces()
    {
        await using var steps = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });
        for (var i = 0; i < 4; i++)
        {
            await steps.StartInstanceAsync(Models.Package("idling", Models.Process("idling", """
                <bpmn:startEvent id="start"/>
                <bpmn:serviceTask id="idle"><bpmn:extensionElements><zeebe:taskDefinition type="idle"/></bpmn:extensionElements></bpmn:serviceTask>
                <bpmn:endEvent id="end"/>
                """, "start>idle", "idle>end")));
        }

        var options = new EngineOptions { ConnectionString = database.ConnectionString, JobConcurrency = 1, PollInterval = TimeSpan.FromMilliseconds(10) };
        await using var asked = new Database(options);
        var pulses = new Pulses();
        var goOn = new TaskCompletionSource();
        await using var runner = new JobRunner([new Handler()], options, new(options, new(TimeProvider.System, true)), pulses, NullLogger.Instance);
        runner.Start((_, _, _) => goOn.Task);
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var block = new Npgsql.NpgsqlCommand("LOCK TABLE runtime.jobs", connection, transaction);
        await block.ExecuteNonQueryAsync();

        var round = new JobTaker(asked, runner, options, pulses).RoundAsync(CancellationToken.None);
        await database.WaitForBlockedAsync(1);
        var own = Enumerable.Range(0, 20).Count(_ => runner.TryReserve("idle", TestNode.Anna.InstitutionId));
        await transaction.CommitAsync();
        await round.WaitAsync(TimeSpan.FromSeconds(20));

        var held = runner.Shares[TestNode.Anna.InstitutionId];
        held.ShouldBeGreaterThan(own, "the look brought something");
        held.ShouldBe(runner.LargestShare, "three of four places");
        goOn.SetResult();
    }

    private static HeldJob Job() => new(Guid.NewGuid(), TestNode.Anna.InstitutionId, "idle", 1, 1, null, null);

    private sealed class Handler : IJobHandler
    {
        public string Type => "idle";

        public Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct) => throw new InvalidOperationException("The runner of these tests has no jobs of its own.");
    }
}
