using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>After a conflict: whether the step's own condition is what broke, so that beginning again is of no use.</summary>
/// <param name="database">Where to look.</param>
/// <param name="runId">This run of the node, for the jobs it keeps.</param>
internal sealed class StepGuards(Database database, Guid runId)
{
    // ix_holds_institution
    private static readonly string Start =
        $"SELECT 1 FROM runtime.holds h WHERE {HoldSql.OfStart("$1", "$2", "$3", "$4")} LIMIT 1";

    // The open part's row says its element.
    private static readonly string Held = $"""
        SELECT p.element_id FROM (
            SELECT element_id, institution_id FROM runtime.user_tasks WHERE id = $1
            UNION ALL SELECT element_id, institution_id FROM runtime.timers WHERE id = $1
            UNION ALL SELECT element_id, institution_id FROM runtime.subscriptions WHERE id = $1) p
        WHERE {HoldSql.IsHeld(HoldSql.OfPart("p.institution_id", "p.element_id", "$1"))} LIMIT 1
        """;

    public async Task<EngineRefusal?> BrokenAsync(StepRequest request, CancellationToken ct) => request.New is { } fresh
        ? await StartsHeldAsync(fresh, ct)
        : await BrokenAsync(request.Guard, ct) ?? await HeldAsync(request.Guard, ct);

    public async Task<EngineRefusal?> BrokenAsync(StepGuard guard, CancellationToken ct) => guard.Kind switch
    {
        StepGuardKind.Job when await AttemptAsync(guard, ct) != guard.Number => RunErrors.LateAnswer(guard.PartId, guard.Number),
        StepGuardKind.Task when await NumberAsync("SELECT revision FROM runtime.user_tasks WHERE id = $1", ct, Value.Uuid(guard.PartId)) != guard.Number =>
            RunErrors.TaskChanged(guard.PartId),
        StepGuardKind.BulkItem when await VerdictAsync(guard, ct) != 0 => RunErrors.BulkItemDone(guard.PartId),
        _ => null,
    };

    private async Task<int?> VerdictAsync(StepGuard guard, CancellationToken ct) => await database.ListAsync(
        new(Bulks.BulkSql.VerdictOf, Value.Uuid(guard.BulkId), Value.Uuid(guard.PartId)), row => row.GetInt32(0), ct) is [var verdict] ? verdict : null;

    private async Task<EngineRefusal?> HeldAsync(StepGuard guard, CancellationToken ct)
    {
        if (guard.Kind is not (StepGuardKind.Task or StepGuardKind.Unheld))
        {
            return null;
        }

        var elements = await database.ListAsync(new(Held, Value.Uuid(guard.PartId)), row => row.GetString(0), ct);
        return elements.Count > 0 ? RunErrors.Held(guard.PartId, elements[0]) : null;
    }

    private async Task<EngineRefusal?> StartsHeldAsync(StoredInstance fresh, CancellationToken ct)
    {
        var start = new Statement(
            Start,
            Value.Text(fresh.InstitutionId),
            Value.Text(fresh.PackageKey),
            Value.Int(fresh.PackageVersion),
            Value.Text(fresh.ProcessId));
        return fresh.ParentPart is null && (await database.ListAsync(start, row => row.GetInt32(0), ct)).Count > 0
            ? RunErrors.StartsHeld(fresh.PackageKey, fresh.PackageVersion, fresh.ProcessId)
            : null;
    }

    // Without a row it is the first attempt, and the instance says which run of a node has it.
    private Task<int?> AttemptAsync(StepGuard guard, CancellationToken ct) => NumberAsync(
        """
        SELECT attempt FROM runtime.jobs WHERE id = $1 AND owner = $2
        UNION ALL SELECT 1 FROM runtime.instances WHERE id = $3 AND kept_job = $4 AND kept_by = $5
        """,
        ct,
        Value.Uuid(guard.PartId),
        Value.Text(guard.Owner),
        Value.Uuid(EngineIds.InstanceOf(guard.PartId)),
        Value.Long(EngineIds.NumberOf(guard.PartId)),
        Value.Uuid(runId));

    private async Task<int?> NumberAsync(string sql, CancellationToken ct, params Value[] values)
    {
        var rows = await database.ListAsync(new(sql, values), row => row.GetInt32(0), ct);
        return rows.Count == 0 ? null : rows[0];
    }
}
