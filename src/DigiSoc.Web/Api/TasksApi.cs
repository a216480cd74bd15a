using System.Security.Claims;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Api;

/// <summary>Input of a task's form; an empty object accepts what the form was prefilled with.</summary>
internal sealed record TaskData(JsonObject Data);

/// <summary>A file as a program sends it: content in base64.</summary>
internal sealed record AttachmentRequest(string Name, byte[] Content);

/// <summary>To whom a task is handed.</summary>
internal sealed record Handover(string ToUserId);

/// <summary>Open user tasks: list, claim, return, hand over, delegate, schedule, draft, complete; many at once in <see cref="BulkTasksApi"/>.</summary>
internal static class TasksApi
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").RequireAuthorization(Gate.Tasks.Name).WithTags("Tasks");
        tasks.MapGet("/", ListAsync)
            .WithSummary("Open tasks: scope mine, team or institution; sort due, newest, priority or followup; page by the cursor `next`")
            .WithDescription("`mine` also has the tasks of absent people the caller stands in for; `of` leaves those of one person. `dueBy`, `followUpBy` (days): due, or to be looked at again, by then; `followup` leaves out tasks without a follow-up day.");
        tasks.MapGet("/counts", async (ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            TypedResults.Ok(await worklist.CountsAsync(user.Worker(), ct))).WithSummary("How many tasks are open");
        tasks.MapGet("/{taskId:guid}", async (Guid taskId, ClaimsPrincipal user, TaskForms forms, CancellationToken ct) =>
            (await forms.OpenAsync(user.Worker(), taskId, ct)).OrNotFound("taskId"))
            .WithSummary("One task with its form (form-js), prefilled data and draft");
        tasks.MapPost("/{taskId:guid}/claim", async (Guid taskId, ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            (await worklist.ClaimAsync(user.Worker(), taskId, ct)).ToAnswer()).WithSummary("Take the task");
        tasks.MapPost("/{taskId:guid}/unclaim", async (Guid taskId, ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            (await worklist.ReturnAsync(user.Worker(), taskId, ct)).ToAnswer()).WithSummary("Give the task back to its group");
        tasks.MapPost("/{taskId:guid}/reassign", async (
                Guid taskId, Handover handover, ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            (await worklist.ReassignAsync(user.Worker(), taskId, handover.ToUserId, ct)).ToAnswer())
            .WithSummary("Hand the task to a colleague (managers)");
        tasks.MapPost("/{taskId:guid}/delegate", async (
                Guid taskId, Handover handover, ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            (await worklist.DelegateAsync(user.Worker(), taskId, handover.ToUserId, ct)).ToAnswer())
            .WithSummary("Ask a colleague to prepare the task for the one who has it");
        tasks.MapPost("/{taskId:guid}/resolve", async (Guid taskId, ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            (await worklist.ResolveAsync(user.Worker(), taskId, ct)).ToAnswer()).WithSummary("Give a delegated task back to its owner as prepared");
        tasks.MapPost("/{taskId:guid}/schedule", async (
                Guid taskId, TaskSchedule schedule, ClaimsPrincipal user, Worklist worklist, CancellationToken ct) =>
            (await worklist.ScheduleAsync(user.Worker(), taskId, schedule, ct)).ToAnswer())
            .WithSummary("Set due day, follow-up day, priority (0–100); what is left out stays as it is; clearDueOn and clearFollowUpOn take a day away")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tasks.MapPut("/{taskId:guid}/draft", async (
                Guid taskId, TaskData input, ClaimsPrincipal user, TaskForms forms, CancellationToken ct) =>
            (await forms.SaveDraftAsync(user.Worker(), taskId, input.Data, ct)).ToAnswer())
            .WithSummary("Keep unfinished input");
        tasks.MapPost("/{taskId:guid}/complete", async (
                Guid taskId, TaskData input, ClaimsPrincipal user, HttpRequest http, TaskForms forms, CancellationToken ct) =>
            (await forms.CompleteOverPrefilledAsync(user.Worker(), taskId, input.Data, http.IdempotencyKey(), ct)).ToAnswer())
            .WithSummary("Complete the task; validated by its own form")
            .WithDescription("Send Idempotency-Key: the same key again gives the same answer and does nothing twice.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status409Conflict);
        tasks.MapRemarks();
        tasks.MapBulk();
    }

    private static void MapRemarks(this RouteGroupBuilder tasks)
    {
        tasks.MapGet("/{taskId:guid}/remarks", async (
                Guid taskId, ClaimsPrincipal user, Worklist worklist, TaskRemarks remarks, CancellationToken ct) =>
                (await worklist.FindAsync(user.Worker(), taskId, ct) is { } task ? await remarks.OfCaseAsync(user.Worker(), task.CaseId, ct) : null).OrNotFound("taskId"))
            .WithSummary("Comments and files left at the tasks of this task's case, oldest first");
        tasks.MapPost("/{taskId:guid}/comments", async (
                Guid taskId, NoteRequest comment, ClaimsPrincipal user, TaskRemarks remarks, CancellationToken ct) =>
                (await remarks.CommentAsync(user.Worker(), taskId, comment.Text, ct)).ToAnswer())
            .WithSummary("Leave a comment at the task, 1–4000 characters")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        tasks.MapPost("/{taskId:guid}/attachments", async (
                Guid taskId, AttachmentRequest file, ClaimsPrincipal user, TaskRemarks remarks, CancellationToken ct) =>
                (await remarks.AttachAsync(user.Worker(), taskId, file.Name, file.Content, ct)).ToAnswer())
            .WithSummary("Attach a file (PDF, PNG, JPEG, at most 3 MB; content in base64) to the task; it becomes a document of the case")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<WorkPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, Worklist worklist, CancellationToken ct, string scope = "team", string sort = "due",
        string? search = null, string? procedure = null, bool overdue = false, string? after = null, int size = 50, string? of = null,
        DateOnly? dueBy = null, DateOnly? followUpBy = null)
    {
        if (!Answers.TryReadWord<WorkScope>(scope, out var part))
        {
            return Problems.WrongWord<WorkScope>("scope", scope);
        }

        if (!Answers.TryReadWord<WorkSort>(sort, out var order))
        {
            return Problems.WrongWord<WorkSort>("sort", sort);
        }

        var query = new WorkQuery(part, order, search, procedure, null, overdue, after, Math.Clamp(size, 1, 200), of, dueBy, followUpBy);
        return TypedResults.Ok(await worklist.PageAsync(user.Worker(), query, ct));
    }
}
