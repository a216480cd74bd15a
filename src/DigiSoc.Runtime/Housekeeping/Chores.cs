using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime.Housekeeping;

/// <summary>What must be done now and then, by one node; each chore may be done twice without harm.</summary>
internal sealed class Chores(Database database, GoneRuns runs, EngineOptions options, EngineClock clock, ILogger log)
{
    /// <summary>How many months of history stand ready beyond the current one.</summary>
    private const int MonthsAhead = 3;

    private const string Bury = "DELETE FROM runtime.nodes WHERE seen_at < now() - interval '1 hour'";

    /// <summary>When each chore is done, by the clock of the machines, UTC.</summary>
    public IReadOnlyList<Schedule> Schedules =>
    [
        new("history-months", "0 17 3 * * ?", (_, ct) => KeepHistoryAsync(ct)),
        new("expired-messages", "0 3/10 * * * ?", (_, ct) => ForgetMessagesAsync(ct)),
        new("kept-jobs", "0 29 4 * * ?", (_, ct) => runs.LookEverywhereAsync(ct)),
        new("gone-nodes", "0 41 * * * ?", (_, ct) => ForgetNodesAsync(ct)),
    ];

    /// <summary>Makes the coming months' partitions and, where <see cref="EngineOptions.HistoryMonths"/> says so, drops old ones.</summary>
    public async Task KeepHistoryAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.Now.UtcDateTime);
        await database.ListAsync(
            new("SELECT runtime.make_event_partitions($1, $2)", Value.On(today), Value.Int(MonthsAhead)), row => row.GetInt32(0), ct);
        if (options.HistoryMonths is { } months)
        {
            var before = new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-months);
            var dropped = await database.ListAsync(
                new("SELECT runtime.drop_event_partitions($1)", Value.At(before)), row => row.GetFieldValue<string[]>(0), ct);
            log.LogInformation("History before {Before} dropped: {Months}", before, string.Join(", ", dropped[0]));
        }
    }

    /// <summary>Deletes messages whose time is over: nobody wanted them, or duplicates need no longer be recognised.</summary>
    public Task ForgetMessagesAsync(CancellationToken ct) =>
        database.ExecuteAsync(ct, new Statement(MessageSql.Expire, Value.At(clock.Now)));

    private Task<int> ForgetNodesAsync(CancellationToken ct) => database.ExecuteAsync(ct, new Statement(Bury));
}
