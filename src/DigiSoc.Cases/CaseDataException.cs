namespace DigiSoc.Cases;

/// <summary>A file this program ships with cannot be used; the text says file, place, expected and found.</summary>
public sealed class CaseDataException(string code, string text) : Exception(text)
{
    public string Code { get; } = code;
}
