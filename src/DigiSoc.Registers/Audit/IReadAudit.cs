using Npgsql;

namespace DigiSoc.Registers.Audit;

/// <summary>The append-only record of every read of personal data.</summary>
public interface IReadAudit
{
    /// <summary>Records a read, in a transaction of its own.</summary>
    Task<RecordedAuditEntry> AppendAsync(AuditEntry entry, CancellationToken ct);

    /// <summary>Records a read in the caller's transaction. Appends of one institution wait for one another until it ends.</summary>
    Task<RecordedAuditEntry> AppendInTransactionAsync(
        AuditEntry entry, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct);

    /// <summary>One page of an institution's reads, newest first.</summary>
    Task<AuditPage> SearchAsync(AuditFilter filter, CancellationToken ct);

    /// <summary>Recomputes the institution's chain and finds the first broken link.</summary>
    /// <param name="institutionId">Whose chain.</param>
    /// <param name="knownHead">A head noted earlier that must occur in the chain; shows a cut-off end. Null: not checked.</param>
    /// <param name="ct">Stops reading.</param>
    Task<AuditVerification> VerifyAsync(string institutionId, string? knownHead, CancellationToken ct);
}
