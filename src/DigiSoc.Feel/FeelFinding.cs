namespace DigiSoc.Feel;

/// <summary>A fault that an expression has whatever the values of its names are, found without evaluating it.</summary>
/// <param name="Kind">The closed kind, that of the cause an evaluation would tell.</param>
/// <param name="Code">FEEL-nnn, see docs/feel/errors.md.</param>
/// <param name="Span">The part of the text that is at fault.</param>
/// <param name="Text">The sentence: what, expected, found, what was available.</param>
/// <param name="Remedy">What to do about it, a whole sentence.</param>
/// <param name="IsCertain">Whether the part never has a value but null, or never says true; else it has one only where lists are empty.</param>
public sealed record FeelFinding(
    FeelCauseKind Kind, string Code, FeelSpan Span, string Text, string Remedy, bool IsCertain = true);
