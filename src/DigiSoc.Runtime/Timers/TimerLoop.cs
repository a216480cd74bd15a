using DigiSoc.Bpmn;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Timers;

/// <summary>Fires due timers in due order, once each, late ones after a downtime included.</summary>
/// <remarks>
/// Timers have lanes of their own, so that a hundred thousand due at midnight do not hold up tasks and jobs. A timer
/// taken by a node that dies is free again when its lease ends; the interpreter refuses a second firing.
/// </remarks>
internal sealed class TimerLoop(Database database, Stepper stepper, EngineOptions options, EngineClock clock, Pulses pulses)
{
    private const int Batch = 200;
    private const int Lanes = 4;

    private sealed record DueTimer(Guid Id, string InstitutionId, DateTimeOffset DueAt);

    public async Task RoundAsync(CancellationToken ct)
    {
        var due = await TakeAsync(ct);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = ct };
        await Parallel.ForEachAsync(due.OrderBy(t => t.DueAt), parallel, async (timer, stop) => await FireAsync(timer, stop));
        if (due.Count < Batch)
        {
            await SleepAsync(ct);
        }
    }

    private Task<List<DueTimer>> TakeAsync(CancellationToken ct) => database.ListAsync(
        new(Sql.TakeTimers, Value.At(clock.Now), Value.Int(Batch), Value.Span(options.Lease * 3)),
        row => new DueTimer(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)),
        ct);

    private async Task FireAsync(DueTimer timer, CancellationToken ct)
    {
        var command = new FireTimer(EngineIds.NumberOf(timer.Id));
        var instanceId = EngineIds.InstanceOf(timer.Id);
        var answer = await stepper.RunAsync(new(instanceId, command, OperationContext.Engine(timer.InstitutionId)) { PartId = timer.Id }, ct);
        if (answer.IsDone)
        {
            Meters.TimersFired.Add(1);
            Meters.TimerLag.Record((clock.Now - timer.DueAt).TotalMilliseconds);
            return;
        }

        // Held instances keep their timers until they are resumed; a timer nobody waits for any more goes.
        await database.ExecuteAsync(ct, new Statement(AfterRefusal, Value.Uuid(timer.Id), Value.Uuid(instanceId)));
    }

    // pk_timers, pk_instances. Status 2: held.
    private const string AfterRefusal = """
        WITH held AS (
            UPDATE runtime.timers SET taken_until = 'infinity'
            WHERE id = $1 AND EXISTS (SELECT 1 FROM runtime.instances i WHERE i.id = $2 AND i.status = 2) RETURNING id)
        DELETE FROM runtime.timers WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM held)
        """;

    private async Task SleepAsync(CancellationToken ct)
    {
        var next = (await database.ListAsync(new(Sql.NextTimer, Value.At(clock.Now)), ReadInstant, ct))[0];
        var rest = (next - clock.Now) is { } until && until < options.PollInterval ? until : options.PollInterval;
        if (rest > TimeSpan.Zero)
        {
            pulses.TimersSleepUntil(clock.Now + rest);
            await pulses.Timers.WaitAsync(rest, ct);
        }
    }

    private static DateTimeOffset? ReadInstant(Npgsql.NpgsqlDataReader row) =>
        row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0);
}
