using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Nodes;

/// <summary>The node's sign of life: renews the leases of its jobs, and learns the database's clock.</summary>
internal sealed class Heartbeat(
    Database database, JobRunner runner, KeptBook book, KeptJobs kept, EngineOptions options, EngineClock clock, Pulses pulses)
{
    private const string Beat = """
        WITH run AS (
            INSERT INTO runtime.node_runs (run, node, until, look_at, kept_since) VALUES ($3, $1, now() + $4, now() + $4, $5)
            ON CONFLICT (run) DO UPDATE SET until = EXCLUDED.until, look_at = EXCLUDED.look_at, kept_since = EXCLUDED.kept_since)
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
        var beat = new Statement(
            Beat,
            Value.Text(options.NodeName),
            Value.Bool(options.Works),
            Value.Uuid(book.RunId),
            Value.Span(options.Lease),
            Value.At(book.TellSince()));
        var asked = clock.Asking;
        var seen = TimeProvider.System.GetTimestamp();
        var now = await database.ListAsync(beat, row => row.GetFieldValue<DateTimeOffset>(0), ct);
        clock.Correct(now[0], asked);
        book.SeenAlive(seen);
        await RenewAsync(runner.Leased, ct);

        await WriteRowsAsync(book.Lasting, ct);
        await FreeAbandonedAsync(ct);
    }

    private async Task RenewAsync(IReadOnlyList<HeldJob> leased, CancellationToken ct)
    {
        if (leased.Count == 0)
        {
            return;
        }

        var renew = new Statement(
            Sql.RenewJobs, Value.Uuids(leased.Select(job => job.JobId)), Value.Ints(leased.Select(job => job.Attempt)), Value.Span(options.Lease), Value.Text(options.NodeName));
        var renewed = (await database.ListAsync(renew, row => (row.GetGuid(0), row.GetInt32(1)), ct)).ToHashSet();
        runner.Lose(leased.Where(job => !renewed.Contains((job.JobId, job.Attempt))));
    }

    /// <summary>What is still kept gets rows, whose leases end. A run that may have kept more is left for others to look through.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        await WriteRowsAsync(book.All, ct);
        var leaving = new List<Statement>
        {
            new("DELETE FROM runtime.nodes WHERE name = $1", Value.Text(options.NodeName)),
            new(Bury, Value.Text(options.NodeName)),
        };
        if (book.All.Count == 0)
        {
            leaving.Add(new("DELETE FROM runtime.node_runs WHERE run = $1", Value.Uuid(book.RunId)));
        }

        await database.ExecuteAsync(ct, [.. leaving]);
    }

    // Theirs is a lease now, renewed like any other.
    private async Task WriteRowsAsync(IEnumerable<KeptEntry> entries, CancellationToken ct)
    {
        foreach (var entry in entries.Where(entry => entry.State == KeptState.Made))
        {
            await kept.WriteAsync(entry.JobId, book.RunId, new(options.NodeName, 1, options.Lease, null), ct);
            book.Remove(entry);
        }
    }

    private async Task FreeAbandonedAsync(CancellationToken ct)
    {
        foreach (var entry in book.Abandoned)
        {
            if (await kept.WriteAsync(entry.JobId, book.RunId, KeptJobRow.Lost, ct))
            {
                pulses.Jobs.Tell();
                book.Remove(entry);
            }
            else if (entry.Age > KeptBook.Doubt)
            {
                book.Remove(entry);
            }
        }
    }
}
