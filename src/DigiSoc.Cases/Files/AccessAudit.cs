namespace DigiSoc.Cases;

/// <summary>Which reads. All filters are joined by "and"; times from inclusive, to exclusive; newest first.</summary>
public sealed record AccessQuery(
    string? PersonCode = null,
    string? ActorId = null,
    string? CaseNumber = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? After = null,
    int Size = 50);

/// <summary>One read of personal data: who, what, which case, on which norm.</summary>
/// <remarks><paramref name="What"/>: a data item ("vid.income"), or "case", "decision", "document", "task-form". <paramref name="Result"/>: "answered", "not-found", "refused", "shown" …</remarks>
public sealed record AccessEntry(
    long Sequence,
    DateTimeOffset At,
    string ActorId,
    string? ActorName,
    string? OnBehalfOf,
    string What,
    LocalText WhatTitle,
    string? PersonCode,
    Guid? CaseId,
    string? CaseNumber,
    string Purpose,
    IReadOnlyList<string> Norms,
    string Result,
    string Hash);

public sealed record AccessPage(IReadOnlyList<AccessEntry> Items, string? Next);

/// <summary>Result of recomputing the hash chains. <paramref name="BrokenAt"/>: the first entry that does not fit, null when all do.</summary>
public sealed record ChainCheck(bool IsWhole, long EntriesChecked, string? BrokenAt, DateTimeOffset CheckedAt);

/// <summary>Who looked at what; for the data-protection officer.</summary>
public sealed partial class AccessAudit
{
    public partial Task<AccessPage> PageAsync(Worker worker, AccessQuery query, CancellationToken ct);

    public partial Task<ChainCheck> CheckChainAsync(Worker worker, CancellationToken ct);
}
