using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>A cron text of six fields: second, minute, hour, day of month, month, day of week (and any year, <c>*</c>); <c>@daily</c> and the like.</summary>
internal sealed class CronSchedule
{
    private const int YearsAhead = 8;

    private static readonly string[] Months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _daysOfMonth;
    private readonly ulong _months;
    private readonly ulong _daysOfWeek;
    private readonly bool _lastDay;

    private CronSchedule(ulong[] fields, bool lastDay)
    {
        (_seconds, _minutes, _hours, _daysOfMonth, _months, _daysOfWeek) =
            (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
        _lastDay = lastDay;
    }

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

        bool lastDay = fields[3] == "L";
        ulong[] bits = new ulong[6];
        bool isValid = TryField(fields[0], 0, 59, [], out bits[0])
            && TryField(fields[1], 0, 59, [], out bits[1])
            && TryField(fields[2], 0, 23, [], out bits[2])
            && TryField(lastDay ? "*" : fields[3], 1, 31, [], out bits[3])
            && TryField(fields[4], 1, 12, Months, out bits[4])
            && TryField(fields[5], 0, 7, Days, out bits[5]);

        // Sunday is 0 and 7.
        bits[5] |= bits[5] >> 7 & 1;
        schedule = isValid ? new CronSchedule(bits, lastDay) : null;
        return isValid;
    }

    /// <summary>The first firing after an instant; null: none in the next years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, FeelZone zone)
    {
        DateTime local = Zones.Local(after, zone).DateTime;
        for (DateOnly day = DateOnly.FromDateTime(local), end = day.AddYears(YearsAhead); day <= end; day = day.AddDays(1))
        {
            if (IsDay(day) && NextOn(day, after, zone) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private DateTimeOffset? NextOn(DateOnly day, DateTimeOffset after, FeelZone zone)
    {
        for (int hour = 0; hour < 24; hour++)
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
        Has(_months, day.Month)
        && Has(_daysOfMonth, day.Day)
        && Has(_daysOfWeek, (int)day.DayOfWeek)
        && (!_lastDay || day.AddDays(1).Day == 1);

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
