namespace DigiSoc.Bpmn;

/// <summary>A point where an instance waits for one answer from outside (or, for a condition, from its own variables).</summary>
public sealed record Wait
{
    /// <summary>Its id inside the instance, counted up and never reused.</summary>
    public required long Id { get; init; }

    /// <summary>What it waits for.</summary>
    public required WaitKind Kind { get; init; }

    /// <summary>The element instance that opened it and closes it when it ends.</summary>
    public required long ElementInstanceId { get; init; }

    /// <summary>The element that goes on when it is answered: the waiting element itself, a boundary event, a start event of an event sub-process, or a catch event behind an event-based gateway.</summary>
    public required string ElementId { get; init; }

    /// <summary>When its timer is due; null for other kinds.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Message or signal name, job type, called process; null for other kinds.</summary>
    public string? Name { get; init; }

    /// <summary>The correlation key of a message; otherwise null.</summary>
    public string? CorrelationKey { get; init; }

    /// <summary>Which of the element's event definitions this is, 0 for the first.</summary>
    internal int Definition { get; init; }

    /// <summary>Firings left of a repeating timer after this one; -1: without end.</summary>
    internal int Repetitions { get; init; }

    /// <summary>Where the intervals of a repeating timer are counted from; null: from its last firing.</summary>
    internal DateTimeOffset? CountsFrom { get; init; }

    /// <summary>A condition that was true when last looked at fires again only after it was false.</summary>
    internal bool WasTrue { get; init; }
}

/// <summary>What a waiting point waits for. The numbers are stored and never reused.</summary>
public enum WaitKind
{
    /// <summary>A person.</summary>
    UserTask = 0,

    /// <summary>A job handler.</summary>
    Job = 1,

    /// <summary>An instant.</summary>
    Timer = 2,

    /// <summary>A message.</summary>
    Message = 3,

    /// <summary>A signal.</summary>
    Signal = 4,

    /// <summary>A child instance.</summary>
    Child = 5,

    /// <summary>A change of variables.</summary>
    Condition = 6,

    /// <summary>The next step of a long automatic stretch: answered by <see cref="FireTimer"/>, due at once.</summary>
    Continuation = 7,
}
