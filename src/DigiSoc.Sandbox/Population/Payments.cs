namespace DigiSoc.Sandbox.Population;

/// <summary>When wages and benefits are paid.</summary>
internal static class Payments
{
    /// <summary>Whether something that runs from a day to a last day falls into the month.</summary>
    public static bool IsActive(DateOnly from, DateOnly? until, DateOnly month) =>
        from < month.AddMonths(1) && (until is null || until >= month);

    /// <summary>Tax data count a wage in the month it is paid in.</summary>
    public static DateOnly WageDay(DateOnly month) => month.AddDays(3);

    public static DateOnly BenefitDay(Benefit benefit, DateOnly month) => month.AddDays(benefit.PaidOnDay - 1);
}
