namespace DigiSoc.Runtime.Tests.Bulks;

/// <summary>Two processes of a package have a step of the same id, and the next version calls it differently in each.</summary>
public sealed class MappingByProcessTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Migrate_SameIdInTwoProcesses_EachHasATargetOfItsOwn()
    {
        await using var node = await TestNode.StartAsync(database);
        var from = (await node.Engine.DeployAsync(Pair("check", "check"), TestNode.Boss)).OrThrow().Package.Version;
        var target = (await node.Engine.DeployAsync(Pair("examine", "verify"), TestNode.Boss)).OrThrow().Package.Version;
        var pair = await StartAsync(node, from, "pair");
        var other = await StartAsync(node, from, "other");
        Task<EngineAnswer<BulkView>> Migrate(params (string From, string To)[] renamed) => node.Engine.StartBulkAsync(
            new()
            {
                Operation = BulkOperation.Migrate,
                Query = new() { PackageKey = "pair", PackageVersion = from },
                TargetVersion = target,
                Renamed = renamed.ToDictionary(one => one.From, one => one.To),
                Reason = "law of 1 July",
            },
            TestNode.Boss);

        (await node.Engine.ProposeMigrationAsync("pair", from, target)).OrThrow().Elements.Select(e => $"{e.Source} {e.Target}")
            .ShouldBe(["start start", "pair/check examine", "other/check verify", "end end"]);
        (await Migrate(("other/check", "examine"), ("third/check", "verify"))).Refusal!.Text
            .ShouldContain($"`third/check` in pair@{from}, `other/examine` in pair@{target}, `third/verify` in pair@{target}");
        var done = await EndedAsync(node, (await Migrate(("check", "examine"), ("other/check", "verify"))).OrThrow());

        (done.Done, done.Refused).ShouldBe((2, 0));
        await node.TaskAsync(pair, "examine");
        await node.TaskAsync(other, "verify");
    }

    private static async Task<InstanceView> StartAsync(TestNode node, int version, string process) =>
        (await node.Engine.StartInstanceAsync(new("pair", version), null, Feel.FeelContext.Empty, TestNode.Anna, process)).OrThrow();

    private static PackageContent Pair(string inPair, string inOther) => Models.Package("pair", Process("pair", inPair) + Process("other", inOther));

    private static string Process(string id, string step) => Models.Process(id, $"""
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="{step}"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, $"start>{step}", $"{step}>end");

    private static Task<BulkView> EndedAsync(TestNode node, BulkView bulk) => node.UntilAsync(
        async () => await node.Engine.FindBulkAsync(bulk.BulkId, TestNode.Boss) is { FinishedAt: not null } ended ? ended : null, "end of the bulk operation");
}
