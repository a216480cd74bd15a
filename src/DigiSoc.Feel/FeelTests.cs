namespace DigiSoc.Feel;

/// <summary>What a cell of unary tests means, where that is known without names, input or instant.</summary>
/// <param name="Tests">An input passes when it passes one of them.</param>
/// <param name="IsNegated">For <c>not(…)</c>: an input passes when it passes none of them.</param>
public sealed record FeelTests(IReadOnlyList<FeelTest> Tests, bool IsNegated);

/// <summary>One of the tests of a cell.</summary>
/// <param name="Value">A range that the input must lie in, a list of choices, or the value it must equal.</param>
/// <param name="IsNegated">For <c>!= x</c>: the input must differ from the value.</param>
public readonly record struct FeelTest(FeelValue Value, bool IsNegated)
{
    /// <summary>Whether the test is the literal null; a null value is also what cannot be worked out.</summary>
    public bool IsNull { get; init; }
}
