namespace DigiSoc.Cases;

/// <summary>One open user task as a row of a worker's list.</summary>
/// <remarks>
/// <paramref name="DueOn"/>: the day the task itself should be done (null: no own limit);
/// <paramref name="CaseDueOn"/>: the statutory end of the case in force now (null while suspended or without a limit).
/// <paramref name="AssigneeId"/> null: offered to <paramref name="GroupKey"/>, nobody has claimed it.
/// <paramref name="FollowUpOn"/>: the day to look at it again (null: none).
/// <paramref name="OwnerId"/>: who delegated it to the assignee and gets it back (null: not delegated).
/// </remarks>
public sealed record WorkItem(
    Guid TaskId,
    Guid CaseId,
    string CaseNumber,
    LocalText Title,
    LocalText ProcedureTitle,
    string ApplicantName,
    string PackageKey,
    int PackageVersion,
    string ElementId,
    string? FormId,
    string? GroupKey,
    string? AssigneeId,
    string? AssigneeName,
    int Priority,
    DateTimeOffset CreatedAt,
    DateOnly? DueOn,
    DateOnly? FollowUpOn,
    DateOnly? CaseDueOn,
    bool IsOverdue,
    bool HasDraft,
    string? OwnerId,
    string? OwnerName)
{
    /// <summary>A hold keeps it from being completed now; it may be taken and drafted.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The absent person the reader stands in for with this task; null: it is the reader's own, nobody's, or somebody's who is there.</summary>
    public Colleague? StandsInFor { get; init; }
}
