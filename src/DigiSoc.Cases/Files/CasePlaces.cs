using DigiSoc.Bpmn;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Processes;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Files;

/// <summary>Where a case is on its diagrams, and what it waits for, from the engine.</summary>
internal sealed class CasePlaces(Engine engine, DeployedPackages packages, Worklist worklist, CaseIncidents incidents)
{
    public async Task<CaseWhereabouts> WhereAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var places = new List<ProcessPlace>();
        foreach (var where in await AllAsync(worker, caseId, ct))
        {
            var instance = where.Instance;
            var package = await packages.FindAsync(instance.PackageKey, instance.PackageVersion, ct);
            places.Add(new ProcessPlace(
                instance.InstanceId,
                instance.ProcessId,
                instance.PackageKey,
                instance.PackageVersion,
                package?.DiagramOf(instance.ProcessId) ?? "",
                ProcessReader.StateOf(instance.Status),
                [.. where.ActiveElementIds],
                where.CompletedElementIds,
                [.. where.IncidentElementIds],
                [.. where.State.Elements.Select(element => new PlacedElement(element.Id, element.ElementId, element.ParentId))]));
        }

        return new CaseWhereabouts(places);
    }

    public async Task<IReadOnlyList<CaseWait>> WaitsAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var tasks = (await worklist.ForCaseAsync(worker, caseId, ct)).ToDictionary(task => task.TaskId);
        var waits = new List<CaseWait>();
        var holds = await engine.HoldsAsync(TaskAssignment.ContextOf(worker), ct);
        foreach (var where in await AllAsync(worker, caseId, ct))
        {
            var titles = (await packages.FindAsync(where.Instance.PackageKey, where.Instance.PackageVersion, ct))?.Titles ?? ElementTitles.None;

            // A timer that only ends another wait is told there, as its end.
            var shown = Shown(where);
            var ends = shown.Select(wait => wait.UntilElementId).ToHashSet();
            waits.AddRange(shown
                .Where(wait => wait.Kind != WaitKind.Timer || !ends.Contains(wait.ElementId))
                .Select(wait => WaitWords.Of(wait, where.Instance, titles, tasks.GetValueOrDefault(wait.PartId), holds)));
        }

        waits.AddRange((await incidents.OfAsync(worker, [caseId], ct)).Select(WaitWords.Of));
        return [.. waits.OrderBy(wait => wait.Kind != WaitWords.Incident).ThenBy(wait => wait.Since)];
    }

    /// <summary>Everything one process instance waits for, timers at the border of a step too; not what it has called, nor what has stopped.</summary>
    public async Task<IReadOnlyList<(Guid PartId, CaseWait Wait)>> WaitsOfAsync(
        Worker worker, Guid caseId, Whereabouts where, ElementTitles titles, CancellationToken ct)
    {
        var tasks = (await worklist.ForCaseAsync(worker, caseId, ct)).ToDictionary(task => task.TaskId);
        var holds = await engine.HoldsAsync(TaskAssignment.ContextOf(worker), ct);
        return [.. Shown(where).Select(wait => (wait.PartId, WaitWords.Of(wait, where.Instance, titles, tasks.GetValueOrDefault(wait.PartId), holds)))];
    }

    private static List<WaitView> Shown(Whereabouts where) => [.. where.Waits.Where(wait => wait.Kind is not (WaitKind.Child or WaitKind.Continuation))];

    private async Task<List<Whereabouts>> AllAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var context = TaskAssignment.ContextOf(worker);
        var all = new List<Whereabouts>();
        foreach (var instance in await engine.InstancesAsync(caseId.ToString(), context, ct))
        {
            if (await engine.WhereAsync(instance.InstanceId, context, ct) is { } where)
            {
                all.Add(where);
            }
        }

        return all;
    }
}
