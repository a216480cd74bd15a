namespace DigiSoc.Bpmn;

/// <summary>A step that cannot go on without help.</summary>
/// <param name="Id">Its id inside the instance.</param>
/// <param name="ElementInstanceId">The element instance that stopped.</param>
/// <param name="ElementId">The element in the diagram.</param>
/// <param name="Code">The error code, see docs/errors.md.</param>
/// <param name="Text">What went wrong and what to do.</param>
public sealed record Incident(long Id, long ElementInstanceId, string ElementId, string Code, string Text);
