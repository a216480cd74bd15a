using DigiSoc.Feel;
using DigiSoc.Runtime.Tests.Competing;

namespace DigiSoc.Runtime.Tests.Messages;

/// <summary>A message or signal begins a process, and the connection breaks at that very moment: nothing is lost, nothing begins twice.</summary>
public sealed class BrokenStartTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    // More than the tries of one request: it gives up (RUN-209), and the loop takes the message further.
    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(true, false, 45)]
    [InlineData(true, true, 1)]
    [InlineData(false, false, 1)]
    [InlineData(false, false, 45)]
    [InlineData(false, true, 1)]
    public async Task Start_ConnectionBreaksAtItsCommit_IsDoneOnce(bool bySignal, bool isCommitted, int times)
    {
        var breaking = new BreakingStarts(database, isCommitted, times);
        await using var node = await TestNode.StartAsync(database, observers: [breaking]);
        (await node.Engine.DeployAsync(bySignal ? Models.RungTwice : Models.ByMessage, TestNode.Boss)).OrThrow();
        await RunAsync("DELETE FROM runtime.events");

        if (bySignal)
        {
            (await node.Engine.BroadcastSignalAsync("ring", FeelContext.Empty, TestNode.Anna)).OrThrow();
        }
        else
        {
            (await node.Engine.PublishMessageAsync("application", "", null, TimeSpan.FromDays(1), FeelContext.Empty, TestNode.Anna)).OrThrow();
        }

        await node.UntilAsync<object>(
            () => RunAsync("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM runtime.messages WHERE fate IN (0, 2)) AND EXISTS (SELECT 1 FROM runtime.messages WHERE fate = 3)"),
            "end of the message");
        (await RunAsync("SELECT count(*) FROM runtime.events WHERE operation = 'StartInstance'")).ShouldBe(1L);
        breaking.Broken.ShouldBe(times);
        await RunAsync("DELETE FROM runtime.messages");
    }

    private async Task<object?> RunAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
