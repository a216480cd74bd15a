using DigiSoc.TestSupport;

namespace DigiSoc.Runtime.Tests;

/// <summary>A database with the runtime's schema, one for each test class.</summary>
public class EngineDatabase() : TestDatabase(typeof(Engine).Assembly)
{
    /// <summary>Returns when so many sessions wait for locks.</summary>
    /// <param name="sessions">How many.</param>
    /// <param name="atLeast">How long each has been at its statement by then.</param>
    public async Task WaitForBlockedAsync(int sessions, TimeSpan atLeast = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var blocked = -1L; blocked != sessions;)
        {
            await using var command = Owner.CreateCommand("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND clock_timestamp() - query_start >= $1
                """);
            command.Parameters.AddWithValue(atLeast);
            blocked = (long)(await command.ExecuteScalarAsync(limit.Token))!;
        }
    }
}
