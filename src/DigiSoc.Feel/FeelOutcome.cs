namespace DigiSoc.Feel;

/// <summary>A part of an expression that may be its value: the whole, or a branch of <c>if</c>.</summary>
/// <param name="Type">What is known of its type.</param>
/// <param name="Span">Where it is.</param>
public readonly record struct FeelOutcome(FeelType Type, FeelSpan Span);
