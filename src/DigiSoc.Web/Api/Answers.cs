using DigiSoc.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Api;

/// <summary>How the case layer's answers become HTTP answers.</summary>
internal static class Answers
{
    /// <summary>The value, or its refusals as a problem.</summary>
    public static Results<Ok<T>, ProblemHttpResult> ToAnswer<T>(this Outcome<T> outcome) where T : class =>
        outcome.IsDone ? TypedResults.Ok(outcome.Value) : Problems.Refused(outcome.Refusals);

    /// <summary>The value, or 404 named after what was looked for.</summary>
    public static Results<Ok<T>, ProblemHttpResult> OrNotFound<T>(this T? value, string what) where T : class =>
        value is null ? Problems.NotFound(what) : TypedResults.Ok(value);

    /// <summary>Key under which a repeated request is recognised; without the header every request is a new one.</summary>
    public static string IdempotencyKey(this HttpRequest request) =>
        request.Headers.TryGetValue("Idempotency-Key", out var key) && !string.IsNullOrWhiteSpace(key)
            ? key.ToString()
            : Guid.CreateVersion7().ToString();

    /// <summary>A word of a closed list in the query; upper and lower case are the same, numbers are not words.</summary>
    public static bool TryReadWord<T>(string text, out T word) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out word) && Enum.IsDefined(word) && !int.TryParse(text, out _);
}
