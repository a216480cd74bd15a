namespace DigiSoc.Cases;

/// <summary>Stored as text; never renamed.</summary>
public enum CaseStatus
{
    Open = 1,
    Suspended = 2,
    Closed = 3,
}

/// <summary>Which cases. Newest first; <paramref name="After"/> as in <see cref="WorkQuery"/>; <paramref name="Size"/> 1–200.</summary>
/// <remarks><paramref name="Search"/>: start of words of case number and names, or a whole personal code.</remarks>
public sealed record CaseQuery(
    string? Search = null,
    CaseStatus? Status = null,
    string? PackageKey = null,
    string? After = null,
    int Size = 50,
    CaseStage? Stage = null);

public sealed record CasePage(IReadOnlyList<CaseRow> Items, string? Next);

/// <summary>One case as a row. <paramref name="Outcome"/> is the package's own word for how it ended ("granted", "refused"), null while open.</summary>
public sealed record CaseRow(
    Guid CaseId,
    string CaseNumber,
    LocalText ProcedureTitle,
    string PackageKey,
    int PackageVersion,
    string ApplicantName,
    CaseStatus Status,
    string? Outcome,
    DateOnly ReceivedOn,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DeadlineView? Deadline,
    CaseStage Stage);
