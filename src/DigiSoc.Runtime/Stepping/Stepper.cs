using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Stepping;

/// <summary>Takes a command through load, advance and write, again when another writer was first.</summary>
internal sealed class Stepper(
    InstanceReader reader,
    StateCache cache,
    StepCommitter committer,
    PackageShelf shelf,
    IJobSlots slots,
    EngineClock clock,
    Pulses pulses,
    StepGuards guards)
{
    private readonly KeyedLock _trees = new();

    /// <summary>The instance after the step, committed; or why the command was refused.</summary>
    public async Task<EngineAnswer<StoredInstance>> RunAsync(StepRequest request, CancellationToken ct)
    {
        using var activity = Meters.Step(request);
        var instance = request.New ?? await reader.LoadAsync(request.InstanceId, ct);
        if (instance is null)
        {
            return RunErrors.InstanceUnknown(request.InstanceId);
        }

        using (await _trees.EnterAsync(instance.RootId, ct))
        {
            for (var attempt = 1; attempt <= request.Tries; attempt++)
            {
                instance = request.New ?? await reader.LoadAsync(request.InstanceId, ct);
                var answer = await TryAsync(instance!, request, ct);
                if (answer is not null)
                {
                    return answer;
                }

                Meters.Conflicts.Add(1);
                if (await guards.BrokenAsync(request.Guard, ct) is { } broken)
                {
                    return broken;
                }

                await Pause.AfterConflictAsync(attempt, ct);
            }
        }

        return RunErrors.InstanceBusy(request.InstanceId, request.Tries);
    }

    // Null: another writer was first; the cache is clean again and the step may be begun anew.
    private async Task<EngineAnswer<StoredInstance>?> TryAsync(StoredInstance instance, StepRequest request, CancellationToken ct)
    {
        if (request.Judge?.Invoke(instance) is { } judged)
        {
            return judged;
        }

        var builder = new StepBuilder(reader, shelf, slots, clock.Now).To(request.TargetVersion);
        var (plan, refusal) = await builder.BuildAsync(instance, request, ct);
        if (refusal is not null || request.DryRun)
        {
            slots.Release(plan.Jobs);
            if (refusal is null)
            {
                return plan.After[instance.Id];
            }

            return await IsStaleAsync(instance, request, ct) ? null : (EngineAnswer<StoredInstance>)refusal;
        }

        Announce(plan);
        return await CommitAsync(instance, plan, ct) ? (EngineAnswer<StoredInstance>)Committed(instance.Id, plan) : null;
    }

    // A refusal by a remembered state counts only when the stored one is the same.
    private async Task<bool> IsStaleAsync(StoredInstance instance, StepRequest request, CancellationToken ct)
    {
        if (request.New is not null)
        {
            return false;
        }

        var stored = await reader.ReadAsync(instance.Id, ct);
        return stored is not null && stored.Revision != instance.Revision;
    }

    private async Task<bool> CommitAsync(StoredInstance instance, StepPlan plan, CancellationToken ct)
    {
        try
        {
            await committer.CommitAsync(instance.RootId, plan);
            return true;
        }
        catch (StepConflictException)
        {
            Undo(plan);
            return false;
        }
        catch (PostgresException)
        {
            Undo(plan);
            throw; // The database said no and undid it: an observer's or caller's own statement.
        }
        catch (NpgsqlException)
        {
            return await WasStoredAsync(instance.Id, plan, ct);
        }
        catch
        {
            Undo(plan);
            throw;
        }
    }

    // The connection broke: the commit may have happened or not. The stored step id knows.
    private async Task<bool> WasStoredAsync(Guid id, StepPlan plan, CancellationToken ct)
    {
        foreach (var touched in plan.After.Keys)
        {
            cache.Drop(touched);
        }

        try
        {
            var stored = await Pause.UntilDatabaseAnswersAsync(() => reader.ReadAsync(id, ct), ct);
            if (stored is not null && stored.Revision >= plan.After[id].Revision && await WroteAsync(stored, plan, ct))
            {
                return true;
            }
        }
        catch
        {
            slots.Release(plan.Jobs);
            throw;
        }

        slots.Release(plan.Jobs);
        return false;
    }

    private async Task<bool> WroteAsync(StoredInstance stored, StepPlan plan, CancellationToken ct) =>
        stored.StepId == plan.After[stored.Id].StepId || await reader.HasStepAsync(stored.Id, plan.After[stored.Id], ct);

    private void Undo(StepPlan plan)
    {
        foreach (var touched in plan.After.Keys)
        {
            cache.Drop(touched);
        }

        slots.Release(plan.Jobs);
    }

    private static void Announce(StepPlan plan)
    {
        if (plan.News.HasFlag(StepNews.Jobs))
        {
            plan.Statements.Add(new(Sql.Announce, Value.Text("jobs")));
        }
    }

    private StoredInstance Committed(Guid id, StepPlan plan)
    {
        foreach (var after in plan.After.Values)
        {
            cache.Keep(after);
        }

        slots.Run(plan.Jobs);
        pulses.Tell(plan.News, plan.FirstTimer);
        return plan.After[id];
    }
}
