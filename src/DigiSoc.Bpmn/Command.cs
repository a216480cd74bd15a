using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>Something that happened outside, or that somebody wants: the only input that moves an instance.</summary>
/// <remarks>
/// A command is checked before it changes anything. One that no longer fits the state (a second answer to a task,
/// a timer of a step that has been left) gives <see cref="AdvanceResult.Rejection"/> and the state as it was.
/// </remarks>
public abstract record Command;

/// <summary>A command that answers one waiting point.</summary>
/// <param name="WaitId">The wait id given by the effect that opened the point. Each is answered at most once.</param>
public abstract record WaitCommand(long WaitId) : Command;

/// <summary>Begins a new instance; valid on <see cref="InstanceState.New"/> only.</summary>
/// <param name="Variables">The variables of the process scope.</param>
/// <param name="StartElementId">The start event that fired (see <see cref="ProcessModel.Starts"/>); null: the none start event.</param>
/// <param name="Called">True for a child of a call activity: an error that it does not catch and a caller does ends it, and its parent gets <see cref="ThrowError"/>; any other becomes an incident.</param>
public sealed record StartInstance(FeelContext Variables, string? StartElementId = null, bool Called = false) : Command;

/// <summary>A person finished a task with these variables.</summary>
public sealed record CompleteUserTask(long WaitId, FeelContext Variables) : WaitCommand(WaitId);

/// <summary>A job worker finished its job with these variables; one that leads an ad-hoc sub-process says what happens in it.</summary>
/// <param name="WaitId">The job.</param>
/// <param name="Variables">What it brings.</param>
/// <param name="Choice">For a job that leads an ad-hoc sub-process (null there: nothing is chosen); null for every other.</param>
public sealed record CompleteJob(long WaitId, FeelContext Variables, AdHocChoice? Choice = null) : WaitCommand(WaitId);

/// <summary>A job used up its retries: the step becomes an incident; resolving it creates the job again.</summary>
public sealed record FailJob(long WaitId, string Code, string Text) : WaitCommand(WaitId)
{
    /// <summary>What the work leaves behind, as variables of its element: seen by the next try, and by who mends the incident.</summary>
    public FeelContext Variables { get; init; } = FeelContext.Empty;
}

/// <summary>A BPMN error thrown by the work behind a wait (job, task, child instance): goes to the nearest catching event.</summary>
public sealed record ThrowError(long WaitId, string ErrorCode, string Text, FeelContext Variables) : WaitCommand(WaitId);

/// <summary>A BPMN escalation thrown by the work behind a wait; the wait stays open unless the catching event interrupts.</summary>
public sealed record ThrowEscalation(long WaitId, string EscalationCode, FeelContext Variables) : WaitCommand(WaitId);

/// <summary>A scheduled timer is due.</summary>
public sealed record FireTimer(long WaitId) : WaitCommand(WaitId);

/// <summary>A correlated message arrived.</summary>
/// <param name="WaitId">The subscription.</param>
/// <param name="MessageId">The sender's id of the message, kept in history; the caller recognises duplicates by it.</param>
/// <param name="Variables">The message's content.</param>
public sealed record DeliverMessage(long WaitId, string MessageId, FeelContext Variables) : WaitCommand(WaitId);

/// <summary>A broadcast signal reached this subscription.</summary>
public sealed record DeliverSignal(long WaitId, FeelContext Variables) : WaitCommand(WaitId);

/// <summary>A child instance of a call activity completed with these variables.</summary>
public sealed record CompleteChild(long WaitId, FeelContext Variables) : WaitCommand(WaitId);

/// <summary>A child instance could not be started or was canceled from outside: the call activity becomes an incident.</summary>
public sealed record FailChild(long WaitId, string Code, string Text) : WaitCommand(WaitId);

/// <summary>Tries the step of an incident again, from where it stopped.</summary>
/// <param name="IncidentId">The incident.</param>
public sealed record ResolveIncident(long IncidentId) : Command
{
    /// <summary>Set in the process scope before; empty: nothing.</summary>
    public FeelContext Variables { get; init; } = FeelContext.Empty;
}

/// <summary>Sets variables in one scope.</summary>
/// <param name="ScopeId">The id of the element instance that holds the scope; 0: the process scope.</param>
/// <param name="Variables">The variables to set; others stay.</param>
public sealed record SetVariables(long ScopeId, FeelContext Variables) : Command;

/// <summary>Ends the instance: every waiting point is closed, nothing is compensated.</summary>
public sealed record CancelInstance(string Reason) : Command;

/// <summary>Moves an instance by hand: the instructions are applied in order, all or none.</summary>
public sealed record ModifyInstance(IReadOnlyList<Modification> Instructions, string Reason) : Command;

/// <summary>Carries the instance over to another version; the resulting state belongs to <see cref="Target"/>.</summary>
/// <param name="Target">The model to go on with; <c>Advance</c> is called with the model the instance is on now.</param>
/// <param name="Plan">Which element stands for which.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record MigrateInstance(ProcessModel Target, MigrationPlan Plan, string Reason) : Command;

/// <summary>Holds the instance: every command but resume, cancel, modify, migrate and set variables is refused.</summary>
public sealed record SuspendInstance(string Reason) : Command;

/// <summary>Lets a suspended instance go on.</summary>
public sealed record ResumeInstance(string Reason) : Command;
