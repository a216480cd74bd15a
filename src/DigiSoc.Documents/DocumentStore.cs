using Npgsql;

namespace DigiSoc.Documents;

/// <summary>The documents of cases (<c>documents.documents</c>). Kept once, never changed or deleted here.</summary>
public abstract class DocumentStore
{
    /// <summary>Keeps a document, or returns the one kept under the same key before.</summary>
    public abstract Task<StoredDocument> KeepAsync(NewDocument document, CancellationToken ct = default);

    /// <summary>As <see cref="KeepAsync"/>, in the caller's transaction, which must have set the institution.</summary>
    public abstract Task<StoredDocument> KeepInTransactionAsync(
        NewDocument document, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct = default);

    /// <returns>Oldest first; empty when the case has none or belongs to another institution.</returns>
    public abstract Task<IReadOnlyList<StoredDocument>> OfCaseAsync(
        string institutionId, Guid caseId, CancellationToken ct = default);

    public abstract Task<StoredDocument?> FindAsync(
        string institutionId, Guid documentId, CancellationToken ct = default);

    public abstract Task<DocumentContent?> ContentAsync(
        string institutionId, Guid documentId, CancellationToken ct = default);
}
