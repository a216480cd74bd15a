using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Pages.Deadlines;

/// <summary>The manager's list of open cases against the statutory deadline.</summary>
internal static class DeadlineEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/deadlines", ShowAsync).RequireAuthorization(Gate.Deadlines.Name);

    private static async Task<RazorComponentResult> ShowAsync(HttpContext context, DeadlineBoard board, string? after, CancellationToken ct)
    {
        var page = await board.PageAsync(context.User.Worker(), packageKey: null, string.IsNullOrEmpty(after) ? null : after, 50, ct);
        return Page.Of<DeadlinePageView>(new { Page = page });
    }
}
