using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>After a conflict: whether the step's own condition is what broke, so that beginning again is of no use.</summary>
internal sealed class StepGuards(Database database)
{
    public async Task<EngineRefusal?> BrokenAsync(StepGuard guard, CancellationToken ct) => guard.Kind switch
    {
        StepGuardKind.Job when await NumberAsync("SELECT attempt FROM runtime.jobs WHERE id = $1 AND owner = $2", guard, ct) != guard.Number =>
            RunErrors.LateAnswer(guard.PartId, guard.Number),
        StepGuardKind.Task when await NumberAsync("SELECT revision FROM runtime.user_tasks WHERE id = $1", guard, ct) != guard.Number =>
            RunErrors.TaskChanged(guard.PartId),
        _ => null,
    };

    private async Task<int?> NumberAsync(string sql, StepGuard guard, CancellationToken ct)
    {
        Value[] values = guard.Owner is { } owner ? [Value.Uuid(guard.PartId), Value.Text(owner)] : [Value.Uuid(guard.PartId)];
        var rows = await database.ListAsync(new(sql, values), row => row.GetInt32(0), ct);
        return rows.Count == 0 ? null : rows[0];
    }
}
