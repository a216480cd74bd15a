namespace DigiSoc.Documents;

/// <summary>An order to send one kept document to one person through one channel.</summary>
/// <param name="Key">Idempotency key: the same key sends once, whatever happens in between.</param>
/// <param name="Recipient">E-address: personal code or registration number. E-mail: the address. Post: name and postal
/// address, lines separated by line feeds. On site: the person's name.</param>
/// <param name="Cover">Subject and accompanying text for electronic channels; for print jobs the subject is the job's title.</param>
/// <param name="RequestedBy">Actor, for example the id of the user or <c>system</c>.</param>
public sealed record DispatchRequest(
    string InstitutionId,
    Guid CaseId,
    Guid DocumentId,
    string Key,
    Channel Channel,
    string Recipient,
    ShortText Cover,
    string RequestedBy);
