namespace DigiSoc.Registers.Audit;

/// <summary>Audit entries, newest first.</summary>
/// <param name="Entries">At most the page size.</param>
/// <param name="NextBefore">Give it as <see cref="AuditFilter.Before"/> for the next page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<RecordedAuditEntry> Entries, long? NextBefore);
