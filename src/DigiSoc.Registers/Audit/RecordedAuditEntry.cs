namespace DigiSoc.Registers.Audit;

/// <summary>A link of the audit chain.</summary>
/// <param name="Sequence">1, 2, 3 … within the institution, without gaps.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Entry">What happened.</param>
/// <param name="PreviousHash">Hash of the link before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over this link and the hash before it, hexadecimal.</param>
public sealed record RecordedAuditEntry(
    long Sequence, DateTimeOffset RecordedAt, AuditEntry Entry, string PreviousHash, string Hash);
