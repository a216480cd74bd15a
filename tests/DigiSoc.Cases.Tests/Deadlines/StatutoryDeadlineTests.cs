using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Parameters;

namespace DigiSoc.Cases.Tests.Deadlines;

public sealed class StatutoryDeadlineTests
{
    private static readonly LegalCalendar Calendar =
        new(ParameterFolder.ReadHolidays(Path.Combine(RepositoryFolder.Workflows, "parameters")), true);

    private static readonly DeadlineRule Rule = new("P1M", "APL 64(1)", "P7D", "P3D");

    [Fact]
    public void Start_OneMonth_RemindsAndEscalatesBefore()
    {
        var deadline = StatutoryDeadline.Start(Rule, new DateOnly(2026, 2, 10), Calendar);

        deadline.DueOn.ShouldBe(new DateOnly(2026, 3, 10));
        deadline.RemindOn.ShouldBe(new DateOnly(2026, 3, 3));
        deadline.EscalateOn.ShouldBe(new DateOnly(2026, 3, 6)); // the 7th is a Saturday
    }

    [Fact]
    public void Resume_AfterSuspension_GoesOnWithTheDaysThatWereLeft()
    {
        var suspended = StatutoryDeadline.Start(Rule, new DateOnly(2026, 2, 10), Calendar).Suspend(new DateOnly(2026, 2, 17));

        suspended.DaysLeft.ShouldBe(21);
        suspended.Resume(new DateOnly(2026, 3, 2), false, Calendar).DueOn.ShouldBe(new DateOnly(2026, 3, 23));
    }

    // APL 64(1¹): after a defective application the month is counted from the cure.
    [Fact]
    public void Resume_WithRestart_CountsTheWholeTermAnew()
    {
        var suspended = StatutoryDeadline.Start(Rule, new DateOnly(2026, 2, 10), Calendar).Suspend(new DateOnly(2026, 2, 12));

        var resumed = suspended.Resume(new DateOnly(2026, 2, 20), true, Calendar);

        resumed.StartedOn.ShouldBe(new DateOnly(2026, 2, 20));
        resumed.DueOn.ShouldBe(new DateOnly(2026, 3, 20));
    }

    [Fact]
    public void Suspend_Twice_KeepsTheFirstCount()
    {
        var once = StatutoryDeadline.Start(Rule, new DateOnly(2026, 2, 10), Calendar).Suspend(new DateOnly(2026, 2, 17));

        once.Suspend(new DateOnly(2026, 2, 20)).ShouldBe(once);
    }
}
