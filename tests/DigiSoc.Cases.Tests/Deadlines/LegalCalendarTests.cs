using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Parameters;

namespace DigiSoc.Cases.Tests.Deadlines;

public sealed class LegalCalendarTests
{
    private static readonly Holidays Holidays = ParameterFolder.ReadHolidays(Path.Combine(RepositoryFolder.Workflows, "parameters"));
    private static readonly LegalCalendar Following = new(Holidays, true);
    private static readonly LegalCalendar NotFollowing = new(Holidays, false);

    // APL 42: the day after counts as the first; APL 43: Saturday, Sunday, holiday move to the next working day.
    [Theory]
    [InlineData("2026-02-10", "P1M", "2026-03-10")]
    [InlineData("2026-01-31", "P1M", "2026-03-02")] // ends 28 February, a Saturday
    [InlineData("2025-01-31", "P1M", "2025-02-28")] // no 31 February
    [InlineData("2026-01-12", "P1M", "2026-02-12")]
    [InlineData("2025-11-24", "P1M", "2025-12-29")] // 24, 25, 26 December are holidays, then a weekend
    [InlineData("2026-03-30", "P7D", "2026-04-07")] // Easter Monday
    [InlineData("2026-01-12", "P1Y", "2027-01-12")]
    public void EndOfTerm_FromAnEvent_EndsByTheLaw(string start, string term, string end) =>
        Following.EndOfTerm(Day(start), term).ShouldBe(Day(end));

    // 2 January 2026 is a moved day off: no statutory holiday, so it does not extend a term.
    [Fact]
    public void EndOfTerm_OnAMovedDayOff_StaysThere() => Following.EndOfTerm(Day("2025-12-02"), "P1M").ShouldBe(Day("2026-01-02"));

    [Theory]
    [InlineData("2026-01-02", false, true)]
    [InlineData("2026-01-17", true, false)]
    [InlineData("2026-01-05", true, true)]
    [InlineData("2025-12-24", false, false)]
    public void IsWorkingDay_MovedDays_DependOnTheInstitution(string day, bool following, bool notFollowing)
    {
        Following.IsWorkingDay(Day(day)).ShouldBe(following);
        NotFollowing.IsWorkingDay(Day(day)).ShouldBe(notFollowing);
    }

    [Theory]
    [InlineData("P")]
    [InlineData("1M")]
    [InlineData("PT5H")]
    public void EndOfTerm_NotAPeriodOfDays_IsRefused(string term) =>
        Should.Throw<CaseDataException>(() => Following.EndOfTerm(Day("2026-01-01"), term)).Code.ShouldBe("CASE-052");

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
