namespace DigiSoc.Runtime;

/// <summary>Holds: stopping a job type, a step or a definition, and letting it go on.</summary>
public sealed partial class Engine
{
    public partial Task<EngineAnswer<Hold>> PlaceHoldAsync(HoldRequest request, OperationContext context, CancellationToken ct) =>
        _node.Holds.PlaceAsync(request, context, ct);

    public partial Task<EngineAnswer<Hold>> LiftHoldAsync(Guid holdId, string reason, OperationContext context, CancellationToken ct) =>
        _node.Holds.LiftAsync(holdId, reason, context, ct);

    public partial Task<IReadOnlyList<Hold>> HoldsAsync(OperationContext context, CancellationToken ct) =>
        _node.Holds.ListAsync(context, null, ct);

    public partial Task<Hold?> FindHoldAsync(Guid holdId, OperationContext context, CancellationToken ct) =>
        _node.Holds.FindAsync(holdId, context, ct);

    public partial async Task<IReadOnlySet<Guid>> HeldTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct) =>
        taskIds.Count > 0 && _node.HoldBook.Standing.Any(h => h.InstitutionId == context.InstitutionId && h.PackageKey is not null)
            ? await _node.Holds.HeldTasksAsync(taskIds, context, ct)
            : new HashSet<Guid>();

    public partial Task<IReadOnlyList<HoldEvent>> HoldEventsAsync(OperationContext context, int size, CancellationToken ct) =>
        _node.Holds.EventsAsync(context, size, ct);
}
