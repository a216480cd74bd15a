using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Deadlines;

/// <summary>A stored deadline as it looks on a day.</summary>
internal static class DeadlineViews
{
    public static DeadlineView Of(DeadlineRowData row, DateOnly? suspendedOn, DateOnly today)
    {
        var dueOn = row.DaysLeftWhenSuspended is { } left ? today.AddDays(left) : row.DueOn;
        var daysLeft = (row.EndedOn is null ? dueOn.DayNumber : row.DueOn.DayNumber) - (row.EndedOn ?? today).DayNumber;
        return new DeadlineView(
            StateOf(row),
            row.StartedOn,
            dueOn,
            daysLeft,
            row.Norm,
            WordsOf(row, suspendedOn ?? today, daysLeft),
            row.RemindedAt is not null || (row.State == "running" && row.RemindOn <= today),
            row.EscalatedAt is not null || (row.State == "running" && row.EscalateOn <= today));
    }

    private static DeadlineState StateOf(DeadlineRowData row) => row.State switch
    {
        "running" => DeadlineState.Running,
        "suspended" => DeadlineState.Suspended,
        "met" => DeadlineState.Met,
        _ => DeadlineState.Missed,
    };

    private static LocalText WordsOf(DeadlineRowData row, DateOnly suspendedOn, int daysLeft) => StateOf(row) switch
    {
        DeadlineState.Running => DeadlineWords.Running(daysLeft, row.DueOn, row.Norm),
        DeadlineState.Suspended => DeadlineWords.Suspended(row.DaysLeftWhenSuspended ?? 0, suspendedOn),
        DeadlineState.Met => DeadlineWords.Met(row.EndedOn!.Value, row.DueOn),
        _ => DeadlineWords.Missed(row.EndedOn!.Value, row.DueOn),
    };
}
