using System.Globalization;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>The length of a statutory term: years, months, weeks or days.</summary>
public readonly record struct Period
{
    private Period(int count, PeriodUnit unit)
    {
        Count = count;
        Unit = unit;
    }

    /// <summary>How many; at least 1.</summary>
    public int Count { get; }

    /// <summary>Of what.</summary>
    public PeriodUnit Unit { get; }

    /// <summary>A term of calendar days.</summary>
    public static Period OfDays(int count) => new(Positive(count), PeriodUnit.Days);

    /// <summary>A term of working days.</summary>
    public static Period OfWorkingDays(int count) => new(Positive(count), PeriodUnit.WorkingDays);

    /// <summary>A term of weeks.</summary>
    public static Period OfWeeks(int count) => new(Positive(count), PeriodUnit.Weeks);

    /// <summary>A term of months.</summary>
    public static Period OfMonths(int count) => new(Positive(count), PeriodUnit.Months);

    /// <summary>A term of years.</summary>
    public static Period OfYears(int count) => new(Positive(count), PeriodUnit.Years);

    /// <summary>Reads <c>P1Y</c>, <c>P3M</c>, <c>P2W</c>, <c>P10D</c>, and <c>P5WD</c> for working days.</summary>
    public static bool TryParse(string text, out Period period)
    {
        period = default;
        (string suffix, PeriodUnit unit) = text switch
        {
            [.., 'W', 'D'] => ("WD", PeriodUnit.WorkingDays),
            [.., 'D'] => ("D", PeriodUnit.Days),
            [.., 'W'] => ("W", PeriodUnit.Weeks),
            [.., 'M'] => ("M", PeriodUnit.Months),
            [.., 'Y'] => ("Y", PeriodUnit.Years),
            _ => ("", PeriodUnit.Days),
        };
        if (suffix.Length == 0 || !text.StartsWith('P')
            || !int.TryParse(text.AsSpan(1, text.Length - 1 - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count is < 1 or > 10_000)
        {
            return false;
        }

        period = new Period(count, unit);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"P{Count}{Unit switch
    {
        PeriodUnit.WorkingDays => "WD",
        PeriodUnit.Weeks => "W",
        PeriodUnit.Months => "M",
        PeriodUnit.Years => "Y",
        _ => "D",
    }}");

    private static int Positive(int count) =>
        count is >= 1 and <= 10_000 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "A term has 1 to 10,000 units.");
}

/// <summary>What a term is counted in.</summary>
public enum PeriodUnit
{
    /// <summary>Calendar days.</summary>
    Days = 0,

    /// <summary>Working days.</summary>
    WorkingDays = 1,

    /// <summary>Weeks.</summary>
    Weeks = 2,

    /// <summary>Months.</summary>
    Months = 3,

    /// <summary>Years.</summary>
    Years = 4,
}
