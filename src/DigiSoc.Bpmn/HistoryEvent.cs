using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>One thing that happened in an instance, in the past tense, for the append-only history.</summary>
/// <param name="ElementId">The element in the diagram; the process id for the instance itself.</param>
/// <param name="ElementInstanceId">The element instance; 0 is never used, the process itself is the first.</param>
/// <param name="Norms">The legal norms the element rests on, as written in the model; often empty.</param>
public abstract record HistoryEvent(string ElementId, long ElementInstanceId, IReadOnlyList<string> Norms);

/// <summary>A token entered an element.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="ElementInstanceId">The new element instance.</param>
/// <param name="ScopeId">The element instance of the scope around it; 0 for the process.</param>
/// <param name="ElementType">The BPMN type, such as <c>userTask</c>.</param>
/// <param name="Norms">See <see cref="HistoryEvent"/>.</param>
public sealed record ElementActivated(string ElementId, long ElementInstanceId, long ScopeId, string ElementType, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>An element instance ended as modelled.</summary>
public sealed record ElementCompleted(string ElementId, long ElementInstanceId, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>An element instance was ended before it was done.</summary>
public sealed record ElementTerminated(string ElementId, long ElementInstanceId, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>A token took a sequence flow. <c>ElementId</c> is the flow, <c>ElementInstanceId</c> the scope it runs in.</summary>
public sealed record SequenceFlowTaken(string ElementId, long ElementInstanceId, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>A decision was taken by a business rule task.</summary>
/// <param name="ElementId">The task.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="DecisionId">The decision.</param>
/// <param name="Inputs">The variables the decision could read.</param>
/// <param name="Output">Its result.</param>
/// <param name="TraceJson">Every rule that fired with its inputs and norms, as <c>DmnTrace.ToJson</c> writes it.</param>
/// <param name="Norms">See <see cref="HistoryEvent"/>.</param>
public sealed record DecisionEvaluated(
    string ElementId,
    long ElementInstanceId,
    string DecisionId,
    FeelContext Inputs,
    FeelValue Output,
    string TraceJson,
    IReadOnlyList<string> Norms) : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>Variables of one scope changed.</summary>
/// <param name="ElementId">The element that holds the scope.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="Variables">The new values; others stayed.</param>
/// <param name="Norms">See <see cref="HistoryEvent"/>.</param>
public sealed record VariablesSet(string ElementId, long ElementInstanceId, FeelContext Variables, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>An event the element waited for, or one caught on its way up, was triggered.</summary>
/// <param name="ElementId">The catching event.</param>
/// <param name="ElementInstanceId">The element instance it is attached to or waits in.</param>
/// <param name="Trigger">message, timer, signal, error, escalation, conditional, compensation, cancel or link.</param>
/// <param name="Detail">The message id, error code, signal name …; null when there is none.</param>
/// <param name="Norms">See <see cref="HistoryEvent"/>.</param>
public sealed record EventTriggered(string ElementId, long ElementInstanceId, string Trigger, string? Detail, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>An escalation or signal was thrown.</summary>
/// <param name="ElementId">The throwing element.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="Trigger">error, escalation, signal, message, compensation, cancel or link.</param>
/// <param name="Detail">Its code or name; null when there is none.</param>
/// <param name="Norms">See <see cref="HistoryEvent"/>.</param>
public sealed record EventThrown(string ElementId, long ElementInstanceId, string Trigger, string? Detail, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>A step stopped and waits for help.</summary>
public sealed record IncidentRaised(string ElementId, long ElementInstanceId, long IncidentId, string Code, string Text, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>An incident is over.</summary>
public sealed record IncidentEnded(string ElementId, long ElementInstanceId, long IncidentId, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms);

/// <summary>Somebody moved the instance by hand, suspended, resumed, migrated or canceled it.</summary>
/// <param name="ElementId">The process id.</param>
/// <param name="ElementInstanceId">The process's element instance.</param>
/// <param name="Change">modified, migrated, suspended, resumed or canceled.</param>
/// <param name="Reason">Why, as the person gave it.</param>
/// <param name="Norms">See <see cref="HistoryEvent"/>.</param>
public sealed record InstanceChanged(string ElementId, long ElementInstanceId, string Change, string Reason, IReadOnlyList<string> Norms)
    : HistoryEvent(ElementId, ElementInstanceId, Norms)
{
    /// <summary>For a migration: elements that go by another id from now on, those that are done too; old id → new id.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();
}
