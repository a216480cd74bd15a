namespace DigiSoc.Registers;

/// <summary>The days a lookup asks about.</summary>
/// <param name="From">First day, included.</param>
/// <param name="To">First day after the period, excluded: three full months before March 2026 end with 2026-03-01.</param>
public readonly record struct LookupPeriod(DateOnly From, DateOnly To)
{
    /// <summary>Whether the month that begins on <paramref name="firstOfMonth"/> touches the period.</summary>
    public bool TouchesMonth(DateOnly firstOfMonth) => firstOfMonth < To && firstOfMonth.AddMonths(1) > From;

    /// <summary>Whether <paramref name="day"/> lies in the period.</summary>
    public bool Contains(DateOnly day) => day >= From && day < To;
}
