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
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "DigiSoc.Runtime")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            shortest.AddOrUpdate(instrument.Name, value, (_, least) => Math.Min(least, value));
        });
        meters.Start();
        var activities = new ConcurrentQueue<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "DigiSoc.Runtime",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);
        await using var node = await TestNode.StartAsync(database);
        var instance = await node.StartInstanceAsync(Models.Fetch);

        await node.EndAsync(instance);

        measured["digisoc.engine.steps"].ShouldBeGreaterThanOrEqualTo(2);
        measured["digisoc.engine.jobs"].ShouldBeGreaterThanOrEqualTo(1);
        measured["digisoc.engine.commit.duration"].ShouldBeGreaterThan(0);
        shortest["digisoc.engine.commit.duration"].ShouldBeLessThan(0.1, "in seconds");
        await node.UntilAsync<object>(
            () => Task.FromResult<object?>(activities.Any(a => a.OperationName == "engine.job" && Equals(a.GetTagItem("digisoc.instance"), instance.InstanceId)) ? true : null),
            "the job's trace");
        activities.ShouldContain(a => a.OperationName == "engine.step" && Equals(a.GetTagItem("digisoc.operation"), "StartInstance"));
    }
}
