namespace DigiSoc.Runtime;

/// <summary>How long a failed job rests before its next attempt.</summary>
/// <param name="First">The rest after the first failure; it doubles with each further one.</param>
/// <param name="Longest">The rest never grows beyond this.</param>
/// <param name="Attempts">Attempts before the job becomes an incident; null: as the model says (<c>retries</c>).</param>
public sealed record RetryPolicy(TimeSpan First, TimeSpan Longest, int? Attempts = null)
{
    /// <summary>One second, doubling to five minutes, attempts as the model says.</summary>
    public static RetryPolicy Usual { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>The rest after an attempt, half of it fixed and half by chance, so that failures do not come back in step.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">0 to 1.</param>
    public TimeSpan RestAfter(int attempt, double chance)
    {
        var doubled = First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30));
        var full = Math.Min(doubled, Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (chance / 2)));
    }
}
