namespace DigiSoc.Documents;

/// <summary>A subject (one line) and a body (plain text, may be empty when the template is a title).</summary>
public sealed record ShortText(string Subject, string Body);
