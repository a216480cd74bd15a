namespace DigiSoc.Runtime;

/// <summary>An open task as lists and pages show it.</summary>
public sealed record UserTaskView
{
    /// <summary>The task's id (see <see cref="EngineIds"/>).</summary>
    public required Guid TaskId { get; init; }

    public required Guid InstanceId { get; init; }

    public required Guid RootId { get; init; }

    /// <summary>The case.</summary>
    public required string BusinessKey { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required string ProcessId { get; init; }

    public required string ElementId { get; init; }

    public required string Name { get; init; }

    /// <summary>Who has it; null: offered to its candidates.</summary>
    public required string? Assignee { get; init; }

    /// <summary>Who delegated it and gets it back when it is resolved; null: not delegated.</summary>
    public required string? Owner { get; init; }

    public required IReadOnlyList<string> CandidateGroups { get; init; }

    public required IReadOnlyList<string> CandidateUsers { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset? FollowUpAt { get; init; }

    /// <summary>0–100, 50 is usual.</summary>
    public required int Priority { get; init; }

    public required string? FormId { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyList<string> Norms { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? DraftSavedAt { get; init; }

    /// <summary>The hold that keeps it from being completed; null: none, as far as was known when it was read.</summary>
    public Guid? HoldId { get; init; }

    /// <summary>Counts the changes of the task's row; a write states the one it saw.</summary>
    public required int Revision { get; init; }
}

/// <summary>A part of the open tasks.</summary>
public sealed record TaskQuery
{
    /// <summary>Only tasks this person has; null: any.</summary>
    public string? Assignee { get; init; }

    /// <summary>Only tasks nobody has that are offered to one of these groups or to <see cref="CandidateUser"/>; null: any.</summary>
    public IReadOnlyCollection<string>? CandidateGroups { get; init; }

    /// <summary>With <see cref="CandidateGroups"/>: or to this person.</summary>
    public string? CandidateUser { get; init; }

    public string? BusinessKey { get; init; }

    public string? PackageKey { get; init; }

    public string? ElementId { get; init; }

    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only tasks to be looked at again before this; those without a follow-up date are left out. Null: any.</summary>
    public DateTimeOffset? FollowUpBefore { get; init; }

    /// <summary>The order; ties are broken by the task's id.</summary>
    public TaskOrder Order { get; init; } = TaskOrder.Due;

    /// <summary><see cref="TaskPage.Next"/> of the page before; null: the first page.</summary>
    public string? After { get; init; }

    /// <summary>1–200.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>The order of a list of tasks.</summary>
public enum TaskOrder
{
    /// <summary>Earliest due first, tasks without a due date last.</summary>
    Due = 1,

    /// <summary>Latest created first.</summary>
    Newest = 2,

    /// <summary>Highest priority first, then earliest due.</summary>
    Priority = 3,

    /// <summary>Earliest follow-up date first; tasks without one are left out.</summary>
    FollowUp = 4,
}

/// <summary>One page of open tasks.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record TaskPage(IReadOnlyList<UserTaskView> Items, string? Next);

/// <summary>A comment on a task; it stays with the case after the task is done.</summary>
public sealed record TaskComment(Guid TaskId, string Author, string Text, DateTimeOffset At, string? OnBehalfOf);

/// <summary>A document attached to a task; the document itself lives in the document store.</summary>
public sealed record TaskAttachment(Guid TaskId, Guid DocumentId, string Name, string AddedBy, DateTimeOffset At, string? OnBehalfOf);
