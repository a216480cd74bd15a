using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>Takes due jobs from the database whenever this node has places free.</summary>
internal sealed class JobTaker(Database database, JobRunner runner, EngineOptions options, Pulses pulses)
{
    // Each gives up to its share of rows to lock for a moment; the next round comes to others.
    private const int InstitutionsARound = 8;

    /// <summary>How long jobs of others may wait behind the ones this node keeps from its own steps.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(50);

    public async Task RoundAsync(CancellationToken ct)
    {
        await WaitForShortLineAsync(ct);
        var free = Math.Min(runner.Free, options.JobConcurrency * 2);
        if (free > 0 && runner.Types.Count > 0)
        {
            var taken = await TakeAsync(free, ct);
            runner.HasBacklog = taken > 0 || runner.IsAnyShareUsedUp;
            if (taken == free)
            {
                return; // There is more: look again at once, if places are left.
            }
        }

        await pulses.Jobs.WaitAsync(options.PollInterval, ct);
    }

    // What is taken goes behind the line: while that has work for every worker nothing is gained by looking, and a look that
    // finds one place free costs what one that finds thirty does. The steps of this node may keep the line long for ever;
    // jobs of institutions that have none in it must come to their turn all the same.
    private async Task WaitForShortLineAsync(CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var waited = TimeSpan.Zero; runner.IsLineLong && waited < Patience; waited = TimeProvider.System.GetElapsedTime(since))
        {
            await runner.Drained.WaitAsync(Patience - waited, ct);
        }
    }

    private async Task<int> TakeAsync(int free, CancellationToken ct)
    {
        var shares = runner.Shares;
        var statement = new Statement(
            Sql.TakeJobs,
            Value.Texts(runner.Types),
            Value.Int(free),
            Value.Int(InstitutionsARound),
            Value.Text(options.NodeName),
            Value.Span(options.Lease),
            Value.Texts(shares.Keys),
            Value.Ints(shares.Values),
            Value.Int(runner.LargestShare));
        var jobs = await database.ListAsync(
            statement,
            row => new HeldJob(
                row.GetGuid(0), row.GetString(4), row.GetString(1), row.GetInt32(2), row.GetInt32(3), null, null, row.GetInt64(6), Trace: row.IsDBNull(5) ? null : row.GetString(5)),
            ct);
        foreach (var job in jobs)
        {
            runner.EnqueueTaken(job);
        }

        return jobs.Count;
    }
}
