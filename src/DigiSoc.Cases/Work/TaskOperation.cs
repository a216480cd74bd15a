using DigiSoc.Runtime;

namespace DigiSoc.Cases.Work;

/// <summary>Something that can be done with a task, alone or with many at once.</summary>
/// <param name="WhyNot">Null when this worker may do it with the task now; the row is null when there is no such open task.</param>
/// <param name="IsSoAlready">True: the task is as the operation would make it, and the engine is not asked.</param>
/// <param name="EachAsync">The engine's operation, a transaction and a verdict for each task.</param>
internal sealed record TaskOperation(
    Func<WorkRow?, CancellationToken, Task<Refusal?>> WhyNot,
    Func<WorkItem, bool> IsSoAlready,
    Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyList<BulkVerdict>>> EachAsync)
{
    /// <summary>Does it with one task: the task as it is afterwards, or why not.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="find">Its row as it is now; null when it is not open.</param>
    /// <param name="ct">Gives up waiting; the operation may still have been done.</param>
    public async Task<Outcome<WorkItem>> OneAsync(Guid taskId, Func<Task<WorkRow?>> find, CancellationToken ct)
    {
        var row = await find();
        if (await WhyNot(row, ct) is { } refusal)
        {
            return Outcome<WorkItem>.Refused(refusal);
        }

        if (IsSoAlready(row!.Item))
        {
            return Outcome<WorkItem>.Done(row.Item);
        }

        var verdict = (await EachAsync([taskId], ct))[0];
        var after = await find();
        return verdict.Refusal is { } refused ? Outcome<WorkItem>.Refused(await InWordsAsync(after, refused, ct))
            : after is null ? Outcome<WorkItem>.Refused(CaseErrors.TaskGone())
            : Outcome<WorkItem>.Done(after.Item);
    }

    /// <summary>What the engine refused, as the case layer says it of the task as it is now; the engine's own words where it would not refuse.</summary>
    public async Task<Refusal> InWordsAsync(WorkRow? now, EngineRefusal refused, CancellationToken ct) =>
        await WhyNot(now, ct) ?? CaseErrors.EngineRefused(refused.Code, refused.Text);
}
