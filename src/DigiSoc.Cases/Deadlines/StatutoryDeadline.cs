using DigiSoc.Cases.Packages;

namespace DigiSoc.Cases.Deadlines;

/// <summary>A statutory deadline as a value: started, suspended, resumed, met. Pure.</summary>
/// <remarks>
/// Counted by APL 42–43: from the day after the application was received; a last day on a Saturday, Sunday or statutory
/// holiday moves to the next working day. <paramref name="DaysLeft"/>: only while suspended, the days that were left.
/// </remarks>
internal sealed record StatutoryDeadline(
    DeadlineRule Rule, DateOnly StartedOn, DateOnly DueOn, DateOnly RemindOn, DateOnly EscalateOn, int? DaysLeft, DateOnly? EndedOn)
{
    public bool IsSuspended => DaysLeft is not null;

    public bool IsMet => EndedOn is not null;

    public static StatutoryDeadline Start(DeadlineRule rule, DateOnly receivedOn, LegalCalendar calendar) =>
        At(rule, receivedOn, calendar.EndOfTerm(receivedOn, rule.Term), calendar);

    /// <summary>Stops the clock. Suspending what is suspended, or over, changes nothing.</summary>
    public StatutoryDeadline Suspend(DateOnly on) =>
        IsSuspended || IsMet ? this : this with { DaysLeft = Math.Max(0, DueOn.DayNumber - on.DayNumber) };

    /// <summary>Goes on with the days that were left, or counts the whole term anew (APL 64(1¹)).</summary>
    public StatutoryDeadline Resume(DateOnly on, bool restart, LegalCalendar calendar)
    {
        if (!IsSuspended || IsMet)
        {
            return this;
        }

        return restart
            ? Start(Rule, on, calendar)
            : At(Rule, StartedOn, calendar.NextWorkingDayFrom(on.AddDays(DaysLeft!.Value)), calendar);
    }

    public StatutoryDeadline End(DateOnly on) => IsMet ? this : this with { EndedOn = on, DaysLeft = null };

    private static StatutoryDeadline At(DeadlineRule rule, DateOnly startedOn, DateOnly dueOn, LegalCalendar calendar) => new(
        rule,
        startedOn,
        dueOn,
        calendar.Before(dueOn, rule.RemindBefore),
        calendar.Before(dueOn, rule.EscalateBefore),
        null,
        null);
}
