using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>One command for one instance, with all that must be stored together with it.</summary>
internal sealed record StepRequest(Guid InstanceId, Command Command, OperationContext Context)
{
    /// <summary>The task, job, timer … that the command answers; null when it answers none.</summary>
    public Guid? PartId { get; init; }

    /// <summary>The instance to make when there is none yet; null for a command to an existing one.</summary>
    public StoredInstance? New { get; init; }

    /// <summary>What must still hold at the write, beyond the revision.</summary>
    public StepGuard Guard { get; init; } = StepGuard.None;

    /// <summary>Statements right after the instance's own row and before those of the effects (rows the answered part leaves behind).</summary>
    public IReadOnlyList<Statement> Beside { get; init; } = [];

    /// <summary>For the retry of a failed job: the answer a person gives in its place; null: the job runs again.</summary>
    public FeelContext? ThenAnswer { get; init; }

    /// <summary>For a migration: the version the instance is on afterwards.</summary>
    public int? TargetVersion { get; init; }

    /// <summary>For a migration: the version the instance was chosen on. On another one it refuses (RUN-522); null: from whichever it is on.</summary>
    public int? FromVersion { get; init; }

    /// <summary>Rows of the caller's own.</summary>
    public Alongside? Alongside { get; init; }

    /// <summary>How often to begin again when another writer was first.</summary>
    public int Tries { get; init; } = 40;

    /// <summary>Only says whether it could be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>For a dry run: told the instance it was judged by and what would be written; null: nobody asks.</summary>
    public Action<StoredInstance, StepPlan>? Foreseen { get; init; }

    /// <summary>The revision the caller looked at: the instance in another one refuses (RUN-215); null: in whichever it is.</summary>
    public long? Seen { get; init; }
}

/// <summary>A condition on another row, checked by the statement that moves the instance on.</summary>
internal sealed record StepGuard(StepGuardKind Kind, Guid PartId, int Number)
{
    public static StepGuard None { get; } = new(StepGuardKind.None, Guid.Empty, 0);

    /// <summary>For a job: the node that must still have it.</summary>
    public string? Owner { get; private init; }

    /// <summary>For an item of a bulk operation: which one.</summary>
    public Guid BulkId { get; private init; }

    public static StepGuard Job(Guid jobId, int attempt, string owner) => new(StepGuardKind.Job, jobId, attempt) { Owner = owner };

    /// <summary>For a timer, message or signal.</summary>
    public static StepGuard Unheld(Guid partId) => new(StepGuardKind.Unheld, partId, 0);

    /// <summary>For an item of a bulk operation.</summary>
    public static StepGuard BulkItem(Guid bulkId, Guid itemId) => new(StepGuardKind.BulkItem, itemId, 0) { BulkId = bulkId };

    /// <summary>For a task: it may have rows of candidates beyond the first, which go with it; candidates stay those it was opened with.</summary>
    public bool IsOfferedFurther { get; private init; }

    public static StepGuard Task(UserTaskView task) => new(StepGuardKind.Task, task.TaskId, task.Revision)
    {
        IsOfferedFurther = task.CandidateGroups.Count + task.CandidateUsers.Count > 1,
    };
}

internal enum StepGuardKind
{
    None,

    /// <summary>The job is still with the attempt.</summary>
    Job,

    /// <summary>The task's row is as it was when the actor's right was judged, and no hold is on it.</summary>
    Task,

    /// <summary>No hold is on the element of the part.</summary>
    Unheld,

    /// <summary>The item of the bulk operation has no verdict yet.</summary>
    BulkItem,
}
