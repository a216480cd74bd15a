namespace DigiSoc.Documents;

/// <summary>What came of making a letter: exactly one of the two is not null.</summary>
public sealed record LetterResult(RenderedLetter? Letter, DocumentProblem? Problem)
{
    public static LetterResult Of(RenderedLetter letter) => new(letter, null);

    public static LetterResult Of(DocumentProblem problem) => new(null, problem);
}
