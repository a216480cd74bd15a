namespace DigiSoc.Documents;

/// <summary>A row of the dispatch ledger.</summary>
/// <param name="SentAt">When the channel took it, or the recorded day of posting; null while planned or to print.</param>
/// <param name="Reference">The channel's own id: message id, registration or tracking number; null while there is none.</param>
/// <param name="OutcomeAt">When it was delivered or came back; null before.</param>
/// <param name="Reason">Why it was not delivered; null otherwise.</param>
/// <param name="Attempts">How many times the channel was tried.</param>
/// <param name="PostedBy">Who recorded that a print job was handed to the post; null for electronic channels and before.</param>
/// <param name="OutcomeBy">Who recorded that it arrived or came back; null when the channel said so itself.</param>
/// <param name="IsHandedOver">Delivered against signature, or the refusal to take it was noted (PazL 6, 7).</param>
public sealed record DispatchRecord(
    Guid Id,
    string InstitutionId,
    Guid CaseId,
    Guid DocumentId,
    string Key,
    Channel Channel,
    string Recipient,
    string Subject,
    DispatchState State,
    DateTimeOffset PlannedAt,
    DateTimeOffset? SentAt,
    string? Reference,
    DateTimeOffset? OutcomeAt,
    string? Reason,
    int Attempts,
    string RequestedBy,
    string? PostedBy,
    string? OutcomeBy,
    bool IsHandedOver);
