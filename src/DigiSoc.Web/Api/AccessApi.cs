using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>Who looked at what, and on which norm; for the data-protection officer.</summary>
internal static class AccessApi
{
    public static void MapAccess(this RouteGroupBuilder api)
    {
        var access = api.MapGroup("/access-log").RequireAuthorization(Gate.Audit.Name).WithTags("Access log");
        access.MapGet("/", async (
                ClaimsPrincipal user, AccessAudit audit, CancellationToken ct, string? personCode = null, string? actor = null,
                string? caseNumber = null, DateTimeOffset? from = null, DateTimeOffset? to = null, string? after = null, int size = 50) =>
                TypedResults.Ok(await audit.PageAsync(
                    user.Worker(), new AccessQuery(personCode, actor, caseNumber, from, to, after, Math.Clamp(size, 1, 200)), ct)))
            .WithSummary("Reads of personal data, newest first");
        access.MapGet("/chain", async (ClaimsPrincipal user, AccessAudit audit, CancellationToken ct) =>
                TypedResults.Ok(await audit.CheckChainAsync(user.Worker(), ct)))
            .WithSummary("Recompute the hash chain and say whether it is whole");
    }
}
