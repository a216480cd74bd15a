using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cases;

/// <summary>What a task's page shows.</summary>
/// <remarks>
/// <paramref name="Schema"/>: the form-js schema of the package version the case runs on; null for a task without a form
/// (it is completed with an empty object). <paramref name="Data"/>: the task's variables that the form's keys name;
/// <paramref name="Draft"/>: what was last saved and not completed, laid over the data; null when nothing was.
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
public sealed partial class TaskForms
{
    /// <summary>Null when there is no such open task for the worker. Reading is written to the access audit.</summary>
    public partial Task<TaskForm?> OpenAsync(Worker worker, Guid taskId, CancellationToken ct);

    /// <summary>Keeps unfinished input; it is not validated.</summary>
    public partial Task<Outcome<SavedDraft>> SaveDraftAsync(Worker worker, Guid taskId, JsonObject data, CancellationToken ct);

    /// <summary>
    /// Validates the data by the task's own form and completes the task. One refusal per wrong field, with its path.
    /// A task nobody claimed is claimed by the worker on the way. The same <paramref name="idempotencyKey"/> again gives the same answer.
    /// </summary>
    public partial Task<Outcome<CompletedTask>> CompleteAsync(
        Worker worker, Guid taskId, JsonObject data, string idempotencyKey, CancellationToken ct);
}
