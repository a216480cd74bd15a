using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>Why something is done.</summary>
internal sealed record ReasonRequest(string Reason);

/// <summary>Holds: a job type, a step or a definition stands still until it is lifted.</summary>
internal static class HoldsApi
{
    public static void MapHolds(this RouteGroupBuilder api)
    {
        var holds = api.MapGroup("/holds").RequireAuthorization(Gate.Holds.Name).WithTags("Holds");
        holds.MapGet("/", async (ClaimsPrincipal user, Holds service, CancellationToken ct) =>
            TypedResults.Ok(await service.ListAsync(user.Worker(), ct))).WithSummary("Holds that stand, newest first");
        holds.MapGet("/history", async (ClaimsPrincipal user, Holds service, CancellationToken ct, int size = 100) =>
                TypedResults.Ok(await service.HistoryAsync(user.Worker(), Math.Clamp(size, 1, 1000), ct)))
            .WithSummary("Who placed and lifted which hold, when and why, newest first");
        holds.MapPost("/", async (HoldOrder order, ClaimsPrincipal user, Holds service, CancellationToken ct) =>
                (await service.PlaceAsync(user.Worker(), order, ct)).ToAnswer())
            .WithSummary("Hold a job type, or a package with or without version, process and element; a reason is needed")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        holds.MapPost("/{holdId:guid}/lift", async (
                Guid holdId, ReasonRequest lift, ClaimsPrincipal user, Holds service, CancellationToken ct) =>
            (await service.LiftAsync(user.Worker(), holdId, lift.Reason, ct)).ToAnswer())
            .WithSummary("Lift a hold, with a reason: everything that waited for it goes on")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
