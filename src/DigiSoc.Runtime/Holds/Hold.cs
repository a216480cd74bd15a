namespace DigiSoc.Runtime;

/// <summary>What to hold. Either a job type, or a package (a process of it, one version, one element) – not both.</summary>
/// <remarks>
/// Job type: no new job of the type is taken. Package, process or version: no job of its instances is taken, no timer
/// fires, no message is delivered, no human task can be completed. Element: the same for one step. A boundary event is
/// an element of its own, and a called instance belongs to its own package: neither is held with what it sits on or is
/// called by. What is running goes on to its end, and its answer counts.
/// </remarks>
public sealed record HoldRequest
{
    public string? JobType { get; init; }

    public string? PackageKey { get; init; }

    /// <summary>One version; null: every version, later ones included.</summary>
    public int? PackageVersion { get; init; }

    /// <summary>One process of the package; null: all.</summary>
    public string? ProcessId { get; init; }

    /// <summary>One step; null: all of the definition.</summary>
    public string? ElementId { get; init; }

    /// <summary>True: no instance of the definition is started meanwhile, except by a call from another one. Definitions only.</summary>
    public bool RefusesStarts { get; init; }

    /// <summary>When it ends by itself; null: when a person lifts it.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Why; it goes into the history.</summary>
    public required string Reason { get; init; }
}

/// <summary>A hold that stands.</summary>
public sealed record Hold
{
    public required Guid HoldId { get; init; }

    public required string InstitutionId { get; init; }

    public required string? JobType { get; init; }

    public required string? PackageKey { get; init; }

    public required int? PackageVersion { get; init; }

    public required string? ProcessId { get; init; }

    public required string? ElementId { get; init; }

    public required bool RefusesStarts { get; init; }

    public required string Reason { get; init; }

    public required string PlacedBy { get; init; }

    /// <summary>By the engine's clock, as is <see cref="EndsAt"/>.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset? EndsAt { get; init; }

    /// <summary>Whether it keeps what waits at an element from going on; of a job, by its type too.</summary>
    public bool Keeps(string packageKey, int packageVersion, string processId, string elementId, string? jobType = null) => JobType is not null
        ? JobType == jobType
        : PackageKey == packageKey
            && (PackageVersion is null || PackageVersion == packageVersion)
            && (ProcessId is null || ProcessId == processId)
            && (ElementId is null || ElementId == elementId);

    public HoldLevel Level => JobType is not null ? HoldLevel.JobType : ElementId is not null ? HoldLevel.Element : HoldLevel.Definition;
}

/// <summary>How much a hold holds.</summary>
public enum HoldLevel
{
    JobType = 1,
    Element = 2,
    Definition = 3,
}

/// <summary>What happened to a hold.</summary>
public enum HoldChange
{
    Placed = 1,

    /// <summary>By a person.</summary>
    Lifted = 2,

    /// <summary>By its own end.</summary>
    Ended = 3,
}

/// <summary>One entry of the holds' history.</summary>
/// <param name="Change">What happened.</param>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="Actor">Who; <see cref="OperationContext.EngineActor"/> when it ended by itself.</param>
/// <param name="Reason">Why: of placing, or of lifting.</param>
/// <param name="Hold">The hold as it was placed.</param>
public sealed record HoldEvent(HoldChange Change, DateTimeOffset At, string Actor, string Reason, Hold Hold);
