using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>Something the host must make true, in the transaction that stores the new state, in the order given.</summary>
public abstract record Effect;

/// <summary>Offers a task to people. Answered by <see cref="CompleteUserTask"/>, <see cref="ThrowError"/> or <see cref="ThrowEscalation"/>.</summary>
/// <param name="WaitId">The waiting point.</param>
/// <param name="ElementId">The user task in the diagram.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="Name">The task's name, or its id when it has none.</param>
/// <param name="Assignee">The person it is assigned to; null: nobody yet.</param>
/// <param name="CandidateGroups">Groups that may claim it; the lane's name when the task names nobody.</param>
/// <param name="CandidateUsers">People who may claim it.</param>
/// <param name="DueAt">When it should be done; null: no due date.</param>
/// <param name="FollowUpAt">When to look at it again; null: none.</param>
/// <param name="Priority">0–100, 50 is usual.</param>
/// <param name="FormId">The linked form; null: none.</param>
/// <param name="Headers">Static key–value pairs of the model, in its order.</param>
/// <param name="Variables">Every variable the task can see, inner scopes hiding outer ones.</param>
/// <param name="Norms">The legal norms the step rests on.</param>
public sealed record CreateUserTask(
    long WaitId,
    string ElementId,
    long ElementInstanceId,
    string Name,
    string? Assignee,
    IReadOnlyList<string> CandidateGroups,
    IReadOnlyList<string> CandidateUsers,
    DateTimeOffset? DueAt,
    DateTimeOffset? FollowUpAt,
    int Priority,
    string? FormId,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    FeelContext Variables,
    IReadOnlyList<string> Norms) : Effect;

/// <summary>Takes a task away from the people: it is done, or no longer wanted.</summary>
public sealed record EndUserTask(long WaitId, WaitEnding Ending) : Effect;

/// <summary>Why a waiting point was closed.</summary>
public enum WaitEnding
{
    /// <summary>It was answered.</summary>
    Completed = 0,

    /// <summary>It is no longer needed: the step was interrupted or the instance ended.</summary>
    Canceled = 1,
}

/// <summary>Queues work for a handler. Answered by <see cref="CompleteJob"/>, <see cref="FailJob"/>, <see cref="ThrowError"/> or <see cref="ThrowEscalation"/>.</summary>
/// <param name="WaitId">The waiting point.</param>
/// <param name="ElementId">The element in the diagram.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="Type">Which handler does it.</param>
/// <param name="Retries">How often it may be tried before it becomes an incident; at least 1.</param>
/// <param name="Headers">Static key–value pairs of the model, in its order.</param>
/// <param name="Variables">Every variable the step can see, inner scopes hiding outer ones.</param>
/// <param name="Norms">The legal norms the step rests on.</param>
public sealed record CreateJob(
    long WaitId,
    string ElementId,
    long ElementInstanceId,
    string Type,
    int Retries,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    FeelContext Variables,
    IReadOnlyList<string> Norms) : Effect;

/// <summary>Withdraws a job: its answer, if one still comes, is refused.</summary>
public sealed record EndJob(long WaitId, WaitEnding Ending) : Effect;

/// <summary>Asks for <see cref="FireTimer"/> at an instant, once; at once when it lies in the past.</summary>
/// <param name="WaitId">The waiting point.</param>
/// <param name="ElementId">The timer event in the diagram.</param>
/// <param name="FireAt">The instant, UTC.</param>
public sealed record ScheduleTimer(long WaitId, string ElementId, DateTimeOffset FireAt) : Effect;

/// <summary>Takes a timer off the schedule.</summary>
public sealed record CancelTimer(long WaitId) : Effect;

/// <summary>Asks for <see cref="DeliverMessage"/>, once, for the next message of this name and key (a buffered one included).</summary>
public sealed record OpenMessageSubscription(long WaitId, string ElementId, string Name, string CorrelationKey) : Effect;

/// <summary>Asks for <see cref="DeliverSignal"/>, once, for the next signal of this name.</summary>
public sealed record OpenSignalSubscription(long WaitId, string ElementId, string Name) : Effect;

