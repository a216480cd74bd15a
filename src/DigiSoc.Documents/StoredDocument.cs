namespace DigiSoc.Documents;

/// <summary>What is known of a kept document without its bytes.</summary>
/// <param name="Sha256">Of the content, lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
public sealed record StoredDocument(
    Guid Id,
    string InstitutionId,
    Guid CaseId,
    string Kind,
    string Title,
    string ContentType,
    string Sha256,
    int Size,
    int Pages,
    string CreatedBy,
    DateTimeOffset CreatedAt);
