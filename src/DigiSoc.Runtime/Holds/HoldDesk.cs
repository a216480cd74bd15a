using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Holds;

/// <summary>What people do with holds: judged, done, listed.</summary>
internal sealed class HoldDesk(Database database, PackageStore packages, PackageShelf shelf, HoldChanges changes, EngineClock clock)
{
    // ix_holds_institution
    private const string Standing = $"""
        SELECT {HoldRow.Columns} FROM runtime.holds h WHERE h.institution_id = $1 AND ($2::uuid IS NULL OR h.id = $2) ORDER BY h.id DESC
        """;

    // pk_user_tasks
    private const string Held = $"""
        SELECT t.id FROM runtime.user_tasks t
        WHERE t.id = ANY ($1) AND EXISTS (SELECT 1 FROM runtime.holds h WHERE {HoldSql.OfTask})
        """;

    // ix_hold_events_institution
    private const string Events = """
        SELECT e.hold_id, e.institution_id, e.job_type, e.package_key, e.package_version, e.process_id, e.element_id,
            e.refuses_starts, p.reason, p.actor, p.at, e.ends_at, e.change, e.at, e.actor, e.reason
        FROM runtime.hold_events e JOIN runtime.hold_events p ON p.hold_id = e.hold_id AND p.change = 1
        WHERE e.institution_id = $1 ORDER BY e.at DESC, e.hold_id, e.change DESC LIMIT $2
        """;

    public async Task<EngineAnswer<Hold>> PlaceAsync(HoldRequest request, OperationContext context, CancellationToken ct) =>
        await JudgeAsync(request, ct) is { } refusal ? refusal : await changes.PlaceAsync(request, context, ct);

    public async Task<EngineAnswer<Hold>> LiftAsync(Guid holdId, string reason, OperationContext context, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RunErrors.ReasonMissing("LiftHold");
        }

        return await FindAsync(holdId, context, ct) is { } hold && await changes.RemoveAsync(hold, HoldChange.Lifted, reason, context.Actor, ct)
            ? hold
            : RunErrors.HoldGone(holdId);
    }

    public async Task<Hold?> FindAsync(Guid holdId, OperationContext context, CancellationToken ct) =>
        await ListAsync(context, holdId, ct) is [var hold] ? hold : null;

    public async Task<IReadOnlyList<Hold>> ListAsync(OperationContext context, Guid? holdId, CancellationToken ct) =>
        await database.ListAsAsync(
            context.InstitutionId, new(Standing, Value.Text(context.InstitutionId), Value.Uuid(holdId)), HoldRow.Read, ct);

    public async Task<IReadOnlySet<Guid>> HeldTasksAsync(IReadOnlyList<Guid> ids, OperationContext context, CancellationToken ct) =>
        (await database.ListAsAsync(context.InstitutionId, new(Held, Value.Uuids(ids)), row => row.GetGuid(0), ct)).ToHashSet();

    public async Task<IReadOnlyList<HoldEvent>> EventsAsync(OperationContext context, int size, CancellationToken ct) =>
        await database.ListAsAsync(
            context.InstitutionId, new(Events, Value.Text(context.InstitutionId), Value.Int(Math.Clamp(size, 1, 1000))), ReadEvent, ct);

    private static HoldEvent ReadEvent(NpgsqlDataReader row) => new(
        (HoldChange)row.GetInt16(12), row.GetFieldValue<DateTimeOffset>(13), row.GetString(14), row.GetString(15), HoldRow.Read(row));

    private async Task<EngineRefusal?> JudgeAsync(HoldRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return RunErrors.ReasonMissing("PlaceHold");
        }

        if (request.EndsAt is { } end && end <= clock.Now)
        {
            return RunErrors.HoldEndsBefore(end, clock.Now);
        }

        return IsJobType(request) ? null
            : IsOfPackage(request) ? await JudgeDefinitionAsync(request, ct)
            : RunErrors.HoldUnclear();
    }

    private static bool IsJobType(HoldRequest request) => !string.IsNullOrWhiteSpace(request.JobType)
        && request is { PackageKey: null, PackageVersion: null, ProcessId: null, ElementId: null, RefusesStarts: false };

    private static bool IsOfPackage(HoldRequest request) => request.JobType is null
        && !string.IsNullOrWhiteSpace(request.PackageKey) && !(request.RefusesStarts && request.ElementId is not null);

    // Without a version it is enough that one of them has the process and the element: later ones are held too.
    private async Task<EngineRefusal?> JudgeDefinitionAsync(HoldRequest request, CancellationToken ct)
    {
        var versions = (await packages.ListAsync(request.PackageKey, ct))
            .Where(v => request.PackageVersion is null || v.Version == request.PackageVersion)
            .ToList();
        if (versions.Count == 0)
        {
            return RunErrors.PackageUnknown(request.PackageKey!, request.PackageVersion);
        }

        var models = new List<(string ProcessId, Bpmn.ProcessModel Model)>();
        foreach (var version in versions)
        {
            models.AddRange((await shelf.LoadAsync(version.Key, version.Version, ct)).Models.Select(m => (m.Key, m.Value)));
        }

        var processes = models.Where(m => request.ProcessId is null || m.ProcessId == request.ProcessId).ToList();
        if (processes.Count == 0)
        {
            return RunErrors.ProcessUnknown(
                request.PackageKey!, versions[0].Version, request.ProcessId!, models.Select(m => m.ProcessId).Distinct());
        }

        return request.ElementId is not { } element ? null
            : processes.Select(p => p.Model.Find(element)).OfType<Bpmn.FlowNode>().FirstOrDefault() is not { } found
                ? RunErrors.ElementUnknown(request.PackageKey!, element)
            : CanWait(found) ? null
            : RunErrors.ElementNeverWaits(request.PackageKey!, element, found.Type);
    }

    // Gateways, calls, and scopes that no job leads hand tokens on; there is nothing to take, fire, deliver or complete at them.
    private static bool CanWait(Bpmn.FlowNode element) =>
        element.WaitsForJob || element.Type.EndsWith("Task", StringComparison.Ordinal) || element.Type.EndsWith("Event", StringComparison.Ordinal)
        || element.Type == "task";
}
