using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Work;

namespace DigiSoc.Cases;

/// <summary>What became of one of many tasks.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="CaseNumber">Its case; null when there is no such open task in the institution.</param>
/// <param name="Title">Its title; null when there is no such open task.</param>
/// <param name="Refusals">Why it was not done; empty: it was.</param>
public sealed record TaskVerdict(Guid TaskId, string? CaseNumber, LocalText? Title, IReadOnlyList<Refusal> Refusals)
{
    public bool IsDone => Refusals.Count == 0;
}

/// <summary>What a call about many tasks did. <paramref name="Done"/> counts those that were done.</summary>
/// <param name="Tasks">One verdict for each task, in the order of their first mention.</param>
public sealed record BulkResult(int Done, IReadOnlyList<TaskVerdict> Tasks);

/// <summary>One action on many tasks. Each is judged by the same rules as alone (groups, four eyes) and done in a
/// transaction of its own; a refusal of one stops no other.</summary>
/// <remarks>The call as a whole is refused only for what concerns all: no task named, too many, wrong fields.</remarks>
public sealed class BulkWork
{
    /// <summary>So many tasks at most in one call: they are done within a second or two, while somebody waits.</summary>
    public const int MostTasks = 100;

    // As many as the engine works on at once; judging needs connections too.
    private const int AtOnce = 8;

    private readonly TaskAssignment _assignment;
    private readonly Worklist _worklist;
    private readonly TaskForms _forms;
    private readonly People _people;
    private readonly TimeProvider _time;

    internal BulkWork(TaskAssignment assignment, Worklist worklist, TaskForms forms, People people, TimeProvider time) =>
        (_assignment, _worklist, _forms, _people, _time) = (assignment, worklist, forms, people, time);

    /// <summary>Takes the tasks for the worker.</summary>
    public Task<Outcome<BulkResult>> ClaimAsync(Worker worker, IReadOnlyList<Guid> taskIds, CancellationToken ct) =>
        RunAsync(worker, taskIds, _assignment.Claim(worker), ct);

    /// <summary>Gives the worker's tasks back to their groups; a manager also those of others.</summary>
    public Task<Outcome<BulkResult>> ReturnAsync(Worker worker, IReadOnlyList<Guid> taskIds, CancellationToken ct) =>
        RunAsync(worker, taskIds, _assignment.Return(worker), ct);

    /// <summary>Hands the tasks to a colleague (managers only).</summary>
    public async Task<Outcome<BulkResult>> ReassignAsync(Worker worker, IReadOnlyList<Guid> taskIds, string toUserId, CancellationToken ct) =>
        await _people.ColleagueAsync(worker, toUserId, ct) is { } to
            ? await RunAsync(worker, taskIds, _assignment.Reassign(worker, to), ct)
            : Outcome<BulkResult>.Refused(CaseErrors.NoSuchColleague(toUserId) with { Field = "toUserId" });

    /// <summary>Asks a colleague to do the tasks for those who have them and get them back.</summary>
    public async Task<Outcome<BulkResult>> DelegateAsync(Worker worker, IReadOnlyList<Guid> taskIds, string toUserId, CancellationToken ct) =>
        await _people.ColleagueAsync(worker, toUserId, ct) is { } to
            ? await RunAsync(worker, taskIds, _assignment.Delegate(worker, to), ct)
            : Outcome<BulkResult>.Refused(CaseErrors.NoSuchColleague(toUserId) with { Field = "toUserId" });

    /// <summary>Sets due day, follow-up day or priority.</summary>
    public async Task<Outcome<BulkResult>> ScheduleAsync(Worker worker, IReadOnlyList<Guid> taskIds, TaskSchedule schedule, CancellationToken ct) =>
        schedule.Problems(_time.Today()) is { Count: > 0 } problems
            ? Outcome<BulkResult>.Refused(problems)
            : await RunAsync(worker, taskIds, _assignment.Schedule(worker, schedule), ct);

    /// <summary>
    /// Completes the tasks: the data is laid over what each form was prefilled and drafted with, and checked by each form.
    /// The same <paramref name="idempotencyKey"/> again gives the same answer for those that were completed with it.
    /// </summary>
    public async Task<Outcome<BulkResult>> CompleteAsync(
        Worker worker, IReadOnlyList<Guid> taskIds, JsonObject data, string idempotencyKey, CancellationToken ct)
    {
        if (Unfit(taskIds) is { } refusal)
        {
            return Outcome<BulkResult>.Refused(refusal);
        }

        var each = taskIds.Distinct().ToList();
        var rows = await _worklist.FindRowsAsync(worker, each, ct);
        var refusals = await EachAsync(each, async (id, stop) => (await _forms.CompleteOverPrefilledAsync(worker, id, data, idempotencyKey, stop)).Refusals, ct);
        return Outcome<BulkResult>.Done(Told(each, rows, id => refusals[id]));
    }

    private async Task<Outcome<BulkResult>> RunAsync(Worker worker, IReadOnlyList<Guid> taskIds, TaskOperation operation, CancellationToken ct)
    {
        if (Unfit(taskIds) is { } refusal)
        {
            return Outcome<BulkResult>.Refused(refusal);
        }

        var each = taskIds.Distinct().ToList();
        var rows = await _worklist.FindRowsAsync(worker, each, ct);
        var judged = await EachAsync(each, (id, stop) => operation.JudgeAsync(rows.GetValueOrDefault(id), stop), ct);
        var refused = judged.ToDictionary(one => one.Key, one => one.Value.WhyNot);
        var open = each.Where(id => refused[id] is null && !operation.IsSoAlready(rows[id].Item, judged[id].OnBehalfOf));
        var undone = (await operation.ManyAsync(open.Select(id => (id, judged[id].OnBehalfOf)), ct)).Where(verdict => !verdict.IsDone).ToList();
        var now = await _worklist.FindRowsAsync(worker, [.. undone.Select(verdict => verdict.Id)], ct);
        foreach (var verdict in undone)
        {
            refused[verdict.Id] = await operation.InWordsAsync(now.GetValueOrDefault(verdict.Id), verdict.Refusal!, ct);
        }

        return Outcome<BulkResult>.Done(Told(each, rows, id => refused[id] is { } why ? [why] : []));
    }

    private static async Task<Dictionary<Guid, T>> EachAsync<T>(
        IReadOnlyList<Guid> ids, Func<Guid, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var answers = new ConcurrentDictionary<Guid, T>();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, stop) =>
            answers[id] = await work(id, stop));
        return new(answers);
    }

    private static BulkResult Told(
        List<Guid> ids, IReadOnlyDictionary<Guid, WorkRow> rows, Func<Guid, IReadOnlyList<Refusal>> refusals)
    {
        var verdicts = ids.ConvertAll(id => new TaskVerdict(
            id, rows.GetValueOrDefault(id)?.Item.CaseNumber, rows.GetValueOrDefault(id)?.Item.Title, refusals(id)));
        return new(verdicts.Count(verdict => verdict.IsDone), verdicts);
    }

    private static Refusal? Unfit(IReadOnlyList<Guid> taskIds) =>
        taskIds.Count == 0 ? CaseErrors.NoTasksChosen()
        : taskIds.Count > MostTasks ? CaseErrors.TooManyTasks(taskIds.Count, MostTasks)
        : null;
}
