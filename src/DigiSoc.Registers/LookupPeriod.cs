namespace DigiSoc.Registers;

/// <summary>The days a lookup asks about.</summary>
/// <param name="From">First day.</param>
/// <param name="LastDay">Last day, included, as registers and the law count it: 2026-02-28 for months that end before March.</param>
public readonly record struct LookupPeriod(DateOnly From, DateOnly LastDay)
{
    /// <summary>Whether the month that begins on <paramref name="firstOfMonth"/> touches the period.</summary>
    public bool TouchesMonth(DateOnly firstOfMonth) => firstOfMonth <= LastDay && firstOfMonth.AddMonths(1) > From;

    /// <summary>Whether <paramref name="day"/> lies in the period.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= LastDay;
}
