namespace DigiSoc.Documents;

/// <summary>A document about to be kept on a case.</summary>
/// <param name="Key">Unique within the institution; keeping the same key again returns the document kept first.
/// A job uses its idempotency key.</param>
/// <param name="Kind">Name of the template, or what the uploader chose, for example <c>gmi-decision</c>.</param>
/// <param name="Title">In the language of the document, for lists on the screen.</param>
/// <param name="ContentType">For example <c>application/pdf</c>.</param>
/// <param name="Text">Plain text for search and tests; empty when there is none.</param>
/// <param name="Pages">0 when the content has no pages.</param>
/// <param name="TemplateSha256">By which wording it was made; null when it did not come from a template.</param>
/// <param name="DataJson">The data the template was fed with, kept so that the letter can be made again; null as above.</param>
public sealed record NewDocument(
    string InstitutionId,
    Guid CaseId,
    string Key,
    string Kind,
    string Title,
    string ContentType,
    byte[] Content,
    string Text,
    int Pages,
    string? TemplateSha256,
    string? DataJson,
    string CreatedBy,
    DateTimeOffset CreatedAt);
