using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Keeps unfinished input as a page sends it every few seconds.</summary>
/// <remarks>
/// What the history says: that a person worked at a draft, once for each sitting. The first save of a sitting (there is none yet, it is
/// another's, or the last one is older than <see cref="Sitting"/>) is an entry like one by hand; the others change the row alone, for
/// they are of concern to nobody and would be thousands. Whoever kept a draft over another's is always told.
/// </remarks>
internal sealed class DraftKeeper(Database database, TaskDesk desk, StateCache cache, EngineClock clock)
{
    /// <summary>A pause after which going on is a new entry.</summary>
    public static readonly TimeSpan Sitting = TimeSpan.FromHours(1);

    private const int Tries = 20;

    // pk_user_tasks
    private const string Find = "SELECT draft, draft_saved_at, draft_saved_by FROM runtime.user_tasks WHERE id = $1";

    // pk_user_tasks. As with a saved draft, the task's revision stays: keeping does not disturb completing.
    private const string Keep = """
        UPDATE runtime.user_tasks SET draft = $2, draft_saved_at = $4
        WHERE id = $1 AND draft_saved_at = $3 AND draft_saved_by = $5 RETURNING draft_saved_at
        """;

    private sealed record Kept(string? Json, DateTimeOffset? SavedAt, string? SavedBy);

    public async Task<TaskDraft?> FindAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        await ReadAsync(taskId, context, ct) is { Json: { } json, SavedAt: { } at } ? new(json, at) : null;

    /// <param name="taskId">The task.</param>
    /// <param name="json">All of the input.</param>
    /// <param name="over">When the draft that the page knows was saved; null: it knows none.</param>
    /// <param name="context">Who.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>When it was saved; RUN-214 when the stored one is another.</returns>
    public async Task<EngineAnswer<TaskDraft>> KeepAsync(Guid taskId, string json, DateTimeOffset? over, OperationContext context, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(taskId, json, over, context, ct);
            if (answer.IsDone || answer.Refusal.Code != RunErrors.InstanceBusyCode || attempt == Tries)
            {
                return answer;
            }

            // Another step of the instance was first, or another draft: looked at again.
            await Pause.AfterConflictAsync(attempt, ct);
        }
    }

    private async Task<EngineAnswer<TaskDraft>> TryAsync(Guid taskId, string json, DateTimeOffset? over, OperationContext context, CancellationToken ct)
    {
        if (await desk.FindAsync(taskId, context, ct) is not { } task)
        {
            return RunErrors.TaskGone(taskId);
        }

        if (TaskRights.See(task.View, context) is { } refusal)
        {
            return refusal;
        }

        var kept = await ReadAsync(taskId, context, ct);
        if (kept is null || kept.SavedAt != over)
        {
            return kept is null ? RunErrors.TaskGone(taskId) : RunErrors.DraftChanged(taskId);
        }

        return over is { } known && kept.SavedBy == context.Actor && clock.Now - known < Sitting
            ? await OverwriteAsync(taskId, json, known, context, ct)
            : await BeginAsync(taskId, json, over, context, ct);
    }

    // What another wrote over it since is not what this one has in its window.
    private async Task<EngineAnswer<TaskDraft>> BeginAsync(Guid taskId, string json, DateTimeOffset? over, OperationContext context, CancellationToken ct)
    {
        var noted = await desk.NoteAsync(taskId, context, task => TaskNote.Draft(task, json, over, context), ct);
        return !noted.IsDone ? noted.Refusal
            : await ReadAsync(taskId, context, ct) is not { } stored ? RunErrors.TaskGone(taskId)
            : stored.Json == json && stored.SavedBy == context.Actor ? new TaskDraft(json, stored.SavedAt!.Value)
            : RunErrors.DraftChanged(taskId);
    }

    private async Task<EngineAnswer<TaskDraft>> OverwriteAsync(
        Guid taskId, string json, DateTimeOffset over, OperationContext context, CancellationToken ct)
    {
        // Later than the one before in any case, so that two tabs never hold the same instant for different texts.
        var now = clock.Now > over ? clock.Now : over.AddTicks(TimeSpan.TicksPerMillisecond);
        var keep = new Statement(Keep, Value.Uuid(taskId), Value.Text(json), Value.At(over), Value.At(now), Value.Text(context.Actor));
        var stored = await database.ListAsync(keep, row => row.GetFieldValue<DateTimeOffset>(0), ct);
        cache.Tasks.Drop(taskId);
        return stored is [var at] ? new TaskDraft(json, at)
            : await ReadAsync(taskId, context, ct) is null ? RunErrors.TaskGone(taskId)
            : RunErrors.DraftChanged(taskId);
    }

    private async Task<Kept?> ReadAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        (await database.ListAsAsync(context.InstitutionId, new(Find, Value.Uuid(taskId)), Read, ct)).FirstOrDefault();

    private static Kept Read(NpgsqlDataReader row) => new(
        row.IsDBNull(0) ? null : row.GetString(0),
        row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1),
        row.IsDBNull(2) ? null : row.GetString(2));
}
