namespace DigiSoc.Runtime;

/// <summary>Bulk operations by query.</summary>
public sealed partial class Engine
{
    public partial Task<EngineAnswer<BulkView>> StartBulkAsync(BulkRequest request, OperationContext context, CancellationToken ct) =>
        _node.Bulks.StartAsync(request, context, ct);

    public partial Task<EngineAnswer<BulkView>> CarryOutBulkAsync(Guid previewId, OperationContext context, CancellationToken ct) =>
        _node.Bulks.CarryOutAsync(previewId, context, ct);

    public partial Task<EngineAnswer<BulkView>> StopBulkAsync(Guid bulkId, OperationContext context, CancellationToken ct) =>
        _node.Bulks.StopAsync(bulkId, context, ct);

    public partial Task<IReadOnlyList<BulkView>> BulksAsync(OperationContext context, int size, CancellationToken ct) =>
        _node.Bulks.ListAsync(context, size, ct);

    public partial Task<BulkView?> FindBulkAsync(Guid bulkId, OperationContext context, CancellationToken ct) =>
        _node.Bulks.FindAsync(bulkId, context, ct);

    public partial Task<Page<BulkItem>> BulkItemsAsync(
        Guid bulkId, OperationContext context, BulkItemVerdict? verdict, Guid? after, int size, CancellationToken ct) =>
        _node.Bulks.ItemsAsync(bulkId, context, verdict, after, size, ct);

    public partial Task<EngineAnswer<MigrationDraft>> ProposeMigrationAsync(
        string key, int fromVersion, int targetVersion, CancellationToken ct) =>
        _node.Migrations.ProposeAsync(key, fromVersion, targetVersion, ct);
}
