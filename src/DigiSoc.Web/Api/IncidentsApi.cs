using System.Security.Claims;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>An answer given in place of a register's, and why.</summary>
internal sealed record HandAnswer(JsonNode Answer, string Reason);

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
            (await operations.AnswerByHandAsync(user.Worker(), incidentId, hand.Answer, hand.Reason, ct)).ToAnswer())
            .WithSummary("Answer a lookup by hand, with a reason");
        incidents.MapPost("/{incidentId:guid}/skip", async (
                Guid incidentId, SkipReason skip, ClaimsPrincipal user, Operations operations, CancellationToken ct) =>
            (await operations.SkipAsync(user.Worker(), incidentId, skip.Reason, ct)).ToAnswer())
            .WithSummary("Go on without the answer where the process allows it, with a reason");
    }
}
