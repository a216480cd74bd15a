using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Pages.Cases;

/// <summary>The institution's cases: search and filter.</summary>
internal static class CaseListEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/cases", ListAsync).RequireAuthorization(Gate.Cases.Name);

    private static async Task<RazorComponentResult> ListAsync(
        HttpContext context, CaseFiles files, string? q, string? status, string? after, CancellationToken ct)
    {
        var query = new CaseQuery(
            string.IsNullOrWhiteSpace(q) ? null : q.Trim(),
            Enum.TryParse<CaseStatus>(status, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null,
            After: string.IsNullOrEmpty(after) ? null : after,
            Size: 25);
        var page = await files.PageAsync(context.User.Worker(), query, ct);
        return Page.Of<CaseListPage>(new { Query = query, Page = page });
    }
}
