using System.Text.RegularExpressions;

namespace DigiSoc.Bpmn;

/// <summary>One finding about a BPMN file.</summary>
/// <param name="Code">The error code, see docs/errors.md.</param>
/// <param name="Severity">Whether it hinders deployment.</param>
/// <param name="ElementId">The element's id; null: the file as a whole, or an element without id.</param>
/// <param name="ElementType">The element's local name, such as <c>userTask</c>; empty for the file as a whole.</param>
/// <param name="Line">Line in the file, from 1; 0: not known.</param>
/// <param name="Clause">The clause of BPMN 2.0.2 (formal/13-12-09) that the finding rests on; null: none.</param>
/// <param name="Text">What is wrong, why, and what to do.</param>
public sealed partial record BpmnDiagnostic(
    string Code,
    BpmnSeverity Severity,
    string? ElementId,
    string ElementType,
    int Line,
    string? Clause,
    string Text)
{
    /// <summary>The element's name, on one line; null: it has none.</summary>
    public string? ElementName { get; init; }

    /// <summary>
    /// For an error: the process could run all the same, with a part that never happens or in a way that is not said. It is
    /// refused when it is deployed; what was deployed before this was looked at goes on (<see cref="ProcessModel.CompileDeployed"/>).
    /// </summary>
    public bool IsForDeploying { get; private init; }

    /// <summary>The finding, with <see cref="IsForDeploying"/>; only where compiling goes on to a whole model.</summary>
    internal BpmnDiagnostic ForDeploying() => this with { IsForDeploying = true };

    /// <summary>The finding on one line, for consoles and logs.</summary>
    public override string ToString()
    {
        string place = Cut(ElementType.Length == 0 ? "file" : ElementId is null ? ElementType : $"{ElementType} `{ElementId}`");
        place = ElementName is null ? place : $"{place} \"{ElementName}\"";
        string line = Line > 0 ? $" (line {Line})" : "";
        string clause = Clause is null ? "" : $" [BPMN 2.0.2 {Clause}]";
        return $"{Code} {Severity switch { BpmnSeverity.Error => "error", _ => "warning" }}: {place}{line}: {Text}{clause}";
    }

    /// <summary>A text whose words (references and names of a file among them) are not longer than a line.</summary>
    internal static string Cut(string text) => LongWord().Replace(text, "$1…");

    [GeneratedRegex(@"([^\s`]{120})[^\s`]+")]
    private static partial Regex LongWord();
}

/// <summary>Whether a finding hinders deployment.</summary>
public enum BpmnSeverity
{
    /// <summary>Worth knowing; the file can be deployed.</summary>
    Warning = 0,

    /// <summary>Refused: the file cannot be deployed.</summary>
    Error = 1,
}
