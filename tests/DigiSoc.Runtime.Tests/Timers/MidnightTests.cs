using System.Globalization;
using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Timers;

/// <summary>Many timers due at once, after a night in which no node ran.</summary>
/// <remarks>
/// Environment: <c>DIGISOC_TIMERS</c>, how many; 10,000 unless set, for the usual run; 100,000 shows the whole. The
/// waiting instances are copies of one that the engine made, written by one statement.
/// </remarks>
public sealed class MidnightTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    /// <summary>As many as the loop takes at once; within a batch, lanes may overtake one another.</summary>
    private const int Batch = 200;

    // Of this test's instances only: another test of the class leaves one that never fires.
    private const string StillAsleep = "SELECT count(*) FROM runtime.instances JOIN public.copies USING (id) WHERE ended_at IS NULL";
    private const string Firings = "runtime.events e JOIN public.copies c ON c.id = e.instance_id WHERE operation = 'FireTimer'";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly EngineOptions Options = new()
    {
        ConnectionString = "",
        PollInterval = TimeSpan.FromMilliseconds(100),
        Housekeeping = false,
    };

    private static readonly PackageContent Sleeping = Resting("sleeping");

    private static readonly OperationContext Stranger = new("jelgava", "xenia") { IsSupervisor = true };

    private static PackageContent Resting(string key) => Models.Package(key, Models.Process(key, """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateCatchEvent id="rest">
          <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
        </bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>rest", "rest>end"));

    [Fact]
    public async Task Timers_DueWhileNobodyRan_FireOnceInDueOrderAndLetOtherWorkPass()
    {
        var count = Environment.GetEnvironmentVariable("DIGISOC_TIMERS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 10_000;
        var clock = new TestClock();
        await using (var evening = await TestNode.StartAsync(database, clock, Options with { Works = false }))
        {
            await CopyAsync(await evening.StartInstanceAsync(Sleeping), count);
            await StartLastAsync(evening);
            clock.Advance(TimeSpan.FromDays(1));
        }

        await using var node = await TestNode.StartAsync(database, clock, Options);
        for (var i = 0; i < 5; i++)
        {
            var instance = await node.StartInstanceAsync(Models.Walk);
            (await node.Engine.CompleteTaskAsync((await node.TaskAsync(instance, "assess")).TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();
            await node.WaitAsync(instance, WaitKind.Timer); // Past its job.
        }

        var firedBeside = Fired(node).Count;
        using var limit = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await CountAsync(StillAsleep) > 0 && await beat.WaitForNextTickAsync(limit.Token))
        {
        }

        // Of another institution, due after all others: its turn comes in one of the first rounds all the same.
        node.Steps.Where(s => s.Operation == "FireTimer").TakeWhile(s => s.PackageKey != "lonely").Count().ShouldBeLessThan(2 * Batch);
        firedBeside.ShouldBeLessThan(count, "other work went on before the last timer had fired");
        (await CountAsync($"SELECT count(*) FROM {Firings}")).ShouldBe(count);
        (await CountAsync($"SELECT count(DISTINCT part_id) FROM {Firings}")).ShouldBe(count);
        var fired = Fired(node);
        fired.Count.ShouldBe(count);
        await ShouldBeInDueOrderAsync(fired);
        (await CountAsync("SELECT count(*) FROM runtime.timers WHERE element_id = 'rest' AND due_at < '2026-03-03'")).ShouldBe(0);
    }

    [Fact]
    public async Task Timer_ThatCannotBeFired_HoldsUpNoOther()
    {
        var clock = new TestClock();
        await using var node = await TestNode.StartAsync(database, clock, Options);
        var broken = await node.StartInstanceAsync(Sleeping);
        await ExecuteAsync($"UPDATE runtime.instances SET package_version = 99, revision = revision + 1 WHERE id = '{broken.InstanceId}'");
        var sound = await node.StartInstanceAsync(Sleeping);

        clock.Advance(TimeSpan.FromHours(2));

        await node.EndAsync(sound);
        (await node.Engine.InstancesAsync(broken.BusinessKey, TestNode.Boss)).ShouldHaveSingleItem().EndedAt.ShouldBeNull();
        (await CountAsync($"SELECT count(*) FROM runtime.timers WHERE id > '{broken.InstanceId}' AND id <= '{EngineIds.Part(broken.InstanceId, uint.MaxValue)}'")).ShouldBe(1);
        await ExecuteAsync($"DELETE FROM runtime.timers WHERE id > '{broken.InstanceId}' AND id <= '{EngineIds.Part(broken.InstanceId, uint.MaxValue)}'");
    }

    private async Task StartLastAsync(TestNode node)
    {
        var lonely = (await node.Engine.DeployAsync(Resting("lonely"), TestNode.Boss)).OrThrow().Package;
        var instance = (await node.Engine.StartInstanceAsync(new(lonely.Key), null, FeelContext.Empty, Stranger)).OrThrow();
        await ExecuteAsync($"UPDATE runtime.timers SET due_at = due_at + interval '3 hours' WHERE id BETWEEN '{instance.InstanceId}' AND '{EngineIds.Part(instance.InstanceId, uint.MaxValue)}'");
    }

    // In the order of the first try: an observer sees a step before its commit, and again when the commit is repeated.
    private static List<Guid> Fired(TestNode node) =>
        [.. node.Steps.Where(s => s.Operation == "FireTimer" && s.PackageKey == "sleeping").Select(s => s.PartId!.Value).Distinct()];

    // The first copy is the original. Due times differ by the second, in an order that is not that of the rows.
    private async Task CopyAsync(InstanceView original, int count)
    {
        await ExecuteAsync($"""
            CREATE TABLE public.copies AS SELECT n, CASE WHEN n = 0 THEN '{original.InstanceId}'::uuid
                ELSE (left(replace(gen_random_uuid()::text, '-', ''), 24) || '00000000')::uuid END AS id
            FROM generate_series(0, {count - 1}) n;
            INSERT INTO runtime.instances SELECT c.id, institution_id, c.id::text, package_key, package_version, process_id, c.id,
                parent_part, revision, status, state, chain_number, chain_hash, step_id, law_date, started_at, started_by, updated_at, ended_at
            FROM runtime.instances i, public.copies c WHERE i.id = '{original.InstanceId}' AND c.n > 0;
            INSERT INTO runtime.timers SELECT (left(replace(c.id::text, '-', ''), 24) || right(replace(t.id::text, '-', ''), 8))::uuid,
                t.institution_id, t.element_id, t.due_at FROM runtime.timers t, public.copies c
            WHERE t.id BETWEEN '{original.InstanceId}' AND '{EngineIds.Part(original.InstanceId, uint.MaxValue)}' AND c.n > 0;
            UPDATE runtime.timers SET due_at = due_at + (hashtext(id::text) & 4095) * interval '1 second' WHERE element_id = 'rest';
            CREATE TABLE public.due AS SELECT id, due_at FROM runtime.timers WHERE element_id = 'rest';
            ANALYZE runtime.timers;
            """);
    }

    private async Task ShouldBeInDueOrderAsync(List<Guid> fired)
    {
        var due = new Dictionary<Guid, DateTime>();
        await using var command = database.Owner.CreateCommand("SELECT id, due_at FROM public.due");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            due[rows.GetGuid(0)] = rows.GetDateTime(1);
        }

        var latest = DateTime.MinValue;
        for (var i = Batch; i < fired.Count; i++)
        {
            latest = due[fired[i - Batch]] > latest ? due[fired[i - Batch]] : latest;
            due[fired[i]].ShouldBeGreaterThanOrEqualTo(latest, $"timer {i} of {fired.Count} fired after one that was due later");
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
