using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>Reads FEEL values and ISO 8601 texts as instants and durations.</summary>
internal static class Instants
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
            FeelKind.DaysTimeDuration => TryTicks(value.AsDaysTimeDuration(), out long ticks) && new CalendarDuration(0, 0, ticks).TryAddTo(from, 1, zone, out due),
            FeelKind.YearsMonthsDuration => value.AsYearsMonthsDuration().Months is >= int.MinValue and <= int.MaxValue and var months
                && new CalendarDuration((int)months, 0, 0).TryAddTo(from, 1, zone, out due),
            FeelKind.String => TryAdd(from, value.AsString().Trim(), zone, out due),
            _ => false,
        };
    }

    /// <summary>An ISO 8601 duration with months and days together, such as <c>P1M3DT2H</c>.</summary>
    public static bool TryAdd(DateTimeOffset from, string text, FeelZone zone, out DateTimeOffset due)
    {
        due = default;
        return CalendarDuration.TryParse(text, out CalendarDuration duration) && duration.TryAddTo(from, 1, zone, out due);
    }

    private static bool TryTicks(FeelDaysTimeDuration value, out long ticks)
    {
        Int128 all = value.Nanoseconds / 100;
        bool fits = all >= long.MinValue && all <= long.MaxValue;
        ticks = fits ? (long)all : 0;
        return fits;
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
}
