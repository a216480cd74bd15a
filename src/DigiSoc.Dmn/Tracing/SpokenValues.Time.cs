using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Forms of a noun that sentences ask for; English has one for all.</summary>
internal enum GrammaticalCase
{
    /// <summary>2026. gada 1. novembris.</summary>
    Nominative,

    /// <summary>Pirms 2026. gada 1. novembra.</summary>
    Genitive,

    /// <summary>Līdz 2026. gada 1. novembrim.</summary>
    Dative,

    /// <summary>Ne vēlāk kā 2026. gada 1. novembrī.</summary>
    Locative,
}

/// <summary>Dates, times and durations.</summary>
internal sealed partial class SpokenValues
{
    private const long NanosPerSecond = 1_000_000_000;

    private string Temporal(in FeelValue value, GrammaticalCase form) => value.Kind switch
    {
        FeelKind.Date => Date(value.AsDate(), form),
        FeelKind.Time => Time(value.AsTime()),
        FeelKind.DateTime => Say("DateAndTime", Date(value.AsDateTime().Date, form), Time(value.AsDateTime().Time)),
        FeelKind.DaysTimeDuration => Duration(value.AsDaysTimeDuration()),
        _ => Duration(value.AsYearsMonthsDuration()),
    };

    private string Date(FeelDate date, GrammaticalCase form) =>
        Say("Date", date.Year, date.Day, Text($"Months.{form}").Split('|')[date.Month - 1]);

    private string Time(FeelTime time)
    {
        var seconds = time.Second == 0 && time.Nanosecond == 0 ? "" : $":{Seconds(time.Second, time.Nanosecond, "00")}";
        return Say("Time", string.Create(CultureInfo.InvariantCulture, $"{time.Hour:00}:{time.Minute:00}{seconds}")) + Zone(time.Zone);
    }

    /// <summary>Seconds with their fraction: <c>5</c>, <c>5,25</c>.</summary>
    private string Seconds(long seconds, long nanoseconds, string form) => Decimal(
        seconds.ToString(form, CultureInfo.InvariantCulture)
        + (nanoseconds == 0 ? "" : "." + nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0')));

    private static string Zone(FeelZone? zone) => zone is null ? ""
        : zone.Id is { } name ? $" ({name})"
        : zone == FeelZone.Utc ? " (UTC)"
        : $" (UTC{zone.Text})";

    private string Duration(FeelYearsMonthsDuration duration)
    {
        var months = Int128.Abs(duration.Months);
        return Lasting(
            duration.Months < 0,
            [("Years", months / 12, null), ("MonthsLong", months % 12, null)],
            "MonthsLong");
    }

    private string Duration(FeelDaysTimeDuration duration)
    {
        var seconds = Int128.Abs(duration.Nanoseconds) / NanosPerSecond;
        var fraction = (long)(Int128.Abs(duration.Nanoseconds) % NanosPerSecond);
        return Lasting(
            duration.Nanoseconds < 0,
            [
                ("Days", seconds / 86_400, null), ("Hours", seconds / 3_600 % 24, null), ("Minutes", seconds / 60 % 60, null),
                ("Seconds", seconds % 60, fraction == 0 ? null : Seconds((long)(seconds % 60), fraction, "0")),
            ],
            "Days");
    }

    private string Lasting(bool isNegative, (string Unit, Int128 Count, string? Written)[] parts, string unitOfNothing)
    {
        var said = parts.Where(part => part.Count != 0 || part.Written is not null)
            .Select(part => Counted(part.Unit, part.Count, part.Written)).ToList();
        var whole = said.Count switch
        {
            0 => Counted(unitOfNothing, 0),
            1 => said[0],
            _ => string.Join(", ", said[..^1]) + Say("Last") + said[^1],
        };
        return isNegative ? Say("Minus", whole) : whole;
    }
}
