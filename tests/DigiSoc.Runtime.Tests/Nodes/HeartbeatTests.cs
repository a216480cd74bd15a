using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime.Tests.Nodes;

/// <summary>What a sign of life does with the leases of a node's jobs.</summary>
public sealed class HeartbeatTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    // Taken over by another node; taken again by this one, while its attempt before still runs; and one that it has.
    [Theory]
    [InlineData("here", 2, true)]
    [InlineData("here", 3, false)]
    [InlineData("there", 2, false)]
    public async Task Beat_JobIsStillWithTheAttempt_RenewsItsLease_OtherwiseTheHandlerIsToldToStop(string owner, int attempt, bool isRenewed)
    {
        var options = new EngineOptions { ConnectionString = database.ConnectionString, NodeName = "here", Lease = TimeSpan.FromMinutes(10) };
        await using var asked = new Database(options);
        var (cache, clock) = (new StateCache(10), new EngineClock(TimeProvider.System, true));
        var book = new KeptBook(options, clock);
        await using var runner = new JobRunner([new Handler("idle")], options, book, new(), NullLogger.Instance);
        var (begun, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        runner.Start(async (_, _, ct) =>
        {
            await using var stop = ct.Register(() => stopped.TrySetResult());
            begun.SetResult();
            await stopped.Task;
        });
        var job = new HeldJob(Guid.NewGuid(), "ogre", "idle", 3, 2, null, null);
        await InsertAsync(job.JobId, owner, attempt);
        runner.EnqueueTaken([job]);
        await begun.Task;

        await new Heartbeat(asked, runner, book, new(asked, new InstanceReader(asked, cache), cache), options, clock, new()).BeatAsync(CancellationToken.None);

        stopped.Task.IsCompleted.ShouldBe(!isRenewed);
        (await IsRenewedAsync(job.JobId)).ShouldBe(isRenewed);
        stopped.TrySetResult();
    }

    private async Task InsertAsync(Guid id, string owner, int attempt)
    {
        await using var command = database.Owner.CreateCommand("""
            INSERT INTO runtime.jobs (id, institution_id, type, element_id, business_key, attempts, attempt, due_at, owner)
            VALUES ($1, 'ogre', 'idle', 'ask', 'C-1', 3, $2, now() + interval '1 minute', $3)
            """);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(attempt);
        command.Parameters.AddWithValue(owner);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> IsRenewedAsync(Guid id)
    {
        await using var command = database.Owner.CreateCommand("SELECT due_at > now() + interval '5 minutes' FROM runtime.jobs WHERE id = $1");
        command.Parameters.AddWithValue(id);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
