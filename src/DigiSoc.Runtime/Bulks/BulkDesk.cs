using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Bulks;

/// <summary>Bulk operations as people ask for them: judged, stored, watched, stopped. The work is <see cref="BulkRunner"/>'s.</summary>
internal sealed class BulkDesk(Database database, PackageStore packages, MigrationDesk migrations, EngineClock clock)
{
    private readonly BulkSelection _selection = new(database);

    public async Task<EngineAnswer<BulkView>> StartAsync(BulkRequest request, OperationContext context, CancellationToken ct)
    {
        if (await JudgeAsync(request, ct) is { } refusal)
        {
            return refusal;
        }

        return await StoreAsync(
            new()
            {
                BulkId = Guid.CreateVersion7(clock.Now),
                InstitutionId = context.InstitutionId,
                Operation = request.Operation,
                IsDryRun = request.IsDryRun,
                Query = request.Query,
                TargetVersion = request.TargetVersion,
                Renamed = request.Renamed,
                Variables = request.Variables,
                Reason = request.Reason,
                PreviewId = null,
                StartedBy = context.Actor,
                StartedAt = clock.Now,
                StoppedBy = null,
                FinishedAt = null,
            },
            context,
            ct);
    }

    public async Task<EngineAnswer<BulkView>> CarryOutAsync(Guid previewId, OperationContext context, CancellationToken ct)
    {
        if (await FindOrderAsync(previewId, context, ct) is not { } preview)
        {
            return RunErrors.BulkUnknown(previewId);
        }

        return preview is { IsDryRun: true, FinishedAt: not null, StoppedBy: null }
            ? await StoreAsync(
                preview with
                {
                    BulkId = Guid.CreateVersion7(clock.Now),
                    IsDryRun = false,
                    PreviewId = previewId,
                    StartedBy = context.Actor,
                    StartedAt = clock.Now,
                    FinishedAt = null,
                },
                context,
                ct)
            : RunErrors.NotAFinishedPreview(previewId);
    }

    public async Task<EngineAnswer<BulkView>> StopAsync(Guid bulkId, OperationContext context, CancellationToken ct)
    {
        if (await FindAsync(bulkId, context, ct) is null)
        {
            return RunErrors.BulkUnknown(bulkId);
        }

        var stop = new Statement(
            BulkSql.Stop, Value.Uuid(bulkId), Value.Text(context.InstitutionId), Value.Text(context.Actor), Value.At(clock.Now));
        return (await database.ListAsync(stop, row => row.GetGuid(0), ct)).Count > 0
            ? (await FindAsync(bulkId, context, ct))!
            : RunErrors.BulkFinished(bulkId);
    }

    public async Task<IReadOnlyList<BulkView>> ListAsync(OperationContext context, int size, CancellationToken ct) =>
        await ListAsync(context, null, size, ct);

    public async Task<BulkView?> FindAsync(Guid bulkId, OperationContext context, CancellationToken ct) =>
        await ListAsync(context, bulkId, 1, ct) is [var found] ? found : null;

    public async Task<Page<BulkItem>> ItemsAsync(
        Guid bulkId, OperationContext context, BulkItemVerdict? verdict, Guid? after, int size, CancellationToken ct)
    {
        var limit = Math.Clamp(size, 1, 1000);
        var items = await database.ListAsAsync(
            context.InstitutionId,
            new(
                BulkSql.Items,
                Value.Uuid(bulkId),
                Value.Text(context.InstitutionId),
                Value.Int((int?)verdict),
                Value.Uuid(after),
                Value.Int(limit + 1)),
            ReadItem,
            ct);
        return items.Count > limit ? new(items[..limit], items[limit - 1].ItemId) : new(items, null);
    }

    private async Task<EngineAnswer<BulkView>> StoreAsync(BulkOrder order, OperationContext context, CancellationToken ct)
    {
        await _selection.StoreAsync(order, ct);
        return (await FindAsync(order.BulkId, context, ct))!;
    }

    private async Task<BulkOrder?> FindOrderAsync(Guid bulkId, OperationContext context, CancellationToken ct)
    {
        const string one = $"SELECT {BulkSql.Columns} FROM runtime.bulks b WHERE b.id = $1";
        return await database.ListAsAsync(context.InstitutionId, new(one, Value.Uuid(bulkId)), BulkOrder.Read, ct) is [var found] ? found : null;
    }

    private async Task<List<BulkView>> ListAsync(OperationContext context, Guid? bulkId, int size, CancellationToken ct) =>
        await database.ListAsAsync(
            context.InstitutionId,
            new(BulkSql.List, Value.Text(context.InstitutionId), Value.Uuid(bulkId), Value.Int(Math.Clamp(size, 1, 200))),
            row => BulkOrder.Read(row).ToView(row.GetInt32(14), row.GetInt32(15), row.GetInt32(16)),
            ct);

    private static BulkItem ReadItem(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        EngineIds.InstanceOf(row.GetGuid(0)),
        row.GetString(1),
        (BulkItemVerdict)row.GetInt16(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5));

    private async Task<EngineRefusal?> JudgeAsync(BulkRequest request, CancellationToken ct)
    {
        var query = request.Query;
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return RunErrors.ReasonMissing("Bulk operation");
        }

        if (string.IsNullOrWhiteSpace(query.PackageKey) && query.BusinessKeys is not { Count: > 0 })
        {
            return RunErrors.BulkTooWide();
        }

        if (query.Status is not (null or Bpmn.InstanceStatus.Active or Bpmn.InstanceStatus.Suspended))
        {
            return RunErrors.BulkStatus(query.Status.Value.ToString());
        }

        if ((request.Operation == BulkOperation.Migrate) != request.TargetVersion.HasValue)
        {
            return RunErrors.BulkTarget();
        }

        return request.Renamed is { Count: > 0 } && request.Operation != BulkOperation.Migrate ? RunErrors.BulkRenamed()
            : request.Variables is { Count: > 0 } && request.Operation != BulkOperation.RetryIncidents ? RunErrors.BulkVariables()
            : query.PackageKey is { } key ? await JudgePackageAsync(key, request, ct)
            : null;
    }

    // Without a package, by business keys alone, names are judged with each instance.
    private async Task<EngineRefusal?> JudgePackageAsync(string key, BulkRequest request, CancellationToken ct)
    {
        var query = request.Query;
        var version = request.TargetVersion ?? query.PackageVersion;
        return await packages.FindAsync(new(key, query.PackageVersion), ct) is null ? RunErrors.PackageUnknown(key, query.PackageVersion)
            : await packages.FindAsync(new(key, version), ct) is null ? RunErrors.PackageUnknown(key, version)
            : request is { Renamed: { Count: > 0 } renamed, TargetVersion: { } target } ? await migrations.JudgeAsync(key, query.PackageVersion, target, renamed, ct)
            : null;
    }
}
