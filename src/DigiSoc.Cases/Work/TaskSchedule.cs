namespace DigiSoc.Cases;

/// <summary>When a task should be done and looked at again, and how important it is; null leaves as it is.</summary>
/// <remarks>
/// <paramref name="DueOn"/>, <paramref name="FollowUpOn"/>: days in Europe/Riga, today or later. A due day ends with its
/// last second. The statutory deadline of the case is another thing and does not move with it.
/// <paramref name="Priority"/>: 0–100, 50 is usual, more is more important.
/// </remarks>
public sealed record TaskSchedule(DateOnly? DueOn, DateOnly? FollowUpOn, int? Priority)
{
    private static readonly TimeOnly LastSecond = new(23, 59, 59);

    internal DateTimeOffset? DueAt => DueOn is { } day ? RigaTime.At(day, LastSecond) : null;

    internal DateTimeOffset? FollowUpAt => FollowUpOn is { } day ? RigaTime.StartOf(day) : null;

    /// <summary>What is wrong with it as such, whatever the task; empty: nothing.</summary>
    internal IReadOnlyList<Refusal> Problems(DateOnly today)
    {
        var problems = new List<Refusal>();
        if (this is { DueOn: null, FollowUpOn: null, Priority: null })
        {
            problems.Add(CaseErrors.NothingToSchedule());
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
