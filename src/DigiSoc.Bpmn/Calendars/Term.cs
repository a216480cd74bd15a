namespace DigiSoc.Bpmn.Calendars;

/// <summary>Counts statutory terms (termiņi).</summary>
/// <remarks>
/// Norm: APL 42–43; a term begins on the day after the event, ends at 24:00 of its last day, and posting on that day counts.
/// A working day moved by the government is no statutory holiday: a term that ends on it ends on it.
/// </remarks>
public static class Term
{
    /// <summary>The last day of a term.</summary>
    /// <param name="start">The day of the event; the term begins on the day after.</param>
    /// <param name="period">Its length. Months and years end on the same date, or on the month's last day.</param>
    /// <param name="calendar">Holidays and moved days.</param>
    public static DateOnly EndOf(DateOnly start, Period period, WorkingCalendar calendar) => period.Unit switch
    {
        PeriodUnit.WorkingDays => calendar.AddWorkingDays(start, period.Count),
        PeriodUnit.Days => Extended(start.AddDays(period.Count), calendar),
        PeriodUnit.Weeks => Extended(start.AddDays(7 * period.Count), calendar),
        PeriodUnit.Months => Extended(start.AddMonths(period.Count), calendar),
        _ => Extended(start.AddYears(period.Count), calendar),
    };

    /// <summary>The day itself, or the next working day when it is a Saturday, a Sunday or a statutory holiday.</summary>
    public static DateOnly Extended(DateOnly last, WorkingCalendar calendar) =>
        WorkingCalendar.IsWeekend(last) || calendar.IsHoliday(last) ? calendar.NextWorkingDay(last.AddDays(1)) : last;

    /// <summary>Days of a term that are left when it is suspended: the day of suspension is not used up, the last day counts.</summary>
    /// <returns>0 or more.</returns>
    public static int DaysLeft(DateOnly last, DateOnly suspendedOn) => Math.Max(0, last.DayNumber - suspendedOn.DayNumber + 1);

    /// <summary>The last day of a term that goes on with the days it had left; the day it resumes is the first of them.</summary>
    public static DateOnly Resumed(int daysLeft, DateOnly resumedOn, WorkingCalendar calendar) =>
        Extended(resumedOn.AddDays(Math.Max(daysLeft, 1) - 1), calendar);
}
