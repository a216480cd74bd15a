namespace DigiSoc.Cases;

/// <summary>One open case against its deadline. <paramref name="WaitsFor"/>: whom it waits for now, in words.</summary>
public sealed record DeadlineRow(CaseRow Case, DeadlineView Deadline, LocalText WaitsFor, string? AssigneeName);

public sealed record DeadlinePage(IReadOnlyList<DeadlineRow> Items, string? Next, DeadlineCounts Counts);

/// <summary>Open cases of the institution by state of the deadline. <paramref name="Soon"/>: reminded and not yet past.</summary>
public sealed record DeadlineCounts(int Overdue, int Soon, int OnTime, int Suspended);

/// <summary>The manager's list: open cases against the statutory deadline, worst first.</summary>
public sealed partial class DeadlineBoard
{
    public partial Task<DeadlinePage> PageAsync(Worker worker, string? packageKey, string? after, int size, CancellationToken ct);
}
