using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>Starts whose connection breaks: ends the server's side of the connection before the commit, or loses the answer after it.</summary>
internal sealed class BreakingStarts(TestDatabase database, bool isCommitted, int times) : IStepObserver
{
    private int _broken;

    public int Broken => _broken;

    public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        if (step.Operation != "StartInstance" || Volatile.Read(ref _broken) == times)
        {
            return;
        }

        Interlocked.Increment(ref _broken);
        if (isCommitted)
        {
            await transaction.CommitAsync(ct);
            throw new NpgsqlException("The answer is lost on purpose.", new IOException());
        }

        await using var command = database.Owner.CreateCommand("SELECT pg_terminate_backend($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = connection.ProcessID });
        await command.ExecuteNonQueryAsync(ct);
    }
}
