using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>Frees the jobs whose leases have ended: those of a node that is gone, or that does not answer any more.</summary>
/// <remarks>
/// Every node watches over all, so that none is needed for it. The job's attempt is counted when it is taken again; the
/// answer of the one that had it is refused from now on.
/// </remarks>
internal sealed class LeaseWatch(Database database, GoneRuns runs, EngineOptions options, Pulses pulses)
{
    // Of a node that went down with a long line there may be more.
    private const int Batch = 1000;

    public async Task RoundAsync(CancellationToken ct)
    {
        var freed = await database.ExecuteAsync(ct, new Statement(Sql.FreeJobs, Value.Int(Batch)));
        if (freed > 0)
        {
            pulses.Jobs.Tell();
        }

        await runs.LookAsync(ct);
        if (freed < Batch)
        {
            await Task.Delay(options.PollInterval, ct);
        }
    }
}
