namespace DigiSoc.Bpmn.Calendars;

/// <summary>Which days are worked, and during which hours. Holidays are data, given from outside.</summary>
/// <remarks>Immutable; safe from any thread. All dates are local dates of the place the calendar is for.</remarks>
public sealed class WorkingCalendar
{
    internal const int MostDays = 100_000;

    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _freed;
    private readonly HashSet<DateOnly> _worked;

    /// <summary>Makes a calendar.</summary>
    /// <param name="holidays">Statutory holidays (svētku dienas), each with its date; those on weekends may be among them.</param>
    /// <param name="movedDays">Working days moved by the government: <c>From</c> is free, <c>To</c> is worked instead.</param>
    /// <param name="opensAt">Start of the working hours; null: 08:00.</param>
    /// <param name="closesAt">End of the working hours; null: 17:00.</param>
    public WorkingCalendar(
        IEnumerable<DateOnly> holidays,
        IEnumerable<(DateOnly From, DateOnly To)>? movedDays = null,
        TimeOnly? opensAt = null,
        TimeOnly? closesAt = null)
    {
        _holidays = [.. holidays];
        (DateOnly From, DateOnly To)[] moved = [.. movedDays ?? []];
        _freed = [.. moved.Select(each => each.From)];
        _worked = [.. moved.Select(each => each.To)];
        OpensAt = opensAt ?? new TimeOnly(8, 0);
        ClosesAt = closesAt ?? new TimeOnly(17, 0);
    }

    /// <summary>Monday to Friday, no holidays, 08:00–17:00.</summary>
    public static WorkingCalendar WeekdaysOnly { get; } = new([]);

    /// <summary>Start of the working hours.</summary>
    public TimeOnly OpensAt { get; }

    /// <summary>End of the working hours.</summary>
    public TimeOnly ClosesAt { get; }

    /// <summary>True for a statutory holiday; a moved free day is none.</summary>
    public bool IsHoliday(DateOnly day) => _holidays.Contains(day);

    /// <summary>True when the day is worked: a weekday that is no holiday and not moved away, or a day moved to.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _worked.Contains(day) || (!IsWeekend(day) && !_holidays.Contains(day) && !_freed.Contains(day));

    /// <summary>The day itself when it is worked, otherwise the first one after it that is.</summary>
    public DateOnly NextWorkingDay(DateOnly day)
    {
        for (int left = MostDays; !IsWorkingDay(day) && left > 0; left--)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The working day that lies a number of working days after a day (before it, when negative); the day itself is not counted.</summary>
    /// <param name="day">Where the count starts; need not be worked.</param>
    /// <param name="count">0 gives <see cref="NextWorkingDay"/>.</param>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        if (count == 0)
        {
            return NextWorkingDay(day);
        }

        int direction = Math.Sign(count);
        for (int left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(direction);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Working days after one day up to and with another; negative when the other lies before.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        (DateOnly early, DateOnly late) = from <= to ? (from, to) : (to, from);
        int count = 0;
        for (DateOnly day = early.AddDays(1); day <= late; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return from <= to ? count : -count;
    }

    /// <summary>The moment that lies an amount of working time after another one: only hours from opening to closing of working days count.</summary>
    /// <param name="local">Where the count starts, by the clock of the place; outside working hours the next opening counts.</param>
    /// <param name="time">0 or more.</param>
    /// <returns>The moment, by the clock of the place; null: further than any calendar reaches.</returns>
    public DateTime? AddWorkingTime(DateTime local, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        DateOnly day = DateOnly.FromDateTime(local);
        TimeSpan at = local.TimeOfDay;
        for (int left = MostDays; left > 0; left--)
        {
            if (IsWorkingDay(day))
            {
                TimeSpan from = at > OpensAt.ToTimeSpan() ? at : OpensAt.ToTimeSpan();
                TimeSpan open = ClosesAt.ToTimeSpan() - from;
                if (open > TimeSpan.Zero && time <= open)
                {
                    return day.ToDateTime(TimeOnly.FromTimeSpan(from + time));
                }

                time -= open > TimeSpan.Zero ? open : TimeSpan.Zero;
            }

            day = day.AddDays(1);
            at = TimeSpan.Zero;
        }

        return null;
    }

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
