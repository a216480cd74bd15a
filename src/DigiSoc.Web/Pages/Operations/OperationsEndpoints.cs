using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
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

    private static async Task<IResult> IncidentAsync(HttpContext context, CaseOperations operations, Guid id, CancellationToken ct) =>
        await operations.IncidentAsync(context.User.Worker(), id, ct) is { } incident
            ? Page.Of<IncidentPage>(new { Incident = incident, MayDecide = Gate.Incidents.LetsIn(context.User.Worker()) })
            : Results.NotFound();

    private static async Task<IResult> RetryAsync(
        HttpContext context, CaseOperations operations, Guid id, [FromForm(Name = "_form")] string? form, CancellationToken ct) =>
        Told(context, id, await operations.RetryAsync(context.User.Worker(), id, ct), "Incident.Retried");

    private static async Task<IResult> AnswerAsync(
        HttpContext context, CaseOperations operations, Guid id, [FromForm] string? answer, [FromForm] string? reason, CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (Read(answer) is not { } value)
        {
            return await operations.IncidentAsync(worker, id, ct) is { } incident
                ? Page.Of<IncidentPage>(
                    new { Incident = incident, MayDecide = true, Answer = answer, Reason = reason, IsUnreadable = true },
                    StatusCodes.Status422UnprocessableEntity)
                : Results.NotFound();
        }

        return Told(context, id, await operations.AnswerByHandAsync(worker, id, value, reason ?? "", ct), "Incident.Answered");
    }

    private static async Task<IResult> SkipAsync(
        HttpContext context, CaseOperations operations, Guid id, [FromForm] string? reason, CancellationToken ct) =>
        Told(context, id, await operations.SkipAsync(context.User.Worker(), id, reason ?? "", ct), "Incident.Skipped");

    private static JsonNode? Read(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null; // Said beside the field.
        }
    }

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
