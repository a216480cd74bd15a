using System.Diagnostics;
using DigiSoc.Bpmn;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>The instance's own row, and the job of it that a node keeps without a row.</summary>
internal sealed partial class StepBuilder
{
    // The job that the step which is advanced now lets this node keep, and the kept one that is over with it.
    private CreateJob? _keeps;
    private Guid? _overKept;

    private bool IsOverKept(Guid jobId) => _overKept == jobId;

    // A run that was gone and came back answers for a job that another run keeps by now.
    private bool IsKeptElsewhere(StoredInstance before, StepGuard guard) =>
        guard.Kind == StepGuardKind.Job && before.Kept is { } kept && kept.Run != slots.RunId && kept.Wait == EngineIds.NumberOf(guard.PartId);

    /// <summary>The instance after the step, with what is kept of it then: one job at most; further ones get rows.</summary>
    private StoredInstance Keep(StoredInstance before, StoredInstance after, AdvanceResult result)
    {
        _keeps = null;
        _overKept = null;
        if (before.Kept is { } kept)
        {
            if (Awaits(result.State, kept.Wait))
            {
                return after;
            }

            _overKept = EngineIds.Part(before.Id, kept.Wait);
            after = after with { Kept = null };
        }

        // What a timer or message sets off is written by a statement that looks for holds on that; it keeps nothing.
        if (_guard.Kind == StepGuardKind.Unheld || FirstJob(result) is not { } job || holds.HoldsJob(after, job.Type, job.ElementId))
        {
            return after;
        }

        var id = EngineIds.Part(after.Id, job.WaitId);
        if (slots.TryKeep(id, _now, job.Type, after.InstitutionId) is { } entry)
        {
            _keeps = job;
            after = after with { Kept = new(job.WaitId, slots.RunId, job.Retries) };
            _plan.Jobs.Add(new ReservedJob(job, after, id, entry, Activity.Current?.Id));
        }

        return after;
    }

    // Made by this step and not ended by it again.
    private static CreateJob? FirstJob(AdvanceResult result)
    {
        foreach (var effect in result.Effects)
        {
            if (effect is CreateJob job && Awaits(result.State, job.WaitId))
            {
                return job;
            }
        }

        return null;
    }

    private static bool Awaits(InstanceState state, long waitId)
    {
        foreach (var wait in state.Waits)
        {
            if (wait.Id == waitId)
            {
                return true;
            }
        }

        return false;
    }

    private Statement Insert(StoredInstance after, HistoryRow entry)
    {
        return _keeps is { } keeps
            ? With(
                Sql.InsertInstanceKeeping,
                Value.Long(keeps.WaitId),
                Value.Uuid(slots.RunId),
                Value.Int(keeps.Retries),
                Value.Text(keeps.Type),
                Value.Text(keeps.ElementId))
            : With(Sql.InsertInstance);

        Statement With(string sql, params ReadOnlySpan<Value> last) => new(
            sql,
            entry.Behind(
            [
                Value.Uuid(after.Id),
                Value.Text(after.InstitutionId),
                Value.Text(after.BusinessKey),
                Value.Text(after.PackageKey),
                Value.Int(after.PackageVersion),
                Value.Text(after.ProcessId),
                Value.Uuid(after.RootId),
                Value.Uuid(after.ParentPart),
                Value.Small((int)after.State.Status),
                Value.Bytes(after.State.Serialize()),
                Value.Long(after.ChainNumber),
                Value.Bytes(after.ChainHash),
                Value.Uuid(after.StepId),
                Value.On(after.LawDate),
                Value.At(after.StartedAt),
                Value.Text(after.StartedBy),
                Value.At(after.UpdatedAt),
                Value.At(after.EndedAt),
            ],
            withPlace: false,
            last));
    }

    private Statement Update(StoredInstance before, StoredInstance after, HistoryRow entry, string? elementId)
    {
        var isUnlessHeld = _guard.Kind == StepGuardKind.Unheld;
        if (_keeps is { } keeps)
        {
            return With(
                Sql.UpdateInstanceKeeping,
                Value.Long(before.Kept?.Wait),
                Value.Uuid(before.Kept?.Run),
                Value.Long(keeps.WaitId),
                Value.Uuid(slots.RunId),
                Value.Int(keeps.Retries),
                Value.Text(keeps.Type),
                Value.Text(keeps.ElementId));
        }

        if (_overKept is not null && before.Kept is { } over)
        {
            return isUnlessHeld
                ? With(Sql.UpdateInstanceKeepingNoMoreUnlessHeld, Value.Long(over.Wait), Value.Uuid(over.Run), Value.Text(elementId))
                : With(Sql.UpdateInstanceKeepingNoMore, Value.Long(over.Wait), Value.Uuid(over.Run));
        }

        return isUnlessHeld ? With(Sql.UpdateInstanceUnlessHeld, Value.Text(elementId)) : With(Sql.UpdateInstance);

        Statement With(string sql, params ReadOnlySpan<Value> last) => new(
            sql,
            entry.Behind(
            [
                Value.Uuid(after.Id),
                Value.Long(before.Revision),
                Value.Small((int)after.State.Status),
                Value.Bytes(after.State.Serialize()),
                Value.Long(after.ChainNumber),
                Value.Bytes(after.ChainHash),
                Value.Uuid(after.StepId),
                Value.At(after.UpdatedAt),
                Value.At(after.EndedAt),
                Value.Int(after.PackageVersion),
            ],
            withPlace: true,
            last));
    }
}
