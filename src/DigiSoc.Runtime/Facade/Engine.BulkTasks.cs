namespace DigiSoc.Runtime;

/// <summary>Many human tasks at once.</summary>
public sealed partial class Engine
{
    public partial Task<IReadOnlyList<BulkVerdict>> ClaimTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct) =>
        Bulk.RunAsync(taskIds, (id, stop) => ClaimTaskAsync(id, context, stop), ct);

    public partial Task<IReadOnlyList<BulkVerdict>> UnclaimTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct) =>
        Bulk.RunAsync(taskIds, (id, stop) => UnclaimTaskAsync(id, context, stop), ct);

    public partial Task<IReadOnlyList<BulkVerdict>> ReassignTasksAsync(
        IReadOnlyList<Guid> taskIds, string toPerson, OperationContext context, CancellationToken ct) =>
        Bulk.RunAsync(taskIds, (id, stop) => ReassignTaskAsync(id, toPerson, context, stop), ct);

    public partial Task<IReadOnlyList<BulkVerdict>> DelegateTasksAsync(
        IReadOnlyList<Guid> taskIds, string toPerson, OperationContext context, CancellationToken ct) =>
        Bulk.RunAsync(taskIds, (id, stop) => DelegateTaskAsync(id, toPerson, context, stop), ct);

    public partial Task<IReadOnlyList<BulkVerdict>> ResolveTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct) =>
        Bulk.RunAsync(taskIds, (id, stop) => ResolveTaskAsync(id, context, stop), ct);

    public partial Task<IReadOnlyList<BulkVerdict>> ScheduleTasksAsync(
        IReadOnlyList<Guid> taskIds, DateTimeOffset? dueAt, DateTimeOffset? followUpAt, int? priority, OperationContext context, TaskDates clear,
        CancellationToken ct) =>
        Bulk.RunAsync(taskIds, (id, stop) => ScheduleTaskAsync(id, dueAt, followUpAt, priority, context, clear, stop), ct);

    public partial Task<IReadOnlyList<BulkVerdict>> CompleteTasksAsync(
        IReadOnlyList<TaskToComplete> tasks, OperationContext context, CancellationToken ct) =>
        Bulk.RunAsync(
            tasks,
            task => task.TaskId,
            (task, stop) => CompleteTaskAsync(task.TaskId, task.Variables, context, task.Alongside, stop),
            ct);
}
