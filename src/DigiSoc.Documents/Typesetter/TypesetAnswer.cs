namespace DigiSoc.Documents.Typesetter;

/// <param name="Pdf">Null when there is a problem.</param>
/// <param name="Problem"><c>template</c>, <c>data</c>, or null.</param>
/// <param name="Messages">What the compiler said, with file and line; null without a problem.</param>
internal sealed record TypesetAnswer(
    long Id, byte[]? Pdf, string? Text, int Pages, string? Title, string? Problem, IReadOnlyList<string>? Messages);
