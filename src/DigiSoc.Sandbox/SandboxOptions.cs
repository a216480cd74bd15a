using System.Globalization;

namespace DigiSoc.Sandbox;

/// <summary>What the population is made from; settings <c>--seed</c>, <c>--inhabitants</c>, <c>--today</c>.</summary>
/// <param name="Seed">Any number; default 7.</param>
/// <param name="Inhabitants">Besides the personas, 0 to 200,000; default 3000.</param>
/// <param name="Today">The day the registers are seen from; default: today in Riga.</param>
internal sealed record SandboxOptions(int Seed, int Inhabitants, DateOnly Today)
{
    public static SandboxOptions Read(IConfiguration configuration, TimeProvider clock)
    {
        var seed = Number(configuration, "seed", 7, int.MinValue, int.MaxValue);
        var inhabitants = Number(configuration, "inhabitants", 3000, 0, 200_000);
        var today = configuration["today"] is { Length: > 0 } text ? Day(text) : TodayInRiga(clock);
        return new SandboxOptions(seed, inhabitants, today);
    }

    private static int Number(IConfiguration configuration, string name, int missing, int low, int high)
    {
        var text = configuration[name];
        return string.IsNullOrEmpty(text) ? missing
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high ? value
            : throw new ArgumentException($"--{name} expected a whole number from {low} to {high}, got '{text}'.");
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ArgumentException($"--today expected yyyy-MM-dd, got '{text}'.");

    private static DateOnly TodayInRiga(TimeProvider clock) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga")).DateTime);
}
