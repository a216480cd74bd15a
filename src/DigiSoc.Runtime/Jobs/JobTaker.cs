using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>Takes due jobs from the database whenever this node has places free.</summary>
internal sealed class JobTaker(Database database, JobRunner runner, EngineOptions options, Pulses pulses)
{
    public async Task RoundAsync(CancellationToken ct)
    {
        var free = Math.Min(runner.Free, options.JobConcurrency * 2);
        if (free > 0 && runner.Types.Count > 0)
        {
            var taken = await TakeAsync(free, ct);
            runner.HasBacklog = taken == free;
            if (runner.HasBacklog)
            {
                return; // There is more: look again at once, if places are left.
            }
        }

        await pulses.Jobs.WaitAsync(options.PollInterval, ct);
    }

    private async Task<int> TakeAsync(int free, CancellationToken ct)
    {
        var share = Math.Max(1, free / 2);
        var statement = new Statement(
            Sql.TakeJobs,
            Value.Texts(runner.Types),
            Value.Int(free),
            Value.Int(share),
            Value.Text(options.NodeName),
            Value.Span(options.Lease));
        var jobs = await database.ListAsync(
            statement,
            row => new HeldJob(row.GetGuid(0), row.GetString(5), row.GetString(1), row.GetInt32(3), row.GetInt32(4), null, null),
            ct);
        foreach (var job in jobs)
        {
            runner.EnqueueTaken(job);
        }

        return jobs.Count;
    }
}
