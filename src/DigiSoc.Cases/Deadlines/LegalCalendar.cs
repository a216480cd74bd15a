using System.Globalization;
using System.Text.RegularExpressions;

namespace DigiSoc.Cases.Deadlines;

/// <summary>The calendar of one institution: statutory holidays, and moved days where the institution follows them. Pure.</summary>
internal sealed partial class LegalCalendar(Holidays holidays, bool followsMovedDays)
{
    /// <summary>Working for the post and the office: a moved day off is no working day, the Saturday worked for it is one.</summary>
    public bool IsWorkingDay(DateOnly day)
    {
        if (followsMovedDays && holidays.Moved.Any(moved => moved.Worked == day))
        {
            return true;
        }

        return IsLegalWorkingDay(day) && !(followsMovedDays && holidays.Moved.Any(moved => moved.Off == day));
    }

    /// <summary>Last day of a term that begins with an event on <paramref name="start"/>.</summary>
    /// <remarks>
    /// The day of the event is not counted; months and years end on the same date, or the month's last day when there is
    /// none; a last day on a Saturday, Sunday or statutory holiday moves to the next working day. A moved day off is not a
    /// statutory holiday and moves nothing. Norm: APL 42, 43.
    /// </remarks>
    public DateOnly EndOfTerm(DateOnly start, string term) => NextWorkingDayFrom(Shift(start, term, 1));

    /// <summary>The day itself, or the next that is neither Saturday, Sunday nor statutory holiday (APL 43).</summary>
    public DateOnly NextWorkingDayFrom(DateOnly day)
    {
        while (!IsLegalWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The day by which somebody must be told: so long before, moved back to a working day.</summary>
    public DateOnly Before(DateOnly day, string term)
    {
        var earlier = Shift(day, term, -1);
        while (!IsLegalWorkingDay(earlier))
        {
            earlier = earlier.AddDays(-1);
        }

        return earlier;
    }

    private bool IsLegalWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Statutory.Contains(day);

    private static DateOnly Shift(DateOnly day, string term, int sign)
    {
        var parts = Period().Match(term);
        if (!parts.Success)
        {
            throw new CaseDataException("CASE-052", $"CASE-052 Counting a term: expected an ISO 8601 period of years, months, weeks or days (P1M, P7D), found '{term}'.");
        }

        return day
            .AddYears(sign * Number(parts, "years"))
            .AddMonths(sign * Number(parts, "months"))
            .AddDays(sign * ((7 * Number(parts, "weeks")) + Number(parts, "days")));
    }

    private static int Number(Match parts, string name) =>
        parts.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^P(?=\d)((?<years>\d+)Y)?((?<months>\d+)M)?((?<weeks>\d+)W)?((?<days>\d+)D)?$")]
    private static partial Regex Period();
}
