namespace DigiSoc.Documents;

/// <summary>Sends kept documents and remembers how they fared (<c>documents.dispatches</c>). The authority proves
/// sending (PazL 8(4), 9(4)): the ledger is that proof, so no row is ever deleted.</summary>
public abstract class Dispatch
{
    /// <summary>Sends, or for post and on-site makes a print job. The same key is sent once; a call after a crash goes on
    /// where the first one stopped.</summary>
    public abstract Task<DispatchResult> SendAsync(DispatchRequest request, CancellationToken ct = default);

    /// <summary>Asks the electronic channels about what was sent and not yet confirmed; records what they say.</summary>
    /// <returns>The rows whose state changed in this call, so that the caller can act on each once.</returns>
    public abstract Task<IReadOnlyList<DispatchRecord>> CollectReceiptsAsync(string institutionId, CancellationToken ct = default);

    /// <summary>A person handed the print job to the post (or registered it as outgoing) on that day.</summary>
    /// <param name="reference">Registration or tracking number.</param>
    /// <returns>Null when there is no such row; the row unchanged when it was already sent.</returns>
    public abstract Task<DispatchRecord?> RecordPostedAsync(
        string institutionId, Guid dispatchId, DateTimeOffset postedAt, string reference, CancellationToken ct = default);

    /// <summary>The letter arrived: receipt, signature on site, or refusal to take it with a note.</summary>
    public abstract Task<DispatchRecord?> RecordDeliveredAsync(
        string institutionId, Guid dispatchId, DateTimeOffset deliveredAt, CancellationToken ct = default);

    /// <summary>The letter came back.</summary>
    public abstract Task<DispatchRecord?> RecordUndeliveredAsync(
        string institutionId, Guid dispatchId, DateTimeOffset returnedAt, string reason, CancellationToken ct = default);

    /// <returns>Print jobs not yet posted, oldest first.</returns>
    public abstract Task<IReadOnlyList<DispatchRecord>> ToPrintAsync(string institutionId, CancellationToken ct = default);

    /// <returns>All dispatches of a case, oldest first.</returns>
    public abstract Task<IReadOnlyList<DispatchRecord>> OfCaseAsync(
        string institutionId, Guid caseId, CancellationToken ct = default);

    public abstract Task<DispatchRecord?> FindAsync(
        string institutionId, Guid dispatchId, CancellationToken ct = default);
}
