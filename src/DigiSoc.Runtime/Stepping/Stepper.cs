using System.Runtime.ExceptionServices;
using DigiSoc.Runtime.Holds;
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
    HoldBook holds,
    EngineClock clock,
    Pulses pulses,
    Announcer announcer,
    StepGuards guards,
    KeyedLock trees)
{
    private const int TriesWhenUnsure = 40;

    /// <summary>The instance after the step, committed; or why the command was refused.</summary>
    public async Task<EngineAnswer<StoredInstance>> RunAsync(StepRequest request, CancellationToken ct)
    {
        using var activity = Meters.Step(request);
        var instance = request.New ?? await reader.LoadAsync(request.InstanceId, ct);
        if (instance is null)
        {
            return RunErrors.InstanceUnknown(request.InstanceId);
        }

        var unsure = new UnsureSteps(reader);
        try
        {
            using (await trees.EnterAsync(instance.RootId, ct))
            {
                return await TryAllAsync(request, unsure, ct);
            }
        }
        finally
        {
            if (unsure.Any)
            {
                slots.Abandon(unsure.JobsLeft);
            }
        }
    }

    private async Task<EngineAnswer<StoredInstance>> TryAllAsync(StepRequest request, UnsureSteps unsure, CancellationToken ct)
    {
        // Once a try's outcome is unsure, the request goes on until it is known.
        for (var attempt = 1; attempt <= (unsure.Any ? TriesWhenUnsure : request.Tries); attempt++)
        {
            var instance = request.New ?? await LoadAsync(request.InstanceId, unsure, ct);
            var answer = await TryAsync(instance!, request, unsure, ct);
            if (answer is { IsDone: true })
            {
                return answer;
            }

            // Before the history is asked: what came through since may itself have taken away what the step answers.
            var refusal = answer is null ? await BrokenAsync(request, unsure, ct) : answer.Refusal;
            if (unsure.Any && await unsure.TakeStoredAsync(request.InstanceId, ct) is { } stored)
            {
                return Committed(request.InstanceId, stored);
            }

            if (unsure.TakeRival() is { } rival)
            {
                // None of ours is stored, so the start that is there is somebody else's: the same call, sent to another node.
                ExceptionDispatchInfo.Throw(rival);
            }

            if (refusal is not null)
            {
                return refusal;
            }

            await Pause.AfterConflictAsync(attempt, ct);
        }

        return RunErrors.InstanceBusy(request.InstanceId, request.Tries);
    }

    private Task<EngineRefusal?> BrokenAsync(StepRequest request, UnsureSteps unsure, CancellationToken ct)
    {
        Meters.Conflicts.Add(1);
        return unsure.Any ? Pause.UntilDatabaseAnswersAsync(() => guards.BrokenAsync(request, ct), ct) : guards.BrokenAsync(request, ct);
    }

    private Task<StoredInstance?> LoadAsync(Guid id, UnsureSteps unsure, CancellationToken ct) => unsure.Any
        ? Pause.UntilDatabaseAnswersAsync(() => reader.LoadAsync(id, ct), ct)
        : reader.LoadAsync(id, ct);

    // Null: another writer was first, or the connection broke; the cache is clean again and the step may be begun anew.
    private async Task<EngineAnswer<StoredInstance>?> TryAsync(
        StoredInstance instance, StepRequest request, UnsureSteps unsure, CancellationToken ct)
    {
        if (MovedOn(instance, request) is { } movedOn)
        {
            return await IsStaleAsync(instance, request, ct) ? null : (EngineAnswer<StoredInstance>)movedOn;
        }

        var builder = new StepBuilder(reader, shelf, slots, holds, clock.Now).To(request.TargetVersion);
        var (plan, refusal) = await builder.BuildAsync(instance, request, ct);
        if (refusal is not null || request.DryRun)
        {
            slots.Release(plan.Jobs);
            if (await IsStaleAsync(instance, request, ct))
            {
                return null;
            }

            if (refusal is not null)
            {
                return (EngineAnswer<StoredInstance>)refusal;
            }

            request.Foreseen?.Invoke(instance, plan);
            return (EngineAnswer<StoredInstance>)plan.After[instance.Id];
        }

        return await CommitAsync(instance, plan, unsure) ? (EngineAnswer<StoredInstance>)Committed(instance.Id, plan) : null;
    }

    // The caller knew the instance as it is no more.
    private static EngineRefusal? MovedOn(StoredInstance instance, StepRequest request) =>
        request.Seen is { } seen && seen != instance.Revision ? RunErrors.InstanceChanged(instance.Id, seen, instance.Revision)
        : request.FromVersion is { } from && from != instance.PackageVersion ? RunErrors.InstanceOnAnotherVersion(instance.Id, from, instance.PackageVersion)
        : null;

    // What is judged and not written counts only when the remembered state is the stored one. A kept job becomes a row without a step.
    private async Task<bool> IsStaleAsync(StoredInstance instance, StepRequest request, CancellationToken ct)
    {
        if (request.New is not null)
        {
            return false;
        }

        var stored = await reader.ReadAsync(instance.Id, ct);
        return stored is not null && (stored.Revision != instance.Revision || stored.Kept != instance.Kept);
    }

    private async Task<bool> CommitAsync(StoredInstance instance, StepPlan plan, UnsureSteps unsure)
    {
        try
        {
            await committer.CommitAsync(instance.RootId, plan);
            return true;
        }
        catch (StepUnsureException)
        {
            Forget(plan);
            unsure.Add(plan);
            return false;
        }
        catch (StepConflictException e)
        {
            Forget(plan);
            slots.Release(plan.Jobs);
            if (e.IsOfHold)
            {
                await holds.RefreshAsync(CancellationToken.None); // The next try leaves the job to whoever takes it later.
            }

            return false;
        }
        catch (PostgresException e) when (unsure.Any && e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            Forget(plan);
            slots.Release(plan.Jobs);
            unsure.Met(e);
            return false; // An earlier try of this very start came through after all, or another request's; the caller of this looks.
        }
        catch
        {
            Forget(plan);
            slots.Release(plan.Jobs);
            throw; // The database said no and undid it: an observer's or caller's own statement.
        }
    }

    private void Forget(StepPlan plan)
    {
        foreach (var touched in plan.After.Keys)
        {
            cache.Drop(touched);
        }
    }

    private StoredInstance Committed(Guid id, StepPlan plan)
    {
        foreach (var after in plan.After.Values)
        {
            cache.Keep(after);
        }

        foreach (var task in plan.Tasks)
        {
            cache.Tasks.Keep(task.View.TaskId, task);
        }

        foreach (var ended in plan.EndedTasks)
        {
            cache.Tasks.Drop(ended);
        }

        slots.Run(plan.Jobs);
        pulses.Tell(plan.News, plan.FirstTimer);
        if (plan.News.HasFlag(StepNews.Jobs))
        {
            announcer.Tell();
        }

        return plan.After[id];
    }
}
