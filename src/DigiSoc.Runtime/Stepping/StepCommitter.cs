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
    private readonly IReadOnlyList<IStepWriter> _writers;
    private readonly WarmConnections _connections;
    private readonly CommitLanes _lanes;

    public StepCommitter(Database database, IReadOnlyList<IStepObserver> observers, EngineOptions options)
    {
        _database = database;
        _observers = [.. observers.Where(observer => observer is not IStepWriter)];
        _writers = [.. observers.OfType<IStepWriter>()];
        _connections = new(database.Engine);
        _lanes = new(options.CommitLanes, options.StepsPerCommit, WriteTogetherAsync);
    }

    /// <summary>Returns when the plan is on disk.</summary>
    /// <exception cref="StepConflictException">Another writer was first; nothing was stored.</exception>
    /// <exception cref="StepUnsureException">The connection broke; it was stored, or not, or will be in a moment.</exception>
    public Task CommitAsync(Guid rootId, StepPlan plan) => _lanes.CommitAsync(new(rootId, plan));

    public async ValueTask DisposeAsync()
    {
        await _lanes.DisposeAsync();
        await _connections.DisposeAsync();
    }

    // Leaves in each plan that was not stored what its caller is to be told.
    private async Task WriteTogetherAsync(List<PendingPlan> together)
    {
        try
        {
            together.Sort((a, b) => a.Order.CompareTo(b.Order));
            await WriteAsync(together);
        }
        catch (NpgsqlException e) when (Database.IsBroken(e))
        {
            together.ForEach(p => p.Failure = new StepUnsureException(e));
            await _connections.ClearAsync();
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
            together[0].Failure = new StepConflictException(e) { IsOfHold = e.ColumnName == HeldJobColumn || e.SqlState == Sql.RefusedByHold };
        }
        catch (Exception e)
        {
            together[0].Failure = e;
        }
    }

    private async Task WriteAsync(List<PendingPlan> together)
    {
        var started = TimeProvider.System.GetTimestamp();
        var connection = await _connections.TakeAsync();
        try
        {
            await WriteAsync(connection, together);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        _connections.GiveBack(connection);
        Meters.Committed(together.Sum(p => p.Plan.Records.Count), TimeProvider.System.GetElapsedTime(started));
    }

    private async Task WriteAsync(WarmConnection connection, List<PendingPlan> together)
    {
        if (_observers.Count == 0 && together.TrueForAll(p => p.Plan.Alongside.Count == 0))
        {
            // One batch is one transaction by itself: one round trip.
            await using var batch = Batch(connection, null, together);
            await AddWritersAsync(batch, together);
            await ExecuteAsync(batch);
        }
        else
        {
            await using var transaction = await connection.Connection.BeginTransactionAsync();
            await using var batch = Batch(connection, transaction, together);
            await ExecuteAsync(batch);
            var isOwnLast = true;
            foreach (var pending in together)
            {
                isOwnLast &= await TellAsync(pending, connection.Connection, transaction);
            }

            if (!isOwnLast)
            {
                // Had somebody swallowed a failure of his rows, all would be undone, and COMMIT would not say so: any statement does.
                await using var asked = connection.Batch([new(StillOpen)], transaction);
                await ExecuteAsync(asked);
            }

            _database.Trips.Count(1, 1);
            await transaction.CommitAsync();
        }
    }

    private static NpgsqlBatch Batch(WarmConnection connection, NpgsqlTransaction? transaction, List<PendingPlan> together) =>
        connection.Batch(SharedBatch.Of(together.ConvertAll(p => p.Plan)), transaction);

    private async Task ExecuteAsync(NpgsqlBatch batch)
    {
        _database.Trips.Count(1, batch.BatchCommands.Count);
        await batch.ExecuteNonQueryAsync();
    }

    private async Task AddWritersAsync(NpgsqlBatch batch, IEnumerable<PendingPlan> plans)
    {
        foreach (var writer in _writers)
        {
            foreach (var step in plans.SelectMany(pending => pending.Plan.Records))
            {
                foreach (var command in await writer.WriteAsync(step, CancellationToken.None))
                {
                    batch.BatchCommands.Add(command);
                }
            }
        }
    }

    // False: the last statement in the transaction may be that of a caller or observer.
    private async Task<bool> TellAsync(PendingPlan pending, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        foreach (var alongside in pending.Plan.Alongside)
        {
            await alongside(connection, transaction, CancellationToken.None);
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        await AddWritersAsync(batch, [pending]);
        if (batch.BatchCommands.Count > 0)
        {
            await ExecuteAsync(batch);
        }

        foreach (var step in pending.Plan.Records)
        {
            foreach (var observer in _observers)
            {
                await observer.OnStepAsync(step, connection, transaction, CancellationToken.None);
            }
        }

        return _observers.Count == 0 && (pending.Plan.Alongside.Count == 0 || batch.BatchCommands.Count > 0);
    }

    private const string HeldJobColumn = "attempt";

    private const string StillOpen = "SELECT 1";

    // 23502: the guard of the revision, a message, a hold or a bulk operation said no. Refused: that of a task or job. The
    // others: the database chose us to give way.
    private static bool IsConflict(PostgresException e) =>
        (e.SqlState == PostgresErrorCodes.NotNullViolation && e.ColumnName is "revision" or "kind" or "verdict" or HeldJobColumn && e.SchemaName == "runtime")
        || e.SqlState is Sql.Refused or Sql.RefusedByHold or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
}
