using System.Globalization;
using DigiSoc.Feel.Time;

namespace DigiSoc.Feel;

/// <summary>A length of time of fixed size: days, hours, minutes, seconds; to the nanosecond.</summary>
/// <param name="Nanoseconds">The whole length; negative for a length backwards.</param>
public readonly record struct FeelDaysTimeDuration(Int128 Nanoseconds) : IComparable<FeelDaysTimeDuration>
{
    /// <summary>The longest length, some 10^21 years; a longer one has no value.</summary>
    internal static Int128 MostNanoseconds { get; } = Int128.MaxValue / 4;

    private static Int128 Second => FeelTime.NanosPerSecond;

    private Int128 Size => Int128.Abs(Nanoseconds);

    private int Direction => Nanoseconds < Int128.Zero ? -1 : 1;

    /// <summary>Whole days, with the sign.</summary>
    public Int128 Days => Direction * (Size / FeelTime.NanosPerDay);

    /// <summary>Hours beside the days, −23 to 23.</summary>
    public int Hours => Direction * (int)(Size / (3600 * Second) % 24);

    /// <summary>Minutes beside the hours, −59 to 59.</summary>
    public int Minutes => Direction * (int)(Size / (60 * Second) % 60);

    /// <summary>Seconds beside the minutes, −59 to 59, without the fraction.</summary>
    public int Seconds => Direction * (int)(Size / Second % 60);

    /// <summary>A .NET time span as a duration; exact.</summary>
    public static FeelDaysTimeDuration Of(TimeSpan span) => new((Int128)span.Ticks * 100);

    /// <summary>Reads <c>P1DT2H30M</c>, <c>-PT0.5S</c>; years and months are not part of this kind.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelDaysTimeDuration duration) =>
        DurationText.TryDaysTime(text, out duration);

    /// <inheritdoc/>
    public int CompareTo(FeelDaysTimeDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>ISO 8601 in its shortest form: PT26H is written P1DT2H, nothing is PT0S.</summary>
    public override string ToString()
    {
        var (days, hours, minutes) = (Int128.Abs(Days), Math.Abs(Hours), Math.Abs(Minutes));
        var nanos = (long)(Size % Second);
        var fraction = nanos == 0 ? "" : "." + nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var seconds = Seconds == 0 && nanos == 0 ? "" : Part(Math.Abs(Seconds)) + fraction + "S";
        var time = (hours == 0 ? "" : Part(hours) + "H") + (minutes == 0 ? "" : Part(minutes) + "M") + seconds;
        var text = (days == Int128.Zero ? "" : days.ToString(CultureInfo.InvariantCulture) + "D") + (time == "" ? "" : "T" + time);
        return text == "" ? "PT0S" : (Direction < 0 ? "-P" : "P") + text;
    }

    private static string Part(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>By length.</summary>
    public static bool operator <(FeelDaysTimeDuration left, FeelDaysTimeDuration right) => left.CompareTo(right) < 0;

    /// <summary>By length.</summary>
    public static bool operator >(FeelDaysTimeDuration left, FeelDaysTimeDuration right) => left.CompareTo(right) > 0;

    /// <summary>By length.</summary>
    public static bool operator <=(FeelDaysTimeDuration left, FeelDaysTimeDuration right) => left.CompareTo(right) <= 0;

    /// <summary>By length.</summary>
    public static bool operator >=(FeelDaysTimeDuration left, FeelDaysTimeDuration right) => left.CompareTo(right) >= 0;
}

/// <summary>A length of time in calendar months: years and months.</summary>
/// <param name="Months">The whole length in months; negative for a length backwards.</param>
public readonly record struct FeelYearsMonthsDuration(long Months) : IComparable<FeelYearsMonthsDuration>
{
    /// <summary>The longest length; a longer one has no value.</summary>
    internal const long MostMonths = long.MaxValue;

    /// <summary>Whole years, with the sign.</summary>
    public long WholeYears => Months / 12;

    /// <summary>Months beside the years, −11 to 11.</summary>
    public int MonthsOfYear => (int)(Months % 12);

    /// <summary>Reads <c>P1Y6M</c>, <c>-P3M</c>; days and times are not part of this kind.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelYearsMonthsDuration duration) =>
        DurationText.TryYearsMonths(text, out duration);

    /// <inheritdoc/>
    public int CompareTo(FeelYearsMonthsDuration other) => Months.CompareTo(other.Months);

    /// <summary>ISO 8601 in its shortest form: 18 months is P1Y6M, nothing is P0M.</summary>
    public override string ToString()
    {
        var (years, months) = (Math.Abs(WholeYears), Math.Abs(MonthsOfYear));
        var text = (years == 0 ? "" : years.ToString(CultureInfo.InvariantCulture) + "Y")
            + (months == 0 ? "" : months.ToString(CultureInfo.InvariantCulture) + "M");
        return text == "" ? "P0M" : (Months < 0 ? "-P" : "P") + text;
    }

    /// <summary>By length.</summary>
    public static bool operator <(FeelYearsMonthsDuration left, FeelYearsMonthsDuration right) => left.Months < right.Months;

    /// <summary>By length.</summary>
    public static bool operator >(FeelYearsMonthsDuration left, FeelYearsMonthsDuration right) => left.Months > right.Months;

    /// <summary>By length.</summary>
    public static bool operator <=(FeelYearsMonthsDuration left, FeelYearsMonthsDuration right) => left.Months <= right.Months;

    /// <summary>By length.</summary>
    public static bool operator >=(FeelYearsMonthsDuration left, FeelYearsMonthsDuration right) => left.Months >= right.Months;
}
