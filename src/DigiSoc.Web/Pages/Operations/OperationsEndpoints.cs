using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Forms;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using CaseOperations = DigiSoc.Cases.Operations;

namespace DigiSoc.Web.Pages.Operations;

/// <summary>Steps that cannot go on by themselves, and the jobs behind them.</summary>
internal static class OperationsEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var operations = app.MapGroup("/operations").RequireAuthorization(Gate.Operations.Name);
        operations.MapGet("", ShowAsync);
        operations.MapGet("/incidents/{id:guid}", IncidentAsync);
        operations.MapPost("/incidents/{id:guid}/retry", RetryAsync);
        operations.MapPost("/incidents/{id:guid}/answer", AnswerAsync).RequireAuthorization(Gate.Incidents.Name);
        operations.MapPost("/incidents/{id:guid}/skip", SkipAsync).RequireAuthorization(Gate.Incidents.Name);
    }

    private static async Task<RazorComponentResult> ShowAsync(
        HttpContext context, CaseOperations operations, string? state, string? after, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var incidents = await operations.IncidentsAsync(worker, null, 100, ct);
        var jobs = await operations.JobsAsync(worker, string.IsNullOrEmpty(state) ? null : state, string.IsNullOrEmpty(after) ? null : after, 50, ct);
        return Page.Of<OperationsPage>(new { Incidents = incidents, Jobs = jobs, State = state, MayHold = Gate.Holds.LetsIn(worker) });
    }

    private static Task<IResult> IncidentAsync(HttpContext context, CaseOperations operations, Guid id, CancellationToken ct) =>
        PageAsync(context, operations, id, null, [], StatusCodes.Status200OK, ct);

    private static async Task<IResult> PageAsync(
        HttpContext context, CaseOperations operations, Guid id, JsonObject? sent, IReadOnlyList<Refusal> problems, int status, CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (await operations.IncidentAsync(worker, id, ct) is not { } incident)
        {
            return Results.NotFound();
        }

        var mayDecide = Gate.Incidents.LetsIn(worker);
        var form = mayDecide && incident.MayAnswerByHand ? await operations.AnswerFormAsync(worker, id, ct) : null;
        return Page.Of<IncidentPage>(new { Incident = incident, MayDecide = mayDecide, Form = form, Sent = sent, Problems = problems }, status);
    }

    private static async Task<IResult> RetryAsync(
        HttpContext context, CaseOperations operations, Guid id, [FromForm(Name = "_form")] string? form, CancellationToken ct) =>
        Told(context, id, await operations.RetryAsync(context.User.Worker(), id, ct), "Incident.Retried");

    private static async Task<IResult> AnswerAsync(HttpContext context, CaseOperations operations, Guid id, [FromForm] string? json, CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (await operations.AnswerFormAsync(worker, id, ct) is not { } form)
        {
            context.Refused(Words.W["Incident.Gone"]);
            return Results.LocalRedirect("/operations");
        }

        if (PostedForm.Read(context.Request.Form, form.Schema) is not { } data)
        {
            return Results.BadRequest();
        }

        var outcome = await operations.AnswerByFormAsync(worker, id, data, ct);
        return outcome.IsDone
            ? Told(context, id, outcome, "Incident.Answered")
            : await PageAsync(context, operations, id, data, outcome.Refusals, StatusCodes.Status422UnprocessableEntity, ct);
    }

    private static async Task<IResult> SkipAsync(
        HttpContext context, CaseOperations operations, Guid id, [FromForm] string? reason, CancellationToken ct) =>
        Told(context, id, await operations.SkipAsync(context.User.Worker(), id, reason ?? "", ct), "Incident.Skipped");

    private static RedirectHttpResult Told(HttpContext context, Guid id, Outcome<ResolvedIncident> outcome, string word)
    {
        if (outcome.IsDone)
        {
            context.Done(Words.W[word]);
            return TypedResults.LocalRedirect("/operations");
        }

        context.Refused(string.Join(" ", outcome.Refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim())));
        return TypedResults.LocalRedirect($"/operations/incidents/{id}");
    }
}
