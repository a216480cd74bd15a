using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Forms;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>What a task's page shows.</summary>
/// <remarks>
/// <paramref name="Schema"/>: the form-js schema of the package version the case runs on; null for a task without a form
/// (it is completed with an empty object). <paramref name="Data"/>: the task's variables that the form's fields, texts and
/// tables name; <paramref name="Draft"/>: what was last saved and not completed, laid over the data; null when nothing was.
/// <paramref name="WhyNotCompletable"/>: null when this worker may complete it now.
/// </remarks>
public sealed record TaskForm(
    WorkItem Task,
    JsonElement? Schema,
    JsonElement Data,
    JsonElement? Draft,
    DateTimeOffset? DraftSavedAt,
    IReadOnlyList<string> Norms,
    Refusal? WhyNotCompletable);

/// <summary>A completed task; <paramref name="NextTask"/> is a task of the same case now offered to the same worker, if any.</summary>
public sealed record CompletedTask(Guid TaskId, Guid CaseId, WorkItem? NextTask);

/// <summary>A saved draft.</summary>
public sealed record SavedDraft(Guid TaskId, DateTimeOffset SavedAt);

/// <summary>The forms of open tasks: read, draft, complete.</summary>
public sealed class TaskForms
{
    private readonly Engine _engine;
    private readonly DeployedPackages _packages;
    private readonly Worklist _worklist;
    private readonly TaskAssignment _assignment;
    private readonly TaskCompletions _completions;
    private readonly Substitutes _substitutes;
    private readonly ViewLog _views;
    private readonly TimeProvider _time;

    internal TaskForms(
        Engine engine, DeployedPackages packages, Worklist worklist, TaskAssignment assignment, TaskCompletions completions,
        Substitutes substitutes, ViewLog views, TimeProvider time) =>
        (_engine, _packages, _worklist, _assignment, _completions, _substitutes, _views, _time) =
        (engine, packages, worklist, assignment, completions, substitutes, views, time);

    /// <summary>Null when there is no such open task for the worker. Reading is written to the access audit.</summary>
    public async Task<TaskForm?> OpenAsync(Worker worker, Guid taskId, CancellationToken ct)
    {
        if (await _worklist.FindRowAsync(worker, taskId, ct) is not { } row || await ReadAsync(worker, taskId, ct) is not { } opened)
        {
            return null;
        }

        var judged = await _assignment.JudgeCompletionAsync(worker, row, ct);
        var absent = await _substitutes.ActsForAsync(worker, ct);
        var item = Worklist.Mark(row.Item, absent);
        await _views.SeenAsync(worker, "task-form", row.Item.CaseId, row.Item.PackageKey, null, ct, item.StandsInFor?.UserId);
        var draft = await _engine.DraftAsync(taskId, TaskAssignment.ContextOf(worker), ct);
        return new TaskForm(
            item with { IsHeld = opened.Task.HoldId is not null },
            opened.Schema,
            CaseJson.Element((JsonNode)opened.Prefilled),
            draft is null ? null : CaseJson.Parse(draft.Json),
            draft?.SavedAt,
            opened.Task.Norms,
            judged.WhyNot ?? (opened.Task.HoldId is null ? null : HoldErrors.StepHeld()));
    }

    /// <summary>Keeps unfinished input; it is not validated.</summary>
    public async Task<Outcome<SavedDraft>> SaveDraftAsync(Worker worker, Guid taskId, JsonObject data, CancellationToken ct)
    {
        var row = await _worklist.FindRowAsync(worker, taskId, ct);
        var judged = await _assignment.JudgeAsync(worker, row, ct);
        if (judged.WhyNot is { } refusal)
        {
            return Outcome<SavedDraft>.Refused(refusal);
        }

        var answer = await _engine.SaveDraftAsync(
            taskId, data.ToJsonString(), TaskAssignment.ContextOf(worker, onBehalfOf: judged.OnBehalfOf), ct);
        if (!answer.IsDone)
        {
            return Outcome<SavedDraft>.Refused(CaseErrors.EngineRefused(answer.Refusal.Code, answer.Refusal.Text));
        }

        return Outcome<SavedDraft>.Done(new SavedDraft(taskId, _time.GetUtcNow()));
    }

    /// <summary>As <see cref="SaveDraftAsync"/>, for a page that saves by itself: no entry of the history for each save.</summary>
    /// <param name="worker">Who.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="data">All of the input.</param>
    /// <param name="over">When the draft that the page shows was saved; null: none was.</param>
    /// <param name="ct">Gives up waiting; it may have been kept.</param>
    /// <returns>Refused with CASE-170 when another window, or somebody else, saved meanwhile.</returns>
    public async Task<Outcome<SavedDraft>> KeepDraftAsync(Worker worker, Guid taskId, JsonObject data, DateTimeOffset? over, CancellationToken ct)
    {
        var judged = await _assignment.JudgeAsync(worker, await _worklist.FindRowAsync(worker, taskId, ct), ct);
        if (judged.WhyNot is { } refusal)
        {
            return Outcome<SavedDraft>.Refused(refusal);
        }

        var answer = await _engine.KeepDraftAsync(
            taskId, data.ToJsonString(), over, TaskAssignment.ContextOf(worker, onBehalfOf: judged.OnBehalfOf), ct);
        return answer.IsDone ? Outcome<SavedDraft>.Done(new(taskId, answer.Value.SavedAt))
            : Outcome<SavedDraft>.Refused(answer.Refusal.Code == "RUN-214"
                ? CaseErrors.DraftChanged()
                : CaseErrors.EngineRefused(answer.Refusal.Code, answer.Refusal.Text));
    }

