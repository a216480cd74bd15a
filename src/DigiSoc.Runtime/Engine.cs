using DigiSoc.Bpmn;
using DigiSoc.Feel;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime;

/// <summary>Durable execution of processes on PostgreSQL: the one door to it.</summary>
/// <remarks>
/// Every method commits before it answers: what was answered with a value is stored, with everything it caused; what
/// was refused changed nothing. All methods may be called from any thread and on any node.
/// An exception means broken infrastructure (the database cannot be reached) or a bug; the call may be repeated.
/// </remarks>
public sealed partial class Engine : IAsyncDisposable
{
    /// <summary>Makes a node; the schema must be migrated. It answers calls at once and works after <see cref="StartAsync"/>.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="handlers">One for each job type; a job without a handler on any node waits.</param>
    /// <param name="observers">Called in this order in every step's transaction.</param>
    /// <param name="time">
    /// The engine's clock. <see cref="TimeProvider.System"/> is corrected to the database's clock, so that nodes agree;
    /// any other is used as it is (tests, rehearsals).
    /// </param>
    /// <param name="logs">Where it logs; null: nowhere.</param>
    public static partial Engine Create(
        EngineOptions options,
        IEnumerable<IJobHandler> handlers,
        IEnumerable<IStepObserver> observers,
        TimeProvider time,
        ILoggerFactory? logs = null);

    /// <summary>Stops and lets go of the database.</summary>
    public partial ValueTask DisposeAsync();

    /// <summary>Begins to work off jobs, timers and messages.</summary>
    public partial Task StartAsync(CancellationToken ct = default);

    /// <summary>Takes no more work, lets what runs finish for a while, and gives the rest back.</summary>
    public partial Task StopAsync(CancellationToken ct = default);

    // ---- Packages ----

    /// <summary>Checks a package and stores it as the next version; the same content again gives the version there is.</summary>
    /// <remarks>Refused with every finding: RUN-101 … RUN-109.</remarks>
    public partial Task<EngineAnswer<Deployment>> DeployAsync(PackageContent content, OperationContext context, CancellationToken ct = default);

    /// <summary>Names a version; the name moves if it was on another. Told in the tag's history, unless it was there already.</summary>
    /// <remarks>On other nodes what starts by the tag may follow half a second later. Refused: RUN-106, RUN-110, RUN-406.</remarks>
    public partial Task<EngineAnswer<PackageTag>> TagPackageAsync(
        string key, int version, string tag, string reason, OperationContext context, CancellationToken ct = default);

    /// <summary>Takes a name away. Refused: RUN-111, RUN-406.</summary>
    public partial Task<EngineAnswer<Done>> UntagPackageAsync(string key, string tag, string reason, OperationContext context, CancellationToken ct = default);

    /// <summary>The tags of a package, by name.</summary>
    public partial Task<IReadOnlyList<PackageTag>> PackageTagsAsync(string key, CancellationToken ct = default);

    /// <summary>Who set, moved and took away tags of a package, newest first.</summary>
    public partial Task<IReadOnlyList<PackageTagEvent>> PackageTagEventsAsync(string key, int size = 100, CancellationToken ct = default);

    /// <summary>The version a reference means now. Refused: RUN-106, RUN-111.</summary>
    public partial Task<EngineAnswer<PackageVersion>> FindPackageAsync(PackageReference reference, CancellationToken ct = default);

    /// <summary>All versions of a package, or the latest of each, newest first.</summary>
    public partial Task<IReadOnlyList<PackageVersion>> PackagesAsync(string? key = null, CancellationToken ct = default);

    /// <summary>The files of a version; null when there is none.</summary>
    public partial Task<PackageContent?> PackageContentAsync(string key, int version, CancellationToken ct = default);

    /// <summary>A compiled process of a version; null when there is none.</summary>
    public partial Task<ProcessModel?> ModelAsync(string key, int version, string processId, CancellationToken ct = default);

    // ---- Instances ----

