using System.Diagnostics;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>Clients that do one thing after the other, all at once: a closed loop.</summary>
internal static class Load
{
    /// <summary>Runs clients for a time; the first call of each, which opens its connection, is not counted.</summary>
    /// <param name="clients">How many at once.</param>
    /// <param name="time">How long.</param>
    /// <param name="once">One operation of the client with the given number; milliseconds it took, or null when it was none.</param>
    public static async Task<Latencies> ForAsync(int clients, TimeSpan time, Func<int, Task<double?>> once)
    {
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => once(client))));
        var taken = new List<double>[clients];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var mine = taken[client] = new List<double>(4096);
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                if (await once(client) is { } milliseconds)
                {
                    mine.Add(milliseconds);
                }
            }
        })));
        return new Latencies(taken.SelectMany(list => list), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>How long to run before measuring: every connection has then signed in and prepared its statements.</summary>
    public static TimeSpan WarmUp(TimeSpan time) => (time / 4) + TimeSpan.FromSeconds(1);

    /// <summary>Milliseconds of one operation.</summary>
    public static async Task<double?> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}

/// <summary>How long operations took.</summary>
internal sealed class Latencies
{
    private readonly double[] _sorted;

    public Latencies(IEnumerable<double> milliseconds, TimeSpan during)
    {
        _sorted = [.. milliseconds.Order()];
        During = during;
    }

    public TimeSpan During { get; }

    public int Count => _sorted.Length;

    public double PerSecond => Count / During.TotalSeconds;

    public double P50 => At(0.5);

    public double P99 => At(0.99);

    private double At(double share) => _sorted.Length == 0 ? double.NaN : _sorted[(int)((_sorted.Length - 1) * share)];
}

/// <summary>The middle of several rounds, so that a neighbour's burst does not count.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }
}
