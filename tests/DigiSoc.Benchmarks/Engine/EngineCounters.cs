using System.Diagnostics.Metrics;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Steps and commits of the engines in this program, as they tell them by .NET's own meter.</summary>
internal sealed class EngineCounters : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _steps;
    private long _commits;

    public EngineCounters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "digisoc.engine.steps" or "digisoc.engine.commit.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _steps, count));
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _commits));
        _listener.Start();
    }

    public long Steps => Interlocked.Read(ref _steps);

    public long Commits => Interlocked.Read(ref _commits);

    public void Dispose() => _listener.Dispose();
}
