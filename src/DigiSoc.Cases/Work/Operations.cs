using System.Text.Json.Nodes;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;
using EngineIncident = DigiSoc.Runtime.IncidentView;
using EngineJob = DigiSoc.Runtime.JobView;

namespace DigiSoc.Cases;

/// <summary>A step that cannot go on by itself.</summary>
/// <remarks>
/// <paramref name="Code"/>, <paramref name="Text"/>: of the engine, for operations, in English; <paramref name="Technical"/>: the same in
/// both languages; <paramref name="Said"/>: in the reader's words, from the code of the cause and its facts.
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
    LocalText Technical,
    DateTimeOffset RaisedAt,
    CaseIncident Said,
    bool MayAnswerByHand,
    bool MaySkip);

/// <summary>A job that has not been done. <paramref name="State"/>: "waiting", "running", "resting" after a failure.</summary>
public sealed record JobView(
    Guid JobId, string Type, Guid? CaseId, string? CaseNumber, string ElementId, string State, int Attempts, DateTimeOffset? NextAt, string? LastError);

/// <summary>How many jobs are in each state now; <paramref name="Failed"/>: open incidents.</summary>
public sealed record JobCounts(int Waiting, int Running, int Retrying, int Failed);

public sealed record IncidentPage(IReadOnlyList<IncidentView> Items, string? Next);

public sealed record JobPage(IReadOnlyList<JobView> Items, string? Next, JobCounts Counts);

/// <summary>The incident as it was resolved: "retried", "answered-by-hand", "skipped".</summary>
public sealed record ResolvedIncident(Guid IncidentId, Guid CaseId, string How);

/// <summary>Incidents and jobs of the institution, and what a person can do about them.</summary>
public sealed class Operations
{
    private readonly Engine _engine;
    private readonly CaseStore _store;
    private readonly IncidentAnswers _answers;
    private readonly CaseIncidents _incidents;

    internal Operations(Engine engine, CaseStore store, IncidentAnswers answers, CaseIncidents incidents) =>
        (_engine, _store, _answers, _incidents) = (engine, store, answers, incidents);

    /// <summary>Oldest first.</summary>
    public async Task<IncidentPage> IncidentsAsync(Worker worker, string? after, int size, CancellationToken ct)
    {
        var page = await _engine.IncidentsAsync(TaskAssignment.ContextOf(worker), null, Id(after), Math.Clamp(size, 1, 200), ct);
        return new IncidentPage(await ShowAsync(worker, page.Items, ct), page.Next?.ToString());
    }

    /// <summary>Null when it is not open in the worker's institution.</summary>
    public async Task<IncidentView?> IncidentAsync(Worker worker, Guid incidentId, CancellationToken ct) =>
        await _engine.FindIncidentAsync(incidentId, TaskAssignment.ContextOf(worker), ct) is { } incident
            ? (await ShowAsync(worker, [incident], ct))[0]
            : null;

    /// <summary>
    /// The form that a person fills in place of the register, from the catalogue. Null when the incident is not open or its step
    /// is no lookup. Shows whom the question is about: written to the access audit.
    /// </summary>
    public async Task<HandAnswerForm?> AnswerFormAsync(Worker worker, Guid incidentId, CancellationToken ct) =>
        await _engine.FindIncidentAsync(incidentId, TaskAssignment.ContextOf(worker), ct) is { } incident
            ? await _answers.FormAsync(worker, incident, ct)
            : null;

    /// <summary>Oldest first.</summary>
    public async Task<JobPage> JobsAsync(Worker worker, string? state, string? after, int size, CancellationToken ct)
    {
        var context = TaskAssignment.ContextOf(worker);
        var page = await _engine.JobsAsync(
            context, Enum.TryParse<JobStatus>(state, ignoreCase: true, out var status) ? status : null, Id(after), Math.Clamp(size, 1, 200), ct);
        var counts = await _engine.CountWorkAsync(context, ct);
        var numbers = await NumbersAsync(worker, page.Items.Select(job => job.BusinessKey), ct);
        return new JobPage(
            [.. page.Items.Select(job => Show(job, numbers))],
            page.Next?.ToString(),
            new JobCounts(counts.Waiting, counts.Running, counts.Resting, counts.Incidents));
    }

    public async Task<Outcome<ResolvedIncident>> RetryAsync(Worker worker, Guid incidentId, CancellationToken ct)
    {
        var context = TaskAssignment.ContextOf(worker);
        if (await _engine.FindIncidentAsync(incidentId, context, ct) is not { } incident)
        {
            return Outcome<ResolvedIncident>.Refused(CaseErrors.IncidentGone());
        }

        return Answer(incident, "retried", await _engine.RetryIncidentAsync(incidentId, context, null, ct));
    }

