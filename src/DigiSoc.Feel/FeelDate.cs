using System.Globalization;
using DigiSoc.Feel.Time;

namespace DigiSoc.Feel;

/// <summary>A calendar date without zone, proleptic Gregorian.</summary>
/// <remarks>
/// Range: years −999 999 999 to 999 999 999; year 0 exists (ISO 8601). Order: by calendar.
/// default is the date 0000-00-00, which no factory makes.
/// </remarks>
public readonly struct FeelDate : IEquatable<FeelDate>, IComparable<FeelDate>
{
    internal const int MaxYear = 999_999_999;

    private readonly long _packed;

    private FeelDate(long packed) => _packed = packed;

    /// <summary>The year, negative before year 0.</summary>
    public int Year => (int)(_packed >> 16);

    /// <summary>1 to 12.</summary>
    public int Month => (int)((_packed >> 8) & 0xFF);

    /// <summary>1 to 31.</summary>
    public int Day => (int)(_packed & 0xFF);

    internal long Packed => _packed;

    internal static FeelDate Unpack(ulong packed) => new(unchecked((long)packed));

    /// <summary>Days since 1970-01-01.</summary>
    public long EpochDay => Gregorian.ToEpochDay(Year, Month, Day);

    /// <summary>ISO weekday: 1 is Monday, 7 is Sunday.</summary>
    public int Weekday => (int)(Gregorian.FloorMod(EpochDay + 3, 7) + 1);

    /// <summary>1 to 366.</summary>
    public int DayOfYear => (int)(EpochDay - Gregorian.ToEpochDay(Year, 1, 1)) + 1;

    /// <summary>ISO 8601 week, 1 to 53; the first week holds the year's first Thursday.</summary>
    public int WeekOfYear => Gregorian.WeekOfYear(this);

    /// <summary>The date when there is such a day.</summary>
    public static bool TryCreate(long year, long month, long day, out FeelDate date)
    {
        var exists = year is >= -MaxYear and <= MaxYear && month is >= 1 and <= 12
            && day >= 1 && day <= Gregorian.DaysInMonth(year, (int)month);
        date = exists ? new((year << 16) | (month << 8) | day) : default;
        return exists;
    }

    /// <summary>The date of a day count since 1970-01-01; false beyond the range of years.</summary>
    public static bool TryFromEpochDay(long epochDay, out FeelDate date)
    {
        date = default;
        if (Math.Abs(epochDay) > 365_250_000_000)
        {
            return false;
        }

        var (year, month, day) = Gregorian.FromEpochDay(epochDay);
        return TryCreate(year, month, day, out date);
    }

    /// <summary>The same date; always in range.</summary>
    public static FeelDate Of(DateOnly date) => new(((long)date.Year << 16) | ((long)date.Month << 8) | (long)date.Day);

    /// <summary>The same date for .NET when its year is 1 to 9999.</summary>
    public bool TryToDateOnly(out DateOnly date)
    {
        var fits = Year is >= 1 and <= 9999;
        date = fits ? new DateOnly(Year, Month, Day) : default;
        return fits;
    }

    /// <summary>Months later; a day the month does not have becomes its last. Null beyond the range of years.</summary>
    public FeelDate? AddMonths(long months)
    {
        if (Math.Abs(months) > 24L * MaxYear)
        {
            return null;
        }

        var total = ((long)Year * 12) + Month - 1 + months;
        var (year, month) = (Gregorian.FloorDiv(total, 12), (int)Gregorian.FloorMod(total, 12) + 1);
        return TryCreate(year, month, Math.Min(Day, Gregorian.DaysInMonth(year, month)), out var date) ? date : null;
    }

    /// <summary>Reads <c>2026-01-31</c>; years of more than four digits have no leading zero.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelDate date) => TemporalText.TryDate(text, out date);

    /// <inheritdoc/>
    public bool Equals(FeelDate other) => _packed == other._packed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _packed.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(FeelDate other) => _packed.CompareTo(other._packed);

    /// <summary>ISO 8601, for example 2026-01-31.</summary>
    public override string ToString()
    {
        var sign = Year < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(Year):D4}-{Month:D2}-{Day:D2}");
    }

    /// <summary>Same day.</summary>
    public static bool operator ==(FeelDate left, FeelDate right) => left.Equals(right);

    /// <summary>Another day.</summary>
    public static bool operator !=(FeelDate left, FeelDate right) => !left.Equals(right);

    /// <summary>Calendar order.</summary>
    public static bool operator <(FeelDate left, FeelDate right) => left.CompareTo(right) < 0;

    /// <summary>Calendar order.</summary>
    public static bool operator >(FeelDate left, FeelDate right) => left.CompareTo(right) > 0;

    /// <summary>Calendar order.</summary>
    public static bool operator <=(FeelDate left, FeelDate right) => left.CompareTo(right) <= 0;

    /// <summary>Calendar order.</summary>
    public static bool operator >=(FeelDate left, FeelDate right) => left.CompareTo(right) >= 0;
}
