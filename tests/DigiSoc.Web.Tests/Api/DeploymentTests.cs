using System.Net;
using System.Text;
using DigiSoc.Web.Hosting;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A changed package becomes the next version; cases that run stay where they began.</summary>
[Collection(Deploying)]
public sealed class DeploymentTests(RunningProduct product)
{
    /// <summary>Tests that deploy the same package take turns: each looks at what is the newest.</summary>
    internal const string Deploying = "deploying gmi-benefit";

    [Fact]
    public async Task Deploy_ChangedPackage_NewCasesStartOnItAndOldOnesStay()
    {
        using var designer = await ApiClient.SignedInAsync(product, "pauls");
        using var old = new CaseWalk(product);
        await old.OpenAsync("300000-21001", "eaddress");
        var before = await VersionOfAsync(old);

        var deployed = await ApiClient.JsonAsync(await designer.PostAsync("packages", new { files = Files("gmi-benefit", "\n- changed by a test\n") }));

        deployed.GetProperty("version").GetInt32().ShouldBeGreaterThan(before);
        using var young = new CaseWalk(product);
        await young.OpenAsync("300000-21001", "eaddress");
        (await VersionOfAsync(young)).ShouldBe(deployed.GetProperty("version").GetInt32());
        (await VersionOfAsync(old)).ShouldBe(before);
        await old.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await old.WaitAtAsync("confirm-household");
    }

    [Fact]
    public async Task Deploy_BrokenPackage_IsRefusedWithPlaceAndNothingChanges()
    {
        using var designer = await ApiClient.SignedInAsync(product, "pauls");
        var files = Files("intake", "");
        files["process.bpmn"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["process.bpmn"]).Replace("register-lookup", "tea-making", StringComparison.Ordinal));
        var versions = await VersionsAsync(designer, "intake");

        using var refused = await designer.PostAsync("packages", new { files });

        refused.StatusCode.ShouldBeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict, HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("tea-making");
        (await VersionsAsync(designer, "intake")).ShouldBe(versions);
    }

    [Theory]
    [InlineData("rasa")]
    [InlineData("dace")]
    [InlineData("marta")]
    public async Task Deploy_ByAnotherRole_IsRefused(string user)
    {
        using var client = await ApiClient.SignedInAsync(product, user);

        using var refused = await client.PostAsync("packages", new { files = Files("intake", "") });

        refused.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Conflict);
    }

    private static async Task<int> VersionOfAsync(CaseWalk walk) =>
        (await walk.FileAsync()).GetProperty("case").GetProperty("packageVersion").GetInt32();

    private static async Task<int> VersionsAsync(ApiClient designer, string key) =>
        (await ApiClient.JsonAsync(await designer.GetAsync($"packages/{key}/versions"))).GetArrayLength();

    private static Dictionary<string, byte[]> Files(string package, string changelog)
    {
        var folder = Path.Combine(ProductFolders.Root, "workflows", package);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes);
        if (changelog.Length > 0)
        {
            files["CHANGELOG.md"] = [.. files["CHANGELOG.md"], .. Encoding.UTF8.GetBytes(changelog)];
        }

        return files;
    }
}
