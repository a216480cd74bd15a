using DigiSoc.Bpmn.Calendars;

namespace DigiSoc.Cases.Deadlines;

/// <summary>The calendar of one institution: statutory holidays, and moved days where the institution follows them. Pure.</summary>
internal sealed class LegalCalendar(Holidays holidays, bool followsMovedDays)
{
    /// <summary>The same days as the engine's timers and terms count them.</summary>
    public WorkingCalendar Working { get; } = new(holidays.Statutory, followsMovedDays ? holidays.Moved : []);

    /// <summary>Working for the post and the office: a moved day off is no working day, the Saturday worked for it is one.</summary>
    public bool IsWorkingDay(DateOnly day) => Working.IsWorkingDay(day);

    /// <summary>Last day of a term that begins with an event on <paramref name="start"/> (APL 42, 43).</summary>
    public DateOnly EndOfTerm(DateOnly start, string term) => Term.EndOf(start, Read(term), Working);

    /// <summary>The day itself, or the next working day when it is a Saturday, Sunday or statutory holiday (APL 43).</summary>
    public DateOnly NextWorkingDayFrom(DateOnly day) => Term.Extended(day, Working);

    /// <summary>The day by which somebody must be told: so long before, moved back to a working day.</summary>
    public DateOnly Before(DateOnly day, string term)
    {
        var earlier = Back(day, term);
        while (!IsWorkingDay(earlier))
        {
            earlier = earlier.AddDays(-1);
        }

        return earlier;
    }

    private static DateOnly Back(DateOnly day, string term)
    {
        if (term == "P0D")
        {
            return day;
        }

        var period = Read(term);
        return period.Unit switch
        {
            PeriodUnit.Years => day.AddYears(-period.Count),
            PeriodUnit.Months => day.AddMonths(-period.Count),
            PeriodUnit.Weeks => day.AddDays(-7 * period.Count),
            _ => day.AddDays(-period.Count),
        };
    }

    private static Period Read(string term) => Period.TryParse(term, out var period)
        ? period
        : throw new CaseDataException("CASE-052", $"CASE-052 Counting a term: expected an ISO 8601 period of years, months, weeks or days (P1M, P7D), found '{term}'.");
}
