using System.Net;
using System.Text;
using DigiSoc.Web.Hosting;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>Names of versions by the API, the command line and the package's page; cases that start by them.</summary>
[Collection(DeploymentTests.Deploying)]
public sealed class TagTests(RunningProduct product)
{
    [Fact]
    public async Task Application_ByTag_RunsOnTheVersionThatBearsIt()
    {
        using var designer = await ApiClient.SignedInAsync(product, "pauls");
        using var registrar = await ApiClient.SignedInAsync(product, "rasa");
        var older = await NewestAsync(designer);
        (await ApiClient.JsonAsync(await designer.PutAsync("packages/gmi-benefit/tags/web-tests", new { version = older, reason = "Pilots" })))
            .GetProperty("version").GetInt32().ShouldBe(older);
        await DeployNextAsync(designer);
        (await NewestAsync(designer)).ShouldBeGreaterThan(older);

        (await VersionOfAsync(registrar, new { tag = "web-tests" })).ShouldBe(older);
        (await VersionOfAsync(registrar, new { version = older })).ShouldBe(older);
        (await VersionOfAsync(registrar, new { })).ShouldBeGreaterThan(older);
        (await ApiClient.JsonAsync(await registrar.GetAsync("procedures/gmi-benefit?tag=web-tests"))).GetProperty("version").GetInt32().ShouldBe(older);
        var history = await ApiClient.JsonAsync(await designer.GetAsync("packages/gmi-benefit/tags/history"));
        history.EnumerateArray().Select(one => (one.GetProperty("tag").GetString(), one.GetProperty("reason").GetString(), one.GetProperty("actorName").GetString()))
            .ShouldContain(("web-tests", "Pilots", "Pauls Procesiņš"));
    }

    [Theory]
    [InlineData("""{ "tag": "not-there" }""", "CASE-162")]
    [InlineData("""{ "version": 999 }""", "CASE-160")]
    [InlineData("""{ "version": 1, "tag": "web-tests" }""", "CASE-163")]
    public async Task Application_OnAVersionThatIsNot_IsRefusedByField(string which, string code)
    {
        using var registrar = await ApiClient.SignedInAsync(product, "rasa");

        var problem = await ApiClient.JsonAsync(await SubmitAsync(registrar, which), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Tag_WithoutReasonWrongNameOrByAnotherRole_IsRefused()
    {
        using var designer = await ApiClient.SignedInAsync(product, "pauls");
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        async Task<string?> CodeAsync(ApiClient client, string tag, string reason, HttpStatusCode expected) => (await ApiClient.JsonAsync(
            await client.PutAsync($"packages/intake/tags/{tag}", new { version = 1, reason }), expected)).GetProperty("code").GetString();

        (await CodeAsync(designer, "pilot", " ", HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-061");
        (await CodeAsync(designer, "latest", "x", HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-161");
        (await CodeAsync(manager, "pilot", "x", HttpStatusCode.Conflict)).ShouldBe("CASE-008");
        (await ApiClient.JsonAsync(await designer.PostAsync("packages/intake/tags/never/remove", new { reason = "x" }), HttpStatusCode.UnprocessableEntity))
            .GetProperty("code").GetString().ShouldBe("CASE-162");
    }

    [Fact]
    public async Task CommandLine_SetsListsAndRemovesATag()
    {
        (await CommandLine.RunAsync(product, "tag", "means-test", "by-command", "1", "--reason", "Pārbaude")).ShouldBe((0, "by-command is on means-test@1." + Environment.NewLine));
        (await CommandLine.RunAsync(product, "tag", "means-test")).Output.ShouldContain("by-command  means-test@1");
        var (refused, why) = await CommandLine.RunAsync(product, "tag", "means-test", "by-command", "--remove");
        refused.ShouldBe(1);
        why.ShouldContain("CASE-061");
        (await CommandLine.RunAsync(product, "tag", "means-test", "by-command", "--remove", "--reason", "Beigas")).ExitCode.ShouldBe(0);
        (await CommandLine.RunAsync(product, "tag", "means-test")).Output.ShouldNotContain("by-command");
    }

    [Fact]
    public async Task Page_OfAManager_ShowsTagsButNoForms()
    {
        using var designer = await Visitor.SignedInAsync(product, "pauls");
        using var manager = await Visitor.SignedInAsync(product, "marta");
        using var set = await designer.SendAsync("/packages/intake", "/packages/intake/1/tags", ("tag", "shown"), ("to", "1"), ("reason", "Rādīt"));
        set.StatusCode.ShouldBe(HttpStatusCode.Redirect, await set.Content.ReadAsStringAsync());

        var page = await manager.PageAsync("/packages/intake");

        page.QuerySelectorAll("[data-testid=version-tag]").Select(tag => tag.TextContent).ShouldContain("shown");
        page.QuerySelector("[data-testid=tag-history]")!.TextContent.ShouldContain("Rādīt");
        page.QuerySelector("[data-testid=tag-form]").ShouldBeNull();
    }

    private static async Task<int> NewestAsync(ApiClient designer) =>
        (await ApiClient.JsonAsync(await designer.GetAsync("packages/gmi-benefit/versions")))[0].GetProperty("version").GetInt32();

    private static async Task DeployNextAsync(ApiClient designer)
    {
        var folder = Path.Combine(ProductFolders.Root, "workflows", "gmi-benefit");
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes);
        files["CHANGELOG.md"] = [.. files["CHANGELOG.md"], .. Encoding.UTF8.GetBytes("\n- changed by a test of tags\n")];
        await ApiClient.JsonAsync(await designer.PostAsync("packages", new { files }));
    }

    private async Task<int> VersionOfAsync(ApiClient registrar, object which)
    {
        using var dace = await ApiClient.SignedInAsync(product, "dace");
        var opened = await ApiClient.JsonAsync(await SubmitAsync(registrar, System.Text.Json.JsonSerializer.Serialize(which)), HttpStatusCode.Created);
        var file = await ApiClient.JsonAsync(await dace.GetAsync($"cases/{opened.GetProperty("caseId").GetGuid()}"));
        return file.GetProperty("case").GetProperty("packageVersion").GetInt32();
    }

    private static Task<HttpResponseMessage> SubmitAsync(ApiClient registrar, string which)
    {
        var order = System.Text.Json.Nodes.JsonNode.Parse(which)!.AsObject();
        order["procedure"] = "gmi-benefit";
        order["receivedOn"] = "2026-01-05";
        order["channel"] = "in-person";
        order["data"] = System.Text.Json.Nodes.JsonNode.Parse(
            """{ "applicant": { "personCode": "300000-21001", "preferredChannel": "eaddress" }, "members": [], "signedByAdults": true }""");
        return registrar.PostAsync("applications", order);
    }
}
