using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime;

/// <summary>What is done to each of many.</summary>
public enum BulkOperation
{
    Cancel = 1,
    Suspend = 2,
    Resume = 3,

    /// <summary>Tries again each open incident of the instances found.</summary>
    RetryIncidents = 4,

    /// <summary>Carries over to another version of their package.</summary>
    Migrate = 5,
}

/// <summary>Which instances. All that is named must hold; a package or business keys must be named.</summary>
/// <remarks>
/// Only instances that have not ended. Without a package: those at the top of their call tree, for what is done to them
/// is handed down; with one: those of the package, called ones among them.
/// </remarks>
public sealed record BulkQuery
{
    public string? PackageKey { get; init; }

    public int? PackageVersion { get; init; }

    public string? ProcessId { get; init; }

    /// <summary>An element with a token now, call activities and sub-processes included.</summary>
    public string? ElementId { get; init; }

    /// <summary>Active or Suspended; null: both.</summary>
    public InstanceStatus? Status { get; init; }

    /// <summary>Started at this instant or later.</summary>
    public DateTimeOffset? StartedFrom { get; init; }

    /// <summary>Started before this instant.</summary>
    public DateTimeOffset? StartedTo { get; init; }

    public IReadOnlyList<string>? BusinessKeys { get; init; }

    /// <summary>True: with an open incident; false: without one; null: either.</summary>
    public bool? HasIncident { get; init; }

    /// <summary>With an open incident of this code, or of a job that failed last with it; for retries only such incidents.</summary>
    public string? IncidentCode { get; init; }
}

/// <summary>What to do to which instances, and why.</summary>
public sealed record BulkRequest
{
    public required BulkOperation Operation { get; init; }

    public required BulkQuery Query { get; init; }

    /// <summary>Goes into the history of every instance.</summary>
    public required string Reason { get; init; }

    /// <summary>True: says of each whether it could be done, and changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>For a migration: the version they are on afterwards.</summary>
    public int? TargetVersion { get; init; }

    /// <summary>For a migration: elements whose id is another one in the target; others keep theirs.</summary>
    /// <remarks>
    /// Keys are ids, meant in every process of the package, or <c>process/id</c>, meant in that one and before those without.
    /// Values are ids in the same process of the target.
    /// </remarks>
    public IReadOnlyDictionary<string, string>? Renamed { get; init; }

    /// <summary>For retries: set in each instance's process scope in the step that tries again; null: nothing.</summary>
    public FeelContext? Variables { get; init; }
}

/// <summary>A bulk operation and how far it is.</summary>
public sealed record BulkView
{
    public required Guid BulkId { get; init; }

    public required BulkOperation Operation { get; init; }

    public required bool IsDryRun { get; init; }

    public required BulkQuery Query { get; init; }

    public required int? TargetVersion { get; init; }

    /// <summary>See <see cref="BulkRequest.Renamed"/>; empty: none.</summary>
    public required IReadOnlyDictionary<string, string> Renamed { get; init; }

    /// <summary>See <see cref="BulkRequest.Variables"/>; empty: none.</summary>
    public required FeelContext Variables { get; init; }

    public required string Reason { get; init; }

    /// <summary>The dry run it carries out; null: it was asked for by a query.</summary>
    public required Guid? PreviewId { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string? StoppedBy { get; init; }

    /// <summary>When it came to its end, or was stopped; null: it goes on.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Not tried yet; after a stop they stay so.</summary>
    public required int Open { get; init; }

    /// <summary>Done; in a dry run: can be done.</summary>
    public required int Done { get; init; }

    public required int Refused { get; init; }

    public int Total => Open + Done + Refused;
}

/// <summary>What came of one item.</summary>
public enum BulkItemVerdict
{
    Open = 0,

    /// <summary>In a dry run: can be done.</summary>
    Done = 1,
    Refused = 2,
}

/// <summary>One instance, or one incident for retries, of a bulk operation.</summary>
/// <param name="ItemId">The instance's or incident's id.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="BusinessKey">Its case.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Code">Why it was refused; null when it was not.</param>
/// <param name="Text">The same in words.</param>
/// <param name="JudgedAt">When; null: not tried yet.</param>
public sealed record BulkItem(
    Guid ItemId, Guid InstanceId, string BusinessKey, BulkItemVerdict Verdict, string? Code, string? Text, DateTimeOffset? JudgedAt);
