namespace DigiSoc.Benchmarks.Measuring;

/// <summary>How often something can be done in a second of processor time, and what it allocates.</summary>
/// <remarks>Processor time, not the clock's: what else runs on the machine takes turns, and would be measured too.</remarks>
/// <param name="PerSecond">Operations a second: the median of the rounds.</param>
/// <param name="BytesEach">Bytes allocated by each operation.</param>
internal sealed record Rate(double PerSecond, double BytesEach)
{
    private const int Rounds = 5;
    private const int Batch = 512;

    /// <summary>Measures work in rounds of the given processor time, after a warm-up as long as all of them.</summary>
    public static Rate Of(Action work, TimeSpan round)
    {
        Round(work, round * Rounds);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(work, round)).OrderBy(rate => rate).ToList();
        return new Rate(rounds[Rounds / 2], Bytes(work));
    }

    private static double Round(Action work, TimeSpan length)
    {
        var start = Environment.CpuUsage.TotalTime;
        var done = 0L;
        var spent = TimeSpan.Zero;
        while (spent < length)
        {
            for (var at = 0; at < Batch; at++)
            {
                work();
            }

            done += Batch;
            spent = Environment.CpuUsage.TotalTime - start;
        }

        return done / spent.TotalSeconds;
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
