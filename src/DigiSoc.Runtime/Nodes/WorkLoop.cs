using DigiSoc.Runtime.Observing;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime.Nodes;

/// <summary>Rounds of one kind of work until the node stops; a failed round is logged and the next one comes.</summary>
/// <remarks>
/// The database may be away for hours: the first failure in a row, and one of another kind, is told with its trace; that it goes
/// on once a minute in a line; that it is over once.
/// </remarks>
internal sealed class WorkLoop(string name, Func<CancellationToken, Task> round, ILogger log)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private int _failures;
    private Type? _told;
    private long _toldAt;

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await round(ct);
                TellEnd();
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of the program: the database may be away for a while.
                Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", name));
                Tell(e);
                await Task.Delay(AfterFailure, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Tell(Exception e)
    {
        _failures++;
        if (e.GetType() != _told)
        {
            log.LogWarning(e, "A round of {Loop} failed; trying again", name);
        }
        else if (TimeProvider.System.GetElapsedTime(_toldAt) >= BetweenLines)
        {
            log.LogWarning("Rounds of {Loop} still fail, {Failures} in a row: {Text}", name, _failures, e.Message);
        }
        else
        {
            return;
        }

        (_told, _toldAt) = (e.GetType(), TimeProvider.System.GetTimestamp());
    }

    private void TellEnd()
    {
        if (_failures > 0)
        {
            log.LogInformation("Rounds of {Loop} succeed again after {Failures} that failed", name, _failures);
            (_failures, _told) = (0, null);
        }
    }
}
