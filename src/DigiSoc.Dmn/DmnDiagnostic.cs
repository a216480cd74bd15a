namespace DigiSoc.Dmn;

/// <summary>How much a diagnostic weighs.</summary>
public enum DmnSeverity
{
    /// <summary>Worth knowing; nothing has to change.</summary>
    Note,

    /// <summary>Works, but probably not as meant.</summary>
    Warning,

    /// <summary>Does not work, or not as the standard demands; must change before use.</summary>
    Error,
}

/// <summary>A finding about a model, made when it is read or checked.</summary>
/// <param name="Code">Stable code <c>DMN-nnn</c>, listed in <see cref="DmnCodes"/>.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Text">What is wrong, with what was expected, found and available.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record DmnDiagnostic(string Code, DmnSeverity Severity, DmnPlace Place, string Text, string Remedy)
{
    /// <summary>One line: code, severity, place, text, remedy.</summary>
    public override string ToString() =>
        $"{Code} {Severity.ToString().ToLowerInvariant()} {Place}: {Text} {Remedy}";
}
