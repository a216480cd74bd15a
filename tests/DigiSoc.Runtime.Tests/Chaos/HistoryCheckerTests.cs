using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>The checker finds what it is there to find: each rule has a fault planted for it in a sound history.</summary>
public sealed class HistoryCheckerTests(HistoryCheckerTests.SoundRun run) : IClassFixture<HistoryCheckerTests.SoundRun>
{
    private const string SomeInstance = "(SELECT id FROM runtime.instances WHERE process_id = 'chaos' ORDER BY id LIMIT 1)";

    private const string CopyOfLast = $"""
        INSERT INTO runtime.events SELECT instance_id, number + 1000, at, institution_id, business_key, root_id, gen_random_uuid(),
            package_key, package_version, law_date, operation, part_id, element_id, actor, on_behalf_of, purpose, input_hash,
            events, hash, hash FROM runtime.events WHERE
        """;

    private static readonly Dictionary<string, string> Planted = new()
    {
        ["accepted request is visible once"] = "DELETE FROM runtime.events WHERE operation = 'CompleteUserTask'",
        ["refused request changed nothing"] = "UPDATE checker.requests SET outcome = 'Refused' WHERE kind = 'complete'",
        ["unanswered request happened at most once"] =
            $"UPDATE checker.requests SET outcome = 'Unknown'; {CopyOfLast} operation = 'CompleteUserTask'",
        ["accepted message is kept"] = "DELETE FROM runtime.messages WHERE name = 'answer'",
        ["message is consumed once, and only when delivered"] = "UPDATE runtime.messages SET fate = 1 WHERE name = 'application'",
        ["no message is stuck on its way"] = "UPDATE runtime.messages SET fate = 0",
        ["awaited message is not left in the buffer"] = """
            UPDATE runtime.messages SET fate = 1;
            INSERT INTO runtime.subscriptions SELECT gen_random_uuid(), institution_id, 0, name, correlation_key, 'wait' FROM runtime.messages
            """,
        ["entries are numbered without gaps"] = "DELETE FROM runtime.events WHERE number = 2",
        ["hashes chain"] = "UPDATE runtime.events SET hash = previous_hash WHERE number = 2",
        ["instance stands where its history ends"] = "UPDATE runtime.instances SET revision = revision + 1",
        ["history has its instance"] = $"DELETE FROM runtime.instances WHERE id = {SomeInstance}",
        ["a step is written once"] = "UPDATE runtime.events SET step_id = '00000000-0000-0000-0000-000000000001'",
        ["time does not run backwards in an instance"] = "UPDATE runtime.events SET at = at - interval '1 minute' WHERE number = 3",
        ["a waiting point is answered once"] = $"{CopyOfLast} operation = 'CompleteJob'",
        ["an element instance begins once and ends at most once"] = $"{CopyOfLast} operation = 'FireTimer'",
        ["an element instance ends after it began"] = "UPDATE runtime.events SET number = 1000 - number",
        ["what began in an ended instance has ended"] = """
            UPDATE runtime.events SET events = '[]' WHERE operation = 'CompleteUserTask'
            """,
        ["every instance has ended"] = $"UPDATE runtime.instances SET ended_at = NULL WHERE id = {SomeInstance}",
        ["nothing is left open"] = $"INSERT INTO runtime.timers VALUES ({SomeInstance}, 'ogre', 'rest', now())",
        ["a call starts one instance"] = "UPDATE runtime.instances SET parent_part = '00000000-0000-0000-0000-000000000001'",
        ["every answered job has its effect and its row, once"] = "DELETE FROM ledger.effects",
        ["an answer's own row is written once"] = "INSERT INTO ledger.answers (key) SELECT key FROM ledger.answers",
        ["effects are of jobs there were"] = "INSERT INTO ledger.effects VALUES ('0', 'node')",
        ["no timer fires early"] =
            "UPDATE runtime.events SET at = (SELECT min(at) FROM runtime.events) WHERE operation = 'FireTimer'",
    };

    public static TheoryData<string> RuleNames => [.. HistoryChecker.Rules.Keys];

