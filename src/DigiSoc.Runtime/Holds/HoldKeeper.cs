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

    // ix_jobs_free, pk_instances. The holds are locked: one that is being lifted is waited for, and sets nothing aside any more. The
    // instances too: one that is being carried over to a version that is not held is passed over, and looked at as it is then.
    internal static readonly string SetJobsAside = $"""
        {Standing}, due AS MATERIALIZED (
            SELECT j.id FROM runtime.jobs j JOIN runtime.instances i ON i.id = runtime.instance_of(j.id)
            WHERE j.institution_id = ANY (ARRAY(SELECT institution_id FROM standing)) AND j.owner IS NULL AND j.due_at <= now()
                AND EXISTS (SELECT 1 FROM standing h WHERE {HoldSql.MayBeOf("j", "j.type")})
                AND EXISTS (SELECT 1 FROM standing h WHERE {HoldSql.OfJobIn("i", "j")})
            {AsTheyAre("j")})
        UPDATE runtime.jobs j SET due_at = 'infinity' FROM due WHERE j.id = due.id RETURNING j.id
        """;

    // ix_timers_turn, pk_instances. As above; when it was due is kept.
    internal static readonly string SetTimersAside = $"""
        {Standing}, due AS MATERIALIZED (
            SELECT t.id FROM runtime.timers t JOIN runtime.instances i ON i.id = runtime.instance_of(t.id)
            WHERE t.institution_id = ANY (ARRAY(SELECT institution_id FROM standing)) AND t.due_at <= $2
                AND EXISTS (SELECT 1 FROM standing h WHERE {HoldSql.MayBeOf("t", "NULL")})
                AND EXISTS (SELECT 1 FROM standing h WHERE {HoldSql.OfInstance("i", "t.element_id")})
            {AsTheyAre("t")})
        UPDATE runtime.timers t SET due_before = t.due_at, due_at = 'infinity' FROM due WHERE t.id = due.id RETURNING t.id
        """;

    private const string Standing = "WITH standing AS MATERIALIZED (SELECT * FROM runtime.holds FOR SHARE)";

    private static string AsTheyAre(string part) => $"LIMIT $1 FOR UPDATE OF {part} SKIP LOCKED FOR SHARE OF i SKIP LOCKED";

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