    /// <summary>
    /// Validates the data by the task's own form and completes the task. One refusal per wrong field, with its path.
    /// A task nobody claimed is claimed by the worker on the way. The same <paramref name="idempotencyKey"/> again gives the same answer.
    /// </summary>
    public Task<Outcome<CompletedTask>> CompleteAsync(
        Worker worker, Guid taskId, JsonObject data, string idempotencyKey, CancellationToken ct) =>
        CompleteAsync(worker, taskId, data, isWhole: true, idempotencyKey, ct);

    /// <summary>As <c>CompleteAsync</c>; what the data leaves out keeps the value the form was prefilled or drafted with.</summary>
    public Task<Outcome<CompletedTask>> CompleteOverPrefilledAsync(
        Worker worker, Guid taskId, JsonObject data, string idempotencyKey, CancellationToken ct) =>
        CompleteAsync(worker, taskId, data, isWhole: false, idempotencyKey, ct);

    private async Task<Outcome<CompletedTask>> CompleteAsync(
        Worker worker, Guid taskId, JsonObject data, bool isWhole, string idempotencyKey, CancellationToken ct)
    {
        var row = await _worklist.FindRowAsync(worker, taskId, ct);
        if (row is null)
        {
            return await _completions.FindAsync(worker, taskId, idempotencyKey, ct) is { } caseId
                ? Outcome<CompletedTask>.Done(new CompletedTask(taskId, caseId, await NextAsync(worker, caseId, ct)))
                : Outcome<CompletedTask>.Refused(CaseErrors.TaskGone());
        }

        var judged = await _assignment.JudgeCompletionAsync(worker, row, ct);
        if (judged.WhyNot is { } refusal)
        {
            return Outcome<CompletedTask>.Refused(refusal);
        }

        return await ReadAsync(worker, taskId, ct) is { } opened
            ? await CompleteAsync(
                worker, row.Item, opened, isWhole ? data : await OverPrefilledAsync(worker, opened, data, ct), judged.OnBehalfOf, idempotencyKey, ct)
            : Outcome<CompletedTask>.Refused(CaseErrors.TaskGone());
    }

    private async Task<Outcome<CompletedTask>> CompleteAsync(
        Worker worker, WorkItem item, OpenedForm opened, JsonObject data, string? onBehalfOf, string idempotencyKey, CancellationToken ct)
    {
        var check = opened.Form is { } form
            ? FormCheck.Run(form, data, opened.Prefilled, _time.GetUtcNow())
            : Outcome<JsonObject>.Done([]);
        if (!check.IsDone)
        {
            return Outcome<CompletedTask>.Refused(check.Refusals);
        }

        var answer = await _engine.CompleteTaskAsync(
            item.TaskId,
            CaseJson.Context(check.Value),
            TaskAssignment.ContextOf(worker, item.PackageKey, onBehalfOf: onBehalfOf),
            (connection, transaction, token) => TaskCompletions.RecordAsync(
                new CaseSql(connection, transaction), worker, item, idempotencyKey, token),
            ct);
        return answer.IsDone
            ? Outcome<CompletedTask>.Done(new CompletedTask(item.TaskId, item.CaseId, await NextAsync(worker, item.CaseId, ct)))
            : Outcome<CompletedTask>.Refused(answer.Refusal.Code == HoldErrors.StepHeldCode
                ? HoldErrors.StepHeld()
                : CaseErrors.EngineRefused(answer.Refusal.Code, answer.Refusal.Text));
    }

    private async Task<JsonObject> OverPrefilledAsync(Worker worker, OpenedForm opened, JsonObject data, CancellationToken ct)
    {
        var draft = await _engine.DraftAsync(opened.Task.TaskId, TaskAssignment.ContextOf(worker), ct);
        return JsonMerge.Over(
            draft is null ? opened.Prefilled : JsonMerge.Over(opened.Prefilled, JsonNode.Parse(draft.Json) as JsonObject ?? []), data);
    }

    private async Task<WorkItem?> NextAsync(Worker worker, Guid caseId, CancellationToken ct) =>
        (await _worklist.ForCaseAsync(worker, caseId, ct)).FirstOrDefault(task =>
            task.AssigneeId == worker.UserId || task.StandsInFor is not null || (task.AssigneeId is null && Worklist.OfferedTo(worker).Contains(task.GroupKey)));

    private async Task<OpenedForm?> ReadAsync(Worker worker, Guid taskId, CancellationToken ct)
    {
        var context = TaskAssignment.ContextOf(worker);
        if (await _engine.FindTaskAsync(taskId, context, ct) is not { } task || await _engine.TaskVariablesAsync(taskId, context, ct) is not { } variables)
        {
            return null;
        }

        if (task.FormId is null)
        {
            return new OpenedForm(task, null, null, []);
        }

        var package = await _packages.FindAsync(task.PackageKey, task.PackageVersion, ct);
        var form = package?.Form(task.FormId);
        return new OpenedForm(task, package?.FormJson(task.FormId), form, form is null ? [] : FormPrefill.From(form, variables));
    }

    private sealed record OpenedForm(UserTaskView Task, JsonElement? Schema, FormSchema? Form, JsonObject Prefilled);
}
