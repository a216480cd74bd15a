namespace DigiSoc.Bpmn;

/// <summary>The outcome of compiling one process.</summary>
/// <param name="Model">The model; null when any diagnostic is an error that hinders it.</param>
/// <param name="Diagnostics">Findings in document order.</param>
public sealed record CompileResult(ProcessModel? Model, IReadOnlyList<BpmnDiagnostic> Diagnostics);
