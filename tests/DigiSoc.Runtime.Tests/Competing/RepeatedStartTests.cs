using DigiSoc.Feel;
using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>One call that starts an instance by its id reaches two nodes, and the connection of one of them breaks meanwhile.</summary>
public sealed class RepeatedStartTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly EngineOptions OnlyCalls = new() { ConnectionString = "", Works = false, Housekeeping = false };

    // The first node lost its answer; the same call went to the second one, whose own first try broke. What is there then
    // is none of its tries, and the call is done all the same.
    [Fact]
    public async Task Start_ConnectionBreaksWhileAnotherNodeStartsTheSame_IsDoneOnce()
    {
        var breaking = new BreakingOnce(database);
        await using var first = await TestNode.StartAsync(database, options: OnlyCalls);
        await using var second = await TestNode.StartAsync(database, options: OnlyCalls, observers: [breaking]);
        var deployed = (await first.Engine.DeployAsync(Models.Walk, TestNode.Boss)).OrThrow().Package;
        var id = EngineIds.NewInstance(first.Clock.GetUtcNow());
        breaking.Rival = () => StartAsync(first, id);

        var started = (await StartAsync(second, id)).OrThrow();

        started.InstanceId.ShouldBe(id);
        (await breaking.Met!).OrThrow().InstanceId.ShouldBe(id);
        (await first.Engine.HistoryAsync("repeated", TestNode.Boss)).Count(entry => entry.Operation == "StartInstance").ShouldBe(1);

        Task<EngineAnswer<InstanceView>> StartAsync(TestNode node, Guid instanceId) => node.Engine.StartInstanceAsync(
            new(deployed.Key, deployed.Version), "repeated", FeelContext.Empty, TestNode.Anna, instanceId: instanceId);
    }

    /// <summary>The first step that is written meets a rival that waits for its end, and then loses its connection.</summary>
    private sealed class BreakingOnce(TestDatabase database) : IStepObserver
    {
        private int _steps;

        public Func<Task<EngineAnswer<InstanceView>>>? Rival { get; set; }

        public Task<EngineAnswer<InstanceView>>? Met { get; private set; }

        public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
        {
            if (Interlocked.Increment(ref _steps) > 1)
            {
                return;
            }

            Met = Task.Run(Rival!, ct);
            while (!Met.IsCompleted && !await IsAnybodyBlockedAsync())
            {
                await Task.Yield();
            }

            throw new NpgsqlException("Broken on purpose.", new IOException());
        }

        private async Task<bool> IsAnybodyBlockedAsync()
        {
            await using var command = database.Owner.CreateCommand(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')");
            return (bool)(await command.ExecuteScalarAsync())!;
        }
    }
}
