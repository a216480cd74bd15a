using DigiSoc.Feel;
using DigiSoc.Runtime.Tests.Chaos;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>The connection is cut while a step is written, and the server goes on with what it has received.</summary>
public sealed class LateCommitTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    // The step was not there when the node looked, and comes through while the node asks whether the task changed. To that it has:
    // the step itself took it away.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_ThatComesThroughAfterTheLook_IsToldAsDone(bool completes)
    {
        await using var calls = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });
        var task = (await calls.TaskAsync(await calls.StartInstanceAsync(Models.Race), "choose")).TaskId;
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new CuttingProxy(address.Port);
        address.Port = proxy.Port;
        await using var cut = Engine.Create(new() { ConnectionString = address.ConnectionString, Housekeeping = false }, [], [], new TestClock());

        await using var row = await HoldAsync("SELECT 1 FROM runtime.user_tasks WHERE id = $1 FOR UPDATE", task);
        var answer = Task.Run(async () => completes
            ? (await cut.CompleteTaskAsync(task, FeelContext.Empty, TestNode.Anna)).Refusal
            : (await cut.ClaimTaskAsync(task, TestNode.Anna)).Refusal);
        await database.WaitForBlockedAsync(1);
        var table = HoldAsync("LOCK TABLE runtime.user_tasks", null);
        await database.WaitForBlockedAsync(2);
        proxy.Cut(new Random(0), 100);
        await database.WaitForBlockedAsync(3); // The node asks whether the task is as it was.
        await row.DisposeAsync();
        await (await table).DisposeAsync();

        (await answer.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeNull();
    }

    // The server ends the session of a node that says nothing in the middle of a transaction; the node is not gone, and does it again.
    [Fact]
    public async Task Step_ThatHangsInItsTransaction_LosesItAndIsDoneAgain()
    {
        var hangs = new Hanging();
        await using var node = await TestNode.StartAsync(database, observers: [hangs]);
        var instance = await node.StartInstanceAsync(Models.Race);

        hangs.Seconds.ShouldBe(60);
        hangs.Steps.ShouldBe(2);
        (await node.Engine.CheckHistoryAsync(instance.BusinessKey, TestNode.Boss)).Entries.ShouldBe(1);
    }

    // PostgreSQL undoes a transaction in which anything failed, and answers its COMMIT without an error.
    [Fact]
    public async Task Step_WhoseCallerSwallowsAFailureOfItsRows_IsNotToldAsDone()
    {
        await using var node = await TestNode.StartAsync(database);
        (await node.Engine.DeployAsync(Models.Race, TestNode.Boss)).OrThrow();
        var id = EngineIds.NewInstance(DateTimeOffset.UtcNow);

        var start = node.Engine.StartInstanceAsync(new("race"), "swallowed", FeelContext.Empty, TestNode.Anna, instanceId: id, alongside: async (connection, transaction, ct) =>
        {
            await using var wrong = new NpgsqlCommand("SELECT 1 / 0", connection, transaction);
            await Should.ThrowAsync<PostgresException>(() => wrong.ExecuteScalarAsync(ct));
        });

        await start.ShouldThrowAsync<Exception>();
        (await node.Engine.FindInstanceAsync(id, TestNode.Boss)).ShouldBeNull();
    }

    [Fact]
    public async Task Session_OfAMachineThatIsGone_IsEndedByTheServer()
    {
        await using var node = await TestNode.StartAsync(database, options: new() { ConnectionString = "", Works = false, Housekeeping = false });

        var told = await node.Engine.Node.Database.ListAsync(
            new("SELECT setting::integer FROM pg_settings WHERE name LIKE 'tcp_keepalives%' ORDER BY name"), row => row.GetInt32(0), CancellationToken.None);

        told.ShouldBe([3, 5, 2], "three times, after five seconds, every two");
    }

    private async Task<Held> HoldAsync(string sql, Guid? id)
    {
        var connection = await database.Owner.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        if (id is { } value)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
        return new(connection, transaction);
    }

    /// <summary>A lock of somebody else's, until disposed of.</summary>
    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    /// <summary>Hangs in the first transaction for longer than the server has patience, of which it has little for once.</summary>
    private sealed class Hanging : IStepObserver
    {
        public int Steps { get; private set; }

        public int Seconds { get; private set; }

        public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
        {
            if (++Steps > 1)
            {
                return;
            }

            await using var patience = new NpgsqlCommand("SELECT setting::integer / 1000 FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'", connection, transaction);
            Seconds = (int)(await patience.ExecuteScalarAsync(ct))!;
            await using var little = new NpgsqlCommand("SET LOCAL idle_in_transaction_session_timeout = 1", connection, transaction);
            await little.ExecuteNonQueryAsync(ct);
            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }
    }
}
