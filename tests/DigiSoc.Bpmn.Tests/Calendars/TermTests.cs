using DigiSoc.Bpmn.Calendars;

namespace DigiSoc.Bpmn.Tests.Calendars;

/// <summary>APL 42–43: a term begins the day after and ends on a day that is worked.</summary>
public class TermTests
{
    /// <summary>Latvian holidays around the turn of the years 2025 and 2026; 2 January 2026 was moved to 17 January.</summary>
    private static readonly WorkingCalendar Latvian = new(
        [new(2025, 12, 24), new(2025, 12, 25), new(2025, 12, 26), new(2025, 12, 31), new(2026, 1, 1), new(2026, 4, 3), new(2026, 4, 6), new(2026, 5, 1), new(2026, 5, 4)],
        [(new(2026, 1, 2), new(2026, 1, 17))]);

    [Theory]
    [InlineData("2026-01-31", "P1M", "2026-03-02")] // ends on 28 February, a Saturday
    [InlineData("2026-01-12", "P1M", "2026-02-12")]
    [InlineData("2026-04-03", "P1M", "2026-05-05")] // 3 May is a Sunday, 4 May a holiday
    [InlineData("2025-12-22", "P10D", "2026-01-05")] // 1 January is a holiday, 2 January was moved away
    [InlineData("2025-12-19", "P2W", "2026-01-02")] // a moved day is no holiday: the term ends on it
    [InlineData("2026-03-02", "P3WD", "2026-03-05")]
    [InlineData("2025-02-28", "P1Y", "2026-03-02")]
    public void EndOf_Period_EndsOnTheLawfulDay(string start, string period, string expected)
    {
        Period.TryParse(period, out Period length).ShouldBeTrue();

        Term.EndOf(DateOnly.Parse(start, null), length, Latvian).ShouldBe(DateOnly.Parse(expected, null));
    }

    [Fact]
    public void AddWorkingDays_OverNewYear_LeavesOutHolidaysAndMovedDays() =>
        Latvian.AddWorkingDays(new DateOnly(2025, 12, 30), 2).ShouldBe(new DateOnly(2026, 1, 6));

    [Fact]
    public void IsWorkingDay_DayMovedTo_IsWorked() => Latvian.IsWorkingDay(new DateOnly(2026, 1, 17)).ShouldBeTrue();

    [Fact]
    public void Resumed_AfterSuspension_GoesOnWithTheDaysLeft()
    {
        DateOnly last = new(2026, 3, 31);
        int left = Term.DaysLeft(last, new DateOnly(2026, 3, 11));

        left.ShouldBe(21);
        Term.Resumed(left, new DateOnly(2026, 4, 14), Latvian).ShouldBe(new DateOnly(2026, 5, 5));
    }
}
