using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>Where is it, why does it wait, what next.</summary>
public sealed partial class Engine
{
    // ix_instances_case
    private const string OfCase = $"""
        SELECT {Sql.InstanceColumns} FROM runtime.instances i
        WHERE i.institution_id = $1 AND i.business_key = $2 ORDER BY i.started_at, i.id
        """;

    public partial async Task<InstanceView?> FindInstanceAsync(Guid instanceId, OperationContext context, CancellationToken ct) =>
        (await OwnAsync(instanceId, context, ct))?.ToView();

    public partial async Task<IReadOnlyList<InstanceView>> InstancesAsync(
        string businessKey, OperationContext context, CancellationToken ct) => await _node.Database.ListAsAsync(
        context.InstitutionId,
        new(OfCase, Value.Text(context.InstitutionId), Value.Text(businessKey)),
        row => StoredInstance.Read(row).ToView(),
        ct);

    public partial Task<Whereabouts?> WhereAsync(Guid instanceId, OperationContext context, CancellationToken ct) =>
        _node.Where.FindAsync(instanceId, context, ct);

    public partial Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        _node.History.ReadAsync(businessKey, context, ct);

    public partial Task<HistoryCheck> CheckHistoryAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        _node.History.CheckAsync(businessKey, context, ct);
}
