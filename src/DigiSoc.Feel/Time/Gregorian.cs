namespace DigiSoc.Feel.Time;

/// <summary>Day counts of the proleptic Gregorian calendar for any year.</summary>
internal static class Gregorian
{
    private const long DaysPerEra = 146_097;
    private const long DaysFromYearZeroToEpoch = 719_468;

    internal static long FloorDiv(long dividend, long divisor) =>
        (dividend / divisor) - (dividend % divisor < 0 ? 1 : 0);

    internal static long FloorMod(long dividend, long divisor) => dividend - (FloorDiv(dividend, divisor) * divisor);

    internal static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    internal static int DaysInMonth(long year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Days since 1970-01-01. Years begin in March here, so that the leap day is a year's last.</summary>
    internal static long ToEpochDay(long year, int month, int day)
    {
        var marchYear = month <= 2 ? year - 1 : year;
        var era = FloorDiv(marchYear, 400);
        var yearOfEra = marchYear - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPerEra) + dayOfEra - DaysFromYearZeroToEpoch;
    }

    internal static (long Year, int Month, int Day) FromEpochDay(long epochDay)
    {
        var shifted = epochDay + DaysFromYearZeroToEpoch;
        var era = FloorDiv(shifted, DaysPerEra);
        var dayOfEra = shifted - (era * DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var marchMonth = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * marchMonth) + 2) / 5) + 1);
        var month = (int)(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    internal static int WeekOfYear(FeelDate date)
    {
        // The week's Thursday decides which year the week belongs to.
        var thursday = date.EpochDay - date.Weekday + 4;
        var (year, _, _) = FromEpochDay(thursday);
        return (int)((thursday - ToEpochDay(year, 1, 1)) / 7) + 1;
    }
}
