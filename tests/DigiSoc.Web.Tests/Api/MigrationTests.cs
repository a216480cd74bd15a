using System.Net;
using System.Text;
using System.Text.Json;
using DigiSoc.Web.Hosting;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A case goes to a version in which a step has another id: the mapping proposed, by command line and on the page; and an order with variables.</summary>
[Collection(DeploymentTests.Deploying)]
public sealed class MigrationTests(RunningProduct product)
{
    // One walk, for the version that it deploys is there for whoever comes later.
    [Fact]
    public async Task Migrate_StepRenamed_ProposedLookedAtAndCarriedOut()
    {
        using var designer = await ApiClient.SignedInAsync(product, "pauls");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await walk.WaitAtAsync("confirm-household");
        var deployed = await ApiClient.JsonAsync(await designer.PostAsync("packages", new { files = Renamed() }));
        deployed.GetProperty("version").GetInt32().ShouldBe(2);

        var draft = await ApiClient.JsonAsync(await designer.GetAsync("packages/household-assembly/migration?from=1&to=2"));
        draft.GetProperty("elements").EnumerateArray().Single(one => one.GetProperty("source").GetString() == "join-facts").GetProperty("reason").GetString().ShouldBe("same-name");
        (await ApiClient.JsonAsync(await designer.GetAsync("packages/household-assembly/migration?from=1&to=77"), HttpStatusCode.UnprocessableEntity))
            .GetProperty("code").GetString().ShouldBe("CASE-156");
        await ByCommandAsync(walk.Number);
        await ByPageAsync(walk.Number);
    }

