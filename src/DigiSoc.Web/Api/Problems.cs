using DigiSoc.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Api;

/// <summary>Failures as RFC 9457 problem details: code, field, reason, remedy, in both languages.</summary>
internal static class Problems
{
    /// <summary>What <c>errors</c> holds: one entry for each reason the request was refused.</summary>
    public sealed record Entry(string Code, string? Field, LocalText Reason, LocalText? Remedy);

    /// <summary>An expected refusal: 422 for wrong fields, 409 when the state of things does not allow it.</summary>
    public static ProblemHttpResult Refused(IReadOnlyList<Refusal> refusals)
    {
        var first = refusals[0];
        var isAboutFields = refusals.Any(refusal => refusal.Field is not null);
        return Problem(
            isAboutFields ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict,
            isAboutFields ? "The data cannot be accepted" : "The request was refused",
            first.Reason,
            first.Code,
            [.. refusals.Select(refusal => new Entry(refusal.Code, refusal.Field, refusal.Reason, refusal.Remedy))]);
    }

    public static ProblemHttpResult NotFound(string what) => Problem(
        StatusCodes.Status404NotFound,
        "Not found",
        LocalText.Of("Tāda ieraksta nav vai tas pieder citai iestādei.", "There is no such record, or it belongs to another institution."),
        "WEB-404",
        [new Entry("WEB-404", what, LocalText.Of("Nav atrasts", "Not found"), LocalText.Of("Pārbaudiet identifikatoru.", "Check the identifier."))]);

    public static ProblemHttpResult WrongSignIn() => Problem(
        StatusCodes.Status401Unauthorized,
        "Sign-in failed",
        LocalText.Of("Lietotājs vai parole neder.", "User or password does not fit."),
        "WEB-401",
        [new Entry("WEB-401", "password", LocalText.Of("Neder", "Does not fit"), LocalText.Of("Demonstrācijas konti ir redzami /sign-in.", "Demonstration accounts are listed at /sign-in."))]);

    public static ProblemHttpResult Unreadable(BadHttpRequestException failure)
    {
        var field = (failure.InnerException as System.Text.Json.JsonException)?.Path;
        var reason = LocalText.Of("Pieprasījumu nevar nolasīt.", failure.InnerException?.Message ?? failure.Message);
        return Problem(failure.StatusCode, "The request cannot be read", reason, "WEB-400",
            [new Entry("WEB-400", field, reason, LocalText.Of("Salīdziniet ar /openapi/v1.json.", "Compare it with /openapi/v1.json."))]);
    }

    /// <summary>A word in the query that is not of its list.</summary>
    public static ProblemHttpResult WrongWord<T>(string field, string found) where T : struct, Enum
    {
        var words = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        var reason = LocalText.Of($"Vērtība “{found}” nav no saraksta.", $"“{found}” is not in the list.");
        return Problem(StatusCodes.Status422UnprocessableEntity, "The query cannot be used", reason, "WEB-422",
            [new Entry("WEB-422", field, reason, LocalText.Of($"Lietojiet: {words}.", $"Use one of: {words}."))]);
    }

    public static ProblemHttpResult OurFault(string traceId) => Problem(
        StatusCodes.Status500InternalServerError,
        "DigiSoc failed",
        LocalText.Of($"Kļūda mūsu pusē; dati nav zaudēti. Ziņojiet numuru {traceId}.", $"Our fault; nothing was lost. Report number {traceId}."),
        "WEB-500",
        []);

    /// <summary>The database is away. With the key of the request before nothing is done twice.</summary>
    public static ProblemHttpResult TryAgain() => Problem(
        StatusCodes.Status503ServiceUnavailable,
        "The database cannot be reached",
        LocalText.Of(
            "Datubāze pašlaik nav sasniedzama. Atkārtojiet to pašu pieprasījumu (ar to pašu Idempotency-Key) pēc brīža.",
            "The database cannot be reached now. Send the same request (with the same Idempotency-Key) again in a moment."),
        "WEB-503",
        []);

    public static ProblemHttpResult OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => Problem(401, "Sign in first",
            LocalText.Of("Vajadzīgs derīgs piekļuves žetons.", "A valid access token is needed."), "WEB-401",
            [new Entry("WEB-401", "Authorization", LocalText.Of("Nav žetona vai tas beidzies", "No token, or it has ended"), LocalText.Of("Saņemiet žetonu: POST /api/v1/token.", "Get one: POST /api/v1/token."))]),
        StatusCodes.Status403Forbidden => Problem(403, "Not yours to do",
            LocalText.Of("Jūsu lomai šī darbība nav atļauta.", "Your role does not allow this."), "WEB-403",
            [new Entry("WEB-403", null, LocalText.Of("Loma to neatļauj", "The role does not allow it"), LocalText.Of("Lūdziet kolēģi ar vajadzīgo lomu.", "Ask a colleague who has the role."))]),
        StatusCodes.Status404NotFound => NotFound("path"),
        var status => Problem(status, "The request was not carried out", LocalText.Of("Pieprasījums nav izpildīts.", "The request was not carried out."), $"WEB-{status}", []),
    };

    private static ProblemHttpResult Problem(int status, string title, LocalText detail, string code, IReadOnlyList<Entry> errors) =>
        TypedResults.Problem(
            detail: detail.En,
            statusCode: status,
            title: title,
            type: $"https://digisoc.lv/problems/{code.ToLowerInvariant()}",
            extensions: new Dictionary<string, object?> { ["code"] = code, ["detailLv"] = detail.Lv, ["errors"] = errors });
}
