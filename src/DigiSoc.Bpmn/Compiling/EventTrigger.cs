namespace DigiSoc.Bpmn.Compiling;

/// <summary>What an event waits for or throws: one event definition, compiled.</summary>
internal abstract record EventTrigger(string Kind);

/// <summary>A message; <c>Key</c> is null where the message starts an instance, <c>TimeToLive</c> where it is not said.</summary>
internal sealed record MessageTrigger(ValueSource Name, ValueSource? Key, ValueSource? TimeToLive = null) : EventTrigger("message");

internal sealed record SignalTrigger(ValueSource Name) : EventTrigger("signal");

/// <summary>A timer with its value still in the words of the model.</summary>
internal sealed record TimerTrigger(TimerKind Timer, ValueSource Value) : EventTrigger("timer");

internal enum TimerKind
{
    Date,
    Duration,
    Cycle,
}

/// <summary>An error; a null code catches every error.</summary>
internal sealed record ErrorTrigger(ValueSource? Code, string? CodeVariable, string? TextVariable) : EventTrigger("error");

/// <summary>An escalation; a null code catches every escalation.</summary>
internal sealed record EscalationTrigger(ValueSource? Code) : EventTrigger("escalation");

internal sealed record ConditionalTrigger(Expression Condition) : EventTrigger("conditional");

/// <summary>A link; the catching end is bound to the throwing one when the model is compiled.</summary>
/// <param name="Name">Joins those that name no other end.</param>
/// <param name="Id">The id of its event definition; null: it has none.</param>
/// <param name="OtherEnds">Ids of the event definitions that its <c>source</c> or <c>target</c> names; empty: none.</param>
internal sealed record LinkTrigger(string Name, string? Id, IReadOnlyList<string> OtherEnds) : EventTrigger("link")
{
    public FlowNode? Target { get; set; }
}

/// <summary>A compensation, of one activity or (null) of all of the scope.</summary>
internal sealed record CompensationTrigger(string? ActivityId) : EventTrigger("compensation");

internal sealed record CancelTrigger() : EventTrigger("cancel");

internal sealed record TerminateTrigger() : EventTrigger("terminate");
