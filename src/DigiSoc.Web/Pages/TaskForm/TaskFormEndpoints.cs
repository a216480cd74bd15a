using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Forms;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.TaskForm;

/// <summary>When a draft was kept, for the next save and for the reader.</summary>
internal sealed record KeptDraft(string SavedAt, string Said);

/// <summary>Why a draft was not kept.</summary>
internal sealed record UnkeptDraft(string Said);

/// <summary>One task: its form, prefilled; a draft kept; completed.</summary>
internal static class TaskFormEndpoints
{
    private const int UploadLimit = 3 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        var task = app.MapGroup("/tasks/{id:guid}").RequireAuthorization(Gate.Tasks.Name);
        task.MapGet("", ShowAsync);
        task.MapPost("", SendAsync);
        task.MapPost("/draft", KeepAsync);
        task.MapPost("/comments", CommentAsync);
        task.MapPost("/attachments", AttachAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, TaskForms forms, People people, Guid id, CancellationToken ct) =>
        await forms.OpenAsync(context.User.Worker(), id, ct) is { } form
            ? await PageAsync(context, people, form, null, [], StatusCodes.Status200OK, ct)
            : await GoneAsync(context);

    private static async Task<IResult> SendAsync(
        HttpContext context, TaskForms forms, Worklist worklist, People people, Guid id, [FromForm] string? does, [FromForm] string? key,
        CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (await forms.OpenAsync(worker, id, ct) is not { } form)
        {
            return await GoneAsync(context);
        }

        var data = PostedForm.Read(context.Request.Form, form.Schema);
        if (data is null)
        {
            return Results.BadRequest();
        }

        return does is "draft" or "resolve"
            ? await SaveAsync(context, forms, people, form, data, does == "resolve" ? worklist : null, ct)
            : await CompleteAsync(context, forms, people, form, data, key ?? Guid.NewGuid().ToString("N"), ct);
    }

    /// <summary>For modules/draft.js: what is typed is kept without leaving the page.</summary>
    private static async Task<IResult> KeepAsync(
        HttpContext context, TaskForms forms, Guid id, [FromForm] string? over, CancellationToken ct)
    {
        // As this page wrote it; empty before the first draft.
        var isInstant = DateTimeOffset.TryParseExact(over, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known);
        if (PostedForm.Read(context.Request.Form, null) is not { } data || !(isInstant || string.IsNullOrEmpty(over)))
        {
            return Results.BadRequest();
        }

        var kept = await forms.KeepDraftAsync(context.User.Worker(), id, data, isInstant ? known : null, ct);
        return kept.IsDone
            ? Results.Json(new KeptDraft(kept.Value.SavedAt.ToString("O", CultureInfo.InvariantCulture), Words.W["Task.DraftOf", Say.Moment(kept.Value.SavedAt)]))
            : Results.Json(
                new UnkeptDraft(string.Join(" ", kept.Refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim()))),
                statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> SaveAsync(
        HttpContext context, TaskForms forms, People people, DigiSoc.Cases.TaskForm form, JsonObject data, Worklist? thenGivingBack,
        CancellationToken ct)
    {
        var saved = await forms.SaveDraftAsync(context.User.Worker(), form.Task.TaskId, data, ct);
        if (!saved.IsDone)
        {
            return await PageAsync(context, people, form, data, saved.Refusals, StatusCodes.Status422UnprocessableEntity, ct);
        }

        if (thenGivingBack is not null)
        {
            return await GiveBackAsync(context, thenGivingBack, form, ct);
        }

        context.Done(Words.W["Task.DraftSaved"]);
        return Results.LocalRedirect($"/tasks/{form.Task.TaskId}");
    }

    /// <summary>What the colleague prepared is the draft of the task's owner.</summary>
    private static async Task<IResult> GiveBackAsync(HttpContext context, Worklist worklist, DigiSoc.Cases.TaskForm form, CancellationToken ct)
    {
        var resolved = await worklist.ResolveAsync(context.User.Worker(), form.Task.TaskId, ct);
        if (!resolved.IsDone)
        {
            context.Refused(string.Join(" ", resolved.Refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim())));
            return Results.LocalRedirect($"/tasks/{form.Task.TaskId}");
        }

        context.Done(Words.W["Task.GivenBack", form.Task.OwnerName]);
        return Results.LocalRedirect("/tasks");
    }

    private static async Task<IResult> CompleteAsync(
        HttpContext context, TaskForms forms, People people, DigiSoc.Cases.TaskForm form, JsonObject data, string key, CancellationToken ct)
    {
        var done = await forms.CompleteAsync(context.User.Worker(), form.Task.TaskId, data, key, ct);
        if (!done.IsDone)
        {
            return await PageAsync(context, people, form, data, done.Refusals, StatusCodes.Status422UnprocessableEntity, ct);
        }

        context.Done(Words.W["Task.Completed", Say.Text(form.Task.Title), form.Task.CaseNumber]);
        return Results.LocalRedirect(done.Value.NextTask is { } next ? $"/tasks/{next.TaskId}" : $"/cases/{done.Value.CaseId}");
    }

    private static async Task<IResult> CommentAsync(
        HttpContext context, TaskRemarks remarks, Guid id, [FromForm] string? text, CancellationToken ct) =>
        Left(context, id, await remarks.CommentAsync(context.User.Worker(), id, text, ct), "Task.CommentAdded");

    private static async Task<IResult> AttachAsync(HttpContext context, TaskRemarks remarks, Guid id, IFormFile? file, CancellationToken ct)
    {
        // Read no further than a byte beyond the limit, whatever the browser says of its length.
        var content = new byte[UploadLimit + 1];
        var length = 0;
        if (file is not null)
        {
            await using var stream = file.OpenReadStream();
            length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct);
        }

        return Left(context, id, await remarks.AttachAsync(context.User.Worker(), id, file?.FileName ?? "", content[..length], ct), "Task.FileAttached");
    }

    private static RedirectHttpResult Left(HttpContext context, Guid id, Outcome<DigiSoc.Runtime.Done> outcome, string done)
    {
        if (outcome.IsDone)
        {
            context.Done(Words.W[done]);
        }
        else
        {
            context.Refused(string.Join(" ", outcome.Refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim())));
        }

        return TypedResults.LocalRedirect($"/tasks/{id}#remarks");
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, People people, DigiSoc.Cases.TaskForm form, JsonObject? sent, IReadOnlyList<Refusal> problems, int status, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var isHers = form.Task.AssigneeId is { } has && (has == worker.UserId || form.Task.StandsInFor is not null);
        var colleagues = (worker.Has(Role.Manager) || isHers) && form.Task.GroupKey is { } group
            ? (await people.MembersAsync(worker, group, ct)).Where(colleague => colleague.UserId != form.Task.AssigneeId).ToArray()
            : [];
        var remarks = await context.RequestServices.GetRequiredService<TaskRemarks>().OfCaseAsync(worker, form.Task.CaseId, ct);
        return Page.Of<TaskFormPage>(
            new { Form = form, Sent = sent, Problems = problems, Worker = worker, Colleagues = colleagues, Remarks = remarks }, status);
    }

    /// <summary>Somebody else has done it, or it was never ours: back to the list with a word about it.</summary>
    private static Task<IResult> GoneAsync(HttpContext context)
    {
        context.Refused(Words.W["Task.Gone"]);
        return Task.FromResult(Results.LocalRedirect("/tasks"));
    }
}
