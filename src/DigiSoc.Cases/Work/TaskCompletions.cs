using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Work;

/// <summary>Which task was completed under which idempotency key, so that a repeated request gets the same answer.</summary>
internal sealed class TaskCompletions(CaseStore store)
{
    /// <summary>The case of the task when this worker completed it under the key; null otherwise.</summary>
    public async Task<Guid?> FindAsync(Worker worker, Guid taskId, string idempotencyKey, CancellationToken ct) => await store.SqlAsync(
        worker.InstitutionId,
        sql => sql.FirstAsync(
            "SELECT case_id::text FROM cases.completions WHERE task_id = $1 AND idempotency_key = $2 AND completed_by = $3",
            [taskId, idempotencyKey, worker.UserId],
            row => row.GetString(0),
            ct),
        ct) is { } caseId ? Guid.Parse(caseId) : null;

    public static Task RecordAsync(CaseSql sql, Worker worker, WorkItem item, string idempotencyKey, CancellationToken ct) => sql.ExecuteAsync(
        """
        INSERT INTO cases.completions (institution_id, task_id, case_id, idempotency_key, completed_by)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (task_id) DO NOTHING
        """,
        [worker.InstitutionId, item.TaskId, item.CaseId, idempotencyKey, worker.UserId],
        ct);
}
