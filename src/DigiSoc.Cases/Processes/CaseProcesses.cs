using DigiSoc.Cases.Files;
using DigiSoc.Cases.Processes;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>Changes of one process by hand, where a case went astray: tokens moved, steps begun again or ended, variables corrected. Managers.</summary>
public sealed class CaseProcesses
{
    private const string MovedOn = "RUN-215";
    private const int Tries = 5;

    private readonly Engine _engine;
    private readonly CaseFiles _files;
    private readonly ProcessReader _reader;
    private readonly OutlookReader _outlook;
    private readonly ViewLog _views;
    private readonly TimeProvider _time;

    internal CaseProcesses(Engine engine, CaseFiles files, ProcessReader reader, OutlookReader outlook, ViewLog views, TimeProvider time) =>
        (_engine, _files, _reader, _outlook, _views, _time) = (engine, files, reader, outlook, views, time);

    /// <summary>Null when the institution has no such process, or the worker is no manager. Shows what the case knows: written to the access audit.</summary>
    public async Task<ProcessView?> LookAsync(Worker worker, Guid instanceId, CancellationToken ct)
    {
        if (!worker.Has(Role.Manager) || await _reader.FindAsync(worker, instanceId, ct) is not { } process)
        {
            return null;
        }

        await _views.SeenAsync(worker, "process", process.CaseId, process.PackageKey, null, ct);
        return process;
    }

    /// <summary>Does it, or in a dry run says what it would do. The reason stands in the history and the case's timeline.</summary>
    /// <remarks>What is done is what was foreseen: when the process moves on in between, it is foreseen anew, or refused if the order states its revision.</remarks>
    public async Task<Outcome<ModifiedProcess>> ModifyAsync(Worker worker, Guid caseId, Guid instanceId, ProcessOrder order, CancellationToken ct)
    {
        if (await WhyNotAsync(worker, caseId, instanceId, ct) is { } refusal)
        {
            return Outcome<ModifiedProcess>.Refused(refusal);
        }

        if (!order.IsDryRun && string.IsNullOrWhiteSpace(order.Reason))
        {
            return Outcome<ModifiedProcess>.Refused(CaseErrors.ReasonMissing());
        }

        for (var attempt = 1; ; attempt++)
        {
            var (modified, refusals) = await TryAsync(worker, caseId, instanceId, order, ct);
            if (modified is not null)
            {
                return Outcome<ModifiedProcess>.Done(modified);
            }

            if (refusals.Count > 0 || attempt == Tries)
            {
                return Outcome<ModifiedProcess>.Refused(refusals.Count > 0 ? refusals : [CaseErrors.ProcessMovedOn()]);
            }
        }
    }

    /// <summary>Holds the process and every one it has called, until it is resumed.</summary>
    public Task<Outcome<ProcessPlace>> SuspendAsync(Worker worker, Guid caseId, Guid instanceId, string reason, CancellationToken ct) =>
        InterveneAsync(worker, caseId, instanceId, () => _engine.SuspendInstanceAsync(instanceId, reason, TaskAssignment.ContextOf(worker), ct), ct);

    /// <summary>Lets a held process, and every one it has called, go on.</summary>
    public Task<Outcome<ProcessPlace>> ResumeAsync(Worker worker, Guid caseId, Guid instanceId, string reason, CancellationToken ct) =>
        InterveneAsync(worker, caseId, instanceId, () => _engine.ResumeInstanceAsync(instanceId, reason, TaskAssignment.ContextOf(worker), ct), ct);

    /// <summary>Neither done nor refused: the process moved on, and the order does not mind.</summary>
    private async Task<(ModifiedProcess? Modified, IReadOnlyList<Refusal> Refusals)> TryAsync(
        Worker worker, Guid caseId, Guid instanceId, ProcessOrder order, CancellationToken ct)
    {
        var context = TaskAssignment.ContextOf(worker);
        if (await _engine.WhereAsync(instanceId, context, ct) is not { } where)
        {
            return (null, [CaseErrors.ProcessUnknown()]);
        }

        if (order.Revision is { } looked && looked != where.Instance.Revision)
        {
            return (null, [CaseErrors.ProcessMovedOn()]);
        }

        var (instructions, refusals) = new OrderReader(where.State, TimeZoneInfo.ConvertTime(_time.GetUtcNow(), RigaTime.Zone)).Read(order.Changes);
        if (refusals.Count > 0)
        {
            return (null, refusals);
        }

        var foreseen = await _engine.ForeseeModificationAsync(instanceId, instructions, context, ct);
        if (!foreseen.IsDone)
        {
            return (null, [BulkErrors.Of(foreseen.Refusal)]);
        }

        var outlook = await _outlook.ReadAsync(worker, caseId, foreseen.Value, ct);
        if (!order.IsDryRun)
        {
            var answer = await _engine.ModifyInstanceAsync(instanceId, instructions, order.Reason!.Trim(), context, where.Instance.Revision, ct);
            if (!answer.IsDone)
            {
                return (null, answer.Refusal.Code != MovedOn ? [BulkErrors.Of(answer.Refusal)] : order.Revision is null ? [] : [CaseErrors.ProcessMovedOn()]);
            }
        }

        return (new((await PlaceAsync(worker, caseId, instanceId, ct))!, foreseen.Value.Revision, outlook), []);
    }

    private async Task<Outcome<ProcessPlace>> InterveneAsync(
        Worker worker, Guid caseId, Guid instanceId, Func<Task<EngineAnswer<Done>>> intervene, CancellationToken ct)
    {
        if (await WhyNotAsync(worker, caseId, instanceId, ct) is { } refusal)
        {
            return Outcome<ProcessPlace>.Refused(refusal);
        }

        var answer = await intervene();
        return answer.IsDone
            ? Outcome<ProcessPlace>.Done((await PlaceAsync(worker, caseId, instanceId, ct))!)
            : Outcome<ProcessPlace>.Refused(BulkErrors.Of(answer.Refusal));
    }

    private async Task<Refusal?> WhyNotAsync(Worker worker, Guid caseId, Guid instanceId, CancellationToken ct) =>
        !worker.Has(Role.Manager) ? CaseErrors.RoleNeeded(Role.Manager.Title.Lv)
        : await PlaceAsync(worker, caseId, instanceId, ct) is null ? CaseErrors.ProcessUnknown()
        : null;

    private async Task<ProcessPlace?> PlaceAsync(Worker worker, Guid caseId, Guid instanceId, CancellationToken ct) =>
        (await _files.WhereAsync(worker, caseId, ct))?.Places.FirstOrDefault(place => place.InstanceId == instanceId);
}
