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
        var places = runner.Types.Count > 0 ? runner.SetAside(options.JobConcurrency * 2) : PlacesAside.None;
        if (places.Count > 0)
        {
            var taken = await TakeAsync(places, ct);
            runner.HasBacklog = taken > 0 || runner.IsAnyShareUsedUp;
            if (taken == places.Count)
            {
                return; // There is more: look again at once, if places are left.
            }
        }
        else if (runner.Types.Count > 0)
        {
            runner.HasBacklog = true; // It may have: who ends a job has this node look.
            if (runner.Free > 0)
            {
                return; // One has ended before that was known.
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

    private async Task<int> TakeAsync(PlacesAside places, CancellationToken ct)
    {
        List<HeldJob> taken = [];
        try
        {
            taken = await database.ListAsync(
                new(
                    Sql.TakeJobs,
                    Value.Texts(runner.Types),
                    Value.Int(places.Count),
                    Value.Int(InstitutionsARound),
                    Value.Text(options.NodeName),
                    Value.Span(options.Lease),
                    Value.Texts(places.Shares.Keys),
                    Value.Ints(places.Shares.Values),
                    Value.Int(places.LargestShare)),
                row => new HeldJob(
                    row.GetGuid(0), row.GetString(4), row.GetString(1), row.GetInt32(2), row.GetInt32(3), null, null, row.GetInt64(6), Trace: row.IsDBNull(5) ? null : row.GetString(5)),
                ct);
        }
        finally
        {
            runner.EnqueueTaken(taken);
        }

        return taken.Count;
    }
}
