using DigiSoc.Bpmn;

namespace DigiSoc.Runtime;

/// <summary>An instance as lists and pages show it.</summary>
public sealed record InstanceView
{
    public required Guid InstanceId { get; init; }

    public required Guid RootId { get; init; }

    /// <summary>The instance whose call activity started it; null at the top.</summary>
    public required Guid? ParentId { get; init; }

    public required string BusinessKey { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required string ProcessId { get; init; }

    public required InstanceStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Counts the steps; a write states the one it saw.</summary>
    public required long Revision { get; init; }
}

/// <summary>Where an instance is: its row, its full state and, on the diagram, what is active, done and stuck.</summary>
/// <param name="Instance">The row.</param>
/// <param name="State">Tokens, variables, waiting points, incidents.</param>
/// <param name="Waits">Each point it waits at: for whom or what, since when, until when, what happens next.</param>
/// <param name="CompletedElementIds">Elements that have been completed at least once, by history.</param>
public sealed record Whereabouts(
    InstanceView Instance,
    InstanceState State,
    IReadOnlyList<WaitView> Waits,
    IReadOnlyList<string> CompletedElementIds)
{
    public IEnumerable<string> ActiveElementIds => State.Elements.Select(e => e.ElementId).Distinct();

    public IEnumerable<string> IncidentElementIds => State.Incidents.Select(i => i.ElementId).Distinct();
}

/// <summary>One waiting point in words a page can use.</summary>
/// <param name="PartId">The task, job, timer, subscription or child's call.</param>
/// <param name="Kind">What it waits for.</param>
/// <param name="ElementId">The element that goes on when it is answered.</param>
/// <param name="WaitsFor">Assignee or candidate groups, job type, message name and key, child instance id …</param>
/// <param name="Since">Since when; null when not known.</param>
/// <param name="Until">Due date, timer, next attempt, or the timer that ends it; null: only an answer ends it.</param>
/// <param name="NextElementIds">Elements behind the outgoing flows of the element.</param>
/// <param name="UntilElementId">The element that goes on at <paramref name="Until"/> when nobody answers; null: it is no end, or its own.</param>
public sealed record WaitView(
    Guid PartId,
    WaitKind Kind,
    string ElementId,
    string WaitsFor,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    IReadOnlyList<string> NextElementIds,
    string? UntilElementId = null);

/// <summary>A step that cannot go on without help.</summary>
public sealed record IncidentView
{
    /// <summary>The incident's id (see <see cref="EngineIds"/>).</summary>
    public required Guid IncidentId { get; init; }

    public required Guid InstanceId { get; init; }

    public required string BusinessKey { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required string ElementId { get; init; }

    /// <summary>The job type when a job failed; otherwise null.</summary>
    public required string? JobType { get; init; }

    public required string Code { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }
}

/// <summary>A job that is waiting, running or resting after a failure.</summary>
public sealed record JobView
{
    public required Guid JobId { get; init; }

    public required string Type { get; init; }

    public required string BusinessKey { get; init; }

    public required string ElementId { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>Attempts begun so far.</summary>
    public required int Attempt { get; init; }

    public required int Attempts { get; init; }

    /// <summary>When it can be taken; while it runs, when its lease ends.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why the last attempt failed; null: none has.</summary>
    public required string? LastError { get; init; }
}

/// <summary>Where a job is in its life.</summary>
public enum JobStatus
{
    Waiting = 0,
    Running = 1,
    Resting = 2,
}

/// <summary>How many jobs are in each state, and how many incidents are open.</summary>
public sealed record WorkCounts(int Waiting, int Running, int Resting, int Incidents);

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Guid? Next);
