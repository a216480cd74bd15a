using System.Globalization;
using System.Text.RegularExpressions;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>A duration as ISO 8601 writes it, such as <c>P1M3DT2H</c>: months and days of the local calendar, and time that passes.</summary>
/// <remarks>
/// A day is one of the calendar: <c>P1D</c> after 9 o'clock is 9 o'clock, also when the clocks change in between, where FEEL's
/// <c>duration("P1D")</c> is 24 hours.
/// </remarks>
/// <param name="Months">Years and months, in months.</param>
/// <param name="Days">Weeks and days, in days.</param>
/// <param name="Ticks">Hours, minutes and seconds, in ticks of 100 ns.</param>
internal readonly partial record struct CalendarDuration(int Months, long Days, long Ticks)
{
    private const int MostMonths = 12_000;
    private const int MostDays = 365_000;

    // Of the Gregorian calendar: 365.2425 days.
    private const long YearTicks = 3_652_425 * (TimeSpan.TicksPerDay / 10_000);

    /// <summary>Reads a text; false: it is none, or longer than a thousand years.</summary>
    /// <param name="text">Without blanks around it.</param>
    /// <param name="duration">What it says.</param>
    public static bool TryParse(string text, out CalendarDuration duration)
    {
        duration = default;
        Match found = Form().Match(text);
        if (!found.Success)
        {
            return false;
        }

        FeelDaysTimeDuration time = default;
        if (found.Groups["time"] is { Success: true } written && !FeelDaysTimeDuration.TryParse("P" + written.Value, out time))
        {
            return false;
        }

        int sign = found.Groups["minus"].Length > 0 ? -1 : 1;
        long months = (12 * Number(found, "years")) + Number(found, "months");
        long days = (7 * Number(found, "weeks")) + Number(found, "days");
        Int128 ticks = time.Nanoseconds / 100;
        if (months > MostMonths || days > MostDays || ticks > MostDays * TimeSpan.TicksPerDay)
        {
            return false;
        }

        duration = new CalendarDuration(sign * (int)months, sign * days, sign * (long)ticks);
        return true;
    }

    /// <summary>The instant so much later, in UTC; false: it lies outside the years 2 to 9000.</summary>
    /// <param name="from">Where to count from.</param>
    /// <param name="times">How often the duration is added; a month's end stays one: twice <c>P1M</c> after January 31 is March 31.</param>
    /// <param name="zone">Whose calendar months and days are those of.</param>
    /// <param name="due">The instant.</param>
    public bool TryAddTo(DateTimeOffset from, long times, FeelZone zone, out DateTimeOffset due)
    {
        due = from;
        Int128 months = (Int128)Months * times;
        Int128 days = (Int128)Days * times;
        Int128 ticks = (Int128)Ticks * times;
        if (Int128.Abs(months) > MostMonths || Int128.Abs(days) > MostDays || Int128.Abs(ticks) > MostDays * TimeSpan.TicksPerDay)
        {
            return false;
        }

        DateTimeOffset local = Zones.Local(from, zone);
        long years = (long)((months / 12) + (days / 365) + (ticks / (365 * TimeSpan.TicksPerDay)));
        if (local.Year + years is < 3 or > 8999)
        {
            return false;
        }

        DateTimeOffset start = months == 0 && days == 0
            ? from
            : Zones.Instant(local.DateTime.AddMonths((int)months).AddTicks((long)days * TimeSpan.TicksPerDay), zone);
        due = start.AddTicks((long)ticks).ToUniversalTime();
        return true;
    }

    /// <summary>About how long it is, within a few days in a thousand years.</summary>
    public TimeSpan About => TimeSpan.FromTicks((Months * YearTicks / 12) + (Days * TimeSpan.TicksPerDay) + Ticks);

    private static long Number(Match found, string name) =>
        found.Groups[name] is { Success: true } group ? long.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^(?<minus>-?)P(?!$)(?:(?<years>[0-9]{1,6})Y)?(?:(?<months>[0-9]{1,6})M)?(?:(?<weeks>[0-9]{1,6})W)?(?:(?<days>[0-9]{1,6})D)?(?<time>T.+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
