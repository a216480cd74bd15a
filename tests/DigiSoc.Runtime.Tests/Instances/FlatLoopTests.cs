using System.Globalization;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Instances;

/// <summary>What has happened leaves nothing behind but history: an instance that has gone round two thousand times is as small as after a hundred.</summary>
public sealed class FlatLoopTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly PackageContent Looping = Models.Package("looping", Models.Process("looping", """
        <bpmn:startEvent id="start"/>
        <bpmn:exclusiveGateway id="again"/>
        <bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:exclusiveGateway id="fork" default="fork-again"/>
        <bpmn:userTask id="look"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:sequenceFlow id="fork-look" sourceRef="fork" targetRef="look"><bpmn:conditionExpression>=round = 100 or round = 2000</bpmn:conditionExpression></bpmn:sequenceFlow>
        """, "start>again", "again>fetch", "fetch>fork", "fork>again", "look>again"));

    [Fact]
    public async Task Loop_OfManyRounds_KeepsItsRowsAndItsSize()
    {
        var round = 0;
        await using var node = await TestNode.StartAsync(database, handlers:
        [
            new Handler("fetch", _ => Task.FromResult(JobOutcome.Completed(FeelContext.Of(("round", FeelValue.Of(Interlocked.Increment(ref round))))))),
        ]);
        var instance = await node.StartInstanceAsync(Looping);
        var task = await node.TaskAsync(instance, "look");
        var (early, earlyRows) = await MeasureAsync(instance);
        (await node.Engine.CompleteTaskAsync(task.TaskId, FeelContext.Empty, TestNode.Anna)).OrThrow();

        await node.TaskAsync(instance, "look");

        var (late, lateRows) = await MeasureAsync(instance);
        round.ShouldBe(2_000);
        late.ShouldBeInRange(early, early + 16, "numbers of more digits, and nothing else");
        lateRows.ShouldBe(earlyRows);
    }

    private async Task<(long Bytes, long Rows)> MeasureAsync(InstanceView instance)
    {
        await using var command = database.Owner.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT (SELECT octet_length(state) FROM runtime.instances WHERE id = '{instance.InstanceId}')::bigint,
                (SELECT count(*) FROM (SELECT id FROM runtime.jobs UNION ALL SELECT id FROM runtime.timers UNION ALL SELECT id FROM runtime.user_tasks
                    UNION ALL SELECT id FROM runtime.subscriptions UNION ALL SELECT id FROM runtime.incidents UNION ALL SELECT id FROM runtime.messages) open)
            """));
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
