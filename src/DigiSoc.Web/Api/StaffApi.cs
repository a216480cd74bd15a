using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>The people of the institution and their roles.</summary>
internal static class StaffApi
{
    public static void MapStaff(this RouteGroupBuilder api)
    {
        var staff = api.MapGroup("/staff").RequireAuthorization(Gate.Staff.Name).WithTags("Staff");
        staff.MapGet("/", async (ClaimsPrincipal user, Staff service, CancellationToken ct) =>
            TypedResults.Ok(await service.ListAsync(user.Worker(), ct))).WithSummary("The people of the institution with their roles (managers)");
        staff.MapGet("/history", async (ClaimsPrincipal user, Staff service, CancellationToken ct, int size = 100) =>
                TypedResults.Ok(await service.HistoryAsync(user.Worker(), Math.Clamp(size, 1, 1000), ct)))
            .WithSummary("Who changed whose roles, when and why, newest first (managers)");
        staff.MapPost("/{userId}/roles", async (string userId, RoleOrder order, ClaimsPrincipal user, Staff service, CancellationToken ct) =>
                (await service.ChangeAsync(user.Worker(), userId, order, ct)).ToAnswer())
            .WithSummary("Give a person these roles and no others, with a reason; tasks they can no longer do go back (managers)")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
