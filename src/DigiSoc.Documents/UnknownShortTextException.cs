namespace DigiSoc.Documents;

/// <summary>A short text was asked for that is not in <c>templates/messages/</c> (DOC-020).</summary>
public sealed class UnknownShortTextException(string template, string language, string text) : Exception(text)
{
    public string Template { get; } = template;

    public string Language { get; } = language;
}
