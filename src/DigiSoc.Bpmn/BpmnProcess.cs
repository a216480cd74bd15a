using System.Xml.Linq;

namespace DigiSoc.Bpmn;

/// <summary>One process of a BPMN file.</summary>
/// <param name="Id">The id to compile and start it by; made up as <c>process-N</c> when the file gives none.</param>
/// <param name="Name">Its name; null: it has none.</param>
/// <param name="IsExecutable">The attribute of the file; null: not said.</param>
public sealed record BpmnProcess(string Id, string? Name, bool? IsExecutable)
{
    internal XElement Element { get; init; } = null!;
}
