using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>One instruction of <see cref="ModifyInstance"/>.</summary>
public abstract record Modification;

/// <summary>Puts a new token on an element.</summary>
/// <param name="ElementId">The element to activate.</param>
/// <param name="ScopeId">The element instance of the scope to activate it in; null: the only one there is (a missing enclosing scope is created).</param>
public sealed record ActivateElement(string ElementId, long? ScopeId = null) : Modification;

/// <summary>Ends one element instance with all it holds.</summary>
/// <param name="ElementInstanceId">The element instance to terminate.</param>
public sealed record TerminateElement(long ElementInstanceId) : Modification;

/// <summary>Sets variables of one scope; before an element is activated again they are what it reads.</summary>
/// <param name="Variables">The variables to set; others stay.</param>
/// <param name="ScopeId">The element instance that holds the scope; 0: the process scope.</param>
public sealed record ChangeVariables(FeelContext Variables, long ScopeId = 0) : Modification;
