using System.Globalization;
using System.Text.RegularExpressions;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>Reads FEEL values and ISO 8601 texts as instants and durations.</summary>
internal static partial class Instants
{
    /// <summary>A date, a date and time, or a text of one; without a zone it is local.</summary>
    public static bool TryInstant(in FeelValue value, FeelZone zone, out DateTimeOffset instant)
    {
        instant = default;
        return value.Kind switch
        {
            FeelKind.DateTime => TryInstant(value.AsDateTime(), zone, out instant),
            FeelKind.Date => TryDate(value.AsDate(), zone, out instant),
            FeelKind.String => TryText(value.AsString().Trim(), zone, out instant),
            _ => false,
        };
    }

    /// <summary>A duration, or a text of one; added to an instant.</summary>
    public static bool TryAdd(DateTimeOffset from, in FeelValue value, FeelZone zone, out DateTimeOffset due)
    {
        due = default;
        return value.Kind switch
        {
            FeelKind.DaysTimeDuration => TryAdd(from, 0, value.AsDaysTimeDuration(), zone, out due),
            FeelKind.YearsMonthsDuration => TryAdd(from, value.AsYearsMonthsDuration().Months, default, zone, out due),
            FeelKind.String => TryAdd(from, value.AsString().Trim(), zone, out due),
            _ => false,
        };
    }

    /// <summary>An ISO 8601 duration with months and days together, such as <c>P1M3DT2H</c>.</summary>
    public static bool TryAdd(DateTimeOffset from, string text, FeelZone zone, out DateTimeOffset due)
    {
        due = default;
        return TryDuration(text, out long months, out FeelDaysTimeDuration rest) && TryAdd(from, months, rest, zone, out due);
    }

    public static bool TryDuration(string text, out long months, out FeelDaysTimeDuration rest)
    {
        months = 0;
        rest = default;
        text = WeeksAsDays(text);
        if (FeelDaysTimeDuration.TryParse(text, out rest))
        {
            return true;
        }

        int split = SplitAfterMonths(text);
        if (split <= 0 || !FeelYearsMonthsDuration.TryParse(text.AsSpan(0, split), out FeelYearsMonthsDuration yearsMonths))
        {
            return false;
        }

        months = yearsMonths.Months;
        return split == text.Length || FeelDaysTimeDuration.TryParse("P" + text[split..], out rest);
    }

    /// <summary>ISO 8601 counts weeks too, <c>P2W</c>, <c>P1W2DT3H</c>; FEEL has days only.</summary>
    private static string WeeksAsDays(string text)
    {
        Match found = Weeks().Match(text);
        if (!found.Success)
        {
            return text;
        }

        long days = (7 * long.Parse(found.Groups["weeks"].Value, CultureInfo.InvariantCulture))
            + (found.Groups["days"].Success ? long.Parse(found.Groups["days"].Value, CultureInfo.InvariantCulture) : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{found.Groups["before"].Value}{days}D{found.Groups["after"].Value}");
    }

    private static int SplitAfterMonths(string text)
    {
        int time = text.IndexOf('T', StringComparison.Ordinal);
        int end = time < 0 ? text.Length : time;
        return text.LastIndexOfAny(['Y', 'M'], Math.Max(end - 1, 0)) + 1;
    }

    private static bool TryAdd(DateTimeOffset from, long months, FeelDaysTimeDuration rest, FeelZone zone, out DateTimeOffset due)
    {
        due = from;
        Int128 ticks = rest.Nanoseconds / 100;
        if (months is > 12_000 or < -12_000 || Int128.Abs(ticks) > TimeSpan.FromDays(365_000).Ticks)
        {
            return false;
        }

        DateTimeOffset local = Zones.Local(from, zone);
        if (local.Year + (months / 12) is < 2 or > 9000)
        {
            return false;
        }

        DateTimeOffset start = months == 0 ? from : Zones.Instant(local.DateTime.AddMonths((int)months), zone);
        long left = (long)ticks;
        if (left > 0 ? start > DateTimeOffset.MaxValue - TimeSpan.FromTicks(left) : start.Ticks < -left)
        {
            return false;
        }

        due = start.AddTicks(left).ToUniversalTime();
        return true;
    }

    private static bool TryText(string text, FeelZone zone, out DateTimeOffset instant)
    {
        instant = default;

        // ISO 8601 may leave out the seconds; FEEL does not.
        text = text is [.., 'T', _, _, ':', _, _] ? text + ":00" : WithoutZoneName(text);
        return FeelDateTime.TryParse(text, out FeelDateTime dateTime) ? TryInstant(dateTime, zone, out instant)
            : FeelDate.TryParse(text, out FeelDate date) && TryDate(date, zone, out instant);
    }

    /// <summary>Java, and so Camunda 8, may write the zone's name behind the offset, <c>+02:00[Europe/Riga]</c>; the offset says the instant.</summary>
    private static string WithoutZoneName(string text)
    {
        int name = text.IndexOf('[', StringComparison.Ordinal);
        return name > 0 && text[^1] == ']' && (text[name - 1] == 'Z' || text[..name] is [.., '+' or '-', _, _, ':', _, _]) ? text[..name] : text;
    }

    private static bool TryInstant(FeelDateTime value, FeelZone zone, out DateTimeOffset instant)
    {
        if (value.Zone is not null)
        {
            bool fits = value.TryToDateTimeOffset(out DateTimeOffset zoned);
            instant = zoned.ToUniversalTime();
            return fits;
        }

        instant = default;
        if (!value.Date.TryToDateOnly(out DateOnly date) || date.Year is < 2 or > 9990)
        {
            return false;
        }

        instant = Zones.Instant(date.ToDateTime(TimeOnly.MinValue).AddTicks(value.Time.NanosecondOfDay / 100), zone);
        return true;
    }

    private static bool TryDate(FeelDate value, FeelZone zone, out DateTimeOffset instant)
    {
        instant = default;
        if (!value.TryToDateOnly(out DateOnly date) || date.Year is < 2 or > 9990)
        {
            return false;
        }

        instant = Zones.Instant(date.ToDateTime(TimeOnly.MinValue), zone);
        return true;
    }

    [GeneratedRegex("^(?<before>-?P(?:[0-9]+Y)?(?:[0-9]+M)?)(?<weeks>[0-9]{1,6})W(?:(?<days>[0-9]{1,6})D)?(?<after>T.+)?$")]
    private static partial Regex Weeks();
}
