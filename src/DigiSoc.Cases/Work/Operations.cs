using System.Text.Json.Nodes;

namespace DigiSoc.Cases;

/// <summary>A step that cannot go on by itself.</summary>
/// <remarks>
/// <paramref name="MayAnswerByHand"/>: the step is a lookup whose answer a person can give with a reason;
/// <paramref name="MaySkip"/>: the process allows going on without it.
/// </remarks>
public sealed record IncidentView(
    Guid IncidentId,
    Guid CaseId,
    string CaseNumber,
    string PackageKey,
    int PackageVersion,
    string ElementId,
    LocalText ElementName,
    string JobType,
    string? ItemId,
    string Code,
    string Text,
    int Attempts,
    DateTimeOffset RaisedAt,
    bool MayAnswerByHand,
    bool MaySkip);

public sealed record JobView(
    Guid JobId, string Type, Guid? CaseId, string? CaseNumber, string ElementId, string State, int Attempts, DateTimeOffset? NextAt, string? LastError);

/// <summary>How many jobs are in each state now.</summary>
public sealed record JobCounts(int Waiting, int Running, int Retrying, int Failed);

public sealed record IncidentPage(IReadOnlyList<IncidentView> Items, string? Next);

public sealed record JobPage(IReadOnlyList<JobView> Items, string? Next, JobCounts Counts);

/// <summary>The incident as it was resolved.</summary>
public sealed record ResolvedIncident(Guid IncidentId, Guid CaseId, string How);

/// <summary>Incidents and jobs of the institution, and what a person can do about them.</summary>
public sealed partial class Operations
{
    public partial Task<IncidentPage> IncidentsAsync(Worker worker, string? after, int size, CancellationToken ct);

    public partial Task<IncidentView?> IncidentAsync(Worker worker, Guid incidentId, CancellationToken ct);

    public partial Task<JobPage> JobsAsync(Worker worker, string? state, string? after, int size, CancellationToken ct);

    public partial Task<Outcome<ResolvedIncident>> RetryAsync(Worker worker, Guid incidentId, CancellationToken ct);

    /// <summary>The answer takes the register's place, marked as given by hand, with reason and name. Refused without a reason.</summary>
    public partial Task<Outcome<ResolvedIncident>> AnswerByHandAsync(
        Worker worker, Guid incidentId, JsonNode answer, string reason, CancellationToken ct);

    /// <summary>Goes on without the answer where the process says so. Refused without a reason.</summary>
    public partial Task<Outcome<ResolvedIncident>> SkipAsync(Worker worker, Guid incidentId, string reason, CancellationToken ct);
}
