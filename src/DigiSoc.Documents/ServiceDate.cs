namespace DigiSoc.Documents;

/// <summary>The day a letter counts as notified (Paziņošanas likums). Pure.</summary>
public static class ServiceDate
{
    /// <summary>The day on which a letter sent on <paramref name="sentOn"/> is deemed notified.</summary>
    /// <param name="sentOn">E-address, e-mail: day of sending. Ordinary letter: day of registration as outgoing.
    /// Registered letter: day of handing to the post. On site: day of signature or of the note on refusal.</param>
    /// <param name="isWorkingDay">The institution's calendar; asked only for rules that count working days.</param>
    /// <remarks>
    /// The day of sending itself is never counted. A deemed day that falls on a holiday stays there: PazL moves
    /// nothing; only the terms that begin with it follow APL 43.
    /// Norm: PazL 8(2), 8(3), 9(1), 9(2); wording in force on 2026-02-21; checked 2026-02-21.
    /// </remarks>
    public static DateOnly DeemedNotifiedOn(ServiceRule rule, DateOnly sentOn, Func<DateOnly, bool> isWorkingDay) =>
        rule.Count == ServiceDayCount.CalendarDays
            ? sentOn.AddDays(rule.Days)
            : NthWorkingDayAfter(sentOn, rule.Days, isWorkingDay);

    private static DateOnly NthWorkingDayAfter(DateOnly day, int count, Func<DateOnly, bool> isWorkingDay)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (isWorkingDay(day))
            {
                count--;
            }
        }

        return day;
    }
}
