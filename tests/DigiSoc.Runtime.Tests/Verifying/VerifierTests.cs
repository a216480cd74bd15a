using DigiSoc.Bpmn;
using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Verifying;

/// <summary>A database of each test's own, with instances at every kind of waiting point; then one thing in it is damaged.</summary>
public sealed class VerifierTests : IAsyncLifetime
{
    private readonly EngineDatabase _database = new();
    private InstanceView _walk = null!;
    private InstanceView _calling = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await using var node = await TestNode.StartAsync(_database, handlers: [new Handler("fetch", _ => throw new InvalidOperationException("never"))]);
        (await node.Engine.DeployAsync(Models.Called, TestNode.Boss)).OrThrow();
        _walk = await node.StartInstanceAsync(Models.Walk);
        var task = await node.TaskAsync(_walk, "assess");
        (await node.Engine.ClaimTaskAsync(task.TaskId, TestNode.Anna)).OrThrow();
        _calling = await node.StartInstanceAsync(Models.Calling);
        await node.StartInstanceAsync(Models.Race);
        await node.StartInstanceAsync(Models.Waiting, FeelContext.Of(("reference", FeelValue.Of("r-1"))));
        await node.StartInstanceAsync(Models.Alarmed);
        var ended = await node.StartInstanceAsync(Models.Called);
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(ended, "inner")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        var failing = await node.StartInstanceAsync(Models.Fetch);
        await node.WaitAsync(failing, WaitKind.Job);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Verify_WhatTheEngineLeft_FindsNothing()
    {
        var report = await VerifyAsync();

        report.Found.ShouldBeEmpty();
        report.Instances.ShouldBe(8);
        report.Entries.ShouldBe(await CountAsync("SELECT count(*) FROM runtime.events"));
        report.OpenParts.ShouldBeGreaterThanOrEqualTo(7);
        report.Packages.ShouldBe(7);
    }

    [Fact]
    public async Task LastEntry_TakenAway_IsFoundByTheCommandAndByTheCase()
    {
        await SpoilAsync($"DELETE FROM runtime.events WHERE instance_id = '{_walk.InstanceId}' AND number = 2");

        (await VerifyAsync()).Found.ShouldBe([new("RUN-603", $"Instance {_walk.InstanceId}: expected entries 2 to 2, found none of them, and no month of theirs was dropped by retention.")]);
        await using var node = await TestNode.StartAsync(_database);
        var check = await node.Engine.CheckHistoryAsync(_walk.BusinessKey, TestNode.Boss);
        check.FirstBroken.ShouldBeNull();
        check.CutOff.ShouldBe([_walk.InstanceId]);
        check.IsWhole.ShouldBeFalse();
    }

    [Theory]
    [InlineData("UPDATE runtime.events SET actor = 'mallory' WHERE instance_id = '{walk}' AND number = 2", "RUN-601")]
    [InlineData("UPDATE runtime.events SET at = at + interval '1 second' WHERE instance_id = '{walk}' AND number = 1", "RUN-601")]
    [InlineData("DELETE FROM runtime.events WHERE instance_id = '{walk}' AND number = 1", "RUN-603")]
    [InlineData("DELETE FROM runtime.events WHERE instance_id = '{walk}'", "RUN-603")]
    [InlineData("UPDATE runtime.instances SET chain_number = 1, chain_hash = (SELECT previous_hash FROM runtime.events WHERE instance_id = '{walk}' AND number = 2) WHERE id = '{walk}'", "RUN-603")]
    [InlineData("UPDATE runtime.instances SET chain_hash = '\\x00' WHERE id = '{walk}'", "RUN-604")]
    [InlineData("DELETE FROM runtime.instances WHERE id = '{walk}'", "RUN-605")]
    [InlineData("UPDATE runtime.instances SET state = '{\"v\":0}' WHERE id = '{walk}'", "RUN-606")]
    [InlineData("DELETE FROM runtime.user_tasks WHERE root_id = '{walk}'", "RUN-607")]
    [InlineData("DELETE FROM runtime.timers", "RUN-607")]
    [InlineData("DELETE FROM runtime.subscriptions", "RUN-607")]
    [InlineData("DELETE FROM runtime.jobs", "RUN-607")]
    [InlineData("UPDATE runtime.user_tasks SET element_id = 'decide' WHERE root_id = '{walk}'", "RUN-607")]
    [InlineData("UPDATE runtime.timers SET due_at = due_at + interval '1 second'", "RUN-607")]
    [InlineData("UPDATE runtime.subscriptions SET correlation_key = correlation_key || '1' WHERE kind = 0", "RUN-607")]
    [InlineData("UPDATE runtime.instances SET kept_job = 99, kept_by = gen_random_uuid(), kept_attempts = 1 WHERE id = '{walk}'", "RUN-607")]
    [InlineData("DELETE FROM runtime.instances WHERE root_id = '{calling}' AND id <> root_id", "RUN-607")]
    [InlineData("UPDATE runtime.instances SET ended_at = now() WHERE id = '{walk}'", "RUN-607")]
    [InlineData("UPDATE runtime.resources SET content = content || '\\x20' WHERE key = 'walk' AND path = 'process.bpmn'", "RUN-608")]
    public async Task Damage_OfAKind_IsFound(string sql, string code)
    {
        await SpoilAsync(sql.Replace("{walk}", _walk.InstanceId.ToString(), StringComparison.Ordinal)
            .Replace("{calling}", _calling.InstanceId.ToString(), StringComparison.Ordinal));

        (await VerifyAsync()).Found.Select(f => f.Code).ShouldContain(code);
    }

