using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Holds;

/// <summary>Places and lifts holds, each in one transaction with its entry in the history.</summary>
/// <remarks>
/// What is set aside for a hold is set aside under a lock on the hold's row, which lifting takes first: nothing can be set
/// aside for a hold that is gone. A crash before the commit leaves the hold standing, one after it leaves nothing behind.
/// </remarks>
internal sealed class HoldChanges(Database database, HoldBook book, EngineClock clock)
{
    private const string Insert = """
        INSERT INTO runtime.holds (id, institution_id, job_type, package_key, package_version, process_id, element_id,
            refuses_starts, reason, placed_by, placed_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string EventColumns = """
        hold_id, institution_id, job_type, package_key, package_version, process_id, element_id, refuses_starts, reason,
        actor, at, ends_at, change
        """;

    private const string InsertPlaced = $"""
        INSERT INTO runtime.hold_events ({EventColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
        """;

    // pk_holds. Of two that lift at once, one finds it.
    private const string Remove = $"""
        WITH gone AS (DELETE FROM runtime.holds WHERE id = $1 RETURNING *), told AS (
            INSERT INTO runtime.hold_events ({EventColumns})
            SELECT id, institution_id, job_type, package_key, package_version, process_id, element_id, refuses_starts, $2, $3,
                $4, ends_at, $5
            FROM gone)
        SELECT id FROM gone
        """;

    // $1 institution, $2 job type, $3 package, $4 version, $5 process, $6 element: what the hold was about.
    private const string Elements = """
        ($6::text IS NULL OR w.element_id = $6) AND EXISTS (SELECT 1 FROM runtime.instances i
            WHERE i.id = runtime.instance_of(w.id) AND i.package_key = $3 AND ($4::integer IS NULL OR i.package_version = $4)
                AND ($5::text IS NULL OR i.process_id = $5))
        """;

    // ix_jobs_free: those set aside are one range. One that another hold, or its held instance, keeps goes aside again.
    private const string FreeJobs = $"""
        UPDATE runtime.jobs w SET due_at = now() WHERE w.owner IS NULL AND w.institution_id = $1 AND w.due_at = 'infinity'
            AND (w.type = $2 OR ($3::text IS NOT NULL AND {Elements}))
        """;

    // ix_timers_turn. The lease of a try that the hold refused is over too.
    private const string FreeTimers = $"""
        UPDATE runtime.timers w SET due_at = w.due_before, due_before = NULL,
            taken_until = CASE WHEN w.taken_until = 'infinity' THEN w.taken_until ELSE '-infinity' END
        WHERE w.due_at = 'infinity' AND w.due_before IS NOT NULL AND w.institution_id = $1 AND $2::text IS NULL AND {Elements}
        """;

    // ix_messages_open
    private const string FreeMessages = """
        UPDATE runtime.messages SET retry_at = now() WHERE institution_id = $1 AND fate IN (0, 2) AND retry_at = 'infinity'
        """;

    public async Task<Hold> PlaceAsync(HoldRequest request, OperationContext context, CancellationToken ct)
    {
        var hold = new Hold
        {
            HoldId = Guid.CreateVersion7(clock.Now),
            InstitutionId = context.InstitutionId,
            JobType = request.JobType,
            PackageKey = request.PackageKey,
            PackageVersion = request.PackageVersion,
            ProcessId = request.ProcessId,
            ElementId = request.ElementId,
            RefusesStarts = request.RefusesStarts,
            Reason = request.Reason,
            PlacedBy = context.Actor,
            PlacedAt = clock.Now,
            EndsAt = request.EndsAt?.ToUniversalTime(),
        };
        var values = HoldRow.ToValues(hold);
        await database.ExecuteAsync(ct, new(Insert, values), new(InsertPlaced, values), Announce("holds"));
        await book.RefreshAsync(ct);
        return hold;
    }

    /// <summary>False when it does not stand any more.</summary>
    public async Task<bool> RemoveAsync(Hold hold, HoldChange change, string reason, string actor, CancellationToken ct)
    {
        Value[] about =
        [
            Value.Text(hold.InstitutionId),
            Value.Text(hold.JobType),
            Value.Text(hold.PackageKey),
            Value.Int(hold.PackageVersion),
            Value.Text(hold.ProcessId),
            Value.Text(hold.ElementId),
        ];
        var removed = await database.FirstOfBatchAsync(
            row => row.GetGuid(0),
            ct,
            new(Remove, Value.Uuid(hold.HoldId), Value.Text(reason), Value.Text(actor), Value.At(clock.Now), Value.Small((int)change)),
            new(FreeJobs, about),
            new(FreeTimers, about),
            new(FreeMessages, about[0]),
            Announce("holds"),
            Announce("jobs"),
            Announce("timers"),
            Announce("messages"));
        await book.RefreshAsync(ct);
        return removed.Count > 0;
    }

    private static Statement Announce(string what) => new(Sql.Announce, Value.Text(what));
}
