using System.Security.Claims;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>An answer given in place of a register's, and why.</summary>
/// <param name="Answer">In the shape of the catalogue; left out where <paramref name="NoData"/> says that the register holds nothing.</param>
/// <param name="Reason">From what the answer was taken.</param>
/// <param name="NoData">The register holds nothing about the person.</param>
internal sealed record HandAnswer(JsonNode? Answer, string Reason, bool NoData = false);

/// <summary>Why a lookup is left out.</summary>
internal sealed record SkipReason(string Reason);

/// <summary>Steps that cannot go on by themselves, and what a person can do about them.</summary>
internal static class IncidentsApi
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents").RequireAuthorization(Gate.Incidents.Name).WithTags("Incidents");
        incidents.MapGet("/", async (
                ClaimsPrincipal user, Operations operations, CancellationToken ct, string? after = null, int size = 50) =>
                TypedResults.Ok(await operations.IncidentsAsync(user.Worker(), after, Math.Clamp(size, 1, 200), ct)))
            .WithSummary("Open incidents, oldest first");
        incidents.MapPost("/{incidentId:guid}/retry", async (
                Guid incidentId, ClaimsPrincipal user, Operations operations, CancellationToken ct) =>
            (await operations.RetryAsync(user.Worker(), incidentId, ct)).ToAnswer()).WithSummary("Try the step again");
        incidents.MapPost("/{incidentId:guid}/answer", async (
                Guid incidentId, HandAnswer hand, ClaimsPrincipal user, Operations operations, CancellationToken ct) =>
            (await AnswerAsync(user.Worker(), operations, incidentId, hand, ct)).ToAnswer())
            .WithSummary("Answer a lookup by hand, with a reason");
        incidents.MapGet("/{incidentId:guid}/form", async (
                Guid incidentId, ClaimsPrincipal user, Operations operations, CancellationToken ct) =>
            (await operations.AnswerFormAsync(user.Worker(), incidentId, ct)).OrNotFound("incidentId"))
            .WithSummary("The form by which a person answers a lookup: form-js, from the catalogue");
        incidents.MapPost("/{incidentId:guid}/form", async (
                Guid incidentId, JsonObject data, ClaimsPrincipal user, Operations operations, CancellationToken ct) =>
            (await operations.AnswerByFormAsync(user.Worker(), incidentId, data, ct)).ToAnswer())
            .WithSummary("Answer a lookup by the data of its form; refusals name the form's fields");
        incidents.MapPost("/{incidentId:guid}/skip", async (
                Guid incidentId, SkipReason skip, ClaimsPrincipal user, Operations operations, CancellationToken ct) =>
            (await operations.SkipAsync(user.Worker(), incidentId, skip.Reason, ct)).ToAnswer())
            .WithSummary("Go on without the answer where the process allows it, with a reason");
    }

    /// <summary>An answer that is missing is no word that there is none: that is said by itself.</summary>
    private static Task<Outcome<ResolvedIncident>> AnswerAsync(
        Worker worker, Operations operations, Guid incidentId, HandAnswer hand, CancellationToken ct) =>
        operations.AnswerByHandAsync(worker, incidentId, hand.NoData ? null : hand.Answer ?? new JsonObject(), hand.Reason, ct);
}
