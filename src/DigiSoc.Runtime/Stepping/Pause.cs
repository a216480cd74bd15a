using Npgsql;

namespace DigiSoc.Runtime.Stepping;

/// <summary>Rests between tries.</summary>
internal static class Pause
{
    /// <summary>A short rest that grows with the tries and differs by chance, so that rivals do not meet again.</summary>
    public static Task AfterConflictAsync(int attempt, CancellationToken ct) => attempt <= 2
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5 * Math.Min(attempt, 20))), ct);

    /// <summary>Asks again until the database answers, for half a minute; then the last failure comes out.</summary>
    public static async Task<T> UntilDatabaseAnswersAsync<T>(Func<Task<T>> ask, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (NpgsqlException e) when (attempt < 60 && (e.IsTransient || Storage.Database.IsBroken(e)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
            }
        }
    }
}
