using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>When a task should be done and looked at again, and how important it is; null leaves as it is.</summary>
/// <remarks>
/// <paramref name="DueOn"/>, <paramref name="FollowUpOn"/>: days in Europe/Riga, today or later. A due day ends with its
/// last second. The statutory deadline of the case is another thing and does not move with it.
/// <paramref name="Priority"/>: 0–100, 50 is usual, more is more important.
/// <paramref name="ClearDueOn"/>, <paramref name="ClearFollowUpOn"/>: the task has no such day any more.
/// </remarks>
public sealed record TaskSchedule(
    DateOnly? DueOn, DateOnly? FollowUpOn, int? Priority, bool ClearDueOn = false, bool ClearFollowUpOn = false)
{
    private static readonly TimeOnly LastSecond = new(23, 59, 59);

    internal DateTimeOffset? DueAt => DueOn is { } day ? RigaTime.At(day, LastSecond) : null;

    internal DateTimeOffset? FollowUpAt => FollowUpOn is { } day ? RigaTime.StartOf(day) : null;

    internal TaskDates Cleared => (ClearDueOn ? TaskDates.Due : TaskDates.None) | (ClearFollowUpOn ? TaskDates.FollowUp : TaskDates.None);

    /// <summary>What is wrong with it as such, whatever the task; empty: nothing.</summary>
    internal IReadOnlyList<Refusal> Problems(DateOnly today)
    {
        var problems = new List<Refusal>();
        if (this is { DueOn: null, FollowUpOn: null, Priority: null, Cleared: TaskDates.None })
        {
            problems.Add(CaseErrors.NothingToSchedule());
        }

        if (ClearDueOn && DueOn is not null)
        {
            problems.Add(CaseErrors.DaySetAndCleared("dueOn"));
        }

        if (ClearFollowUpOn && FollowUpOn is not null)
        {
            problems.Add(CaseErrors.DaySetAndCleared("followUpOn"));
        }

        if (DueOn < today)
        {
            problems.Add(CaseErrors.DayHasPassed("dueOn", DueOn.Value, today));
        }

        if (FollowUpOn < today)
        {
            problems.Add(CaseErrors.DayHasPassed("followUpOn", FollowUpOn.Value, today));
        }

        if (Priority is < 0 or > 100)
        {
            problems.Add(CaseErrors.PriorityOutside(Priority.Value));
        }

        return problems;
    }
}
