namespace DigiSoc.Feel;

/// <summary>Why an operation gave null. A closed list; the numbers are stable and may be stored.</summary>
public enum FeelCauseKind
{
    /// <summary>A name is not in scope.</summary>
    NameNotFound = 1,

    /// <summary>A context (or other value) has no such entry or property.</summary>
    EntryNotFound = 2,

    /// <summary>There is no function of that name.</summary>
    FunctionNotFound = 3,

    /// <summary>The function exists, but not with these arguments (number or names).</summary>
    ArgumentsMismatch = 4,

    /// <summary>An operand or argument has a type the operation is not defined for.</summary>
    TypeMismatch = 5,

    /// <summary>The type is right but the value is outside the operation's domain.</summary>
    InvalidValue = 6,

    /// <summary>Division by zero.</summary>
    DivisionByZero = 7,

    /// <summary>The result is beyond the range of its type.</summary>
    OutOfRange = 8,

    /// <summary>A limit of <see cref="FeelLimits"/> was reached.</summary>
    LimitReached = 9,

    /// <summary>A value does not conform to the type it must have.</summary>
    CoercionFailed = 10,

    /// <summary>A list position does not exist.</summary>
    PositionNotFound = 11,

    /// <summary>An external function is not on the white list or failed.</summary>
    ExternalFunction = 12,

    /// <summary>A context or function literal is not well-formed (for example a name twice).</summary>
    MalformedValue = 13,
}

/// <summary>One reason for a null.</summary>
/// <param name="Kind">The closed kind.</param>
/// <param name="Code">FEEL-nnn, see docs/feel/errors.md.</param>
/// <param name="Span">The part of the text that gave the null.</param>
/// <param name="Source">That expression's whole text.</param>
/// <param name="Text">The sentence: what, expected, found, what was available.</param>
public sealed record FeelCause(FeelCauseKind Kind, string Code, FeelSpan Span, string Source, string Text)
{
    /// <summary>What came and what was expected, where there were values; null elsewhere.</summary>
    public FeelMismatch? Mismatch { get; init; }
}

/// <summary>What came where something else was expected.</summary>
/// <param name="What">What the value is: <c>argument</c>, <c>result of</c>, <c>input</c>, …; empty when the text at the cause's place shows it.</param>
/// <param name="Name">Whose it is; empty with <paramref name="What"/>.</param>
/// <param name="Expected">The type, as the model or FEEL names it, and the condition it must meet; empty when no single type would do.</param>
/// <param name="Found">The values that came; several for an operator and for a function as a whole.</param>
/// <remarks>Holds values, which may be personal data: for whoever may read the decision, never for a log.</remarks>
public sealed record FeelMismatch(string What, string Name, string Expected, IReadOnlyList<FeelValue> Found)
{
    /// <summary>Without values: a cause may be written to a log.</summary>
    public override string ToString() => Expected;
}
