namespace DigiSoc.Documents;

/// <summary>What came of sending: the ledger row always (unless the document is unknown), the problem when the channel did not take it.</summary>
/// <remarks><see cref="Problem"/> with <c>CanRetry</c> leaves the row planned; call again with the same key. Without it
/// (address refused) the row is <see cref="DispatchState.Undelivered"/>.</remarks>
public sealed record DispatchResult(DispatchRecord? Record, DocumentProblem? Problem);
