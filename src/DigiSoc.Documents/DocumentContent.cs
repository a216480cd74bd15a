namespace DigiSoc.Documents;

/// <summary>A kept document with its bytes.</summary>
public sealed record DocumentContent(StoredDocument Document, byte[] Content, string Text);
