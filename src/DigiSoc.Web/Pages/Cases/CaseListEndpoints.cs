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
        HttpContext context, CaseFiles files, string? q, string? stage, string? after, CancellationToken ct)
    {
        var query = new CaseQuery(
            string.IsNullOrWhiteSpace(q) ? null : q.Trim(),
            After: string.IsNullOrEmpty(after) ? null : after,
            Size: 25,
            Stage: Enum.TryParse<CaseStage>(stage, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null);
        var page = await files.PageAsync(context.User.Worker(), query, ct);
        return Page.Of<CaseListPage>(new { Query = query, Page = page });
    }
}
