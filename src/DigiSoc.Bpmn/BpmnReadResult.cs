namespace DigiSoc.Bpmn;

/// <summary>The outcome of reading a BPMN file.</summary>
/// <param name="Document">The document; null when the text is not BPMN or is refused as dangerous.</param>
/// <param name="Diagnostics">Findings in document order.</param>
public sealed record BpmnReadResult(BpmnDocument? Document, IReadOnlyList<BpmnDiagnostic> Diagnostics);
