using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>One instruction of <see cref="ModifyInstance"/>.</summary>
public abstract record Modification;

/// <summary>Puts a new token on an element.</summary>
/// <param name="ElementId">The element to activate.</param>
/// <param name="ScopeId">
/// An element instance around it (0: the process): the scope it is in, or one further out, in which the scopes between are then begun
/// anew. Null: the only one there is, or a new one when there is none.
/// </param>
public sealed record ActivateElement(string ElementId, long? ScopeId = null) : Modification
{
    /// <summary>
    /// Variables to set before it begins, by the id of the element itself (they are its own then) or of a scope around it, also of one
    /// that only begins with it: its inputs and events read them.
    /// </summary>
    public IReadOnlyDictionary<string, FeelContext> Variables { get; init; } = new Dictionary<string, FeelContext>();
}

/// <summary>Ends one element instance with all it holds.</summary>
/// <remarks>
/// A scope in which nothing is left then is ended too, and so on outwards to the instance, which is canceled: it is not through. A loop goes
/// on without the round, and an ad-hoc sub-process without the activity. What is canceling a transaction takes it along.
/// </remarks>
/// <param name="ElementInstanceId">The element instance to terminate.</param>
public sealed record TerminateElement(long ElementInstanceId) : Modification;

/// <summary>Sets variables of one scope; before an element is activated again they are what it reads.</summary>
/// <param name="Variables">The variables to set; others stay.</param>
/// <param name="ScopeId">The element instance that holds the scope; 0: the process scope.</param>
public sealed record ChangeVariables(FeelContext Variables, long ScopeId = 0) : Modification;