    /// <summary>Starts an instance.</summary>
    /// <param name="package">Which version; its first process unless <paramref name="processId"/> says another.</param>
    /// <param name="businessKey">The case it belongs to; null: a case of its own.</param>
    /// <param name="variables">Variables of the process scope.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="processId">The process to start; null: the package's first.</param>
    /// <param name="instanceId">
    /// An id from <see cref="EngineIds.NewInstance"/>, so that a repeated call starts nothing twice; null: a new one.
    /// </param>
    /// <param name="alongside">Rows of the caller's own in the same transaction; null: none.</param>
    /// <param name="ct">Gives up waiting; the start may still have happened.</param>
    public partial Task<EngineAnswer<InstanceView>> StartInstanceAsync(
        PackageReference package,
        string? businessKey,
        FeelContext variables,
        OperationContext context,
        string? processId = null,
        Guid? instanceId = null,
        Alongside? alongside = null,
        CancellationToken ct = default);

    /// <summary>Ends an instance and every instance it called.</summary>
    public partial Task<EngineAnswer<Done>> CancelInstanceAsync(Guid instanceId, string reason, OperationContext context, CancellationToken ct = default);

    /// <summary>Holds an instance and every instance it called.</summary>
    public partial Task<EngineAnswer<Done>> SuspendInstanceAsync(Guid instanceId, string reason, OperationContext context, CancellationToken ct = default);

    /// <summary>Lets a held instance, and every instance it called, go on.</summary>
    public partial Task<EngineAnswer<Done>> ResumeInstanceAsync(Guid instanceId, string reason, OperationContext context, CancellationToken ct = default);

    /// <summary>Moves tokens and changes variables by hand: all instructions or none.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="instructions">What to do, in this order.</param>
    /// <param name="reason">Why; it goes into the history. Refused without one (RUN-406).</param>
    /// <param name="context">Who.</param>
    /// <param name="revision">The one the caller looked at: refused (RUN-215) when the instance has moved on since; null: whichever it is in.</param>
    /// <param name="ct">Gives up waiting; it may have been done.</param>
    public partial Task<EngineAnswer<Done>> ModifyInstanceAsync(
        Guid instanceId, IReadOnlyList<Modification> instructions, string reason, OperationContext context, long? revision = null, CancellationToken ct = default);

    /// <summary>What <see cref="ModifyInstanceAsync"/> would do now, or why it would be refused. Changes nothing and needs no reason.</summary>
    public partial Task<EngineAnswer<Foreseen>> ForeseeModificationAsync(
        Guid instanceId, IReadOnlyList<Modification> instructions, OperationContext context, CancellationToken ct = default);

