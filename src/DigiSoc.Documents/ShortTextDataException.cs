namespace DigiSoc.Documents;

/// <summary>The data of a short text lack a name its template uses (DOC-021).</summary>
public sealed class ShortTextDataException(string template, string name, string text, Exception inner)
    : Exception(text, inner)
{
    public string Template { get; } = template;

    /// <summary>The missing name as the template writes it, for example <c>institution.phone</c>.</summary>
    public string Name { get; } = name;
}
