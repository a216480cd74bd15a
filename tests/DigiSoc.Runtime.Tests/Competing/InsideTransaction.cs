using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>Lets a rival act while a step of this node is written and not yet committed.</summary>
/// <remarks>
/// The rival has then read the state from before the step. The step is committed when the rival is done, or waits for a
/// lock the step holds: no other order of the two is worse.
/// </remarks>
internal sealed class InsideTransaction(TestDatabase database) : IStepObserver
{
    private Func<Task>? _rival;

    /// <summary>The next step of the node meets this rival.</summary>
    public void Meet(Func<Task> rival) => Volatile.Write(ref _rival, rival);

    /// <summary>For an operation that came to its end without a step: its rival acts now.</summary>
    public Task MeetAfterwardsAsync() => Interlocked.Exchange(ref _rival, null)?.Invoke() ?? Task.CompletedTask;

    public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _rival, null) is { } rival)
        {
            var running = Task.Run(rival, ct);
            while (!running.IsCompleted && !await IsAnybodyBlockedAsync())
            {
                await Task.Yield();
            }
        }
    }

    private async Task<bool> IsAnybodyBlockedAsync()
    {
        await using var command = database.Owner.CreateCommand(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')");
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
