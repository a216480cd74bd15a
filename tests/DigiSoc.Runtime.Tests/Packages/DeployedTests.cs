using DigiSoc.Bpmn;
using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Packages;

/// <summary>What an earlier version of the program deployed goes on, whatever a later one looks at when it deploys.</summary>
public sealed class DeployedTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    // The condition on the border can be neither true nor false, the number of retries is none, and two events catch every
    // error: each was once deployed without a word, and each is refused now.
    private const string Elements = """
        <bpmn:startEvent id="start"/>
        <bpmn:serviceTask id="fetch">
          <bpmn:extensionElements><zeebe:taskDefinition type="fetch" retries="RETRIES"/></bpmn:extensionElements>
        </bpmn:serviceTask>
        <bpmn:boundaryEvent id="never" attachedToRef="fetch"><bpmn:conditionalEventDefinition><bpmn:condition>=CONDITION</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:boundaryEvent>
        <bpmn:boundaryEvent id="one" attachedToRef="fetch"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>
        <bpmn:boundaryEvent id="two" attachedToRef="fetch"><bpmn:DEFINITION/></bpmn:boundaryEvent>
        <bpmn:endEvent id="end"/>
        """;

    [Fact]
    public async Task Instance_OfAVersionThatWouldBeRefusedNow_RunsToItsEnd()
    {
        var refused = Package("\"soon\"", "many", "errorEventDefinition");
        await using (var before = await TestNode.StartAsync(database))
        {
            (await before.Engine.DeployAsync(Package("false", "2", "escalationEventDefinition"), TestNode.Boss)).OrThrow();
            await StoreAsync("aged", refused.Files["process.bpmn"]);
        }

        await using var node = await TestNode.StartAsync(database);
        var instance = (await node.Engine.StartInstanceAsync(new("aged", 1), null, FeelContext.Empty, TestNode.Anna)).OrThrow();

        (await node.EndAsync(instance)).Status.ShouldBe(InstanceStatus.Completed);
        var refusal = (await node.Engine.DeployAsync(refused, TestNode.Boss)).Refusal.ShouldNotBeNull();
        refusal.Text.ShouldContain("BPMN-018");
        refusal.Text.ShouldContain("BPMN-048");
        refusal.Text.ShouldContain("BPMN-020");
    }

    private static PackageContent Package(string condition, string retries, string definition) => Models.Package("aged", Models.Process(
        "aged",
        Elements.Replace("CONDITION", condition, StringComparison.Ordinal).Replace("RETRIES", retries, StringComparison.Ordinal).Replace("DEFINITION", definition, StringComparison.Ordinal),
        "start>fetch", "fetch>end"));

    // As the version that did not look would have stored it.
    private async Task StoreAsync(string key, byte[] process)
    {
        await using var command = database.Owner.CreateCommand("UPDATE runtime.resources SET content = $1 WHERE key = $2 AND path LIKE '%.bpmn'");
        command.Parameters.Add(new NpgsqlParameter { Value = process });
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
