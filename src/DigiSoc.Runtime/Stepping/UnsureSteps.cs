using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Stepping;

/// <summary>The tries of one request whose connection broke while they were written.</summary>
/// <remarks>
/// A broken connection ends nothing: the server goes on with what it has received. So a step that is not there when we
/// look may be there a moment later, and then makes our next try meet a conflict, or a wait that is gone. Before
/// such a try counts as refused, the history is asked for the steps of the earlier ones.
/// </remarks>
internal sealed class UnsureSteps(InstanceReader reader)
{
    private readonly List<StepPlan> _plans = [];
    private PostgresException? _rival;

    public bool Any => _plans.Count > 0;

    /// <summary>Jobs reserved by tries that were not stored; valid when the request is over.</summary>
    public IEnumerable<ReservedJob> JobsLeft => _plans.SelectMany(p => p.Jobs);

    public void Add(StepPlan plan) => _plans.Add(plan);

    /// <summary>The last try found its instance there already: an earlier try, or another request with the same id.</summary>
    public void Met(PostgresException rival) => _rival = rival;

    /// <summary>What the last try met, once; null: nothing.</summary>
    public PostgresException? TakeRival()
    {
        var rival = _rival;
        _rival = null;
        return rival;
    }

    /// <summary>The try that was stored, taken out of the list; null: none up to now. Waits until the database answers.</summary>
    public async Task<StepPlan?> TakeStoredAsync(Guid instanceId, CancellationToken ct)
    {
        foreach (var plan in _plans)
        {
            if (await Pause.UntilDatabaseAnswersAsync(() => reader.HasStepAsync(instanceId, plan.After[instanceId], ct), ct))
            {
                _plans.Remove(plan);
                return plan;
            }
        }

        return null;
    }
}
