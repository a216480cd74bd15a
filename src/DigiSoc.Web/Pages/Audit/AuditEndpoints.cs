using System.Globalization;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Audit;

/// <summary>Who read whose data, for the data-protection officer; and whether the record is whole.</summary>
internal static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/audit").RequireAuthorization(Gate.Audit.Name);
        audit.MapGet("", ShowAsync);
        audit.MapPost("", CheckAsync);
    }

    private static Task<RazorComponentResult> ShowAsync(
        HttpContext context, AccessAudit audit, [AsParameters] AuditFilter filter, CancellationToken ct) =>
        PageAsync(context, audit, filter, null, ct);

    private static async Task<RazorComponentResult> CheckAsync(
        HttpContext context, AccessAudit audit, [FromForm(Name = "_form")] string? form, CancellationToken ct) =>
        await PageAsync(context, audit, new AuditFilter(), await audit.CheckChainAsync(context.User.Worker(), ct), ct);

    private static async Task<RazorComponentResult> PageAsync(
        HttpContext context, AccessAudit audit, AuditFilter filter, ChainCheck? check, CancellationToken ct)
    {
        var page = await audit.PageAsync(context.User.Worker(), filter.Query, ct);
        return Page.Of<AuditPage>(new { Filter = filter, Page = page, Check = check });
    }
}

/// <summary>The filters as they stand in the address.</summary>
public sealed record AuditFilter(
    string? Person = null, string? Actor = null, string? Case = null, string? From = null, string? To = null, string? After = null)
{
    private static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");

    /// <summary>Days are whole days in Riga; "to" includes its day.</summary>
    public AccessQuery Query => new(Known(Person), Known(Actor), Known(Case), Start(From, 0), Start(To, 1), Known(After));

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Start(string? day, int later)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var local = date.AddDays(later).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Riga.GetUtcOffset(local)).ToUniversalTime();
    }
}
