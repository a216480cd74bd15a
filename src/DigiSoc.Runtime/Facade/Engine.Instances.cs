using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime;

/// <summary>Starting instances, and changing them by hand.</summary>
public sealed partial class Engine
{
    public partial async Task<EngineAnswer<InstanceView>> StartInstanceAsync(
        PackageReference package,
        string? businessKey,
        FeelContext variables,
        OperationContext context,
        string? processId,
        Guid? instanceId,
        Alongside? alongside,
        CancellationToken ct)
    {
        var loaded = await _node.Shelf.FindCachedAsync(package, ct);
        if (loaded is null)
        {
            return await UnknownAsync(package, ct);
        }

        var process = processId ?? loaded.Version.Processes[0];
        if (!loaded.Models.ContainsKey(process))
        {
            return RunErrors.ProcessUnknown(loaded.Key, loaded.Number, process, loaded.Models.Keys);
        }

        var instance = NewInstance.Of(loaded, process, businessKey, context, instanceId, _node.Clock.Now);
        var request = new StepRequest(instance.Id, new StartInstance(variables), context) { New = instance, Alongside = alongside };
        try
        {
            return View(await _node.Stepper.RunAsync(request, ct));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && instanceId is not null && e.ConstraintName == "pk_instances")
        {
            return (await _node.Reader.ReadAsync(instance.Id, ct))!.ToView(); // A repeated call: it is there already.
        }
    }

    public partial Task<EngineAnswer<Done>> CancelInstanceAsync(
        Guid instanceId, string reason, OperationContext context, CancellationToken ct) =>
        InterveneAsync(instanceId, new CancelInstance(reason), reason, context, ct);

    public partial Task<EngineAnswer<Done>> SuspendInstanceAsync(
        Guid instanceId, string reason, OperationContext context, CancellationToken ct) =>
        InterveneAsync(instanceId, new SuspendInstance(reason), reason, context, ct);

    public partial Task<EngineAnswer<Done>> ResumeInstanceAsync(
        Guid instanceId, string reason, OperationContext context, CancellationToken ct) =>
        InterveneAsync(instanceId, new ResumeInstance(reason), reason, context, ct);

    public partial async Task<EngineAnswer<Done>> ModifyInstanceAsync(
        Guid instanceId, IReadOnlyList<Modification> instructions, string reason, OperationContext context, long? revision, CancellationToken ct)
    {
        var request = new StepRequest(instanceId, new ModifyInstance(instructions, reason), context) { Seen = revision };
        return await CheckedAsync(request, reason, ct);
    }

    public partial async Task<EngineAnswer<Foreseen>> ForeseeModificationAsync(
        Guid instanceId, IReadOnlyList<Modification> instructions, OperationContext context, CancellationToken ct)
    {
        if (await OwnAsync(instanceId, context, ct) is null)
        {
            return RunErrors.InstanceUnknown(instanceId);
        }

        (StoredInstance Before, StepPlan Plan)? seen = null;
        var answer = await _node.Stepper.RunAsync(
            new(instanceId, new ModifyInstance(instructions, ""), context) { DryRun = true, Foreseen = (before, plan) => seen = (before, plan) }, ct);
        return !answer.IsDone ? answer.Refusal : seen is { } foreseen ? await ForeseenAsync(foreseen.Before, foreseen.Plan, ct)
            : throw RunErrors.Bug("a dry run was done and told nothing.");
    }

    private async Task<Foreseen> ForeseenAsync(StoredInstance before, StepPlan plan, CancellationToken ct)
    {
        var instances = new List<ForeseenInstance> { Foreseen(before, plan.After[before.Id], plan) };
        foreach (var after in plan.After.Values.Where(after => after.Id != before.Id))
        {
            instances.Add(Foreseen(await _node.Reader.LoadAsync(after.Id, ct), after, plan));
        }

        return new(before.Revision, instances);
    }

    private static ForeseenInstance Foreseen(StoredInstance? before, StoredInstance after, StepPlan plan) => new(
        after.ToView(), before?.State, after.State, [.. plan.Records.Where(record => record.InstanceId == after.Id).SelectMany(record => record.Effects)]);

    public partial async Task<IReadOnlyList<BulkVerdict>> MigrateAsync(
        IReadOnlyList<Guid> instanceIds, int targetVersion, MigrationPlan plan, string reason, OperationContext context, bool dryRun, CancellationToken ct)
    {
        var verdicts = new List<BulkVerdict>(instanceIds.Count);
        foreach (var id in instanceIds)
        {
            var answer = await MigrateOneAsync(id, targetVersion, plan, reason, context, dryRun, ct);
            verdicts.Add(new(id, answer.Refusal));
        }

        return verdicts;
    }

    private async Task<EngineAnswer<Done>> MigrateOneAsync(
        Guid id, int targetVersion, MigrationPlan plan, string reason, OperationContext context, bool dryRun, CancellationToken ct)
    {
        var instance = await OwnAsync(id, context, ct);
        if (instance is null)
        {
            return RunErrors.InstanceUnknown(id);
        }

        var target = await _node.Shelf.FindAsync(new(instance.PackageKey, targetVersion), ct);
        if (target is null)
        {
            return RunErrors.PackageUnknown(instance.PackageKey, targetVersion);
        }

        if (!target.Models.ContainsKey(instance.ProcessId))
        {
            return RunErrors.ProcessUnknown(target.Key, target.Number, instance.ProcessId, target.Models.Keys);
        }

        var model = await _node.Shelf.ModelAsync(target, instance.ProcessId, instance.InstitutionId, ct);
        var request = new StepRequest(id, new MigrateInstance(model, plan, reason), context)
        {
            TargetVersion = targetVersion,
            DryRun = dryRun,
        };
        return await CheckedAsync(request, reason, ct);
    }

    private async Task<EngineAnswer<Done>> InterveneAsync(
        Guid instanceId, Command command, string reason, OperationContext context, CancellationToken ct) =>
        await CheckedAsync(new(instanceId, command, context), reason, ct);

    private async Task<EngineAnswer<Done>> CheckedAsync(StepRequest request, string reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RunErrors.ReasonMissing(request.Command.GetType().Name);
        }

        if (await OwnAsync(request.InstanceId, request.Context, ct) is null)
        {
            return RunErrors.InstanceUnknown(request.InstanceId);
        }

        var answer = await _node.Stepper.RunAsync(request, ct);
        return answer.IsDone ? Done.Value : answer.Refusal;
    }

    // Read as the institution: the second lock stands before every change of a request.
    private async Task<StoredInstance?> OwnAsync(Guid id, OperationContext context, CancellationToken ct) =>
        (await _node.Database.ListAsAsync(
            context.InstitutionId, new(Sql.LoadInstance, Value.Uuid(id)), row => StoredInstance.Read(row), ct)).FirstOrDefault();

    private static EngineAnswer<InstanceView> View(EngineAnswer<StoredInstance> answer) =>
        answer.IsDone ? answer.Value.ToView() : answer.Refusal;
}
