using System.Globalization;
using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Tests.Properties;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Restoring;

/// <summary>
/// A random process whose node is gone after every single step, and another goes on, ends with the very same history and
/// state as on a node that lives on.
/// </summary>
/// <remarks>
/// Environment: <c>DIGISOC_DURABLE_PROCESSES</c>, how many (25 unless set, about a second each); <c>DIGISOC_BPMN_SEED</c>, from which seed on (1).
/// The processes are those of the pure engine's tests; each step is a transaction of its own in PostgreSQL.
/// </remarks>
public sealed class RandomProcessRestoreTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    internal static readonly EngineOptions OnlyCalls = new() { ConnectionString = "", Works = false, Housekeeping = false };

    internal static readonly FeelContext Variables = FeelContext.Of(("key", FeelValue.Of("k")), ("sum", FeelValue.Of(0)));

    private const string Decision = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
          <inputData id="i" name="sum"><variable name="sum" typeRef="number"/></inputData>
          <decision id="x" name="x">
            <variable name="x" typeRef="string"/>
            <informationRequirement><requiredInput href="#i"/></informationRequirement>
            <literalExpression><text>if sum = 2 then "two" else "other"</text></literalExpression>
          </decision>
        </definitions>
        """;

    [Fact]
    public async Task RandomProcess_NodeGoneAfterEveryStep_EndsWithTheSameHistoryAndState()
    {
        var first = Number("DIGISOC_BPMN_SEED", 1);
        for (var seed = first; seed < first + Number("DIGISOC_DURABLE_PROCESSES", 25); seed++)
        {
            var living = await PlayAsync((ulong)seed, everyStepOnANewNode: false);
            var dying = await PlayAsync((ulong)seed, everyStepOnANewNode: true);

            dying.ShouldBe(living, $"seed {seed}\n{RandomProcess.Xml((ulong)seed)}");
        }
    }

    private async Task<IReadOnlyList<string>> PlayAsync(ulong seed, bool everyStepOnANewNode)
    {
        var clock = new TestClock();
        var node = await TestNode.StartAsync(database, clock, OnlyCalls);
        try
        {
            var deployed = (await node.Engine.DeployAsync(Package(seed, RandomProcess.Xml(seed)), TestNode.Boss)).OrThrow().Package;
            var root = (await node.Engine.StartInstanceAsync(new(deployed.Key, deployed.Version), null, Variables, TestNode.Anna, "p")).OrThrow();
            var play = new DurablePlay(database, root.InstanceId, seed);
            while (await play.StepAsync(node))
            {
                if (everyStepOnANewNode)
                {
                    await node.DisposeAsync();
                    node = await TestNode.StartAsync(database, clock, OnlyCalls);
                }
            }

            (await node.Engine.FindInstanceAsync(root.InstanceId, TestNode.Boss))!.Status.ShouldBe(InstanceStatus.Completed, $"seed {seed}");
            return await play.TellAsync();
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    internal static PackageContent Package(ulong seed, string xml) => PackageContent.OfTexts(
        ("package.yaml", string.Create(CultureInfo.InvariantCulture, $"key: random-{seed}\n")),
        ("process.bpmn", xml),
        ("called.bpmn", Models.Document(Called("p2") + Called("elsewhere"))),
        ("decision.dmn", Decision));

    private static string Called(string id) => Models.Process(id, $"""
        <bpmn:startEvent id="{id}-s"/>
        <bpmn:serviceTask id="{id}-inner"><bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:endEvent id="{id}-e"/>
        <bpmn:sequenceFlow id="{id}-1" sourceRef="{id}-s" targetRef="{id}-inner"/>
        <bpmn:sequenceFlow id="{id}-2" sourceRef="{id}-inner" targetRef="{id}-e"/>
        """);

    internal static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
