using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DigiSoc.Runtime.Tests.Observing;

/// <summary>What the engine tells about itself reaches any listener of .NET's own kind.</summary>
public sealed class MetersTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Run_OfAnInstance_IsSeenInMetersAndTraces()
    {
        var shortest = new ConcurrentDictionary<string, double>();
        var measured = new ConcurrentDictionary<string, double>();
        var outcomes = new ConcurrentQueue<string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "DigiSoc.Runtime")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (var (name, word) in tags)
            {
                if (name == "outcome")
                {
                    outcomes.Enqueue($"{word}");
                }
            }
        });
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            shortest.AddOrUpdate(instrument.Name, value, (_, least) => Math.Min(least, value));
        });
        meters.Start();
        var activities = new ConcurrentQueue<Activity>();
        using var traces = Listen(activities);
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Fetch);

        await node.EndAsync(instance);

        measured["digisoc.engine.steps"].ShouldBeGreaterThanOrEqualTo(2);
        measured["digisoc.engine.jobs"].ShouldBeGreaterThanOrEqualTo(1);
        measured["digisoc.engine.commit.duration"].ShouldBeGreaterThan(0);
        shortest["digisoc.engine.commit.duration"].ShouldBeLessThan(0.1, "in seconds");
        await JobGoesOnAsync(node, activities, instance);
        outcomes.ShouldContain("completed");
    }

    // The row carries the trace to whichever node takes the job.
    [Fact]
    public async Task Job_TakenByAnotherNode_GoesOnWithTheTrace()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var traces = Listen(activities);
        await using var calls = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });
        var instance = await calls.StartInstanceAsync(Models.Fetch);
        await using var node = await TestNode.StartAsync(database);

        await node.EndAsync(instance);

        await JobGoesOnAsync(node, activities, instance);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> activities)
    {
        var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "DigiSoc.Runtime",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);
        return traces;
    }

    private static async Task JobGoesOnAsync(TestNode node, ConcurrentQueue<Activity> activities, InstanceView instance)
    {
        bool IsOf(Activity activity) => Equals(activity.GetTagItem("digisoc.instance"), instance.InstanceId);
        var job = await node.UntilAsync(
            () => Task.FromResult(activities.FirstOrDefault(a => a.OperationName == "engine.job" && IsOf(a))), "the job's trace");
        var start = activities.First(a => a.OperationName == "engine.step" && Equals(a.GetTagItem("digisoc.operation"), "StartInstance") && IsOf(a));
        (job.TraceId, job.ParentSpanId).ShouldBe((start.TraceId, start.SpanId), "the job goes on with the trace of the step that made it");
    }
}
