using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>Cases against their statutory deadline, worst first.</summary>
internal static class DeadlinesApi
{
    public static void MapDeadlines(this RouteGroupBuilder api) =>
        api.MapGet("/deadlines", async (
                ClaimsPrincipal user, DeadlineBoard board, CancellationToken ct, string? procedure = null, string? after = null,
                int size = 50) =>
                TypedResults.Ok(await board.PageAsync(user.Worker(), procedure, after, Math.Clamp(size, 1, 200), ct)))
            .RequireAuthorization(Gate.Deadlines.Name).WithTags("Deadlines")
            .WithSummary("Open cases against their statutory deadline, worst first (managers)");
}
