using System.Security.Claims;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>Which tasks; at most <see cref="BulkWork.MostTasks"/>.</summary>
internal sealed record TasksRequest(IReadOnlyList<Guid>? TaskIds);

/// <summary>Which tasks, and whom they go to.</summary>
internal sealed record TasksHandover(IReadOnlyList<Guid>? TaskIds, string? ToUserId);

/// <summary>Which tasks, and when they should be done; what is left out stays as it is, a day may be taken away.</summary>
internal sealed record TasksSchedule(IReadOnlyList<Guid>? TaskIds, DateOnly? DueOn = null, DateOnly? FollowUpOn = null, int? Priority = null,
    bool ClearDueOn = false, bool ClearFollowUpOn = false);

/// <summary>Which tasks, and what is answered in the form of each; an empty object accepts what the forms are filled with.</summary>
internal sealed record TasksCompletion(IReadOnlyList<Guid>? TaskIds, JsonObject? Data);

/// <summary>One action on many tasks.</summary>
internal static class BulkTasksApi
{
    private const string Rule =
        "At most 100 tasks. Each is judged by the same rules as alone and done in a transaction of its own: the answer is "
        + "200 with a verdict for each task, in the order of their first mention, also when some or all were refused. 422 only for "
        + "what concerns the whole call: no task, too many, a wrong field.";

    public static void MapBulk(this RouteGroupBuilder tasks)
    {
        var bulk = tasks.MapGroup("/bulk");
        Describe(bulk.MapPost("/claim", async (TasksRequest which, ClaimsPrincipal user, BulkWork work, CancellationToken ct) =>
            (await work.ClaimAsync(user.Worker(), which.TaskIds ?? [], ct)).ToAnswer()), "Take many tasks");
        Describe(bulk.MapPost("/unclaim", async (TasksRequest which, ClaimsPrincipal user, BulkWork work, CancellationToken ct) =>
            (await work.ReturnAsync(user.Worker(), which.TaskIds ?? [], ct)).ToAnswer()), "Give many tasks back to their groups");
        Describe(bulk.MapPost("/reassign", async (TasksHandover handover, ClaimsPrincipal user, BulkWork work, CancellationToken ct) =>
            (await work.ReassignAsync(user.Worker(), handover.TaskIds ?? [], handover.ToUserId ?? "", ct)).ToAnswer()), "Hand many tasks to a colleague (managers)");
        Describe(bulk.MapPost("/delegate", async (TasksHandover handover, ClaimsPrincipal user, BulkWork work, CancellationToken ct) =>
            (await work.DelegateAsync(user.Worker(), handover.TaskIds ?? [], handover.ToUserId ?? "", ct)).ToAnswer()), "Ask a colleague to prepare many tasks");
        Describe(bulk.MapPost("/schedule", async (TasksSchedule schedule, ClaimsPrincipal user, BulkWork work, CancellationToken ct) =>
            (await work.ScheduleAsync(
                user.Worker(), schedule.TaskIds ?? [], new(schedule.DueOn, schedule.FollowUpOn, schedule.Priority, schedule.ClearDueOn, schedule.ClearFollowUpOn), ct)).ToAnswer()),
            "Set or clear due day and follow-up day, set priority (0–100) of many tasks");
        Describe(bulk.MapPost("/complete", async (
                TasksCompletion completion, ClaimsPrincipal user, HttpRequest http, BulkWork work, CancellationToken ct) =>
            (await work.CompleteAsync(user.Worker(), completion.TaskIds ?? [], completion.Data ?? [], http.IdempotencyKey(), ct)).ToAnswer()),
            "Complete many tasks with the same answer, validated by the form of each", "Send Idempotency-Key: the same key again does nothing twice.");
    }

    private static void Describe(RouteHandlerBuilder call, string summary, string? more = null) => call
        .WithSummary(summary)
        .WithDescription(more is null ? Rule : $"{Rule} {more}")
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
