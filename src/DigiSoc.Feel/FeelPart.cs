namespace DigiSoc.Feel;

/// <summary>An intermediate value: a part of an expression, and what it was among certain variables.</summary>
/// <param name="Text">The part, as written.</param>
/// <param name="Value">Its value.</param>
public readonly record struct FeelPart(string Text, FeelValue Value);
