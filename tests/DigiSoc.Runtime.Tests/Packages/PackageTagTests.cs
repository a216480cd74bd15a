using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Packages;

/// <summary>Names of versions: what starts by them, and what is told of them.</summary>
public sealed class PackageTagTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Start_ByTag_IsOnTheVersionThatBearsItAndFollowsItWhenItMoves()
    {
        await using var node = await TestNode.StartAsync(database);
        await DeployAsync(node, "moving", 2);
        (await node.Engine.TagPackageAsync("moving", 1, "pilot", "Pilots", TestNode.Boss)).OrThrow().Version.ShouldBe(1);
        (await StartAsync(node, new("moving", Tag: "pilot"))).PackageVersion.ShouldBe(1);

        (await node.Engine.TagPackageAsync("moving", 2, "pilot", "Beidzies", TestNode.Boss)).OrThrow();

        (await StartAsync(node, new("moving", Tag: "pilot"))).PackageVersion.ShouldBe(2);
        (await StartAsync(node, new("moving", 1))).PackageVersion.ShouldBe(1);
        (await StartAsync(node, new("moving"))).PackageVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Tag_SetMovedSetAgainAndRemoved_TellsEachChangeOnce()
    {
        await using var node = await TestNode.StartAsync(database);
        await DeployAsync(node, "told", 2);
        var boss = TestNode.Boss with { OnBehalfOf = "absent" };
        (await node.Engine.TagPackageAsync("told", 1, "pilot", " first ", boss)).OrThrow();
        (await node.Engine.TagPackageAsync("told", 1, "pilot", "again", boss)).OrThrow();
        (await node.Engine.TagPackageAsync("told", 2, "pilot", "second", boss)).OrThrow();
        (await node.Engine.PackageTagsAsync("told")).ShouldBe([new("told", "pilot", 2)]);

        (await node.Engine.UntagPackageAsync("told", "pilot", "third", boss)).OrThrow();

        (await node.Engine.PackageTagsAsync("told")).ShouldBeEmpty();
        (await node.Engine.PackageTagEventsAsync("told"))
            .Select(e => (e.Tag, e.From, e.To, e.Reason, e.Actor, e.OnBehalfOf, e.InstitutionId))
            .ShouldBe(
            [
                ("pilot", 2, null, "third", "boss", "absent", "ogre"),
                ("pilot", 1, 2, "second", "boss", "absent", "ogre"),
                ("pilot", null, 1, "first", "boss", "absent", "ogre"),
            ]);
    }

    [Fact]
    public async Task Tags_MovedByManyAtOnce_TellAnUnbrokenWay()
    {
        await using var node = await TestNode.StartAsync(database);
        await DeployAsync(node, "busy", 3);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(at => node.Engine.TagPackageAsync("busy", (at % 3) + 1, "pilot", "all at once", TestNode.Boss)));

        int? stands = null;
        foreach (var told in (await node.Engine.PackageTagEventsAsync("busy")).Reverse())
        {
            told.From.ShouldBe(stands);
            stands = told.To;
        }

        (await node.Engine.PackageTagsAsync("busy")).Single().Version.ShouldBe(stands!.Value);
    }

    [Theory]
    [InlineData("Pilot", "RUN-110")]
    [InlineData("", "RUN-110")]
    [InlineData("-pilot", "RUN-110")]
    [InlineData("latest", "RUN-110")]
    [InlineData("pilots ar garu", "RUN-110")]
    public async Task Tag_Malformed_IsRefused(string tag, string code)
    {
        await using var node = await TestNode.StartAsync(database);
        await DeployAsync(node, "strict", 1);

        (await node.Engine.TagPackageAsync("strict", 1, tag, "why", TestNode.Boss)).Refusal!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Tag_OfNothing_IsRefusedWithWhatThereIs()
    {
        await using var node = await TestNode.StartAsync(database);
        await DeployAsync(node, "sparse", 1);
        (await node.Engine.TagPackageAsync("sparse", 1, "pilot", "why", TestNode.Boss)).OrThrow();

        (await node.Engine.TagPackageAsync("sparse", 9, "pilot", "why", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-106");
        (await node.Engine.TagPackageAsync("sparse", 1, "pilot", " ", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-406");
        (await node.Engine.UntagPackageAsync("sparse", "pilto", "why", TestNode.Boss)).Refusal!.Code.ShouldBe("RUN-111");
        var start = await node.Engine.StartInstanceAsync(new("sparse", Tag: "pilto"), null, FeelContext.Empty, TestNode.Anna);
        start.Refusal!.Code.ShouldBe("RUN-111");
        start.Refusal.Text.ShouldContain("Tags: pilot.");
    }

    private static async Task DeployAsync(TestNode node, string key, int versions)
    {
        for (var version = 1; version <= versions; version++)
        {
            var step = $"<bpmn:startEvent id=\"start\"/><bpmn:userTask id=\"v{version}\"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id=\"end\"/>";
            (await node.Engine.DeployAsync(
                Models.Package(key, Models.Process(key, step, $"start>v{version}", $"v{version}>end")), TestNode.Boss)).OrThrow().Package.Version.ShouldBe(version);
        }
    }

    private static async Task<InstanceView> StartAsync(TestNode node, PackageReference package) =>
        (await node.Engine.StartInstanceAsync(package, null, FeelContext.Empty, TestNode.Anna)).OrThrow();
}
