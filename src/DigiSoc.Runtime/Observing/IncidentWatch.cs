using System.Diagnostics.Metrics;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Observing;

/// <summary>Tells how many incidents are open in the whole database, and how long the oldest has waited for a person.</summary>
/// <remarks>
/// Every working node looks four times a minute, beside all steps, and answers scrapes from what it saw: each tells the same, so a
/// board takes the greatest and not the sum. When the last look is older than three rounds nothing is told: better no number than an old one.
/// </remarks>
internal sealed class IncidentWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    // Only open ones have a row; they are few, or their number is the news.
    private const string Open = "SELECT count(*), min(raised_at) FROM runtime.incidents";

    private sealed record Seen(long Count, DateTimeOffset? OldestAt, DateTimeOffset At);

    private readonly Meter _meter = new(Meters.Name);
    private readonly Database _database;
    private readonly EngineClock _clock;
    private volatile Seen? _seen;

    public IncidentWatch(Database database, EngineClock clock)
    {
        (_database, _clock) = (database, clock);
        _meter.CreateObservableGauge("digisoc.engine.incidents", () => Tell(seen => seen.Count), "{incident}", "Open incidents, of all institutions.");
        _meter.CreateObservableGauge(
            "digisoc.engine.incident.age",
            () => Tell(seen => seen.OldestAt is { } oldest ? Math.Max(0, (_clock.Now - oldest).TotalSeconds) : 0),
            "s",
            "How long the oldest open incident has waited; 0: none is open.");
    }

    public async Task RoundAsync(CancellationToken ct)
    {
        await LookAsync(ct);
        await Task.Delay(Interval, ct);
    }

    public async Task LookAsync(CancellationToken ct) => _seen = (await _database.ListAsync(
        new(Open),
        row => new Seen(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1), _clock.Now),
        ct))[0];

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Tell<T>(Func<Seen, T> value) where T : struct =>
        _seen is { } seen && _clock.Now - seen.At < 3 * Interval ? [new(value(seen))] : [];
}
