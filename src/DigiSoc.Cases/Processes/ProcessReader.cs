using DigiSoc.Bpmn;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Processes;

/// <summary>Reads one process instance with the words of its package and its case.</summary>
internal sealed class ProcessReader(Engine engine, DeployedPackages packages, CasePlaces places, CaseIncidents incidents, CaseStore store)
{
    /// <summary>Null when the institution has no such process instance.</summary>
    public async Task<ProcessView?> FindAsync(Worker worker, Guid instanceId, CancellationToken ct)
    {
        if (await engine.WhereAsync(instanceId, TaskAssignment.ContextOf(worker), ct) is not { } where)
        {
            return null;
        }

        var instance = where.Instance;
        var titles = await TitlesAsync(instance, ct);
        var model = await engine.ModelAsync(instance.PackageKey, instance.PackageVersion, instance.ProcessId, ct)
            ?? throw new InvalidOperationException($"Bug: {instance.PackageKey}@{instance.PackageVersion} has no process {instance.ProcessId}, on which {instanceId} is.");
        var caseId = Guid.TryParse(instance.BusinessKey, out var id) ? id : Guid.Empty;
        return new(
            caseId,
            await NumberAsync(worker, caseId, ct) ?? "",
            instanceId,
            instance.ProcessId,
            titles.Of(instance.ProcessId),
            instance.PackageKey,
            instance.PackageVersion,
            StateOf(instance.Status),
            instance.Revision,
            where.CompletedElementIds,
            new StayReader(where, model, titles, await WaitsAsync(worker, caseId, where, titles, ct)).Read(),
            [.. model.Elements.Where(node => node.CanBeActivated).Select(node => StepOf(node, titles))],
            await InterventionsAsync(worker, caseId, ct));
    }

    public async Task<ElementTitles> TitlesAsync(InstanceView instance, CancellationToken ct) =>
        (await packages.FindAsync(instance.PackageKey, instance.PackageVersion, ct))?.Titles ?? ElementTitles.None;

#pragma warning disable CA1308 // A word of the interface, not a key to compare.
    public static string StateOf(InstanceStatus status) => status.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static ProcessStep StepOf(FlowNode node, ElementTitles titles) =>
        new(node.Id, titles.Of(node.Id), node.Type, node.Parent!.Id, titles.Of(node.Parent.Id));

    /// <summary>By the number of the stay that waits.</summary>
    private async Task<ILookup<long, CaseWait>> WaitsAsync(
        Worker worker, Guid caseId, Whereabouts where, ElementTitles titles, CancellationToken ct)
    {
        var stays = where.State.Waits.ToDictionary(wait => wait.Id, wait => wait.ElementInstanceId);
        var said = (await places.WaitsOfAsync(worker, caseId, where, titles, ct))
            .Select(wait => (Stay: stays.GetValueOrDefault(EngineIds.NumberOf(wait.PartId)), wait.Wait));
        var stopped = where.State.Incidents.ToDictionary(incident => EngineIds.Part(where.Instance.InstanceId, incident.Id));
        var told = (await incidents.OfAsync(worker, [caseId], ct))
            .Where(incident => stopped.ContainsKey(incident.IncidentId))
            .Select(incident => (Stay: stopped[incident.IncidentId].ElementInstanceId, Wait: WaitWords.Of(incident)));
        return said.Concat(told).ToLookup(pair => pair.Stay, pair => pair.Wait);
    }

    private async Task<IReadOnlyList<TimelineEntry>> InterventionsAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var told = await store.ReadAsync(worker.InstitutionId, db => CaseReader.TimelineAsync(db, caseId, ct), ct);
        return [.. told.Where(entry => entry.Kind.StartsWith("process-", StringComparison.Ordinal)).Reverse()];
    }

    private Task<string?> NumberAsync(Worker worker, Guid caseId, CancellationToken ct) => store.ReadAsync(
        worker.InstitutionId,
        db => db.Cases.AsNoTracking().Where(row => row.CaseId == caseId).Select(row => row.Number).SingleOrDefaultAsync(ct),
        ct);
}
