using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Nodes;

/// <summary>The node's sign of life: renews the leases of its jobs, and learns the database's clock.</summary>
internal sealed class Heartbeat(Database database, JobRunner runner, EngineOptions options, EngineClock clock)
{
    private const string Beat = """
        INSERT INTO runtime.nodes (name, works) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET seen_at = now() RETURNING clock_timestamp()
        """;

    private const string Bury = "DELETE FROM runtime.nodes WHERE seen_at < now() - interval '1 hour' AND name <> $1";

    public async Task RoundAsync(CancellationToken ct)
    {
        await BeatAsync(ct);
        await Task.Delay(options.Lease / 3, ct);
    }

    public async Task BeatAsync(CancellationToken ct)
    {
        var beat = new Statement(Beat, Value.Text(options.NodeName), Value.Bool(options.Works));
        var asked = clock.Asking;
        var now = await database.ListAsync(beat, row => row.GetFieldValue<DateTimeOffset>(0), ct);
        clock.Correct(now[0], asked);
        var held = runner.HeldIds;
        if (held.Count > 0)
        {
            var renew = new Statement(Sql.RenewJobs, Value.Uuids(held), Value.Span(options.Lease), Value.Text(options.NodeName));
            var renewed = await database.ListAsync(renew, row => row.GetGuid(0), ct);
            runner.Lose(held.Except(renewed));
        }
    }

    public Task LeaveAsync(CancellationToken ct) => database.ExecuteAsync(
        ct,
        new Statement("DELETE FROM runtime.nodes WHERE name = $1", Value.Text(options.NodeName)),
        new Statement(Bury, Value.Text(options.NodeName)));
}
