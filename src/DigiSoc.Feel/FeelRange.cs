namespace DigiSoc.Feel;

/// <summary>A range of comparable values: <c>[1..5]</c>, <c>(a..b)</c>, <c>&lt; 10</c>.</summary>
/// <remarks>An end that is null is open to that side (unary ranges); such an end is never included.</remarks>
/// <param name="Start">The lower end; null: no lower end.</param>
/// <param name="End">The upper end; null: no upper end.</param>
/// <param name="StartIncluded">Whether the lower end belongs to the range.</param>
/// <param name="EndIncluded">Whether the upper end belongs to the range.</param>
public sealed record FeelRange(FeelValue Start, FeelValue End, bool StartIncluded, bool EndIncluded)
{
    /// <summary>How the range was written: <c>[a..b]</c>, or as a comparison such as <c>&lt; 10</c> or <c>= 5</c>.</summary>
    internal bool IsUnary => Start.IsNull || End.IsNull;

    /// <summary>As FEEL text.</summary>
    public override string ToString() => Evaluation.ValueText.Literal(FeelValue.Of(this));
}
