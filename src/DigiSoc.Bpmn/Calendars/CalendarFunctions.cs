using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>FEEL functions that processes may use beside the built-in ones.</summary>
/// <remarks>
/// <c>cycle(repetitions, duration)</c> for timers (repetitions null: without end), as in Camunda 8;
/// <c>is working day(date)</c>, <c>next working day(date)</c>, <c>add working days(date, days)</c>,
/// <c>end of term(start, duration)</c> over the process's calendar; <c>add working time(date and time, duration)</c> over its
/// working hours, in the process's zone.
/// </remarks>
internal static class CalendarFunctions
{
    /// <summary>What they are called.</summary>
    public static IEnumerable<string> Names => For(WorkingCalendar.WeekdaysOnly, ProcessResources.None.Zone).Keys;

    public static IReadOnlyDictionary<string, FeelFunction> For(WorkingCalendar calendar, FeelZone zone) =>
        new Dictionary<string, FeelFunction>(StringComparer.Ordinal)
        {
            ["cycle"] = FeelFunction.Of(
                "cycle",
                [new("repetitions", FeelType.Any), new("interval", FeelType.Any)],
                FeelType.String,
                static (arguments, _) => Cycle(arguments[0], arguments[1])),
            ["is working day"] = FeelFunction.Of(
                "is working day",
                [new("date", FeelType.Date)],
                FeelType.Boolean,
                (arguments, _) => TryDate(arguments[0], out DateOnly day) ? FeelValue.Of(calendar.IsWorkingDay(day)) : FeelValue.Null),
            ["next working day"] = FeelFunction.Of(
                "next working day",
                [new("date", FeelType.Date)],
                FeelType.Date,
                (arguments, _) => TryDate(arguments[0], out DateOnly day) ? Of(calendar.NextWorkingDay(day)) : FeelValue.Null),
            ["add working days"] = FeelFunction.Of(
                "add working days",
                [new("date", FeelType.Date), new("days", FeelType.Number)],
                FeelType.Date,
                (arguments, _) => AddWorkingDays(calendar, arguments[0], arguments[1])),
            ["end of term"] = FeelFunction.Of(
                "end of term",
                [new("start", FeelType.Date), new("length", FeelType.Any)],
                FeelType.Date,
                (arguments, _) => EndOfTerm(calendar, arguments[0], arguments[1])),
            ["add working time"] = FeelFunction.Of(
                "add working time",
                [new("moment", FeelType.DateTime), new("time", FeelType.DaysTimeDuration)],
                FeelType.DateTime,
                (arguments, _) => AddWorkingTime(calendar, zone, arguments[0], arguments[1])),
        };

    private static FeelValue Cycle(in FeelValue repetitions, in FeelValue interval) =>
        FeelValue.Of(string.Create(
            CultureInfo.InvariantCulture,
            $"R{(repetitions.Kind == FeelKind.Number ? repetitions.AsNumber().ToString() : "")}/{Text(interval)}"));

    private static string Text(in FeelValue duration) => duration.Kind switch
    {
        FeelKind.String => duration.AsString(),
        FeelKind.DaysTimeDuration => duration.AsDaysTimeDuration().ToString(),
        FeelKind.YearsMonthsDuration => duration.AsYearsMonthsDuration().ToString(),
        _ => "",
    };

    private static FeelValue AddWorkingDays(WorkingCalendar calendar, in FeelValue date, in FeelValue days) =>
        TryDate(date, out DateOnly day) && days.Kind == FeelKind.Number && days.AsNumber().TryToInt32(out int count)
            && Math.Abs(count) <= WorkingCalendar.MostDays
            ? Of(calendar.AddWorkingDays(day, count))
            : FeelValue.Null;

    private static FeelValue AddWorkingTime(WorkingCalendar calendar, FeelZone zone, in FeelValue moment, in FeelValue time)
    {
        if (moment.Kind != FeelKind.DateTime || !moment.AsDateTime().TryToDateTimeOffset(out DateTimeOffset instant)
            || time.Kind != FeelKind.DaysTimeDuration || instant.Year is < 2 or > 9000)
        {
            return FeelValue.Null;
        }

        FeelDaysTimeDuration count = time.AsDaysTimeDuration();
        if (count.Nanoseconds < 0 || count.Days >= WorkingCalendar.MostDays)
        {
            return FeelValue.Null;
        }

        TimeSpan length = TimeSpan.FromTicks((long)(count.Nanoseconds / 100));
        return calendar.AddWorkingTime(Zones.Local(instant, zone).DateTime, length) is { } local
            ? FeelValue.Of(FeelDateTime.Of(Zones.Local(Zones.Instant(local, zone), zone)))
            : FeelValue.Null;
    }

    private static FeelValue EndOfTerm(WorkingCalendar calendar, in FeelValue start, in FeelValue length) =>
        TryDate(start, out DateOnly day) && TryPeriod(length, out Period period)
            ? Of(Term.EndOf(day, period, calendar))
            : FeelValue.Null;

    private static bool TryPeriod(in FeelValue length, out Period period)
    {
        period = default;
        switch (length.Kind)
        {
            case FeelKind.YearsMonthsDuration when length.AsYearsMonthsDuration().Months is > 0 and < 12_000 and var months:
                period = Period.OfMonths((int)months);
                return true;
            case FeelKind.DaysTimeDuration when length.AsDaysTimeDuration().Days is var days && days > 0 && days < 365_000:
                period = Period.OfDays((int)days);
                return true;
            case FeelKind.String:
                return Period.TryParse(length.AsString(), out period);
            default:
                return false;
        }
    }

    private static bool TryDate(in FeelValue value, out DateOnly day)
    {
        day = default;
        return value.Kind == FeelKind.Date && value.AsDate().TryToDateOnly(out day) && day.Year is > 2 and < 9000;
    }

    private static FeelValue Of(DateOnly day) => FeelValue.Of(FeelDate.Of(day));
}
