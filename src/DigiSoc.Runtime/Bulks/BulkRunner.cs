using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Runtime.Bulks;

/// <summary>Works off bulk operations: a handful of items at a time, each in a transaction of its own that also holds its verdict.</summary>
/// <remarks>
/// One node works on one, under a lease; when it dies another goes on with the items that have no verdict. An item that
/// was done and is tried again is undone by its verdict's guard, so it is done once.
/// </remarks>
internal sealed class BulkRunner(
    Database database, InstanceReader reader, Stepper stepper, PackageShelf shelf, EngineOptions options, EngineClock clock, Pulses pulses, ILogger log)
{
    public async Task RoundAsync(CancellationToken ct)
    {
        var take = new Statement(BulkSql.Take, Value.Text(options.NodeName), Value.Span(options.Lease));
        if (await database.ListAsync(take, BulkOrder.Read, ct) is [var order])
        {
            await WorkAsync(order, ct);
            return;
        }

        await pulses.Bulks.WaitAsync(options.PollInterval, ct);
    }

    private async Task WorkAsync(BulkOrder order, CancellationToken ct)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.BulkConcurrency, CancellationToken = ct };
        while (await IsMineAsync(order, ct))
        {
            // As many as are begun between two looks whether it was stopped.
            var items = await database.ListAsync(
                new(BulkSql.Next, Value.Uuid(order.BulkId), Value.Int(options.BulkConcurrency * 5)), row => row.GetGuid(0), ct);
            if (items.Count == 0)
            {
                await database.ExecuteAsync(
                    ct, new Statement(BulkSql.Finish, Value.Uuid(order.BulkId), Value.Text(options.NodeName), Value.At(clock.Now)));
                return;
            }

            await reader.RememberAsync(items.Select(EngineIds.InstanceOf).Distinct(), ct);
            await Parallel.ForEachAsync(items, parallel, async (item, stop) => await JudgeAsync(order, item, stop));
        }
    }

    private async Task<bool> IsMineAsync(BulkOrder order, CancellationToken ct)
    {
        var renew = new Statement(BulkSql.Renew, Value.Uuid(order.BulkId), Value.Text(options.NodeName), Value.Span(options.Lease));
        return (await database.ListAsync(renew, row => row.GetGuid(0), ct)).Count > 0;
    }

    // What an item's own rows or observers fail at is its verdict; a broken connection is not, and it is tried again.
    private async Task JudgeAsync(BulkOrder order, Guid item, CancellationToken ct)
    {
        EngineRefusal? refusal;
        try
        {
            refusal = await TryAsync(order, item, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && !(e is NpgsqlException broken && Database.IsBroken(broken)))
        {
            Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "bulk item"));
            log.LogWarning(e, "Item {Item} of bulk operation {Bulk} could not be done", item, order.BulkId);
            refusal = RunErrors.BulkItemFailed(item, e);
        }

        // A done one has its verdict already; nothing is written over it.
        if (refusal is not null || order.IsDryRun)
        {
            await database.ExecuteAsync(ct, new Statement(
                BulkSql.Judge,
                Value.Uuid(order.BulkId),
                Value.Uuid(item),
                Value.Small((int)(refusal is null ? BulkItemVerdict.Done : BulkItemVerdict.Refused)),
                Value.Text(refusal?.Code),
                Value.Text(refusal?.Text),
                Value.At(clock.Now)));
        }
    }

    private async Task<EngineRefusal?> TryAsync(BulkOrder order, Guid item, CancellationToken ct)
    {
        var context = new OperationContext(order.InstitutionId, order.StartedBy) { Reason = order.Reason };
        var instance = await reader.LoadAsync(EngineIds.InstanceOf(item), ct);
        if (instance is null || instance.InstitutionId != order.InstitutionId)
        {
            return RunErrors.InstanceUnknown(EngineIds.InstanceOf(item));
        }

        var (command, refusal) = await CommandAsync(order, item, instance, ct);
        if (command is null)
        {
            return refusal;
        }

        var request = new StepRequest(instance.Id, command, context)
        {
            PartId = command is ResolveIncident ? item : null,
            TargetVersion = order.TargetVersion,
            FromVersion = order.Operation == BulkOperation.Migrate ? order.Query.PackageVersion : null,
            DryRun = order.IsDryRun,
            Guard = order.IsDryRun ? StepGuard.None : StepGuard.BulkItem(order.BulkId, item),
            Beside = order.IsDryRun ? [] : [new(BulkSql.Mark, Value.Uuid(order.BulkId), Value.Uuid(item), Value.At(clock.Now))],
        };
        var answer = await stepper.RunAsync(request, ct);
        return answer.IsDone || answer.Refusal.Code == RunErrors.BulkItemDoneCode ? null : answer.Refusal;
    }

    private async Task<(Command? Command, EngineRefusal? Refusal)> CommandAsync(
        BulkOrder order, Guid item, StoredInstance instance, CancellationToken ct)
    {
        switch (order.Operation)
        {
            case BulkOperation.Cancel: return (new CancelInstance(order.Reason), null);
            case BulkOperation.Suspend: return (new SuspendInstance(order.Reason), null);
            case BulkOperation.Resume: return (new ResumeInstance(order.Reason), null);
            case BulkOperation.RetryIncidents: return (new ResolveIncident(EngineIds.NumberOf(item)) { Variables = order.Variables ?? FeelContext.Empty }, null);
            case BulkOperation.Migrate:
                var target = await shelf.FindAsync(new(instance.PackageKey, order.TargetVersion), ct);
                var plan = order.Renamed is { } renamed ? MigrationDesk.PlanFor(renamed, instance.ProcessId) : MigrationPlan.SameIds;
                return target is null ? (null, RunErrors.PackageUnknown(instance.PackageKey, order.TargetVersion))
                    : !target.Models.ContainsKey(instance.ProcessId) ? (null, RunErrors.ProcessUnknown(target.Key, target.Number, instance.ProcessId, target.Models.Keys))
                    : (new MigrateInstance(await shelf.ModelAsync(target, instance.ProcessId, instance.InstitutionId, ct), plan, order.Reason), null);
            default: throw RunErrors.Bug($"bulk operation {order.Operation} is not known.");
        }
    }
}
