using DigiSoc.Runtime;

namespace DigiSoc.Cases.Work;

/// <summary>Something that can be done with a task, alone or with many at once.</summary>
/// <param name="JudgeAsync">Whether this worker may do it with the task now, and in whose stead; the row is null when there is no such open task.</param>
/// <param name="IsSoAlready">True: the task is as the operation would make it for that person (null: the worker), and the engine is not asked.</param>
/// <param name="EachAsync">The engine's operation in that person's stead (null: in person), a transaction and a verdict for each task.</param>
internal sealed record TaskOperation(
    Func<WorkRow?, CancellationToken, Task<Judgement>> JudgeAsync,
    Func<WorkItem, string?, bool> IsSoAlready,
    Func<IReadOnlyList<Guid>, string?, CancellationToken, Task<IReadOnlyList<BulkVerdict>>> EachAsync)
{
    /// <summary>Does it with one task: the task as it is afterwards, or why not.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="find">Its row as it is now; null when it is not open.</param>
    /// <param name="ct">Gives up waiting; the operation may still have been done.</param>
    public async Task<Outcome<WorkItem>> OneAsync(Guid taskId, Func<Task<WorkRow?>> find, CancellationToken ct)
    {
        var row = await find();
        var judged = await JudgeAsync(row, ct);
        if (judged.WhyNot is { } refusal)
        {
            return Outcome<WorkItem>.Refused(refusal);
        }

        if (IsSoAlready(row!.Item, judged.OnBehalfOf))
        {
            return Outcome<WorkItem>.Done(row.Item);
        }

        var verdict = (await EachAsync([taskId], judged.OnBehalfOf, ct))[0];
        var after = await find();
        return verdict.Refusal is { } refused ? Outcome<WorkItem>.Refused(await InWordsAsync(after, refused, ct))
            : after is null ? Outcome<WorkItem>.Refused(CaseErrors.TaskGone())
            : Outcome<WorkItem>.Done(after.Item);
    }

    /// <summary>Does it with many, those of each person's stead together; verdicts in no order.</summary>
    /// <param name="judged">Each task with in whose stead; none is refused or so already.</param>
    /// <param name="ct">Stops between the tasks of one person and of the next.</param>
    public async Task<IReadOnlyList<BulkVerdict>> ManyAsync(IEnumerable<(Guid TaskId, string? OnBehalfOf)> judged, CancellationToken ct)
    {
        var verdicts = new List<BulkVerdict>();
        foreach (var same in judged.GroupBy(one => one.OnBehalfOf))
        {
            verdicts.AddRange(await EachAsync([.. same.Select(one => one.TaskId)], same.Key, ct));
        }

        return verdicts;
    }

    /// <summary>What the engine refused, as the case layer says it of the task as it is now; the engine's own words where it would not refuse.</summary>
    public async Task<Refusal> InWordsAsync(WorkRow? now, EngineRefusal refused, CancellationToken ct) =>
        (await JudgeAsync(now, ct)).WhyNot ?? CaseErrors.EngineRefused(refused.Code, refused.Text);
}
