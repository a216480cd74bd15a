using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>The new last day of an absence; left out: the person is back now.</summary>
internal sealed record AbsenceEnd(DateOnly? LastOn = null);

/// <summary>Absences and who substitutes: one's own, for a manager those of the institution.</summary>
internal static class AbsencesApi
{
    public static void MapAbsences(this RouteGroupBuilder api)
    {
        var absences = api.MapGroup("/absences").RequireAuthorization(Gate.Absences.Name).WithTags("Absences");
        absences.MapGet("/", async (ClaimsPrincipal user, Absences service, CancellationToken ct) =>
                TypedResults.Ok(await service.ListAsync(user.Worker(), ct)))
            .WithSummary("Absences that stand or come: one's own and those one substitutes in; managers: all of the institution");
        absences.MapGet("/history", async (ClaimsPrincipal user, Absences service, CancellationToken ct, int size = 100) =>
                TypedResults.Ok(await service.HistoryAsync(user.Worker(), Math.Clamp(size, 1, 1000), ct)))
            .WithSummary("Who recorded, shortened and removed which absence, newest first");
        absences.MapGet("/candidates", async (ClaimsPrincipal user, Absences service, CancellationToken ct, string? userId = null) =>
                TypedResults.Ok(await service.CandidatesAsync(user.Worker(), userId ?? user.Worker().UserId, ct)))
            .WithSummary("Colleagues who hold the roles the person's work needs");
        absences.MapPost("/", async (AbsenceOrder order, ClaimsPrincipal user, Absences service, CancellationToken ct) =>
                (await service.RecordAsync(user.Worker(), order, ct)).ToAnswer())
            .WithSummary("Record an absence with its substitute; both days count (Europe/Riga)")
            .WithDescription("Without userId one's own; that of another: managers. kind: vacation, illness, duty or other.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        absences.MapPost("/{absenceId:guid}/end", async (
                Guid absenceId, AbsenceEnd end, ClaimsPrincipal user, Absences service, CancellationToken ct) =>
            (await service.EndAsync(user.Worker(), absenceId, end.LastOn, ct)).ToAnswer())
            .WithSummary("End an absence now, or shorten it to a last day from today on; the substitute's rights end with it")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