    /// <summary>Carries instances over to another version of their package, each on its own: a verdict for each.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> MigrateAsync(
        IReadOnlyList<Guid> instanceIds, int targetVersion, MigrationPlan plan, string reason, OperationContext context, bool dryRun, CancellationToken ct = default);

    // ---- Human tasks ----

    /// <summary>Takes a task for the actor; a substitute takes it for the absent person, whose it stays when the absence ends.</summary>
    public partial Task<EngineAnswer<UserTaskView>> ClaimTaskAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    /// <summary>Gives the actor's task back to its candidates.</summary>
    public partial Task<EngineAnswer<UserTaskView>> UnclaimTaskAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    /// <summary>Hands a task to a person (supervisors, or the one who has it).</summary>
    public partial Task<EngineAnswer<UserTaskView>> ReassignTaskAsync(Guid taskId, string toPerson, OperationContext context, CancellationToken ct = default);

    /// <summary>Asks somebody to do a task for its assignee, who stays its owner and gets it back by <see cref="ResolveTaskAsync"/>.</summary>
    /// <remarks>From then on that person counts as one of its performers (<c>notPerformedBy</c>), however it goes back.</remarks>
    public partial Task<EngineAnswer<UserTaskView>> DelegateTaskAsync(Guid taskId, string toPerson, OperationContext context, CancellationToken ct = default);

    /// <summary>Gives a delegated task back to its owner as done.</summary>
    public partial Task<EngineAnswer<UserTaskView>> ResolveTaskAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    /// <summary>Changes due date, follow-up date or priority; null leaves as it is, a date in <paramref name="clear"/> is taken away.</summary>
    public partial Task<EngineAnswer<UserTaskView>> ScheduleTaskAsync(
        Guid taskId, DateTimeOffset? dueAt, DateTimeOffset? followUpAt, int? priority, OperationContext context,
        TaskDates clear = TaskDates.None, CancellationToken ct = default);

    /// <summary>Keeps unfinished input; the last one counts. A task that ends meanwhile is gone (RUN-202).</summary>
    public partial Task<EngineAnswer<Done>> SaveDraftAsync(Guid taskId, string json, OperationContext context, CancellationToken ct = default);

    /// <summary>Keeps unfinished input as a page sends it by itself; an entry of the history for each sitting, not for each save.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="json">All of the input.</param>
    /// <param name="over">When the draft that the caller knows was saved; null: it knows none.</param>
    /// <param name="context">Who.</param>
    /// <param name="ct">Gives up waiting; it may have been kept.</param>
    /// <returns>What is stored now. Refused: RUN-202, RUN-204, and RUN-214 when somebody, or another window, saved meanwhile.</returns>
    public partial Task<EngineAnswer<TaskDraft>> KeepDraftAsync(
        Guid taskId, string json, DateTimeOffset? over, OperationContext context, CancellationToken ct = default);

    /// <summary>The last draft and when it was saved; null: none.</summary>
    public partial Task<TaskDraft?> DraftAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    /// <summary>Completes a task; one that nobody has is claimed by the actor on the way.</summary>
    public partial Task<EngineAnswer<Done>> CompleteTaskAsync(
        Guid taskId, FeelContext variables, OperationContext context, Alongside? alongside = null, CancellationToken ct = default);

    // Many tasks at once: each judged, stored and told on its own, so that one refusal stops no other; a few at a time.
    // Verdicts come in the order of the tasks' first mention; a task named twice is worked on once.

    /// <summary>Takes tasks for the actor.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> ClaimTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct = default);

    /// <summary>Gives tasks back to their candidates.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> UnclaimTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct = default);

    /// <summary>Hands tasks to a person, whose four eyes are judged for each.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> ReassignTasksAsync(
        IReadOnlyList<Guid> taskIds, string toPerson, OperationContext context, CancellationToken ct = default);

    /// <summary>Asks somebody to do tasks for their assignees, who stay their owners.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> DelegateTasksAsync(
        IReadOnlyList<Guid> taskIds, string toPerson, OperationContext context, CancellationToken ct = default);

    /// <summary>Gives delegated tasks back to their owners as done.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> ResolveTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct = default);

    /// <summary>Changes due date, follow-up date or priority of tasks; null leaves as it is.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> ScheduleTasksAsync(
        IReadOnlyList<Guid> taskIds, DateTimeOffset? dueAt, DateTimeOffset? followUpAt, int? priority, OperationContext context, TaskDates clear = TaskDates.None, CancellationToken ct = default);

    /// <summary>Completes tasks, each with its own variables.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> CompleteTasksAsync(
        IReadOnlyList<TaskToComplete> tasks, OperationContext context, CancellationToken ct = default);

    // What is left at a task is an entry of the history (CommentTask, AttachToTask, SaveDraft) that says who, in whose stead, why
    // and when; what was written is personal data and stays in a row beside it. Whoever sees the task may. Refused: RUN-202, RUN-204.

    /// <summary>Leaves a comment. The history has its digest.</summary>
    public partial Task<EngineAnswer<Done>> AddTaskCommentAsync(Guid taskId, string text, OperationContext context, CancellationToken ct = default);

    /// <summary>Attaches a document that is kept already; <paramref name="alongside"/> writes rows of the caller's in the same transaction.</summary>
    public partial Task<EngineAnswer<Done>> AttachToTaskAsync(
        Guid taskId, Guid documentId, string name, OperationContext context, Alongside? alongside = null, CancellationToken ct = default);

    /// <summary>Comments and attachments of all tasks of a case, oldest first.</summary>
    public partial Task<TaskNotes> TaskNotesAsync(string businessKey, OperationContext context, CancellationToken ct = default);

    /// <summary>An open task of the context's institution; null when there is none.</summary>
    public partial Task<UserTaskView?> FindTaskAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    /// <summary>The variables a task sees; null when it is not open.</summary>
    public partial Task<FeelContext?> TaskVariablesAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    /// <summary>A page of open tasks of the context's institution.</summary>
    public partial Task<TaskPage> TasksAsync(TaskQuery query, OperationContext context, CancellationToken ct = default);

    /// <summary>How many tasks a query finds, at most <paramref name="atMost"/>.</summary>
    public partial Task<int> CountTasksAsync(TaskQuery query, OperationContext context, int atMost = 1000, CancellationToken ct = default);

    /// <summary>Null when the actor may claim or complete the task now; otherwise why not.</summary>
    public partial Task<EngineRefusal?> WhyNotAsync(Guid taskId, OperationContext context, CancellationToken ct = default);

    // ---- Messages and signals ----

    /// <summary>Publishes a message: to an instance that waits for it, to a process that starts with it, or kept until one does.</summary>
    /// <param name="name">The message's name.</param>
    /// <param name="correlationKey">The key; empty for messages that start a process.</param>
    /// <param name="messageId">The sender's id: a second message of the name with the same id is refused (RUN-301); null: not checked.</param>
    /// <param name="timeToLive">How long it is kept when nobody waits for it yet; zero: not at all.</param>
    /// <param name="variables">Its content.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Gives up waiting; the message may still have been stored.</param>
    public partial Task<EngineAnswer<PublishedMessage>> PublishMessageAsync(
        string name, string correlationKey, string? messageId, TimeSpan timeToLive, FeelContext variables, OperationContext context, CancellationToken ct = default);

    /// <summary>Messages of a name that nobody has wanted so far and that are kept still; oldest first.</summary>
    /// <param name="name">The message's name.</param>
    /// <param name="publishedBefore">Younger ones are left out: whom they are for may be on its way to wait for them.</param>
    /// <param name="size">How many at most, 1 to 200.</param>
    /// <param name="context">Whose.</param>
    /// <param name="ct">Gives up waiting.</param>
    public partial Task<IReadOnlyList<UnwantedMessage>> UnwantedMessagesAsync(
        string name, DateTimeOffset publishedBefore, int size, OperationContext context, CancellationToken ct = default);

    /// <summary>Takes a kept message back: nobody gets it any more. Its sender's id stays known until its time is over.</summary>
    /// <returns>False: it is not kept any more, or not of the context's institution.</returns>
    public partial Task<bool> WithdrawMessageAsync(Guid messageId, OperationContext context, CancellationToken ct = default);

    /// <summary>Sends a signal to every instance of the institution that waits for it now, and starts the processes that begin with it.</summary>
    public partial Task<EngineAnswer<Done>> BroadcastSignalAsync(string name, FeelContext variables, OperationContext context, CancellationToken ct = default);

    // ---- Incidents and jobs ----

    /// <summary>Tries the step of an incident again, after setting variables in its process if any are given: one step, or nothing.</summary>
    public partial Task<EngineAnswer<Done>> RetryIncidentAsync(
        Guid incidentId, OperationContext context, FeelContext? variables = null, CancellationToken ct = default);

    /// <summary>Tries many again, each on its own, after setting the variables in its instance if any are given.</summary>
    public partial Task<IReadOnlyList<BulkVerdict>> RetryIncidentsAsync(
        IReadOnlyList<Guid> incidentIds, OperationContext context, FeelContext? variables = null, CancellationToken ct = default);

    /// <summary>Answers the job behind an incident by hand, in the place of its handler.</summary>
    public partial Task<EngineAnswer<Done>> AnswerIncidentAsync(
        Guid incidentId, FeelContext variables, string reason, OperationContext context, Alongside? alongside = null, CancellationToken ct = default);

    /// <summary>Open incidents, oldest first.</summary>
    public partial Task<Page<IncidentView>> IncidentsAsync(OperationContext context, string? businessKey = null, Guid? after = null, int size = 50, CancellationToken ct = default);

    public partial Task<IncidentView?> FindIncidentAsync(Guid incidentId, OperationContext context, CancellationToken ct = default);

    /// <summary>Jobs that have not been done, oldest first.</summary>
    public partial Task<Page<JobView>> JobsAsync(OperationContext context, JobStatus? status = null, Guid? after = null, int size = 50, CancellationToken ct = default);

    public partial Task<WorkCounts> CountWorkAsync(OperationContext context, CancellationToken ct = default);

    // ---- Holds ----

    /// <summary>Holds a job type, a step, or a definition of the context's institution until it is lifted or ends.</summary>
    /// <remarks>
    /// From the answer on nothing of it is begun on any node; what has begun goes on to its end, and its answer counts.
    /// Who may do this is the caller's to judge. Refused: RUN-406, RUN-106, RUN-107, RUN-502 … RUN-505.
    /// </remarks>
    public partial Task<EngineAnswer<Hold>> PlaceHoldAsync(HoldRequest request, OperationContext context, CancellationToken ct = default);

    /// <summary>Lifts a hold: all that waited for it goes on at once, unless another hold keeps it. Refused: RUN-406, RUN-501.</summary>
    public partial Task<EngineAnswer<Hold>> LiftHoldAsync(Guid holdId, string reason, OperationContext context, CancellationToken ct = default);

    /// <summary>Holds that stand, newest first.</summary>
    public partial Task<IReadOnlyList<Hold>> HoldsAsync(OperationContext context, CancellationToken ct = default);

    /// <summary>A hold that stands; null when the institution has none of that id.</summary>
    public partial Task<Hold?> FindHoldAsync(Guid holdId, OperationContext context, CancellationToken ct = default);

    /// <summary>Which of these open tasks a hold keeps from being completed.</summary>
    /// <remarks>Asks the database only while this node knows of a hold of the institution: for marks on lists.</remarks>
    public partial Task<IReadOnlySet<Guid>> HeldTasksAsync(IReadOnlyList<Guid> taskIds, OperationContext context, CancellationToken ct = default);

    /// <summary>Who placed and lifted what, when and why, newest first.</summary>
    public partial Task<IReadOnlyList<HoldEvent>> HoldEventsAsync(OperationContext context, int size = 100, CancellationToken ct = default);

    // ---- Many at once ----

    /// <summary>Cancels, suspends, resumes, retries or migrates what a query finds, or says of each whether that could be done.</summary>
    /// <remarks>
    /// Answers when the instances are selected; the work goes on without the caller on one of the nodes, a few at a time,
    /// each in a transaction of its own that also holds its verdict. Who may do this is the caller's to judge.
    /// Refused: RUN-406, RUN-106, RUN-512 … RUN-514, RUN-519 … RUN-521.
    /// </remarks>
    public partial Task<EngineAnswer<BulkView>> StartBulkAsync(BulkRequest request, OperationContext context, CancellationToken ct = default);

    /// <summary>Does to what a finished dry run found possible what it only looked at; each is judged again. Refused: RUN-511, RUN-515.</summary>
    public partial Task<EngineAnswer<BulkView>> CarryOutBulkAsync(Guid previewId, OperationContext context, CancellationToken ct = default);

    /// <summary>No more items are begun; what is done stays done. Refused: RUN-511, RUN-516.</summary>
    public partial Task<EngineAnswer<BulkView>> StopBulkAsync(Guid bulkId, OperationContext context, CancellationToken ct = default);

    /// <summary>Bulk operations of the institution, newest first.</summary>
    public partial Task<IReadOnlyList<BulkView>> BulksAsync(OperationContext context, int size = 50, CancellationToken ct = default);

    /// <summary>How far one is; null when the institution has none of that id.</summary>
    public partial Task<BulkView?> FindBulkAsync(Guid bulkId, OperationContext context, CancellationToken ct = default);

    /// <summary>Its items with their verdicts, by id.</summary>
    public partial Task<Page<BulkItem>> BulkItemsAsync(
        Guid bulkId, OperationContext context, BulkItemVerdict? verdict = null, Guid? after = null, int size = 100, CancellationToken ct = default);

    /// <summary>Proposes which element of another version stands for which, by ids, names and kinds. Refused: RUN-106.</summary>
    public partial Task<EngineAnswer<MigrationDraft>> ProposeMigrationAsync(
        string key, int fromVersion, int targetVersion, CancellationToken ct = default);

    // ---- Where is it, why does it wait, what next ----

    public partial Task<InstanceView?> FindInstanceAsync(Guid instanceId, OperationContext context, CancellationToken ct = default);

    /// <summary>Instances of a case, in the order they were started; called ones after their callers.</summary>
    public partial Task<IReadOnlyList<InstanceView>> InstancesAsync(string businessKey, OperationContext context, CancellationToken ct = default);

    /// <summary>Where an instance is; null when the institution has none of that id.</summary>
    public partial Task<Whereabouts?> WhereAsync(Guid instanceId, OperationContext context, CancellationToken ct = default);

    /// <summary>The history of a case, oldest first.</summary>
    public partial Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string businessKey, OperationContext context, CancellationToken ct = default);

    /// <summary>Recomputes every hash of a case's history, and looks whether it ends where its instances' rows say.</summary>
    public partial Task<HistoryCheck> CheckHistoryAsync(string businessKey, OperationContext context, CancellationToken ct = default);
}
