using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.CaseFile;

/// <summary>One case: its file, diagrams, documents, notes.</summary>
internal static class CaseFileEndpoints
{
    private const string Purpose = "case-work";

    public static void Map(IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("/cases/{id:guid}").RequireAuthorization(Gate.Cases.Name);
        cases.MapGet("", ShowAsync);
        cases.MapGet("/diagrams/{instanceId:guid}", DiagramAsync);
        cases.MapGet("/documents/{documentId:guid}", DocumentAsync);
        cases.MapPost("/notes", AddNoteAsync);
        cases.MapPost("/answers", AnswerAsync).RequireAuthorization(Gate.Applications.Name);
        cases.MapPost("/contests", ContestAsync).RequireAuthorization(Gate.Applications.Name);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, CaseFiles files, Worklist worklist, TaskRemarks remarks, Guid id, CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (await files.OpenAsync(worker, id, Purpose, ct) is not { } file)
        {
            return Results.NotFound();
        }

        var where = await files.WhereAsync(worker, id, ct);
        var tasks = await worklist.ForCaseAsync(worker, id, ct);
        var left = await remarks.OfCaseAsync(worker, id, ct);
        return Page.Of<CaseFilePage>(new
        {
            File = file,
            Where = where,
            Tasks = tasks,
            left.Comments,
            MayRegister = Gate.Applications.LetsIn(worker),
            MaySolve = Gate.Incidents.LetsIn(worker),
            MayChange = Gate.Processes.LetsIn(worker),
        });
    }

    private static async Task<IResult> DiagramAsync(HttpContext context, CaseFiles files, Guid id, Guid instanceId, CancellationToken ct)
    {
        var where = await files.WhereAsync(context.User.Worker(), id, ct);
        var place = where?.Places.FirstOrDefault(place => place.InstanceId == instanceId);
        return place is null ? Results.NotFound() : Results.Text(place.BpmnXml, "application/xml");
    }

    private static async Task<IResult> DocumentAsync(
        HttpContext context, CaseFiles files, Guid id, Guid documentId, string? download, CancellationToken ct)
    {
        if (await files.DocumentAsync(context.User.Worker(), id, documentId, ct) is not { } document)
        {
            return Results.NotFound();
        }

        var how = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue(download is null ? "inline" : "attachment");
        how.SetHttpFileName(document.FileName);
        context.Response.Headers.ContentDisposition = how.ToString();
        // The browser's own PDF reader needs styles of its own; nothing else of a document is let in.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
        return Results.Bytes(document.Content, document.Document.MediaType);
    }

    private static async Task<IResult> AddNoteAsync(HttpContext context, CaseFiles files, Guid id, [FromForm] string? text, CancellationToken ct)
    {
        var outcome = await files.AddNoteAsync(context.User.Worker(), id, text ?? "", ct);
        if (outcome.IsDone)
        {
            context.Done(Words.W["Case.NoteAdded"]);
        }
        else
        {
            context.Refused(string.Join(" ", outcome.Refusals.Select(refusal => Say.Text(refusal.Reason))));
        }

        return Results.LocalRedirect($"/cases/{id}#notes");
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, DigiSoc.Cases.Applications applications, Guid id, [FromForm] string? text, [FromForm] string? key, CancellationToken ct) =>
        Registered(context, id, await applications.AnswerAsync(context.User.Worker(), id, Came(text), key ?? "", ct));

    private static async Task<IResult> ContestAsync(
        HttpContext context, DigiSoc.Cases.Applications applications, Guid id, [FromForm] string? text, [FromForm] string? key, CancellationToken ct) =>
        Registered(context, id, await applications.ContestAsync(context.User.Worker(), id, Came(text), key ?? "", ct));

    private static JsonObject Came(string? text) => new() { ["text"] = text?.Trim() ?? "" };

    private static RedirectHttpResult Registered(HttpContext context, Guid id, Outcome<RegisteredAnswer> outcome)
    {
        if (outcome.IsDone)
        {
            context.Done(Words.W["Case.Registered"]);
        }
        else
        {
            context.Refused(string.Join(" ", outcome.Refusals.Select(refusal => Say.Text(refusal.Reason))));
        }

        return TypedResults.LocalRedirect($"/cases/{id}");
    }
}
