using Npgsql;

namespace DigiSoc.Runtime.Tests.Packages;

/// <summary>A version is read once for all who ask for it.</summary>
public sealed class PackageShelfTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Load_FirstAskerGivesUp_TheOthersGetIt()
    {
        await using var deployer = await TestNode.StartAsync(database);
        var version = (await deployer.Engine.DeployAsync(Models.Walk, TestNode.Boss)).OrThrow().Package.Version;
        await using var node = await TestNode.StartAsync(database);
        using var gone = new CancellationTokenSource();
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("LOCK TABLE runtime.resources", connection, slow);
        await hold.ExecuteNonQueryAsync();

        var first = node.Engine.Node.Shelf.LoadAsync("walk", version, gone.Token);
        var second = node.Engine.Node.Shelf.LoadAsync("walk", version, CancellationToken.None);
        await database.WaitForBlockedAsync(1);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first);
        await slow.RollbackAsync();
        (await second).Number.ShouldBe(version);
    }
}
