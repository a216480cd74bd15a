using System.Security.Claims;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Api;

/// <summary>An application as a program sends it.</summary>
/// <param name="Procedure">Key of the package, for example <c>gmi-benefit</c>.</param>
/// <param name="ReceivedOn">The day the institution received it; the statutory period counts from it.</param>
/// <param name="Channel">in-person, post, email, e-address or portal.</param>
/// <param name="Data">The filled application form of the procedure (GET procedures shows it).</param>
/// <param name="Version">On which version of the package the case runs; neither this nor a tag: the newest.</param>
/// <param name="Tag">By the name of a version instead (PUT packages/{key}/tags/{tag}).</param>
internal sealed record ApplicationRequest(
    string Procedure, DateOnly ReceivedOn, string Channel, JsonObject Data, int? Version = null, string? Tag = null);

/// <summary>Procedures open for application, and applications.</summary>
internal static class ApplicationsApi
{
    public static void MapApplications(this RouteGroupBuilder api)
    {
        api.MapGet("/procedures", async (ClaimsPrincipal user, Applications applications, CancellationToken ct) =>
                TypedResults.Ok(await applications.ProceduresAsync(user.Worker(), ct)))
            .RequireAuthorization(Gate.Applications.Name).WithTags("Applications")
            .WithSummary("Procedures open for application, with their forms");
        api.MapGet("/procedures/{key}", async (
                string key, ClaimsPrincipal user, Applications applications, CancellationToken ct, int? version = null, string? tag = null) =>
                (await applications.ProcedureAsync(user.Worker(), key, version, tag, ct)).ToAnswer())
            .RequireAuthorization(Gate.Applications.Name).WithTags("Applications")
            .WithSummary("One procedure with its form: the newest version, a version by its number or by its tag")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/applications", SubmitAsync)
            .RequireAuthorization(Gate.Applications.Name).WithTags("Applications")
            .WithSummary("Submit an application: opens a case and starts its process")
            .WithDescription("On the newest version of the procedure, or the one `version` or `tag` name. Send Idempotency-Key: the same key again returns the case opened the first time.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Created<SubmittedApplication>, Ok<SubmittedApplication>, ProblemHttpResult>> SubmitAsync(
        ApplicationRequest request, ClaimsPrincipal user, HttpRequest http, Applications applications, CancellationToken ct)
    {
        var applicant = request.Data["applicant"]?["personCode"]?.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? request.Data["applicant"]!["personCode"]!.GetValue<string>()
            : "";
        var outcome = await applications.SubmitAsync(
            user.Worker(),
            new ApplicationToSubmit(
                request.Procedure, applicant, request.Channel, request.ReceivedOn, request.Data, http.IdempotencyKey(),
                Version: request.Version, Tag: request.Tag),
            ct);
        if (!outcome.IsDone)
        {
            return Problems.Refused(outcome.Refusals);
        }

        return outcome.Value.IsRepeat
            ? TypedResults.Ok(outcome.Value)
            : TypedResults.Created($"{ApiSetup.Root}/cases/{outcome.Value.CaseId}", outcome.Value);
    }
}
