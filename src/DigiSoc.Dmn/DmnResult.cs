using DigiSoc.Feel;

namespace DigiSoc.Dmn;

/// <summary>Whether an evaluation writes down what it did.</summary>
public enum DmnTracing
{
    /// <summary>Nothing is written down; costs nothing.</summary>
    Off,

    /// <summary>A <see cref="DmnTrace"/> is returned.</summary>
    On,
}

/// <summary>Why there is a null, and in which element of the model.</summary>
/// <param name="Place">The element; null when the cause lies outside any (for example an unknown decision's name).</param>
/// <param name="Cause">Kind, code, position in the FEEL text, and the sentence.</param>
public sealed record DmnCause(DmnPlace? Place, FeelCause Cause)
{
    /// <summary>The closed kind.</summary>
    public FeelCauseKind Kind => Cause.Kind;

    /// <summary>The sentence: what, expected, found, what was available.</summary>
    public string Text => Cause.Text;

    /// <summary>Place and sentence.</summary>
    public override string ToString() => Place is null ? $"{Cause.Code}: {Text}" : $"{Cause.Code} {Place}: {Text}";
}

/// <summary>What an evaluation gave.</summary>
/// <param name="Value">The value; null when there is none.</param>
/// <param name="Causes">
/// In the order they happened; empty when nothing failed. A cause does not make the value null: the logic may have
/// dealt with it.
/// </param>
/// <param name="CausesDropped">How many more causes there were, beyond <see cref="FeelLimits.Causes"/>.</param>
/// <param name="Trace">What was done; null unless asked for.</param>
public sealed record DmnResult(FeelValue Value, IReadOnlyList<DmnCause> Causes, int CausesDropped, DmnTrace? Trace);
