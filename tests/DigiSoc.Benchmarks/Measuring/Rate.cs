using System.Diagnostics;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>How often something can be done in a second, and what it allocates.</summary>
/// <param name="PerSecond">Operations a second: the median of the rounds.</param>
/// <param name="BytesEach">Bytes allocated by each operation.</param>
internal sealed record Rate(double PerSecond, double BytesEach)
{
    private const int Rounds = 5;
    private const int Batch = 64;

    /// <summary>Measures work in rounds of the given length, after a warm-up as long as all of them.</summary>
    public static Rate Of(Action work, TimeSpan round)
    {
        Round(work, round * Rounds);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(work, round)).OrderBy(rate => rate).ToList();
        return new Rate(rounds[Rounds / 2], Bytes(work));
    }

    private static double Round(Action work, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        var done = 0L;
        while (watch.Elapsed < length)
        {
            for (var at = 0; at < Batch; at++)
            {
                work();
            }

            done += Batch;
        }

        return done / watch.Elapsed.TotalSeconds;
    }

    private static double Bytes(Action work)
    {
        const int times = 10_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < times; at++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }
}
