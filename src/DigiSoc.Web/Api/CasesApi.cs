using System.Security.Claims;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Api;

/// <summary>A note on a case.</summary>
internal sealed record NoteRequest(string Text);

/// <summary>What came in from the applicant or addressee, in words.</summary>
internal sealed record IncomingRequest(string Text);

/// <summary>Cases: list, file, whereabouts, decisions, documents, notes. Every read of a case is in the access audit.</summary>
internal static class CasesApi
{
    /// <summary>What the audit says a read through the API was for, unless the caller says it in <c>?purpose=</c>.</summary>
    private const string DefaultPurpose = "case-work";

    public static void MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").RequireAuthorization(Gate.Cases.Name).WithTags("Cases");
        cases.MapGet("/", ListAsync).WithSummary("Cases of the institution, newest first; status open, suspended or closed; stage open, suspended, stopped, decided, served or closed");
        cases.MapGet("/{caseId:guid}", async (
                Guid caseId, ClaimsPrincipal user, CaseFiles files, CancellationToken ct, string purpose = DefaultPurpose) =>
                (await files.OpenAsync(user.Worker(), caseId, purpose, ct)).OrNotFound("caseId"))
            .WithSummary("The case file: parties, facts with provenance, timeline, documents, letters, waits");
        cases.MapGet("/{caseId:guid}/whereabouts", async (Guid caseId, ClaimsPrincipal user, CaseFiles files, CancellationToken ct) =>
                (await files.WhereAsync(user.Worker(), caseId, ct)).OrNotFound("caseId"))
            .WithSummary("Where the case is now, on its diagrams");
        cases.MapGet("/{caseId:guid}/decisions", async (
                Guid caseId, ClaimsPrincipal user, CaseDecisions decisions, CancellationToken ct) =>
                TypedResults.Ok(await decisions.ForCaseAsync(user.Worker(), caseId, ct)))
            .WithSummary("Recorded decisions with computation and rules that fired");
        cases.MapGet("/{caseId:guid}/evaluations", async (
                Guid caseId, ClaimsPrincipal user, CaseDecisions decisions, CancellationToken ct) =>
                TypedResults.Ok(await decisions.EvaluationsAsync(user.Worker(), caseId, ct)))
            .WithSummary("DMN evaluations so far, explained in words");
        cases.MapGet("/{caseId:guid}/documents/{documentId:guid}", DocumentAsync)
            .WithSummary("A document of the case, for example the decision letter as PDF/A")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf");
        cases.MapPost("/{caseId:guid}/notes", async (
                Guid caseId, NoteRequest note, ClaimsPrincipal user, CaseFiles files, CancellationToken ct) =>
                (await files.AddNoteAsync(user.Worker(), caseId, note.Text, ct)).ToAnswer())
            .WithSummary("Add a note");
        cases.MapPost("/{caseId:guid}/answers", async (
                Guid caseId, IncomingRequest incoming, ClaimsPrincipal user, HttpRequest http, Applications applications, CancellationToken ct) =>
                (await applications.AnswerAsync(user.Worker(), caseId, Worded(incoming), http.IdempotencyKey(), ct)).ToAnswer())
            .RequireAuthorization(Gate.Applications.Name)
            .WithSummary("Register what the applicant sent in answer to a request; the clock goes on");
        cases.MapPost("/{caseId:guid}/contests", async (
                Guid caseId, IncomingRequest incoming, ClaimsPrincipal user, HttpRequest http, Applications applications, CancellationToken ct) =>
                (await applications.ContestAsync(user.Worker(), caseId, Worded(incoming), http.IdempotencyKey(), ct)).ToAnswer())
            .RequireAuthorization(Gate.Applications.Name)
            .WithSummary("Register that the last decision is contested");
    }

    private static JsonObject Worded(IncomingRequest incoming) => new() { ["text"] = incoming.Text };

    private static async Task<Results<Ok<CasePage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, CaseFiles files, CancellationToken ct, string? search = null, string? status = null,
        string? procedure = null, string? after = null, int size = 50, string? stage = null)
    {
        CaseStatus? only = null;
        if (status is not null)
        {
            if (!Answers.TryReadWord<CaseStatus>(status, out var word))
            {
                return Problems.WrongWord<CaseStatus>("status", status);
            }

            only = word;
        }

        CaseStage? at = null;
        if (stage is not null)
        {
            if (!Answers.TryReadWord<CaseStage>(stage, out var word))
            {
                return Problems.WrongWord<CaseStage>("stage", stage);
            }

            at = word;
        }

        return TypedResults.Ok(await files.PageAsync(
            user.Worker(), new CaseQuery(search, only, procedure, after, Math.Clamp(size, 1, 200), at), ct));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DocumentAsync(
        Guid caseId, Guid documentId, ClaimsPrincipal user, CaseFiles files, CancellationToken ct)
    {
        var found = await files.DocumentAsync(user.Worker(), caseId, documentId, ct);
        return found is null
            ? Problems.NotFound("documentId")
            : TypedResults.File(found.Content, found.Document.MediaType, found.FileName);
    }
}
