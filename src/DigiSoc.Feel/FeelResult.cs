namespace DigiSoc.Feel;

/// <summary>What an evaluation gave, and why there are nulls in it.</summary>
/// <param name="Value">The value; null when the expression has none.</param>
/// <param name="Causes">In the order they happened; empty when nothing failed. A cause does not make the value null:
/// the expression may have dealt with it.</param>
/// <param name="CausesDropped">How many more causes there were, beyond <see cref="FeelLimits.Causes"/>.</param>
public readonly record struct FeelResult(FeelValue Value, IReadOnlyList<FeelCause> Causes, int CausesDropped);

/// <summary>What a text was read as.</summary>
/// <param name="Expression">Null exactly when there are problems.</param>
/// <param name="Problems">Why the text is no expression; empty when it is one.</param>
public sealed record FeelParsed(FeelExpression? Expression, IReadOnlyList<FeelProblem> Problems);

/// <summary>A place in an expression's text.</summary>
/// <param name="Start">The first character, counted from 0 in UTF-16 units.</param>
/// <param name="Length">How many characters; 0 at the end of the text.</param>
public readonly record struct FeelSpan(int Start, int Length);

/// <summary>Why a text cannot be read as FEEL.</summary>
/// <param name="Code">FEEL-nnn, see docs/feel/errors.md.</param>
/// <param name="Span">Where.</param>
/// <param name="Text">The whole sentence: what, where, expected, found, what to do.</param>
public sealed record FeelProblem(string Code, FeelSpan Span, string Text);