    /// <summary>The answer takes the register's place, marked as given by hand, with reason and name. Refused without a reason.</summary>
    /// <param name="worker">Who answers.</param>
    /// <param name="incidentId">The incident of a lookup.</param>
    /// <param name="answer">In the shape of the catalogue; null: the register holds nothing.</param>
    /// <param name="reason">From what the answer was taken.</param>
    /// <param name="ct">Cancels before anything is stored.</param>
    public Task<Outcome<ResolvedIncident>> AnswerByHandAsync(
        Worker worker, Guid incidentId, JsonNode? answer, string reason, CancellationToken ct) =>
        ResolveAsync(worker, incidentId, reason, incident => _answers.ByHandAsync(worker, incident, answer, reason, "answer", ct), ct);

    /// <summary>The same by the form of <see cref="AnswerFormAsync"/>; refusals name its fields.</summary>
    public async Task<Outcome<ResolvedIncident>> AnswerByFormAsync(Worker worker, Guid incidentId, JsonObject data, CancellationToken ct) =>
        await _engine.FindIncidentAsync(incidentId, TaskAssignment.ContextOf(worker), ct) is { } incident
            ? await _answers.ByFormAsync(worker, incident, data, ct)
            : Outcome<ResolvedIncident>.Refused(CaseErrors.IncidentGone());

    /// <summary>Goes on without the answer where the process says so. Refused without a reason.</summary>
    public Task<Outcome<ResolvedIncident>> SkipAsync(Worker worker, Guid incidentId, string reason, CancellationToken ct) =>
        ResolveAsync(worker, incidentId, reason, incident => _answers.SkipAsync(worker, incident, reason, ct), ct);

    private async Task<Outcome<ResolvedIncident>> ResolveAsync(
        Worker worker, Guid incidentId, string reason, Func<EngineIncident, Task<Outcome<ResolvedIncident>>> resolve, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Outcome<ResolvedIncident>.Refused(CaseErrors.ReasonMissing());
        }

        return await _engine.FindIncidentAsync(incidentId, TaskAssignment.ContextOf(worker), ct) is { } incident
            ? await resolve(incident)
            : Outcome<ResolvedIncident>.Refused(CaseErrors.IncidentGone());
    }

    internal static Outcome<ResolvedIncident> Answer(EngineIncident incident, string how, EngineAnswer<Done> answer) => answer.IsDone
        ? Outcome<ResolvedIncident>.Done(new ResolvedIncident(incident.IncidentId, Guid.Parse(incident.BusinessKey), how))
        : Outcome<ResolvedIncident>.Refused(CaseErrors.EngineRefused(answer.Refusal.Code, answer.Refusal.Text));

    private async Task<List<IncidentView>> ShowAsync(Worker worker, IReadOnlyList<EngineIncident> incidents, CancellationToken ct)
    {
        var numbers = await NumbersAsync(worker, incidents.Select(item => item.BusinessKey), ct);
        var said = (await _incidents.OfAsync(worker, [.. incidents.Select(CaseOf).Distinct()], ct)).ToDictionary(one => one.IncidentId);
        var shown = new List<IncidentView>();
        foreach (var incident in incidents)
        {
            shown.Add(await ShowAsync(incident, numbers, said.GetValueOrDefault(incident.IncidentId), ct));
        }

        return shown;
    }

    private async Task<IncidentView> ShowAsync(
        EngineIncident incident, Dictionary<string, string> numbers, CaseIncident? said, CancellationToken ct)
    {
        var step = await _answers.StepOfAsync(incident, ct);
        return new IncidentView(
            incident.IncidentId,
            CaseOf(incident),
            numbers.GetValueOrDefault(incident.BusinessKey, ""),
            incident.PackageKey,
            incident.PackageVersion,
            incident.ElementId,
            step.Name,
            incident.JobType ?? "",
            step.ItemId,
            incident.Code,
            incident.Text,
            EngineWords.Of(incident.Code, incident.Text),
            incident.RaisedAt,
            said ?? CaseIncidents.OfNoCase(incident, step.Name),
            step.ItemId is not null,
            step.MaySkip);
    }

    private static Guid CaseOf(EngineIncident incident) => Guid.TryParse(incident.BusinessKey, out var caseId) ? caseId : Guid.Empty;

    private static JobView Show(EngineJob job, Dictionary<string, string> numbers) => new(
        job.JobId,
        job.Type,
        Guid.TryParse(job.BusinessKey, out var caseId) ? caseId : null,
        numbers.GetValueOrDefault(job.BusinessKey),
        job.ElementId,
#pragma warning disable CA1308 // A word of the interface, not a key to compare.
        job.Status.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
        job.Attempt,
        job.DueAt,
        job.LastError);

    private async Task<Dictionary<string, string>> NumbersAsync(Worker worker, IEnumerable<string> keys, CancellationToken ct)
    {
        var ids = keys.Select(key => Guid.TryParse(key, out var id) ? id : Guid.Empty).Distinct().ToList();
        return await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Cases.AsNoTracking().Where(row => ids.Contains(row.CaseId)).ToDictionaryAsync(row => row.CaseId.ToString(), row => row.Number, ct),
            ct);
    }

    private static Guid? Id(string? after) => Guid.TryParse(after, out var id) ? id : null;
}
