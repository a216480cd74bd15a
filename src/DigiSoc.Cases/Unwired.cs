using System.Text.Json.Nodes;

namespace DigiSoc.Cases;

public sealed partial class DeadlineBoard
{
    public partial Task<DeadlinePage> PageAsync(Worker worker, string? packageKey, string? after, int size, CancellationToken ct) =>
        throw new NotSupportedException("DeadlineBoard is wired to the database in the next commit.");
}

public sealed partial class AccessAudit
{
    public partial Task<AccessPage> PageAsync(Worker worker, AccessQuery query, CancellationToken ct) =>
        throw new NotSupportedException("AccessAudit is wired to the database in the next commit.");

    public partial Task<ChainCheck> CheckChainAsync(Worker worker, CancellationToken ct) =>
        throw new NotSupportedException("AccessAudit is wired to the database in the next commit.");
}

public sealed partial class Applications
{
    public partial Task<IReadOnlyList<Procedure>> ProceduresAsync(Worker worker, CancellationToken ct) =>
        throw new NotSupportedException("Applications is wired to the database in the next commit.");

    public partial Task<Outcome<SubmittedApplication>> SubmitAsync(Worker worker, ApplicationToSubmit application, CancellationToken ct) =>
        throw new NotSupportedException("Applications is wired to the database in the next commit.");
}

public sealed partial class CaseDecisions
{
    public partial Task<IReadOnlyList<CaseDecision>> ForCaseAsync(Worker worker, Guid caseId, CancellationToken ct) =>
        throw new NotSupportedException("CaseDecisions is wired to the database in the next commit.");

    public partial Task<IReadOnlyList<RuleEvaluation>> EvaluationsAsync(Worker worker, Guid caseId, CancellationToken ct) =>
        throw new NotSupportedException("CaseDecisions is wired to the database in the next commit.");
}

public sealed partial class CaseFiles
{
    public partial Task<CasePage> PageAsync(Worker worker, CaseQuery query, CancellationToken ct) =>
        throw new NotSupportedException("CaseFiles is wired to the database in the next commit.");

    public partial Task<CaseFile?> OpenAsync(Worker worker, Guid caseId, string purpose, CancellationToken ct) =>
        throw new NotSupportedException("CaseFiles is wired to the database in the next commit.");

    public partial Task<CaseWhereabouts?> WhereAsync(Worker worker, Guid caseId, CancellationToken ct) =>
        throw new NotSupportedException("CaseFiles is wired to the database in the next commit.");

    public partial Task<DocumentContent?> DocumentAsync(Worker worker, Guid caseId, Guid documentId, CancellationToken ct) =>
        throw new NotSupportedException("CaseFiles is wired to the database in the next commit.");

    public partial Task<Outcome<CaseNote>> AddNoteAsync(Worker worker, Guid caseId, string text, CancellationToken ct) =>
        throw new NotSupportedException("CaseFiles is wired to the database in the next commit.");
}

public sealed partial class PackageShelf
{
    public partial Task<IReadOnlyList<PackageSummary>> ListAsync(Worker worker, CancellationToken ct) =>
        throw new NotSupportedException("PackageShelf is wired to the database in the next commit.");

    public partial Task<IReadOnlyList<PackageVersionView>> VersionsAsync(Worker worker, string key, CancellationToken ct) =>
        throw new NotSupportedException("PackageShelf is wired to the database in the next commit.");

    public partial Task<string?> FileAsync(Worker worker, string key, int version, string path, CancellationToken ct) =>
        throw new NotSupportedException("PackageShelf is wired to the database in the next commit.");
}

public sealed partial class People
{
    public partial Task<IReadOnlyList<Institution>> InstitutionsAsync(CancellationToken ct) =>
        throw new NotSupportedException("People is wired to the database in the next commit.");

    public partial Task<IReadOnlyList<DemoUser>> DemoUsersAsync(CancellationToken ct) =>
        throw new NotSupportedException("People is wired to the database in the next commit.");

    public partial Task<Worker?> SignInAsync(string userId, string password, CancellationToken ct) =>
        throw new NotSupportedException("People is wired to the database in the next commit.");

    public partial Task<Worker?> FindAsync(string userId, CancellationToken ct) =>
        throw new NotSupportedException("People is wired to the database in the next commit.");

    public partial Task<IReadOnlyList<Worker>> MembersAsync(Worker worker, string groupKey, CancellationToken ct) =>
        throw new NotSupportedException("People is wired to the database in the next commit.");
}

public sealed partial class Operations
{
    public partial Task<IncidentPage> IncidentsAsync(Worker worker, string? after, int size, CancellationToken ct) =>
        throw new NotSupportedException("Operations is wired to the database in the next commit.");

    public partial Task<IncidentView?> IncidentAsync(Worker worker, Guid incidentId, CancellationToken ct) =>
        throw new NotSupportedException("Operations is wired to the database in the next commit.");

    public partial Task<JobPage> JobsAsync(Worker worker, string? state, string? after, int size, CancellationToken ct) =>
        throw new NotSupportedException("Operations is wired to the database in the next commit.");

    public partial Task<Outcome<ResolvedIncident>> RetryAsync(Worker worker, Guid incidentId, CancellationToken ct) =>
        throw new NotSupportedException("Operations is wired to the database in the next commit.");

    public partial Task<Outcome<ResolvedIncident>> AnswerByHandAsync(Worker worker, Guid incidentId, JsonNode answer, string reason, CancellationToken ct) =>
        throw new NotSupportedException("Operations is wired to the database in the next commit.");

    public partial Task<Outcome<ResolvedIncident>> SkipAsync(Worker worker, Guid incidentId, string reason, CancellationToken ct) =>
        throw new NotSupportedException("Operations is wired to the database in the next commit.");
}

public sealed partial class TaskForms
{
    public partial Task<TaskForm?> OpenAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        throw new NotSupportedException("TaskForms is wired to the database in the next commit.");

    public partial Task<Outcome<SavedDraft>> SaveDraftAsync(Worker worker, Guid taskId, JsonObject data, CancellationToken ct) =>
        throw new NotSupportedException("TaskForms is wired to the database in the next commit.");

    public partial Task<Outcome<CompletedTask>> CompleteAsync(Worker worker, Guid taskId, JsonObject data, string idempotencyKey, CancellationToken ct) =>
        throw new NotSupportedException("TaskForms is wired to the database in the next commit.");
}

public sealed partial class Worklist
{
    public partial Task<WorkPage> PageAsync(Worker worker, WorkQuery query, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");

    public partial Task<WorkCounts> CountsAsync(Worker worker, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");

    public partial Task<WorkItem?> FindAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");

    public partial Task<IReadOnlyList<WorkItem>> ForCaseAsync(Worker worker, Guid caseId, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");

    public partial Task<Outcome<WorkItem>> ClaimAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");

    public partial Task<Outcome<WorkItem>> ReturnAsync(Worker worker, Guid taskId, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");

    public partial Task<Outcome<WorkItem>> ReassignAsync(Worker worker, Guid taskId, string toUserId, CancellationToken ct) =>
        throw new NotSupportedException("Worklist is wired to the database in the next commit.");
}
