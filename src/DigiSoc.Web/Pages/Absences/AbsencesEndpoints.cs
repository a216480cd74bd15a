using System.Globalization;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Absences;

/// <summary>What the page of absences shows; <paramref name="Sent"/> and <paramref name="Problems"/> after a refused form.</summary>
/// <param name="Standing">By first day.</param>
/// <param name="History">Newest first.</param>
/// <param name="People">Whose absence the reader may record.</param>
/// <param name="Of">Whose absence the form is for.</param>
/// <param name="Candidates">Who could substitute for that person.</param>
/// <param name="Sent">The form as it was sent.</param>
/// <param name="Problems">Why it was refused; empty: it was not.</param>
public sealed record AbsencesModel(
    IReadOnlyList<AbsenceView> Standing,
    IReadOnlyList<AbsenceEvent> History,
    IReadOnlyList<Colleague> People,
    string Of,
    IReadOnlyList<Colleague> Candidates,
    AbsenceForm Sent,
    IReadOnlyList<Refusal> Problems);

/// <summary>The form as it was sent.</summary>
public sealed record AbsenceForm(string? SubstituteId = null, string? FirstOn = null, string? LastOn = null, string? Kind = null);

/// <summary>Absences: those that stand and come, a form to record one, ending early, the history.</summary>
internal static class AbsencesEndpoints
{
    private const string Address = "/absences";

    public static void Map(IEndpointRouteBuilder app)
    {
        var absences = app.MapGroup(Address).RequireAuthorization(Gate.Absences.Name);
        absences.MapGet("", (HttpContext context, DigiSoc.Cases.Absences service, string? of, CancellationToken ct) =>
            PageAsync(context, service, of, new(), [], ct));
        absences.MapPost("", RecordAsync);
        absences.MapPost("/{id:guid}/end", EndAsync);
    }

    private static async Task<IResult> RecordAsync(
        HttpContext context,
        DigiSoc.Cases.Absences service,
        [FromForm] string? userId,
        [FromForm] string? substituteId,
        [FromForm] string? firstOn,
        [FromForm] string? lastOn,
        [FromForm] string? kind,
        CancellationToken ct)
    {
        // What cannot be read is missing: the case layer says so beside the field.
        var order = new AbsenceOrder(
            userId, substituteId, Day(firstOn), Day(lastOn), Enum.TryParse<AbsenceKind>(kind, out var word) && Enum.IsDefined(word) ? word : null);
        var recorded = await service.RecordAsync(context.User.Worker(), order, ct);
        if (!recorded.IsDone)
        {
            return await PageAsync(context, service, userId, new(substituteId, firstOn, lastOn, kind), recorded.Refusals, ct);
        }

        context.Done(Words.W["Absences.Recorded", recorded.Value.Name, recorded.Value.SubstituteName]);
        return Results.LocalRedirect(Address);
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, DigiSoc.Cases.Absences service, Guid id, [FromForm] string? does, [FromForm] string? lastOn, CancellationToken ct)
    {
        var day = Day(lastOn);
        if (does == "shorten" && day is null)
        {
            context.Refused(Words.W["Bulk.Unreadable"]);
            return Results.LocalRedirect(Address);
        }

        var ended = await service.EndAsync(context.User.Worker(), id, does == "shorten" ? day : null, ct);
        if (ended.IsDone)
        {
            context.Done(does == "shorten" ? Words.W["Absences.Shortened", Say.Day(ended.Value.LastOn)] : Words.W["Absences.Ended"]);
        }
        else
        {
            context.Refused(string.Join(" ", ended.Refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim())));
        }

        return Results.LocalRedirect(Address);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, DigiSoc.Cases.Absences service, string? of, AbsenceForm sent, IReadOnlyList<Refusal> problems, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var people = await service.PeopleAsync(worker, ct);
        var whose = people.Any(person => person.UserId == of) ? of! : worker.UserId;
        var model = new AbsencesModel(
            await service.ListAsync(worker, ct),
            await service.HistoryAsync(worker, 50, ct),
            people,
            whose,
            await service.CandidatesAsync(worker, whose, ct),
            sent,
            problems);
        return Page.Of<AbsencesPage>(new { Model = model }, problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
