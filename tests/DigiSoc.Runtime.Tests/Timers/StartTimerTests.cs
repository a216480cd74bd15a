using DigiSoc.Bpmn.Calendars;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Timers;

/// <summary>Each firing of a timer that begins a process begins it once, whatever is deployed meanwhile.</summary>
public sealed class StartTimerTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly EngineOptions Working = new() { ConnectionString = "", PollInterval = TimeSpan.FromMilliseconds(50), Housekeeping = false };

    private static readonly EngineOptions OnlyCalls = Working with { Works = false };

    // Nobody has come to it yet (the nodes were down, a hold kept it, or it was due a second ago): the next version makes up for it.
    [Fact]
    public async Task Deploy_WhileAFiringIsOverdue_TheNewVersionMakesUpForIt()
    {
        var clock = new TestClock();
        await using var deploying = await TestNode.StartAsync(database, clock, OnlyCalls);
        await DeployAsync(deploying, "overdue", 1);
        clock.Advance(TimeSpan.FromMinutes(61));
        await DeployAsync(deploying, "overdue", 2);

        await using var working = await TestNode.StartAsync(database, clock, Working);

        await StartedAsync(working, "overdue", "2");
        clock.Advance(TimeSpan.FromMinutes(59));
        (await DueAsync("overdue")).ShouldBe(clock.GetUtcNow().AddMinutes(1), "an hour after the deployment");
        clock.Advance(TimeSpan.FromMinutes(1));
        await StartedAsync(working, "overdue", "2,2");
    }

    [Fact]
    public async Task Deploy_WhenNothingIsOverdue_CountsFromItsOwnDeployment()
    {
        var clock = new TestClock();
        await using var node = await TestNode.StartAsync(database, clock, Working);
        await DeployAsync(node, "anew", 1);
        clock.Advance(TimeSpan.FromHours(1));
        await StartedAsync(node, "anew", "1");
        clock.Advance(TimeSpan.FromMinutes(30));

        await DeployAsync(node, "anew", 2);

        (await DueAsync("anew")).ShouldBe(clock.GetUtcNow().AddHours(1));
    }

    // The node has seen that the first version's timer is due, and comes to start it when the second version has taken that over.
    [Fact]
    public async Task Deploy_WhileTheFiringIsUnderWay_StartsOne()
    {
        var clock = new TestClock();
        var (seen, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var deploying = await TestNode.StartAsync(database, clock, OnlyCalls);
        await DeployAsync(deploying, "meanwhile", 1);
        clock.Advance(TimeSpan.FromMinutes(61));
        await using var working = await TestNode.StartAsync(database, clock, Working with
        {
            CalendarOf = async (_, _) =>
            {
                seen.TrySetResult();
                await goOn.Task;
                return WorkingCalendar.WeekdaysOnly;
            },
        });
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await DeployAsync(deploying, "meanwhile", 2);
        goOn.SetResult();

        await StartedAsync(working, "meanwhile", "2");
        (await DueAsync("meanwhile")).ShouldBe(clock.GetUtcNow().AddHours(1));
    }

    // A version that changes a letter does not begin the year's run once more.
    [Fact]
    public async Task Deploy_ADateThatWentOff_DoesNotGoOffAgainUntilItIsAnother()
    {
        var clock = new TestClock();
        await using var node = await TestNode.StartAsync(database, clock, Working);
        var begins = clock.GetUtcNow().AddHours(1);
        await DeployAsync(node, "yearly", 1, OnDate(begins));
        clock.Advance(TimeSpan.FromHours(2));
        await StartedAsync(node, "yearly", "1");

        await DeployAsync(node, "yearly", 2, OnDate(begins));
        (await ValueAsync("SELECT due_at = 'infinity' FROM runtime.start_timers WHERE package_key = 'yearly' AND fired = 1")).ShouldBe(true);
        clock.Advance(TimeSpan.FromHours(1));
        await DeployAsync(node, "yearly", 3, OnDate(begins.AddMinutes(90)));

        await StartedAsync(node, "yearly", "1,3");
    }

    [Fact]
    public async Task Deploy_ACountedCycleThatBeganBefore_GoesOnCounting()
    {
        var clock = new TestClock();
        await using var node = await TestNode.StartAsync(database, clock, Working);
        var cycle = OnCycle($"R3/{clock.GetUtcNow().AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}/PT1H");
        await DeployAsync(node, "counted", 1, cycle);
        await StartedAsync(node, "counted", "1");
        clock.Advance(TimeSpan.FromHours(1));
        await StartedAsync(node, "counted", "1,1");

        await DeployAsync(node, "counted", 2, cycle);
        var next = await DueAsync("counted");
        next.ShouldBe(clock.GetUtcNow().AddMinutes(59), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromHours(1));
        await StartedAsync(node, "counted", "1,1,2");
    }

    // They are due before it, and stay so.
    [Fact]
    public async Task Due_BehindManyThatCannotBeFired_IsFired()
    {
        var clock = new TestClock();
        await using var deploying = await TestNode.StartAsync(database, clock, OnlyCalls);
        await DeployAsync(deploying, "behind", 1);
        clock.Advance(TimeSpan.FromMinutes(61));
        await using var others = database.Owner.CreateCommand("""
            INSERT INTO runtime.start_timers (institution_id, package_key, package_version, process_id, element_id, fired, due_at)
            SELECT 'ogre', 'not there', 1, 'p' || n, 's', 0, $1 FROM generate_series(1, 50) n
            """);
        others.Parameters.Add(new() { Value = clock.GetUtcNow().AddHours(-2) });
        await others.ExecuteNonQueryAsync();

        await using var working = await TestNode.StartAsync(database, clock, Working);

        await StartedAsync(working, "behind", "1");
        await using var gone = database.Owner.CreateCommand("DELETE FROM runtime.start_timers WHERE package_key = 'not there'");
        await gone.ExecuteNonQueryAsync();
    }

    // What somebody else's rows are refused for says nothing of whether it is started.
    [Fact]
    public async Task Firing_WhoseObserverMeetsARowOfItsOwn_IsNotLost()
    {
        var clock = new TestClock();
        await using var node = await TestNode.StartAsync(database, clock, Working, observers: [new RefusesOnce("collided")]);
        await DeployAsync(node, "collided", 1);

        clock.Advance(TimeSpan.FromHours(1));

        await StartedAsync(node, "collided", "1");
    }

    private static string OnCycle(string cycle) => $"""<bpmn:timeCycle xsi:type="bpmn:tFormalExpression">{cycle}</bpmn:timeCycle>""";

    private static string OnDate(DateTimeOffset date) => $"""<bpmn:timeDate xsi:type="bpmn:tFormalExpression">{date:yyyy-MM-ddTHH:mm:ssZ}</bpmn:timeDate>""";

    private static async Task DeployAsync(TestNode node, string key, int version, string? timer = null)
    {
        var content = Models.Package(key, Models.Process(key, $"""
            <bpmn:startEvent id="start"><bpmn:timerEventDefinition>{timer ?? OnCycle("R/PT1H")}</bpmn:timerEventDefinition></bpmn:startEvent>
            <bpmn:endEvent id="end"/>
            """, "start>end"));
        var deployed = await node.Engine.DeployAsync(PackageContent.Of(content.Files.Append(KeyValuePair.Create("note.md", new[] { (byte)version }))), TestNode.Boss);
        deployed.OrThrow().Package.Version.ShouldBe(version);
    }

    // Started, and nothing is due any more: no further one is under way.
    private Task<object> StartedAsync(TestNode node, string key, string versions) => node.UntilAsync<object>(
        async () => await ValueAsync($"""
            SELECT 1 FROM runtime.start_timers WHERE package_key = '{key}' AND due_at > '{node.Clock.GetUtcNow():O}'
                AND (SELECT string_agg(package_version::text, ',' ORDER BY id) FROM runtime.instances WHERE package_key = '{key}') = '{versions}'
            """),
        $"starts on versions {versions}");

    private async Task<DateTimeOffset> DueAsync(string key) =>
        new((DateTime)(await ValueAsync($"SELECT due_at FROM runtime.start_timers WHERE package_key = '{key}'"))!);

    private async Task<object?> ValueAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed class RefusesOnce(string key) : IStepObserver
    {
        private int _times;

        public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
        {
            if (step.PackageKey == key && Interlocked.Increment(ref _times) == 1)
            {
                await using var refused = new NpgsqlCommand("DO $$ BEGIN RAISE unique_violation; END $$", connection, transaction);
                await refused.ExecuteNonQueryAsync(ct);
            }
        }
    }
}
