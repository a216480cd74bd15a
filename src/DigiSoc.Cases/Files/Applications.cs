using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cases;

/// <summary>A procedure a person can apply for: the newest version of a package that has an application form.</summary>
public sealed record Procedure(string PackageKey, int Version, LocalText Title, string? ServiceId, JsonElement Form);

/// <summary>An application as received.</summary>
/// <remarks>
/// <paramref name="Channel"/>: "in-person", "post", "email", "e-address", "portal".
/// <paramref name="ReceivedOn"/>: the day the institution received it; the statutory period is counted from it; never in the future.
/// <paramref name="Data"/>: the filled application form of the package.
/// <paramref name="IdempotencyKey"/>: the same key again returns the case opened the first time.
/// </remarks>
public sealed record ApplicationToSubmit(
    string PackageKey,
    string ApplicantCode,
    string Channel,
    DateOnly ReceivedOn,
    JsonObject Data,
    string IdempotencyKey,
    string? RepresentativeCode = null);

/// <summary>The opened case. <paramref name="IsRepeat"/>: the key was known, nothing was opened now.</summary>
public sealed record SubmittedApplication(Guid CaseId, string CaseNumber, Guid ApplicationId, bool IsRepeat);

/// <summary>Receiving applications and opening cases for them.</summary>
public sealed partial class Applications
{
    /// <summary>Procedures open for application, by Latvian title.</summary>
    public partial Task<IReadOnlyList<Procedure>> ProceduresAsync(Worker worker, CancellationToken ct);

    /// <summary>Validates by the package's application form, opens the case, starts the process and the statutory period.</summary>
    public partial Task<Outcome<SubmittedApplication>> SubmitAsync(Worker worker, ApplicationToSubmit application, CancellationToken ct);
}
