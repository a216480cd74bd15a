using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>A cron text of six fields: second, minute, hour, day of month, month, day of week (and any year, <c>*</c>); <c>@daily</c> and the like; <c>L</c>, <c>W</c> and <c>#</c> as in Spring and Quartz.</summary>
internal sealed class CronSchedule
{
    // February 29 is a Monday once in 28 years, in 40 around 2100.
    private const int YearsAhead = 40;

    private static readonly string[] Months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _months;
    private readonly CronDays _daysOfMonth;
    private readonly CronDays _daysOfWeek;

    private CronSchedule(ulong seconds, ulong minutes, ulong hours, ulong months, CronDays daysOfMonth, CronDays daysOfWeek) =>
        (_seconds, _minutes, _hours, _months, _daysOfMonth, _daysOfWeek) = (seconds, minutes, hours, months, daysOfMonth, daysOfWeek);

    public static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule)
    {
        schedule = null;
        string[] fields = Expanded(text.Trim()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is [.., "*"] and { Length: 7 })
        {
            // A year may be said as the seventh; any year says nothing.
            fields = fields[..6];
        }

        if (fields.Length != 6)
        {
            return false;
        }

        bool isValid = TryField(fields[0], 0, 59, [], out ulong seconds)
            & TryField(fields[1], 0, 59, [], out ulong minutes)
            & TryField(fields[2], 0, 23, [], out ulong hours)
            & TryDays(fields[3], 1, 31, [], CronDays.OfMonth, out CronDays daysOfMonth)
            & TryField(fields[4], 1, 12, Months, out ulong months)
            & TryDays(fields[5], 0, 7, Days, part => CronDays.OfWeek(part, DayOfWeek), out CronDays daysOfWeek);

        // Sunday is 0 and 7.
        daysOfWeek = daysOfWeek with { Numbers = daysOfWeek.Numbers | (daysOfWeek.Numbers >> 7 & 1) };
        schedule = isValid ? new CronSchedule(seconds, minutes, hours, months, daysOfMonth, daysOfWeek) : null;
        return isValid;
    }

    private static int? DayOfWeek(string text) => TryValue(text, 0, 7, Days, out int day) ? day : null;

    /// <summary>The first firing after an instant; null: none in the next years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, FeelZone zone)
    {
        DateTime local = Zones.Local(after, zone).DateTime;
        var first = DateOnly.FromDateTime(local);
        for (DateOnly day = first, end = first.AddYears(YearsAhead); day <= end; day = day.AddDays(1))
        {
            // An hour earlier on the first day: the clock may have been set back.
            int firstHour = day == first ? Math.Max(local.Hour - 1, 0) : 0;
            if (IsDay(day) && NextOn(day, firstHour, after, zone) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private DateTimeOffset? NextOn(DateOnly day, int firstHour, DateTimeOffset after, FeelZone zone)
    {
        for (int hour = firstHour; hour < 24; hour++)
        {
            for (int minute = 0; Has(_hours, hour) && minute < 60; minute++)
            {
                for (int second = 0; Has(_minutes, minute) && second < 60; second++)
                {
                    if (Has(_seconds, second)
                        && Zones.Instant(day.ToDateTime(new TimeOnly(hour, minute, second)), zone) is var at
                        && at > after)
                    {
                        return at;
                    }
                }
            }
        }

        return null;
    }

    private bool IsDay(DateOnly day) =>
        Has(_months, day.Month) && _daysOfMonth.Has(day, day.Day) && _daysOfWeek.Has(day, (int)day.DayOfWeek);

    private static bool Has(ulong bits, int value) => (bits >> value & 1) != 0;

    private static string Expanded(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 0 1 1 *",
        "@monthly" => "0 0 0 1 * *",
        "@weekly" => "0 0 0 * * 0",
        "@daily" or "@midnight" => "0 0 0 * * *",
        "@hourly" => "0 0 * * * *",
        _ => text,
    };

    private static bool TryDays(string text, int low, int high, string[] names, Func<string, CronDays.Rule?> read, out CronDays days)
    {
        (bool isValid, ulong numbers, List<CronDays.Rule> rules) = (true, 0, []);
        foreach (string part in text.Split(','))
        {
            if (read(part) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                isValid &= TryPart(part, low, high, names, out ulong found);
                numbers |= found;
            }
        }

        days = new CronDays(numbers, rules);
        return isValid;
    }

    private static bool TryField(string text, int low, int high, string[] names, out ulong bits)
    {
        bits = 0;
        foreach (string part in text.Split(','))
        {
            if (!TryPart(part, low, high, names, out ulong found))
            {
                return false;
            }

            bits |= found;
        }

        return true;
    }

    private static bool TryPart(string text, int low, int high, string[] names, out ulong bits)
    {
        bits = 0;
        string[] halves = text.Split('/');
        int every = 1;
        if (halves.Length > 2 || (halves.Length == 2 && (!TryNumber(halves[1], 1, 1000, out every) || every < 1)))
        {
            return false;
        }

        (int from, int to) = (low, high);
        if (halves[0] is not ("*" or "?"))
        {
            string[] ends = halves[0].Split('-');
            if (ends.Length > 2 || !TryValue(ends[0], low, high, names, out from))
            {
                return false;
            }

            to = halves.Length == 2 ? high : from;
            if (ends.Length == 2 && !TryValue(ends[1], low, high, names, out to))
            {
                return false;
            }
        }

        if (ReferenceEquals(names, Days))
        {
            // Sunday is 0 and 7: SAT-SUN, 7-2.
            (from, to) = (from == 7 && to < 7 ? 0 : from, to == 0 && from > 0 ? 7 : to);
        }

        for (int value = from; value <= to; value += every)
        {
            bits |= 1UL << value;
        }

        return bits != 0;
    }

    private static bool TryValue(string text, int low, int high, string[] names, out int value)
    {
        int named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
        {
            value = named + low;
            return true;
        }

        return TryNumber(text, low, high, out value);
    }

    private static bool TryNumber(string text, int low, int high, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= low && value <= high;
}
