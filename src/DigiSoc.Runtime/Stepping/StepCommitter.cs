using System.Threading.Channels;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Stepping;

/// <summary>Writes plans: each in one transaction, several that are ready at once in the same one.</summary>
/// <remarks>
/// When a shared transaction fails, each of its plans is tried again alone, so that one conflict hurts nobody else; not
/// so when the connection broke, for then it may have been stored.
/// Plans of one call tree never meet here: <see cref="KeyedLock"/> lets one at a time through. Within a transaction plans
/// are ordered by instance, so that two nodes never wait for each other crosswise.
/// </remarks>
internal sealed class StepCommitter : IAsyncDisposable
{
    private readonly Database _database;
    private readonly IReadOnlyList<IStepObserver> _observers;
    private readonly int _together;
    private readonly Channel<Pending> _queue = Channel.CreateUnbounded<Pending>();
    private readonly Task[] _lanes;

    public StepCommitter(Database database, IReadOnlyList<IStepObserver> observers, EngineOptions options)
    {
        _database = database;
        _observers = observers;
        _together = options.StepsPerCommit;
        _lanes = [.. Enumerable.Range(0, options.CommitLanes).Select(_ => Task.Run(WorkAsync))];
    }

    private sealed record Pending(Guid Order, StepPlan Plan, TaskCompletionSource Done);

    /// <summary>Returns when the plan is on disk.</summary>
    /// <exception cref="StepConflictException">Another writer was first; nothing was stored.</exception>
    /// <exception cref="StepUnsureException">The connection broke; it was stored, or not, or will be in a moment.</exception>
    public Task CommitAsync(Guid rootId, StepPlan plan)
    {
        var pending = new Pending(rootId, plan, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _queue.Writer.TryWrite(pending)
            ? pending.Done.Task
            : Task.FromException(new ObjectDisposedException(nameof(StepCommitter)));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_lanes);
    }

    private async Task WorkAsync()
    {
        var together = new List<Pending>(_together);
        while (await _queue.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < _together && _queue.Reader.TryRead(out var next))
            {
                together.Add(next);
            }

            if (together.Count > 0)
            {
                await WriteTogetherAsync(together);
            }
        }
    }

    private async Task WriteTogetherAsync(List<Pending> together)
    {
        try
        {
            together.Sort((a, b) => a.Order.CompareTo(b.Order));
            await WriteAsync(together);
            together.ForEach(p => p.Done.SetResult());
        }
        catch (NpgsqlException e) when (Database.IsBroken(e))
        {
            together.ForEach(p => p.Done.SetException(new StepUnsureException(e)));
        }
        catch (Exception) when (together.Count > 1)
        {
            foreach (var alone in together) // Undone for all; the reason shows again on the one it belongs to.
            {
                await WriteTogetherAsync([alone]);
            }
        }
        catch (PostgresException e) when (IsConflict(e))
        {
            together[0].Done.SetException(new StepConflictException(e) { IsOfHold = e.ColumnName == HeldJobColumn });
        }
        catch (Exception e)
        {
            together[0].Done.SetException(e);
        }
    }

    private async Task WriteAsync(List<Pending> together)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var connection = await _database.Engine.OpenConnectionAsync();
        if (_observers.Count == 0 && together.All(p => p.Plan.Alongside.Count == 0))
        {
            await ExecuteAsync(connection, null, together); // One batch is one transaction by itself: one round trip.
        }
        else
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, transaction, together);
            foreach (var pending in together)
            {
                await TellAsync(pending.Plan, connection, transaction);
            }

            _database.Trips.Count(1, 1);
            await transaction.CommitAsync();
        }

        Meters.Committed(together.Sum(p => p.Plan.Records.Count), TimeProvider.System.GetElapsedTime(started));
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, List<Pending> together)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var statement in SharedBatch.Of([.. together.Select(p => p.Plan)]))
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        _database.Trips.Count(1, batch.BatchCommands.Count);
        await batch.ExecuteNonQueryAsync();
    }

    private async Task TellAsync(StepPlan plan, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        foreach (var alongside in plan.Alongside)
        {
            await alongside(connection, transaction, CancellationToken.None);
        }

        foreach (var step in plan.Records)
        {
            foreach (var observer in _observers)
            {
                await observer.OnStepAsync(step, connection, transaction, CancellationToken.None);
            }
        }
    }

    private const string HeldJobColumn = "attempt";

    // 23502: the guard of the revision, a message, a hold or a bulk operation said no. The others: the database chose us to give way.
    private static bool IsConflict(PostgresException e) =>
        (e.SqlState == PostgresErrorCodes.NotNullViolation && e.ColumnName is "revision" or "kind" or "verdict" or HeldJobColumn && e.SchemaName == "runtime")
        || e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
}
