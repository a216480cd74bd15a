using DigiSoc.Runtime.Observing;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime.Nodes;

/// <summary>Rounds of one kind of work until the node stops; a failed round is logged and the next one comes.</summary>
internal sealed class WorkLoop(string name, Func<CancellationToken, Task> round, ILogger log)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await round(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of the program: the database may be away for a while.
                Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", name));
                log.LogWarning(e, "A round of {Loop} failed; trying again", name);
                await Task.Delay(AfterFailure, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