    // What a message is correlated by may be somebody's data; what is found is told in ids.
    [Fact]
    public async Task SubscriptionUnderAnotherKey_IsToldWithoutEither()
    {
        await SpoilAsync("UPDATE runtime.subscriptions SET correlation_key = 'r-2' WHERE kind = 0");

        var found = (await VerifyAsync()).Found.ShouldHaveSingleItem();
        found.Text.ShouldContain("under another key");
        found.Text.ShouldNotContain("r-1");
        found.Text.ShouldNotContain("r-2");
    }

    [Fact]
    public async Task FirstEntryOfACalledInstance_OfAnotherCaller_IsFound()
    {
        // A whole history made anew: sound in itself, but it no longer goes on from its caller's.
        await SpoilAsync($"UPDATE runtime.instances SET parent_part = '{EngineIds.Part(_walk.InstanceId, 1)}' WHERE root_id = '{_calling.InstanceId}' AND id <> root_id");

        (await VerifyAsync()).Found.Select(f => f.Code).ShouldContain("RUN-602");
    }

    [Fact]
    public async Task NotedHeads_OfAnInstanceTakenAwayAsAWhole_AreMissed()
    {
        using var heads = new StringWriter();
        (await RuntimeVerifier.VerifyAsync(_database.OwnerConnectionString, heads: heads)).IsSound.ShouldBeTrue();
        var walk = _walk.InstanceId;
        await SpoilAsync($"DELETE FROM runtime.events WHERE instance_id = '{walk}'; DELETE FROM runtime.instances WHERE id = '{walk}'; DELETE FROM runtime.user_tasks WHERE root_id = '{walk}'");
        (await VerifyAsync()).IsSound.ShouldBeTrue("nothing that is left speaks of it");

        using var noted = new StringReader(heads.ToString() + "no head at all\n");
        var report = await RuntimeVerifier.VerifyAsync(_database.OwnerConnectionString, noted, null, TestContext.Current.CancellationToken);

        report.NotedHeads.ShouldBe(9);
        report.Found.Select(f => f.Text[..20]).Order(StringComparer.Ordinal).ShouldBe([$"Instance {walk}"[..20], "Noted heads, line 9:"]);
    }

    [Fact]
    public async Task History_DroppedByRetention_IsNoLoss()
    {
        await SpoilAsync("SELECT runtime.make_event_partitions('2025-01-01', 0)");
        var clock = new TestClock();
        clock.Advance(new DateTimeOffset(2025, 1, 20, 8, 0, 0, TimeSpan.Zero) - clock.GetUtcNow());
        await using var node = await TestNode.StartAsync(_database, clock);
        var old = await node.StartInstanceAsync(Models.Called);
        (await node.Engine.CompleteTaskAsync((await node.TaskAsync(old, "inner")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
        await SpoilAsync("SELECT runtime.drop_event_partitions('2025-06-01')");

        var report = await VerifyAsync();

        report.Found.ShouldBeEmpty();
        report.Dropped.ShouldBe(1);
    }

    private Task<VerifyReport> VerifyAsync() => RuntimeVerifier.VerifyAsync(_database.OwnerConnectionString, null, null, TestContext.Current.CancellationToken);

    private async Task SpoilAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
