namespace DigiSoc.Cases;

/// <summary>A letter of the post room.</summary>
/// <remarks>
/// <paramref name="State"/>: "to-post", "posted", "delivered", "returned". <paramref name="Recipient"/>: name and address as they
/// stand on the envelope, lines separated by line feeds. <paramref name="DeemedServedOn"/>: by law, from
/// <paramref name="PostedOn"/>; before posting, what it would be if it were posted today; null where the law counts from the
/// signature. <paramref name="OutcomeOn"/>: when it arrived or came back.
/// </remarks>
public sealed record PostItem(
    Guid DispatchId,
    Guid CaseId,
    string CaseNumber,
    Guid DocumentId,
    LocalText Title,
    string Recipient,
    string Channel,
    LocalText ChannelTitle,
    string State,
    DateTimeOffset MadeAt,
    DateOnly? PostedOn,
    string? Reference,
    DateOnly? DeemedServedOn,
    string? ServiceNorm,
    DateOnly? OutcomeOn,
    string? Reason);

/// <param name="Next">Give it back to get the next page; null on the last.</param>
public sealed record PostPage(IReadOnlyList<PostItem> Items, string? Next);
