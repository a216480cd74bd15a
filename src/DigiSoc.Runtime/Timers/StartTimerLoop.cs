using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Runtime.Timers;

/// <summary>Starts instances of processes that begin with a timer.</summary>
/// <remarks>
/// The started instance's id is made from the timer and its count, and the timer moves on in the same transaction: two
/// nodes that see it due start one instance. A version that is deployed meanwhile takes an overdue firing over.
/// </remarks>
internal sealed class StartTimerLoop(
    Database database, Stepper stepper, PackageShelf shelf, EngineOptions options, EngineClock clock, ILogger log)
{
    // pk_start_timers holds a handful of rows, and a round goes through all that are due: however many cannot be fired, or have much to
    // make up for, the others have their turn. Those that a hold keeps stay due: each missed firing is made up for.
    private static readonly string Due = $"""
        SELECT s.institution_id, s.package_key, s.package_version, s.process_id, s.element_id, s.fired, s.due_at, COALESCE(s.since, s.due_at)
        FROM runtime.start_timers s WHERE s.due_at <= $1 AND NOT {HoldSql.IsHeld(HoldSql.OfStartTimer)}
        ORDER BY s.due_at
        """;

    private const string Move = """
        UPDATE runtime.start_timers SET fired = $5 + 1, due_at = COALESCE($6, 'infinity')
        WHERE institution_id = $1 AND package_key = $2 AND process_id = $3 AND element_id = $4 AND fired = $5
            AND package_version = $7
        """;

    // With a start: a timer that is not as it was read is another's by now, or the next version's, and nothing is started.
    private const string MoveOrRefuse = $"""
        WITH moved AS ({Move} RETURNING 1) SELECT CASE WHEN EXISTS (SELECT 1 FROM moved) THEN true ELSE runtime.refuse() END
        """;

    private sealed record StartTimer(
        string InstitutionId, string PackageKey, int Version, string ProcessId, string ElementId, int Fired, DateTimeOffset DueAt, DateTimeOffset Since);

    public async Task RoundAsync(CancellationToken ct)
    {
        var isAnyFired = false;
        foreach (var timer in await database.ListAsync(new(Due, Value.At(clock.Now)), Read, ct))
        {
            isAnyFired |= await TryFireAsync(timer, ct);
        }

        if (!isAnyFired)
        {
            await Task.Delay(options.PollInterval, ct);
        }
    }

    // One whose package cannot be started must not hold up the others; it is looked at again with the next round.
    private async Task<bool> TryFireAsync(StartTimer timer, CancellationToken ct)
    {
        try
        {
            return await FireAsync(timer, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "start timer"));
            log.LogWarning(e, "Start timer {Element} of {Package}@{Version} could not be fired", timer.ElementId, timer.PackageKey, timer.Version);
            return false;
        }
    }

    // False: it stays due, or another node has it.
    private async Task<bool> FireAsync(StartTimer timer, CancellationToken ct)
    {
        var package = await shelf.LoadAsync(timer.PackageKey, timer.Version, ct);
        var model = await shelf.ModelAsync(package, timer.ProcessId, timer.InstitutionId, ct);
        var next = model.NextStart(timer.ElementId, timer.Fired + 1, timer.DueAt, timer.Since);
        var move = new Statement(
            Move,
            Value.Text(timer.InstitutionId),
            Value.Text(timer.PackageKey),
            Value.Text(timer.ProcessId),
            Value.Text(timer.ElementId),
            Value.Int(timer.Fired),
            Value.At(next),
            Value.Int(timer.Version));
        var context = OperationContext.Engine(timer.InstitutionId);
        var cause = $"{timer.InstitutionId}/{timer.PackageKey}@{timer.Version}/{timer.ProcessId}/{timer.ElementId}/{timer.Fired}/{timer.DueAt.UtcTicks}";
        var id = EngineIds.InstanceFrom(Guid.Empty, cause);
        var instance = NewInstance.Of(package, timer.ProcessId, null, context, id, clock.Now);
        try
        {
            var answer = await stepper.RunAsync(
                new(id, new StartInstance(FeelContext.Empty, timer.ElementId), context) { New = instance, Beside = [move with { Sql = MoveOrRefuse }], Tries = 1 }, ct);
            if (!answer.IsDone && answer.Refusal.Code is not (RunErrors.InstanceBusyCode or RunErrors.StartsHeldCode))
            {
                return await database.ExecuteAsync(ct, move) > 0;
            }

            return answer.IsDone;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_instances" })
        {
            return await database.ExecuteAsync(ct, move) > 0; // Another node started it.
        }
    }

    private static StartTimer Read(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetInt32(2),
        row.GetString(3),
        row.GetString(4),
        row.GetInt32(5),
        row.GetFieldValue<DateTimeOffset>(6),
        row.GetFieldValue<DateTimeOffset>(7));
}
