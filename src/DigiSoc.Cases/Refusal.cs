namespace DigiSoc.Cases;

/// <summary>Why a request was not done: an expected outcome, told to the person who asked.</summary>
/// <remarks>
/// <paramref name="Field"/> is the path of the field in the submitted form ("members.0.personCode"), null when the
/// refusal concerns the request as a whole. No personal data in any part.
/// </remarks>
public sealed record Refusal(string Code, LocalText Reason, LocalText? Remedy = null, string? Field = null);
