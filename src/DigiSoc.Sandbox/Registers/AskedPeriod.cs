using System.Globalization;

namespace DigiSoc.Sandbox.Registers;

/// <summary>The days a question is about, both included.</summary>
internal sealed record AskedPeriod(DateOnly From, DateOnly To)
{
    /// <summary>Null when one of the days is missing or malformed, or they are the wrong way round.</summary>
    public static AskedPeriod? Read(string? from, string? to) =>
        TryDay(from, out var first) && TryDay(to, out var last) && first <= last ? new AskedPeriod(first, last) : null;

    /// <summary>First days of the months the period touches.</summary>
    public IEnumerable<DateOnly> Months()
    {
        for (var month = new DateOnly(From.Year, From.Month, 1); month <= To; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    private static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
