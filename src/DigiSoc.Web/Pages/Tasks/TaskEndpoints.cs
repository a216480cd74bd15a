using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Tasks;

/// <summary>My tasks and my team's: find, claim, return, hand over, delegate, set dates.</summary>
internal static class TaskEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").RequireAuthorization(Gate.Tasks.Name);
        tasks.MapGet("", ListAsync);
        tasks.MapPost("/{id:guid}/claim", ClaimAsync);
        tasks.MapPost("/{id:guid}/return", ReturnAsync);
        tasks.MapPost("/{id:guid}/reassign", ReassignAsync);
        tasks.MapPost("/{id:guid}/delegate", DelegateAsync);
        tasks.MapPost("/{id:guid}/schedule", ScheduleAsync);
    }

    private static async Task<RazorComponentResult> ListAsync(
        HttpContext context, Worklist worklist, People people, DigiSoc.Cases.Applications applications,
        TimeProvider clock, string? scope, string? sort, string? q, string? package, string? overdue, string? followup, string? of, string? after, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var query = new WorkQuery(
            ScopeOf(scope, worker), SortOf(sort), Blank(q), Blank(package), OverdueOnly: overdue == "on", After: Blank(after), Size: 25, Of: Blank(of),
            FollowUpBy: followup == "on" ? Say.Today(clock) : null);
        var page = await worklist.PageAsync(worker, query, ct);
        var model = new TaskListModel(
            query,
            page,
            await worklist.CountsAsync(worker, ct),
            await applications.ProceduresAsync(worker, ct),
            worker,
            await ColleaguesAsync(worker, query.Scope, page, people, ct),
            await worklist.StandsInForAsync(worker, ct));
        return Page.Of<TaskListPage>(new { Model = model });
    }

    private static async Task<IResult> ClaimAsync(HttpContext context, Worklist worklist, Guid id, [FromForm] string? back, CancellationToken ct)
    {
        var outcome = await worklist.ClaimAsync(context.User.Worker(), id, ct);
        if (outcome.IsDone)
        {
            return Results.LocalRedirect($"/tasks/{id}");
        }

        context.Refused(Refusal(outcome.Refusals));
        return Results.LocalRedirect(back is ['/', not '/', ..] ? back : "/tasks?scope=team");
    }

    private static async Task<IResult> ReturnAsync(HttpContext context, Worklist worklist, Guid id, [FromForm(Name = "_form")] string? form, CancellationToken ct)
    {
        var outcome = await worklist.ReturnAsync(context.User.Worker(), id, ct);
        if (outcome.IsDone)
        {
            context.Done(Words.W["Tasks.Returned"]);
        }
        else
        {
            context.Refused(Refusal(outcome.Refusals));
        }

        return Results.LocalRedirect("/tasks");
    }

    private static async Task<IResult> ReassignAsync(HttpContext context, Worklist worklist, Guid id, [FromForm] string? to, CancellationToken ct)
    {
        var outcome = await worklist.ReassignAsync(context.User.Worker(), id, to ?? "", ct);
        if (outcome.IsDone)
        {
            context.Done(Words.W["Tasks.Reassigned", outcome.Value.AssigneeName ?? to]);
        }
        else
        {
            context.Refused(Refusal(outcome.Refusals));
        }

        return Results.LocalRedirect($"/tasks/{id}");
    }

    private static async Task<IResult> DelegateAsync(HttpContext context, Worklist worklist, Guid id, [FromForm] string? to, CancellationToken ct)
    {
        var outcome = await worklist.DelegateAsync(context.User.Worker(), id, to ?? "", ct);
        Tell(context, outcome, done => Words.W["Tasks.Delegated", done.AssigneeName ?? to]);
        return Results.LocalRedirect(outcome.IsDone ? "/tasks" : $"/tasks/{id}");
    }

    // The antiforgery token is checked where a field is bound; the others are read together.
    private static async Task<IResult> ScheduleAsync(
        HttpContext context, Worklist worklist, Guid id, [FromForm(Name = "_form")] string? form, CancellationToken ct)
    {
        if (Posted.Schedule(context.Request.Form) is { } schedule)
        {
            Tell(context, await worklist.ScheduleAsync(context.User.Worker(), id, schedule, ct), _ => Words.W["Tasks.Scheduled"]);
        }
        else
        {
            context.Refused(Words.W["Bulk.Unreadable"]);
        }

        return Results.LocalRedirect($"/tasks/{id}");
    }

    private static void Tell(HttpContext context, Outcome<WorkItem> outcome, Func<WorkItem, string> done)
    {
        if (outcome.IsDone)
        {
            context.Done(done(outcome.Value));
        }
        else
        {
            context.Refused(Refusal(outcome.Refusals));
        }
    }

    /// <summary>Whom the tasks of the page could be given to: by a manager, or by the worker who has them.</summary>
    private static async Task<IReadOnlyList<Worker>> ColleaguesAsync(
        Worker worker, WorkScope scope, WorkPage page, People people, CancellationToken ct)
    {
        var groups = page.Items.Select(item => item.GroupKey).OfType<string>().Distinct().ToList();
        return groups.Count == 0 || (scope != WorkScope.Mine && !worker.Has(Role.Manager))
            ? []
            : [.. (await people.MembersAsync(worker, groups, ct)).Where(colleague => colleague.UserId != worker.UserId)];
    }

    private static string Refusal(IReadOnlyList<Refusal> refusals) =>
        string.Join(" ", refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim()));

    private static WorkScope ScopeOf(string? scope, Worker worker) => scope switch
    {
        "team" => WorkScope.Team,
        "all" when worker.Has(Role.Manager) => WorkScope.Institution,
        _ => WorkScope.Mine,
    };

    private static WorkSort SortOf(string? sort) => sort switch
    {
        "newest" => WorkSort.Newest,
        "priority" => WorkSort.Priority,
        "follow-up" => WorkSort.FollowUp,
        _ => WorkSort.Due,
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What the list of tasks shows.</summary>
public sealed record TaskListModel(
    WorkQuery Query, WorkPage Page, WorkCounts Counts, IReadOnlyList<Procedure> Procedures, Worker Worker,
    IReadOnlyList<Worker> Colleagues, IReadOnlyList<Colleague> StandsInFor);