    [Theory]
    [InlineData("""{ "operation": "suspend", "packageKey": "intake", "renamed": { "a": "b" }, "reason": "r" }""", "CASE-126", "renamed")]
    [InlineData("""{ "operation": "suspend", "packageKey": "intake", "variables": { "a": 1 }, "reason": "r" }""", "CASE-127", "variables")]
    [InlineData("""{ "operation": "migrate", "packageKey": "intake", "targetVersion": 1, "renamed": { "check-aplication": "judge" }, "reason": "r" }""", "CASE-128", "renamed")]
    [InlineData("""{ "operation": "retry-incidents", "packageKey": "intake", "variables": [1], "reason": "r" }""", "CASE-129", "variables")]
    public async Task Start_WrongMappingOrVariables_NamesTheField(string body, string code, string field)
    {
        using var manager = await ApiClient.SignedInAsync(product, "vija");

        var problem = await ApiClient.JsonAsync(
            await manager.PostAsync("bulks", JsonSerializer.Deserialize<JsonElement>(body)), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    // A manager's: it changes what the case knows. The order keeps them for whoever looks later.
    [Fact]
    public async Task Retry_WithVariables_IsAManagersAndIsKept()
    {
        using var designer = await ApiClient.SignedInAsync(product, "peteris");
        using var manager = await ApiClient.SignedInAsync(product, "vija");
        var order = new { operation = "retry-incidents", packageKey = "intake", variables = new { income = 120.5m }, reason = "Ienākumi zināmi" };

        (await ApiClient.JsonAsync(await designer.PostAsync("bulks", order), HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("CASE-008");
        var bulk = await ApiClient.JsonAsync(await manager.PostAsync("bulks", order));

        bulk.GetProperty("variables").GetRawText().ShouldBe("""{"income":120.5}""");
        using var visitor = await Visitor.SignedInAsync(product, "vija");
        (await visitor.PageAsync($"/operations/bulk/{bulk.GetProperty("bulkId").GetGuid()}")).QuerySelector("[data-testid=bulk-variables]")!.TextContent.ShouldBe("""{"income":120.5}""");
        using var wrong = await visitor.SendAsync("/operations/bulk", "/operations/bulk", ("Operation", "RetryIncidents"), ("PackageKey", "intake"), ("Variables", "{income}"), ("Reason", "r"));
        (await Visitor.ReadAsync(wrong, HttpStatusCode.UnprocessableEntity)).QuerySelector("[data-testid=bulk-variables]")!.TextContent.ShouldBe("{income}");
    }

    private async Task ByCommandAsync(string number)
    {
        var proposed = await CommandLine.RunAsync(product, "migrate", "household-assembly", "1", "2");
        proposed.ExitCode.ShouldBe(0, proposed.Output);
        proposed.Output.ShouldContain("join-facts → merge-facts  same-name");
        proposed.Output.ShouldContain("1 proposed, 0 without a counterpart");
        (await CommandLine.RunAsync(product, "migrate", "household-assembly", "1", "2", "--rename", "join-facts")).ExitCode.ShouldBe(2);
        (await CommandLine.RunAsync(product, "migrate", "household-assembly", "1", "2", "--carry-out")).ExitCode.ShouldBe(2);
        var unknown = await CommandLine.RunAsync(product, "migrate", "household-assembly", "1", "2", "--rename", "join-facts=joined", "--reason", "Jauna redakcija");
        unknown.ExitCode.ShouldBe(1);
        unknown.Output.ShouldContain("`joined` in household-assembly@2");
        var refused = await CommandLine.RunAsync(product, "migrate", "household-assembly", "1", "2", "--rename", "confirm-household=list-persons", "--case", number, "--reason", "Jauna redakcija");
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldContain("0 of 1 can be migrated, 1 refused.");
        refused.Output.ShouldContain($"{number}  BPMN-214");
        var dry = await CommandLine.RunAsync(product, "migrate", "household-assembly", "1", "2", "--proposed", "--case", number, "--reason", "Jauna redakcija");
        dry.ShouldBe((0, "1 of 1 can be migrated, 0 refused." + Environment.NewLine));
    }

    private async Task ByPageAsync(string number)
    {
        using var visitor = await Visitor.SignedInAsync(product, "marta");
        (string, string)[] order =
        [
            ("Operation", "Migrate"), ("PackageKey", "household-assembly"), ("Version", "1"), ("TargetVersion", "2"), ("Cases", number), ("Reason", "Jauna redakcija"),
        ];
        using var without = await visitor.SendAsync("/operations/bulk", "/operations/bulk", ("Operation", "Migrate"), ("Step", "propose"));
        (await Visitor.ReadAsync(without, HttpStatusCode.UnprocessableEntity)).QuerySelector("[data-testid=mapping]").ShouldBeNull();

        using var proposed = await visitor.SendAsync("/operations/bulk", "/operations/bulk", [.. order, ("Step", "propose")]);
        var page = await Visitor.ReadAsync(proposed);
        page.QuerySelector("[data-testid=to-join-facts] option[selected]")!.GetAttribute("value").ShouldBe("join-facts merge-facts");
        using var refused = await visitor.SendAsync("/operations/bulk", "/operations/bulk", [.. order, ("Renamed", "join-facts nowhere"), ("Renamed", "")]);
        var again = await Visitor.ReadAsync(refused, HttpStatusCode.UnprocessableEntity);
        again.QuerySelector("[data-testid=refusals]")!.TextContent.ShouldContain("CASE-128");
        again.QuerySelector("[data-testid=to-join-facts] option[selected]").ShouldBeNull();

        using var preview = await visitor.SendAsync("/operations/bulk", "/operations/bulk", [.. order, ("Renamed", "join-facts merge-facts"), ("Renamed", "")]);
        var address = preview.Headers.Location!.ToString();
        (await visitor.PageAsync(address)).QuerySelector("[data-testid=bulk-mapping]")!.TextContent.ShouldContain("join-facts → merge-facts");
        using var real = await visitor.SendAsync(address, $"{address}/carry-out");
        (await visitor.PageAsync(real.Headers.Location!.ToString())).QuerySelector("[data-testid=bulk-figures]")!.TextContent.ShouldContain("1");
    }

    private static Dictionary<string, byte[]> Renamed()
    {
        var folder = Path.Combine(ProductFolders.Root, "workflows", "household-assembly");
        var files = Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        files["process.bpmn"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["process.bpmn"]).Replace("\"join-facts\"", "\"merge-facts\"", StringComparison.Ordinal));
        return files;
    }
}
