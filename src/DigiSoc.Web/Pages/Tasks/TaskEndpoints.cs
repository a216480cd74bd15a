using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Tasks;

/// <summary>My tasks and my team's: find, claim, return.</summary>
internal static class TaskEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").RequireAuthorization(Gate.Tasks.Name);
        tasks.MapGet("", ListAsync);
        tasks.MapPost("/{id:guid}/claim", ClaimAsync);
        tasks.MapPost("/{id:guid}/return", ReturnAsync);
        tasks.MapPost("/{id:guid}/reassign", ReassignAsync);
    }

    private static async Task<RazorComponentResult> ListAsync(
        HttpContext context, Worklist worklist, DigiSoc.Cases.Applications applications,
        string? scope, string? sort, string? q, string? package, string? overdue, string? after, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var query = new WorkQuery(
            ScopeOf(scope, worker), SortOf(sort), Blank(q), Blank(package), OverdueOnly: overdue == "on", After: Blank(after), Size: 25);
        var model = new TaskListModel(
            query,
            await worklist.PageAsync(worker, query, ct),
            await worklist.CountsAsync(worker, ct),
            await applications.ProceduresAsync(worker, ct),
            worker);
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
        _ => WorkSort.Due,
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What the list of tasks shows.</summary>
public sealed record TaskListModel(
    WorkQuery Query, WorkPage Page, WorkCounts Counts, IReadOnlyList<Procedure> Procedures, Worker Worker);