    [Fact]
    public async Task Check_ASoundRun_FindsNothing()
    {
        await using var connection = await run.OpenAsync();

        (await new HistoryChecker(connection).CheckAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public async Task Check_AFaultPlanted_IsFoundByItsRule(string rule)
    {
        await using var connection = await run.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var checker = new HistoryChecker(connection);
        await checker.ExecuteAsync(Planted[rule]);

        (await checker.CheckAsync()).Select(b => b.Rule).ShouldContain(rule);

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A few cases that run to their end on one node, with the log of the requests that moved them.</summary>
    public sealed class SoundRun() : EngineDatabase
    {
        private bool _hasRun;

        internal async Task<NpgsqlConnection> OpenAsync()
        {
            if (!_hasRun)
            {
                await RunAsync();
                _hasRun = true;
            }

            var connection = new NpgsqlConnection(OwnerConnectionString);
            await connection.OpenAsync();
            return connection;
        }

        private async Task RunAsync()
        {
            await using var connection = new NpgsqlConnection(OwnerConnectionString);
            await connection.OpenAsync();
            var checker = new HistoryChecker(connection);
            await checker.ExecuteAsync(Ledger.Schema);
            await using var node = await TestNode.StartAsync(this, handlers: [new Handler("record", RecordAsync)]);
            var log = new RequestLog();
            (await node.Engine.DeployAsync(ChaosModels.Part, TestNode.Boss)).OrThrow();
            (await node.Engine.DeployAsync(ChaosModels.Begin, TestNode.Boss)).OrThrow();
            await ApplyAsync(node, log);
            foreach (var reference in new[] { "one", "two" })
            {
                await WalkAsync(node, log, reference);
            }

            await checker.LoadAsync(log.Requests);
        }

        private static async Task ApplyAsync(TestNode node, RequestLog log)
        {
            (await node.Engine.PublishMessageAsync("application", "apply-1", "apply-1", TimeSpan.FromHours(1), FeelContext.Empty, TestNode.Anna)).OrThrow();
            log.Add(new("publish", "anna", Name: "application", Key: "apply-1", MessageId: "apply-1"), Outcome.Accepted, null);
            await node.UntilAsync(
                async () => (await node.Engine.InstancesAsync("apply-1", TestNode.Boss)).FirstOrDefault(i => i.EndedAt is not null), "end of the application");
        }

        private static async Task WalkAsync(TestNode node, RequestLog log, string reference)
        {
            var instance = await node.StartInstanceAsync(ChaosModels.Main, FeelContext.Of(("reference", FeelValue.Of(reference))), reference);
            log.Add(new("start", "anna", instance.InstanceId, "chaos", reference), Outcome.Accepted, null);
            foreach (var element in new[] { "open", "inner", "assess" })
            {
                var task = await node.TaskAsync(instance, element);
                var actor = $"{element}-{reference}";
                (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna with { Actor = actor })).OrThrow();
                log.Add(new("complete", actor, task.TaskId), Outcome.Accepted, null);
            }

            (await node.Engine.PublishMessageAsync("answer", reference, $"answer-{reference}", TimeSpan.FromHours(1), FeelContext.Empty, TestNode.Anna)).OrThrow();
            log.Add(new("publish", "anna", Name: "answer", Key: reference, MessageId: $"answer-{reference}"), Outcome.Accepted, null);
            await node.UntilAsync<InstanceView>(
                async () =>
                {
                    node.Clock.Advance(TimeSpan.FromSeconds(1));
                    return await node.Engine.FindInstanceAsync(instance.InstanceId, TestNode.Boss) is { EndedAt: not null } ended ? ended : null;
                },
                "end",
                instance);
        }

        private async Task<JobOutcome> RecordAsync(JobContext job)
        {
            await using var effect = Owner.CreateCommand($"INSERT INTO ledger.effects VALUES ('{job.IdempotencyKey}', 'here')");
            await effect.ExecuteNonQueryAsync();
            return JobOutcome.Completed(alongside: async (connection, transaction, ct) =>
            {
                await using var answer = new NpgsqlCommand($"INSERT INTO ledger.answers (key) VALUES ('{job.IdempotencyKey}')", connection, transaction);
                await answer.ExecuteNonQueryAsync(ct);
            });
        }
    }
}
