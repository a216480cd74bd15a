using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Pages.Decisions;

/// <summary>The case's decisions with the computation and the rules laid open.</summary>
internal static class DecisionEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/cases/{id:guid}/decision", ShowAsync).RequireAuthorization(Gate.Cases.Name);

    private static async Task<IResult> ShowAsync(
        HttpContext context, CaseFiles files, CaseDecisions decisions, Guid id, CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (await files.OpenAsync(worker, id, "decision", ct) is not { } file)
        {
            return Results.NotFound();
        }

        var recorded = await decisions.ForCaseAsync(worker, id, ct);
        var evaluations = recorded.Count > 0 ? [] : await decisions.EvaluationsAsync(worker, id, ct);
        return Page.Of<DecisionPage>(new { Case = file.Case, Decisions = recorded, Evaluations = evaluations });
    }
}
