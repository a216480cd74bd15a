using DigiSoc.Bpmn;
using DigiSoc.Feel;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime;

public sealed partial class Engine
{
    public static partial Engine Create(
        EngineOptions options,
        IEnumerable<IJobHandler> handlers,
        IEnumerable<IStepObserver> observers,
        TimeProvider time,
        ILoggerFactory? logs) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial ValueTask DisposeAsync() =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task StartAsync(CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task StopAsync(CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Deployment>> DeployAsync(PackageContent content, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> TagPackageAsync(string key, int version, string tag, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<IReadOnlyList<PackageVersion>> PackagesAsync(string? key, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<PackageContent?> PackageContentAsync(string key, int version, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<ProcessModel?> ModelAsync(string key, int version, string processId, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<InstanceView>> StartInstanceAsync(
        PackageReference package,
        string? businessKey,
        FeelContext variables,
        OperationContext context,
        string? processId,
        Guid? instanceId,
        Alongside? alongside,
        CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> CancelInstanceAsync(Guid instanceId, string reason, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> SuspendInstanceAsync(Guid instanceId, string reason, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> ResumeInstanceAsync(Guid instanceId, string reason, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> SetVariablesAsync(
        Guid instanceId, FeelContext variables, OperationContext context, long scopeId, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> ModifyInstanceAsync(
        Guid instanceId, IReadOnlyList<Modification> instructions, string reason, OperationContext context, bool dryRun, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<IReadOnlyList<BulkVerdict>> MigrateAsync(
        IReadOnlyList<Guid> instanceIds, int targetVersion, MigrationPlan plan, string reason, OperationContext context, bool dryRun, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<UserTaskView>> ClaimTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<UserTaskView>> UnclaimTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<UserTaskView>> ReassignTaskAsync(Guid taskId, string toPerson, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<UserTaskView>> DelegateTaskAsync(Guid taskId, string toPerson, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<UserTaskView>> ResolveTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<UserTaskView>> ScheduleTaskAsync(
        Guid taskId, DateTimeOffset? dueAt, DateTimeOffset? followUpAt, int? priority, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> SaveDraftAsync(Guid taskId, string json, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<TaskDraft?> DraftAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> CompleteTaskAsync(
        Guid taskId, FeelContext variables, OperationContext context, Alongside? alongside, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<TaskComment>> AddTaskCommentAsync(Guid taskId, string text, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<TaskAttachment>> AttachToTaskAsync(
        Guid taskId, Guid documentId, string name, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<TaskNotes> TaskNotesAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<UserTaskView?> FindTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<FeelContext?> TaskVariablesAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<TaskPage> TasksAsync(TaskQuery query, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<int> CountTasksAsync(TaskQuery query, OperationContext context, int atMost, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineRefusal?> WhyNotAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<PublishedMessage>> PublishMessageAsync(
        string name, string correlationKey, string? messageId, TimeSpan timeToLive, FeelContext variables, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> BroadcastSignalAsync(string name, FeelContext variables, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> RetryIncidentAsync(
        Guid incidentId, OperationContext context, FeelContext? variables, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<IReadOnlyList<BulkVerdict>> RetryIncidentsAsync(IReadOnlyList<Guid> incidentIds, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<EngineAnswer<Done>> AnswerIncidentAsync(
        Guid incidentId, FeelContext variables, string reason, OperationContext context, Alongside? alongside, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<Page<IncidentView>> IncidentsAsync(OperationContext context, string? businessKey, Guid? after, int size, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<IncidentView?> FindIncidentAsync(Guid incidentId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<Page<JobView>> JobsAsync(OperationContext context, JobStatus? status, Guid? after, int size, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<WorkCounts> CountWorkAsync(OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<InstanceView?> FindInstanceAsync(Guid instanceId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<IReadOnlyList<InstanceView>> InstancesAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<Whereabouts?> WhereAsync(Guid instanceId, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");

    public partial Task<HistoryCheck> CheckHistoryAsync(string businessKey, OperationContext context, CancellationToken ct) =>
        throw new NotSupportedException("Wired to the database in the next commit.");
}
