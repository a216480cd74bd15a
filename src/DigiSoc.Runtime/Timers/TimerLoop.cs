using DigiSoc.Bpmn;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime.Timers;

/// <summary>Fires due timers in due order, once each, late ones after a downtime included.</summary>
/// <remarks>
/// At most so many are under way as fill two shared commits, so that a hundred thousand due at midnight go fast and hold
/// up no task or job for longer than that. Institutions share each round, so that one's hundred thousand hold up no timer of
/// another. A timer taken by a node that dies is free again when its lease ends; the interpreter refuses a second firing.
/// </remarks>
internal sealed class TimerLoop(
    Database database, InstanceReader reader, Stepper stepper, EngineOptions options, EngineClock clock, Pulses pulses, ILogger log)
{
    private const int Batch = 200;
    private const int Lanes = 32;

    private sealed record DueTimer(Guid Id, string InstitutionId, DateTimeOffset DueAt);

    public async Task RoundAsync(CancellationToken ct)
    {
        var due = await TakeAsync(ct);
        await reader.RememberAsync(due.Select(t => EngineIds.InstanceOf(t.Id)), ct);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = ct };
        await Parallel.ForEachAsync(due.OrderBy(t => t.DueAt), parallel, async (timer, stop) => await TryFireAsync(timer, stop));
        if (due.Count == 0)
        {
            await SleepAsync(ct);
        }
    }

    private Task<List<DueTimer>> TakeAsync(CancellationToken ct) => database.ListAsync(
        new(Sql.TakeTimers, Value.At(clock.Now), Value.Int(Batch), Value.Span(options.Lease)),
        row => new DueTimer(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)),
        ct);

    // One that cannot be fired must not hold up those behind it; it is free again when its lease ends.
    private async Task TryFireAsync(DueTimer timer, CancellationToken ct)
    {
        try
        {
            await FireAsync(timer, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "timer"));
            log.LogWarning(e, "Timer {Timer} could not be fired; trying again when its lease ends", timer.Id);
        }
    }

    private async Task FireAsync(DueTimer timer, CancellationToken ct)
    {
        var command = new FireTimer(EngineIds.NumberOf(timer.Id));
        var instanceId = EngineIds.InstanceOf(timer.Id);
        var request = new StepRequest(instanceId, command, OperationContext.Engine(timer.InstitutionId))
        {
            PartId = timer.Id,
            Guard = StepGuard.Unheld(timer.Id),
        };
        var answer = await stepper.RunAsync(request, ct);
        if (answer.IsDone)
        {
            Meters.TimersFired.Add(1);
            Meters.TimerLag.Record((clock.Now - timer.DueAt).TotalSeconds);
            return;
        }

        if (answer.Refusal.Code == RunErrors.HeldCode)
        {
            await database.ExecuteAsync(ct, new Statement(Sql.FreeTimer, Value.Uuid(timer.Id)));
            return;
        }

        // Only one that nobody waits for goes. Any other is kept: by a held instance until it is resumed, or by one that
        // was busy, or whose caller is held, until the lease ends.
        var stored = await reader.ReadAsync(instanceId, ct);
        await database.ExecuteAsync(ct, stored is not null && stored.Waits(timer.Id)
            ? new Statement(Sql.HoldTimer, Value.Uuid(timer.Id), Value.Uuid(instanceId))
            : new Statement(Sql.DeleteTimer, Value.Uuid(timer.Id)));
    }

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
