namespace DigiSoc.Sandbox.Population;

/// <summary>
/// The day the population is seen from. Births and moves hang on the year, recent events on the month, so that a
/// person looks the same on every day of a month.
/// </summary>
internal readonly record struct SandboxDay(DateOnly Today)
{
    public DateOnly Month => new(Today.Year, Today.Month, 1);

    /// <summary>A birth date of somebody who reaches <paramref name="age"/> in the year before this one.</summary>
    public DateOnly Born(int age, Chance chance) =>
        new(Today.Year - 1 - age, chance.Between(1, 12), chance.Between(1, 28));

    /// <summary>The first day of the month so many months ago.</summary>
    public DateOnly MonthsAgo(int months) => Month.AddMonths(-months);
}
