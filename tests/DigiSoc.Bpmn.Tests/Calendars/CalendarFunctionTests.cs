using DigiSoc.Bpmn.Calendars;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Calendars;

public class CalendarFunctionTests
{
    private static readonly ProcessResources Latvian = ProcessResources.None with { Calendar = new WorkingCalendar([new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 4)]) };

    [Theory]
    [InlineData("is working day(date(\"2026-05-01\"))", "false")]
    [InlineData("is working day(date(\"2026-05-05\"))", "true")]
    [InlineData("next working day(date(\"2026-05-01\"))", "@\"2026-05-05\"")]
    [InlineData("add working days(date(\"2026-04-30\"), 1)", "@\"2026-05-05\"")]
    [InlineData("add working days(date(\"2026-05-05\"), -1)", "@\"2026-04-30\"")]
    [InlineData("is working day(null)", "null")]
    // Thursday 30 April, holidays on Friday and Monday, 08:00 to 17:00 in Riga.
    [InlineData("add working time(@\"2026-04-30T16:00:00+03:00\", duration(\"PT1H\"))", "@\"2026-04-30T17:00:00+03:00\"")]
    [InlineData("add working time(@\"2026-04-30T16:00:00+03:00\", duration(\"PT1H1M\"))", "@\"2026-05-05T08:01:00+03:00\"")]
    [InlineData("add working time(@\"2026-04-30T04:00:00Z\", duration(\"PT9H\"))", "@\"2026-04-30T17:00:00+03:00\"")]
    [InlineData("add working time(@\"2026-05-02T12:00:00+03:00\", duration(\"PT10H\"))", "@\"2026-05-06T09:00:00+03:00\"")]
    // Over the change to winter time: 4 hours on Friday, 4 on Monday.
    [InlineData("add working time(@\"2026-10-23T13:00:00+03:00\", duration(\"PT8H\"))", "@\"2026-10-26T12:00:00+02:00\"")]
    [InlineData("add working time(@\"2026-04-30T16:00:00+03:00\", duration(\"-PT1H\"))", "null")]
    [InlineData("add working time(date and time(\"2026-04-30T16:00:00\"), duration(\"PT1H\"))", "null")]
    public void Function_OverTheCalendarOfTheProcess_SkipsHolidaysAndWeekends(string expression, string expected)
    {
        Bench bench = Bench.Of(Begin() + Script("compute", expression, "result") + End() + Path("s", "compute", "e"), resources: Latvian).Begin();

        bench.ShouldBeCompleted();
        bench.State.Variables["result"].ToString().ShouldBe(expected);
    }

    [Fact]
    public void Cycle_ByFunction_RepeatsAsOftenAsSaid()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + Boundary("late", "a", OnCycle("=cycle(2, duration(\"PT1H\"))"), interrupting: false) + User("b") + Path("s", "a") + Path("late", "b")).Begin();

        bench.Answer("late").Answer("late").ShouldWaitAt("a", "b", "b");
    }

    [Theory]
    [InlineData("0 0 9 * * *", "2026-03-02T09:00:00Z", "2026-03-03T07:00:00Z")]
    [InlineData("0 30 8 1 * ?", "2026-03-02T09:00:00Z", "2026-04-01T05:30:00Z")]
    [InlineData("0 0 0 L * *", "2026-02-10T00:00:00Z", "2026-02-27T22:00:00Z")]
    [InlineData("0 0/15 * * * *", "2026-03-02T09:01:00Z", "2026-03-02T09:15:00Z")]
    [InlineData("@hourly", "2026-03-02T09:01:00Z", "2026-03-02T10:00:00Z")]
    [InlineData("0 0 9 L-3 * *", "2026-02-10T00:00:00Z", "2026-02-25T07:00:00Z")]
    [InlineData("0 0 9 LW * *", "2026-05-10T00:00:00Z", "2026-05-29T06:00:00Z")]
    [InlineData("0 0 9 15W * *", "2026-03-02T00:00:00Z", "2026-03-16T07:00:00Z")]
    [InlineData("0 0 9 1W 8 *", "2026-03-02T00:00:00Z", "2026-08-03T06:00:00Z")]
    [InlineData("0 0 9 31W * *", "2026-05-02T00:00:00Z", "2026-05-29T06:00:00Z")]
    [InlineData("0 0 9 1,L * *", "2026-03-02T00:00:00Z", "2026-03-31T06:00:00Z")]
    [InlineData("0 0 9 ? * FRIL", "2026-03-02T00:00:00Z", "2026-03-27T07:00:00Z")]
    [InlineData("0 0 9 ? * 7L", "2026-03-02T00:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("0 0 9 ? * MON#2", "2026-03-02T10:00:00Z", "2026-03-09T07:00:00Z")]
    [InlineData("0 0 9 ? * 1#5", "2026-03-02T10:00:00Z", "2026-03-30T06:00:00Z")]
    [InlineData("0 0 9 * * SAT-SUN", "2026-03-07T10:00:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("0 0 9 29 2 MON", "2026-03-07T10:00:00Z", "2044-02-29T07:00:00Z")]
    // The hour from three to four comes twice on that day and counts once.
    [InlineData("0 0/30 * 25 10 *", "2026-10-25T00:31:00Z", "2026-10-25T02:00:00Z")]
    // Half past three does not exist on that day: it is moved forward by the hour that is left out.
    [InlineData("0 30 3 29 3 *", "2026-01-01T00:00:00Z", "2026-03-29T01:30:00Z")]
    public void Cron_NextFiring_IsInLocalTime(string cron, string after, string expected)
    {
        CronSchedule.TryParse(cron, out CronSchedule? schedule).ShouldBeTrue();

        DateTimeOffset? next = schedule!.Next(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture), ProcessResources.None.Zone);

        next!.Value.ToUniversalTime().ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("61 * * * * *")]
    [InlineData("0 0 0 32 * *")]
    [InlineData("a b c d e f")]
    [InlineData("0 0 0 L-31 * *")]
    [InlineData("0 0 0 32W * *")]
    [InlineData("0 0 0 W * *")]
    [InlineData("0 0 0 ? * L")]
    [InlineData("0 0 0 ? * MON#6")]
    [InlineData("0 0 0 ? * 8#1")]
    [InlineData("0 0 0 ? * MON#1#2")]
    public void Cron_ThatIsNone_IsRefused(string cron) => CronSchedule.TryParse(cron, out _).ShouldBeFalse();
}
