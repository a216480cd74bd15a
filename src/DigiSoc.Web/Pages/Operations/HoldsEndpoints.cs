using System.Globalization;
using DigiSoc.Cases;
using DigiSoc.Runtime;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Operations;

/// <summary>What the page of holds shows; <paramref name="Sent"/> and <paramref name="Problems"/> after a refused form.</summary>
public sealed record HoldsModel(
    IReadOnlyList<HoldView> Standing,
    IReadOnlyList<HoldHistoryEntry> History,
    IReadOnlyList<PackageSummary> Packages,
    IReadOnlyList<string> JobTypes,
    HoldForm Sent,
    IReadOnlyList<Refusal> Problems);

/// <summary>The form as it was sent; <paramref name="EndsAt"/> is a wall clock's time in Latvia.</summary>
public sealed record HoldForm(
    string? JobType = null,
    string? PackageKey = null,
    string? Version = null,
    string? ProcessId = null,
    string? ElementId = null,
    bool RefusesStarts = false,
    string? EndsAt = null,
    string? Reason = null)
{
    /// <summary>The form that was sent: that of job types, or that of packages.</summary>
    public bool IsOfPackage => PackageKey is not null;
}

/// <summary>The page of holds: those that stand, two forms to place one, the history.</summary>
internal static class HoldsEndpoints
{
    private const string Address = "/operations/holds";

    internal static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");

    public static void Map(IEndpointRouteBuilder app)
    {
        var holds = app.MapGroup(Address).RequireAuthorization(Gate.Holds.Name);
        holds.MapGet("", (HttpContext context, [AsParameters] Parts parts, CancellationToken ct) => PageAsync(context, parts, new(), [], ct));
        holds.MapPost("", PlaceAsync);
        holds.MapPost("/{id:guid}/lift", LiftAsync);
    }

    /// <summary>Where the page gets what it shows.</summary>
    internal sealed record Parts(
        [FromServices] Holds Holds, [FromServices] DigiSoc.Cases.PackageShelf Packages, [FromServices] IEnumerable<IJobHandler> Handlers);

    private static async Task<IResult> PlaceAsync(
        HttpContext context,
        [AsParameters] Parts parts,
        [FromForm] string? jobType,
        [FromForm] string? packageKey,
        [FromForm] string? version,
        [FromForm] string? processId,
        [FromForm] string? elementId,
        [FromForm] string? refusesStarts,
        [FromForm] string? endsAt,
        [FromForm] string? reason,
        CancellationToken ct)
    {
        var form = new HoldForm(jobType, packageKey, version, processId, elementId, refusesStarts == "on", endsAt, reason);
        var problems = new List<Refusal>();
        var order = Read(form, problems);
        if (problems.Count == 0)
        {
            var placed = await parts.Holds.PlaceAsync(context.User.Worker(), order, ct);
            if (placed.IsDone)
            {
                context.Done(Words.W["Holds.PlacedNow"]);
                return TypedResults.LocalRedirect(Address);
            }

            problems.AddRange(placed.Refusals);
        }

        return await PageAsync(context, parts, form, problems, ct);
    }

    private static async Task<IResult> LiftAsync(
        HttpContext context, Holds holds, Guid id, [FromForm] string? reason, CancellationToken ct)
    {
        var lifted = await holds.LiftAsync(context.User.Worker(), id, reason, ct);
        if (lifted.IsDone)
        {
            context.Done(Words.W["Holds.LiftedNow"]);
        }
        else
        {
            context.Refused(string.Join(" ", lifted.Refusals.Select(refusal => Say.Text(refusal.Reason))));
        }

        return TypedResults.LocalRedirect(Address);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, Parts parts, HoldForm sent, List<Refusal> problems, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var model = new HoldsModel(
            await parts.Holds.ListAsync(worker, ct),
            await parts.Holds.HistoryAsync(worker, 50, ct),
            await parts.Packages.ListAsync(worker, ct),
            [.. parts.Handlers.Select(handler => handler.Type).Order(StringComparer.Ordinal)],
            sent,
            problems);
        return Page.Of<HoldsPage>(new { Model = model }, problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static HoldOrder Read(HoldForm form, List<Refusal> problems)
    {
        int? version = null;
        if (!string.IsNullOrWhiteSpace(form.Version))
        {
            if (int.TryParse(form.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                version = number;
            }
            else
            {
                problems.Add(new("WEB-422", LocalText.Of("Versija ir vesels skaitlis.", "A version is a whole number."), null, "packageVersion"));
            }
        }

        return new(
            form.JobType, form.PackageKey, version, form.ProcessId, form.ElementId, form.RefusesStarts, Moment(form.EndsAt, problems), form.Reason);
    }

    private static DateTimeOffset? Moment(string? text, List<Refusal> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateTime.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && !Riga.IsInvalidTime(local))
        {
            return new DateTimeOffset(local, Riga.GetUtcOffset(local));
        }

        problems.Add(new("WEB-422", LocalText.Of("Šāda laika nav.", "There is no such time."), null, "endsAt"));
        return null;
    }
}
