using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Holds;

/// <summary>Keeps this node's knowledge of holds fresh, ends those whose time is over, and sets aside what they hold.</summary>
/// <remarks>
/// Setting aside is for speed alone: else what is held would stand first in every look for due work. Any node may do it.
/// </remarks>
internal sealed class HoldKeeper(Database database, HoldBook book, HoldChanges changes, EngineOptions options, EngineClock clock, Pulses pulses)
{
    private const int Batch = 1000;

    // ix_jobs_free. The holds are locked: one that is being lifted is waited for, and sets nothing aside any more.
    internal static readonly string SetJobsAside = $"""
        WITH standing AS MATERIALIZED (SELECT * FROM runtime.holds FOR SHARE), due AS MATERIALIZED (
            SELECT j.id FROM runtime.jobs j
            WHERE j.institution_id = ANY (ARRAY(SELECT institution_id FROM standing)) AND j.owner IS NULL AND j.due_at <= now()
                AND EXISTS (SELECT 1 FROM standing h WHERE {HoldSql.OfJob("j.institution_id", "j.type", "j.element_id", "j.id")})
            LIMIT $1 FOR UPDATE SKIP LOCKED)
        UPDATE runtime.jobs j SET due_at = 'infinity' FROM due WHERE j.id = due.id RETURNING j.id
        """;

    // ix_timers_turn. As above; when it was due is kept.
    private static readonly string SetTimersAside = $"""
        WITH standing AS MATERIALIZED (SELECT * FROM runtime.holds FOR SHARE), due AS MATERIALIZED (
            SELECT t.id FROM runtime.timers t
            WHERE t.institution_id = ANY (ARRAY(SELECT institution_id FROM standing)) AND t.due_at <= $2
                AND EXISTS (SELECT 1 FROM standing h WHERE {HoldSql.OfPart("t.institution_id", "t.element_id", "t.id")})
            LIMIT $1 FOR UPDATE SKIP LOCKED)
        UPDATE runtime.timers t SET due_before = t.due_at, due_at = 'infinity' FROM due WHERE t.id = due.id RETURNING t.id
        """;

    public async Task RoundAsync(CancellationToken ct)
    {
        await LookAsync(ct);
        await pulses.Holds.WaitAsync(Rest(), ct);
    }

    public async Task LookAsync(CancellationToken ct)
    {
        if (await book.RefreshAsync(ct))
        {
            TellAll();
        }

        foreach (var over in book.Standing.Where(h => h.EndsAt <= clock.Now).ToList())
        {
            await changes.RemoveAsync(over, HoldChange.Ended, over.Reason, OperationContext.EngineActor, ct);
            TellAll();
        }

        if (book.Standing.Count > 0)
        {
            await SetAsideAsync(new(SetJobsAside, Value.Int(Batch)), ct);
            await SetAsideAsync(new(SetTimersAside, Value.Int(Batch), Value.At(clock.Now)), ct);
        }
    }

    private async Task SetAsideAsync(Statement statement, CancellationToken ct)
    {
        while ((await database.ListAsync(statement, row => row.GetGuid(0), ct)).Count == Batch)
        {
            // More of them may be due.
        }
    }

    private TimeSpan Rest()
    {
        var until = book.Standing.Min(h => h.EndsAt) - clock.Now;
        return until < options.PollInterval ? (until > TimeSpan.Zero ? until.Value : TimeSpan.Zero) : options.PollInterval;
    }

    private void TellAll()
    {
        pulses.Jobs.Tell();
        pulses.Timers.Tell();
        pulses.Messages.Tell();
    }
}
