namespace DigiSoc.Documents.Tests;

public sealed class ServiceDateTests
{
    private static readonly ServiceRule Registered = new(Channel.RegisteredPost, 7, ServiceDayCount.CalendarDays, "PazL 8(3)");
    private static readonly ServiceRule Ordinary = new(Channel.OrdinaryPost, 8, ServiceDayCount.CalendarDays, "PazL 8(2)");
    private static readonly ServiceRule EAddress = new(Channel.EAddress, 2, ServiceDayCount.WorkingDays, "PazL 9(1)");
    private static readonly ServiceRule OnSite = new(Channel.OnSite, 0, ServiceDayCount.CalendarDays, "PazL 7");

    [Fact]
    public void DeemedNotifiedOn_RegisteredLetter_SeventhDayAfterHandingToThePost() =>
        Notified(Registered, "2026-01-05").ShouldBe(new DateOnly(2026, 1, 12));

    [Fact]
    public void DeemedNotifiedOn_OrdinaryLetter_EighthDayAfterRegistration() =>
        Notified(Ordinary, "2026-01-05").ShouldBe(new DateOnly(2026, 1, 13));

    // PazL moves nothing: the presumption holds on a holiday too (20 + 7 = Sunday).
    [Fact]
    public void DeemedNotifiedOn_DayFallsOnAWeekend_StaysThere() =>
        Notified(Registered, "2026-01-18").ShouldBe(new DateOnly(2026, 1, 25));

    [Fact]
    public void DeemedNotifiedOn_EAddressOverTheNewYear_CountsWorkingDaysOnly() =>
        Notified(EAddress, "2025-12-30", "2025-12-31", "2026-01-01").ShouldBe(new DateOnly(2026, 1, 5));

    // The municipality has taken over the moved working day: 2 January is free as well.
    [Fact]
    public void DeemedNotifiedOn_EAddressWithAMovedDay_IsADayLater() =>
        Notified(EAddress, "2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02").ShouldBe(new DateOnly(2026, 1, 6));

    [Fact]
    public void DeemedNotifiedOn_SentOnSaturday_SaturdayIsNotCounted() =>
        Notified(EAddress, "2026-01-10").ShouldBe(new DateOnly(2026, 1, 13));

    [Fact]
    public void DeemedNotifiedOn_HandedOver_IsThatDay() =>
        Notified(OnSite, "2026-01-05").ShouldBe(new DateOnly(2026, 1, 5));

    [Fact]
    public void DeemedNotifiedOn_RuleDaysChange_FollowsTheData() =>
        Notified(Ordinary with { Days = 7 }, "2026-01-05").ShouldBe(new DateOnly(2026, 1, 12));

    private static DateOnly Notified(ServiceRule rule, string sentOn, params string[] holidays)
    {
        var free = holidays.Select(Day).ToHashSet();
        return ServiceDate.DeemedNotifiedOn(rule, Day(sentOn), day =>
            !free.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
    }

    private static DateOnly Day(string iso) => DateOnly.Parse(iso, System.Globalization.CultureInfo.InvariantCulture);
}
