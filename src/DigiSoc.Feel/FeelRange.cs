namespace DigiSoc.Feel;

/// <summary>A range of comparable values: <c>[1..5]</c>, <c>(a..b)</c>, <c>&lt; 10</c>.</summary>
/// <remarks>Of a range written as a comparison one end is absent: null, not included, open to that side.</remarks>
/// <param name="Start">The lower end; null: no lower end.</param>
/// <param name="End">The upper end; null: no upper end.</param>
/// <param name="StartIncluded">Whether the lower end belongs to the range.</param>
/// <param name="EndIncluded">Whether the upper end belongs to the range.</param>
public sealed record FeelRange(FeelValue Start, FeelValue End, bool StartIncluded, bool EndIncluded)
{
    /// <summary>Written as a comparison, such as <c>&lt; 10</c> or <c>= 5</c>; never equal to a range with two ends.</summary>
    /// <remarks>Only such a range may have an absent end that lets values in; in <c>(null..10]</c> nothing is known to lie.</remarks>
    public bool IsComparison { get; init; }

    /// <summary>Written <c>!= a</c>: every value of the kind but that one, which is both ends.</summary>
    public bool IsComplement { get; init; }

    /// <summary>As FEEL text.</summary>
    public override string ToString() => Evaluation.ValueText.Literal(FeelValue.Of(this));
}
