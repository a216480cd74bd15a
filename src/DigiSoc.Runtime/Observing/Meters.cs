using System.Diagnostics;
using System.Diagnostics.Metrics;
using DigiSoc.Runtime.Stepping;

namespace DigiSoc.Runtime.Observing;

/// <summary>What the engine tells about itself, by .NET's own meter and activity source, both named <c>DigiSoc.Runtime</c>; times in seconds.</summary>
internal static class Meters
{
    public const string Name = "DigiSoc.Runtime";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    public static readonly Counter<long> Steps = Meter.CreateCounter<long>("digisoc.engine.steps", "{step}", "Steps committed.");

    public static readonly Histogram<double> Commits =
        Meter.CreateHistogram("digisoc.engine.commit.duration", "s", "Time of one commit, shared or not.", advice: Buckets(
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10));

    public static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("digisoc.engine.conflicts", "{conflict}", "Steps begun again because another writer was first.");

    public static readonly Counter<long> JobsRun =
        Meter.CreateCounter<long>("digisoc.engine.jobs", "{job}", "Jobs run, by type and outcome.");

    public static readonly Counter<long> TimersFired =
        Meter.CreateCounter<long>("digisoc.engine.timers", "{timer}", "Timers fired.");

    public static readonly Histogram<double> TimerLag =
        Meter.CreateHistogram("digisoc.engine.timer.lag", "s", "How late a timer fired.", advice: Buckets(
            0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600));

    public static readonly Counter<long> LoopFailures =
        Meter.CreateCounter<long>("digisoc.engine.loop.failures", "{failure}", "Rounds of a work loop that failed, by loop.");

    public static void Committed(int steps, TimeSpan took)
    {
        Steps.Add(steps);
        Commits.Record(took.TotalSeconds);
    }

    public static Activity? Step(StepRequest request) =>
        Source.StartActivity("engine.step")
            ?.SetTag("digisoc.operation", request.Command.GetType().Name)
            .SetTag("digisoc.instance", request.InstanceId);

    /// <param name="job">What is begun.</param>
    /// <param name="trace">The step that made it, as W3C writes it: the trace goes on from there; null: one of its own.</param>
    public static Activity? Job(JobContext job, string? trace) =>
        Source.StartActivity("engine.job", ActivityKind.Consumer, trace)
            ?.SetTag("digisoc.job.type", job.Type)
            .SetTag("digisoc.job", job.JobId)
            .SetTag("digisoc.instance", job.InstanceId);

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
