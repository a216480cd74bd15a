using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>One instruction of <see cref="ModifyInstance"/>.</summary>
public abstract record Modification;

/// <summary>Puts a new token on an element.</summary>
/// <param name="ElementId">The element to activate.</param>
/// <param name="ScopeId">The element instance of the scope to activate it in; null: the only one there is (a missing enclosing scope is created).</param>
/// <param name="Variables">Variables set in the process scope first; null: none.</param>
public sealed record ActivateElement(string ElementId, long? ScopeId = null, FeelContext? Variables = null) : Modification;

/// <summary>Ends one element instance with all it holds.</summary>
/// <param name="ElementInstanceId">The element instance to terminate.</param>
public sealed record TerminateElement(long ElementInstanceId) : Modification;
