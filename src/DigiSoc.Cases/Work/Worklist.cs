namespace DigiSoc.Cases;

/// <summary>Open user tasks: mine, my team's.</summary>
public sealed partial class Worklist
{
    public partial Task<WorkPage> PageAsync(Worker worker, WorkQuery query, CancellationToken ct);

    public partial Task<WorkCounts> CountsAsync(Worker worker, CancellationToken ct);

    /// <summary>Null when the task is done, cancelled, of another institution or was never there.</summary>
    public partial Task<WorkItem?> FindAsync(Worker worker, Guid taskId, CancellationToken ct);

    /// <summary>Open tasks of one case that the worker may see, oldest first.</summary>
    public partial Task<IReadOnlyList<WorkItem>> ForCaseAsync(Worker worker, Guid caseId, CancellationToken ct);

    /// <summary>Takes the task for the worker. Refused when somebody else has it or the worker is in none of its groups.</summary>
    public partial Task<Outcome<WorkItem>> ClaimAsync(Worker worker, Guid taskId, CancellationToken ct);

    /// <summary>Gives the worker's own task back to its group.</summary>
    public partial Task<Outcome<WorkItem>> ReturnAsync(Worker worker, Guid taskId, CancellationToken ct);

    /// <summary>Hands the task to a colleague (managers only).</summary>
    public partial Task<Outcome<WorkItem>> ReassignAsync(Worker worker, Guid taskId, string toUserId, CancellationToken ct);
}
