using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Runtime;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>Bulk operations: many processes by a query, first as a dry run.</summary>
internal static class BulksApi
{
    public static void MapBulks(this RouteGroupBuilder api)
    {
        var bulks = api.MapGroup("/bulks").RequireAuthorization(Gate.Holds.Name).WithTags("Bulk operations");
        bulks.MapGet("/", async (ClaimsPrincipal user, Bulks service, CancellationToken ct, int size = 50) =>
            TypedResults.Ok(await service.ListAsync(user.Worker(), Math.Clamp(size, 1, 200), ct))).WithSummary("Bulk operations, newest first");
        bulks.MapPost("/", async (BulkOrder order, ClaimsPrincipal user, Bulks service, CancellationToken ct) =>
                (await service.StartAsync(user.Worker(), order, ct)).ToAnswer())
            .WithSummary("Cancel, suspend, resume, retry incidents or migrate by a query; a dry run unless isDryRun is false; a reason is needed")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        bulks.MapGet("/{bulkId:guid}", async (Guid bulkId, ClaimsPrincipal user, Bulks service, CancellationToken ct) =>
            (await service.FindAsync(user.Worker(), bulkId, ct)).OrNotFound("bulkId")).WithSummary("How far it is: counts and state");
        bulks.MapGet("/{bulkId:guid}/items", ItemsAsync).WithSummary("Verdict for each process instance, or incident, by pages");
        bulks.MapPost("/{bulkId:guid}/stop", async (Guid bulkId, ClaimsPrincipal user, Bulks service, CancellationToken ct) =>
                (await service.StopAsync(user.Worker(), bulkId, ct)).ToAnswer())
            .WithSummary("Begin no more items; what is done stays done").ProducesProblem(StatusCodes.Status409Conflict);
        bulks.MapPost("/{bulkId:guid}/carry-out", async (Guid bulkId, ClaimsPrincipal user, Bulks service, CancellationToken ct) =>
                (await service.CarryOutAsync(user.Worker(), bulkId, ct)).ToAnswer())
            .WithSummary("Do what a finished dry run found possible").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ItemsAsync(
        Guid bulkId, ClaimsPrincipal user, Bulks service, CancellationToken ct, string? verdict = null, Guid? after = null, int size = 100)
    {
        var word = BulkItemVerdict.Open;
        if (verdict is not null && !Answers.TryReadWord(verdict, out word))
        {
            return Problems.WrongWord<BulkItemVerdict>("verdict", verdict);
        }

        return await service.FindAsync(user.Worker(), bulkId, ct) is null
            ? Problems.NotFound("bulkId")
            : TypedResults.Ok(await service.ItemsAsync(user.Worker(), bulkId, verdict is null ? null : word, after, Math.Clamp(size, 1, 1000), ct));
    }
}
