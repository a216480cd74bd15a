namespace DigiSoc.Cases;

public enum WorkScope
{
    /// <summary>Claimed by or assigned to the worker, or to somebody absent whom the worker stands in for.</summary>
    Mine = 1,

    /// <summary>Offered to the worker's groups, or by name to somebody the worker stands in for, and claimed by nobody.</summary>
    Team = 2,

    /// <summary>Every open task of the institution (managers only; others get their team's).</summary>
    Institution = 3,
}

public enum WorkSort
{
    /// <summary>Earliest due first, tasks without a due day last.</summary>
    Due = 1,

    /// <summary>Latest created first.</summary>
    Newest = 2,

    /// <summary>Highest priority first, then earliest due.</summary>
    Priority = 3,

    /// <summary>Earliest follow-up day first; tasks without one are left out.</summary>
    FollowUp = 4,
}

/// <summary>What part of the list, in which order.</summary>
/// <remarks>
/// <paramref name="Search"/>: words found at the start of any word of case number, title, applicant's name; or a personal code.
/// <paramref name="After"/>: <see cref="WorkPage.Next"/> of the page before; null for the first page. A cursor of another
/// sort or scope is refused as unreadable and reads the first page.
/// <paramref name="Size"/>: 1–200. <paramref name="Of"/>: with <see cref="WorkScope.Mine"/>, only the tasks of this person: the
/// worker, or somebody the worker stands in for; null: of all of them. Anybody else has an empty list.
/// <paramref name="DueBy"/>, <paramref name="FollowUpBy"/>: only tasks due, or to be looked at again, on this day or before it;
/// those without such a day are left out. Null: any.
/// </remarks>
public sealed record WorkQuery(
    WorkScope Scope = WorkScope.Mine,
    WorkSort Sort = WorkSort.Due,
    string? Search = null,
    string? PackageKey = null,
    string? GroupKey = null,
    bool OverdueOnly = false,
    string? After = null,
    int Size = 50,
    string? Of = null,
    DateOnly? DueBy = null,
    DateOnly? FollowUpBy = null);

/// <summary>One page; <paramref name="Next"/> is null on the last.</summary>
public sealed record WorkPage(IReadOnlyList<WorkItem> Items, string? Next);

/// <summary>Numbers for the heads of the lists; each counts at most to 1000 (1000 means "1000 or more").</summary>
public sealed record WorkCounts(int Mine, int Team, int MineOverdue, int TeamOverdue);
