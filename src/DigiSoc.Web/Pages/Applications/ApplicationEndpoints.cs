using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Forms;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Pages.Applications;

/// <summary>Registering an application that came on paper or by post.</summary>
internal static class ApplicationEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var applications = app.MapGroup("/applications/new").RequireAuthorization(Gate.Applications.Name);
        applications.MapGet("", ChooseAsync);
        applications.MapGet("/{package}", ShowAsync);
        applications.MapPost("/{package}", SubmitAsync).WithMetadata(new RequiresFormToken());
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, DigiSoc.Cases.Applications applications, CancellationToken ct)
    {
        var procedures = await applications.ProceduresAsync(context.User.Worker(), ct);
        return procedures.Count == 1
            ? Results.LocalRedirect("/applications/new/" + procedures[0].PackageKey)
            : Page.Of<ChooseProcedurePage>(new { Procedures = procedures });
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, DigiSoc.Cases.Applications applications, TimeProvider clock, string package, CancellationToken ct)
    {
        if (await FindAsync(context, applications, package, ct) is not { } procedure)
        {
            return Results.NotFound();
        }

        var paper = new PaperApplication("in-person", Iso(Say.Today(clock)), Guid.NewGuid().ToString("N"));
        return Page.Of<NewApplicationPage>(new { Procedure = procedure, Paper = paper, Today = Say.Today(clock) });
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, DigiSoc.Cases.Applications applications, TimeProvider clock, string package, CancellationToken ct)
    {
        if (await FindAsync(context, applications, package, ct) is not { } procedure)
        {
            return Results.NotFound();
        }

        var form = await context.Request.ReadFormAsync(ct);
        var paper = new PaperApplication(form["channel"].ToString(), form["receivedOn"].ToString(), form["key"].ToString());
        if (PostedForm.Read(form, procedure.Form) is not { } data || paper.Key.Length == 0)
        {
            return Results.BadRequest();
        }

        var refusals = paper.Day is null
            ? [new Refusal("WEB-010", LocalText.Of("Saņemšanas diena nav datums.", "The day of receipt is not a date."), null, "receivedOn")]
            : await OpenAsync(context, applications, procedure, paper, data, ct);
        return refusals is null
            ? Results.LocalRedirect("/cases/" + context.Items[typeof(SubmittedApplication)])
            : Page.Of<NewApplicationPage>(
                new { Procedure = procedure, Paper = paper, Today = Say.Today(clock), Sent = data, Problems = refusals },
                StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Null when the case was opened; its id is then among the request's items.</summary>
    private static async Task<IReadOnlyList<Refusal>?> OpenAsync(
        HttpContext context, DigiSoc.Cases.Applications applications, Procedure procedure, PaperApplication paper, JsonObject data, CancellationToken ct)
    {
        var outcome = await applications.SubmitAsync(
            context.User.Worker(),
            new ApplicationToSubmit(
                procedure.PackageKey, Applicant(data), paper.Channel, paper.Day!.Value, data, paper.Key),
            ct);
        if (!outcome.IsDone)
        {
            return outcome.Refusals;
        }

        context.Items[typeof(SubmittedApplication)] = outcome.Value.CaseId;
        context.Done(Words.W["Application.Opened", outcome.Value.CaseNumber]);
        return null;
    }

    /// <summary>The applicant's code stands in the form itself, under applicant.personCode.</summary>
    public static string Applicant(JsonObject data) =>
        ((data["applicant"] as JsonObject)?["personCode"] as JsonValue)?.ToString() ?? "";

    private static async Task<Procedure?> FindAsync(
        HttpContext context, DigiSoc.Cases.Applications applications, string package, CancellationToken ct)
    {
        var procedures = await applications.ProceduresAsync(context.User.Worker(), ct);
        return procedures.FirstOrDefault(procedure => procedure.PackageKey == package);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What stands on the envelope: how and when the paper came; the key makes a second sending harmless.</summary>
public sealed record PaperApplication(string Channel, string ReceivedOn, string Key)
{
    public DateOnly? Day => DateOnly.TryParseExact(ReceivedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Asks the antiforgery check for an endpoint that reads its form itself.</summary>
internal sealed class RequiresFormToken : Microsoft.AspNetCore.Antiforgery.IAntiforgeryMetadata
{
    public bool RequiresValidation => true;
}