/// <summary>Closes a message or signal subscription that has not been answered.</summary>
public sealed record CloseSubscription(long WaitId) : Effect;

/// <summary>Starts a child instance with <c>StartInstance(Variables, Called: true)</c>.</summary>
/// <remarks>
/// The child's <see cref="EndInstance"/> is answered with <see cref="CompleteChild"/> (completed), <see cref="ThrowError"/>
/// (error) or <see cref="FailChild"/> (canceled by hand); its <see cref="RaiseEscalation"/> with <see cref="ThrowEscalation"/>.
/// </remarks>
/// <param name="WaitId">The waiting point of the call activity.</param>
/// <param name="ElementId">The call activity in the diagram.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="ProcessId">The process to start.</param>
/// <param name="Variables">What the child starts with.</param>
public sealed record StartChild(long WaitId, string ElementId, long ElementInstanceId, string ProcessId, FeelContext Variables) : Effect;

/// <summary>Cancels the child instance started under this wait id.</summary>
public sealed record CancelChild(long WaitId) : Effect;

/// <summary>Publishes a message for any instance.</summary>
/// <param name="ElementId">The throwing element.</param>
/// <param name="ElementInstanceId">Its element instance; with the instance's id it makes the message's own id.</param>
/// <param name="Name">The message's name.</param>
/// <param name="CorrelationKey">The key; empty for messages that start an instance.</param>
/// <param name="TimeToLive">How long it waits for a receiver.</param>
/// <param name="Variables">Its content.</param>
public sealed record PublishMessage(
    string ElementId,
    long ElementInstanceId,
    string Name,
    string CorrelationKey,
    TimeSpan TimeToLive,
    FeelContext Variables) : Effect;

/// <summary>Sends a signal to every open subscription of the name, this instance's own included.</summary>
public sealed record BroadcastSignal(string ElementId, string Name, FeelContext Variables) : Effect;

/// <summary>Tells the parent instance of an escalation nobody here caught; nothing to do without a parent.</summary>
public sealed record RaiseEscalation(string ElementId, string EscalationCode, FeelContext Variables) : Effect;

/// <summary>A step cannot go on without help. Answered by <see cref="ResolveIncident"/> once its cause is removed.</summary>
/// <param name="IncidentId">Its id inside the instance.</param>
/// <param name="WaitId">The waiting point it stopped; null: it stopped before or after one.</param>
/// <param name="ElementId">The element in the diagram.</param>
/// <param name="ElementInstanceId">Its element instance.</param>
/// <param name="Code">The error code, see docs/errors.md.</param>
/// <param name="Text">What went wrong and what to do.</param>
public sealed record RaiseIncident(
    long IncidentId,
    long? WaitId,
    string ElementId,
    long ElementInstanceId,
    string Code,
    string Text) : Effect;

/// <summary>An incident is over: resolved, or its step was left.</summary>
public sealed record EndIncident(long IncidentId) : Effect;

/// <summary>The instance is over; no waiting point is open any more.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ErrorCode">The BPMN error of <see cref="InstanceOutcome.Error"/>; otherwise null.</param>
/// <param name="Text">The error's text or the reason of a cancellation; otherwise null.</param>
/// <param name="Variables">The variables of the process scope at the end; for <see cref="InstanceOutcome.Error"/> those alone that came with the error.</param>
public sealed record EndInstance(InstanceOutcome Outcome, string? ErrorCode, string? Text, FeelContext Variables) : Effect;

/// <summary>How an instance ended.</summary>
public enum InstanceOutcome
{
    /// <summary>Every token reached an end.</summary>
    Completed = 0,

    /// <summary>It was canceled by <see cref="CancelInstance"/>, or its last token was ended by hand.</summary>
    Canceled = 1,

    /// <summary>A called instance ended with an error it did not catch.</summary>
    Error = 2,
}

/// <summary>Appends an event to the history.</summary>
public sealed record Record(HistoryEvent Event) : Effect;
