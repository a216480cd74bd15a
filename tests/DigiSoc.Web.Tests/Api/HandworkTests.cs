using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A manager moves a case's process by hand through the API: looked at first, with reason, seen in the timeline.</summary>
public sealed class HandworkTests(RunningProduct product)
{
    [Fact]
    public async Task Modify_StepBackWithVariables_LookedAtFirstThenDone()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await walk.WaitAtAsync("confirm-household");
        var place = (await PlacesAsync(manager, walk)).Single(one => one.GetProperty("processId").GetString() == "household-assembly");
        var at = place.GetProperty("elements").EnumerateArray().Single(one => one.GetProperty("elementId").GetString() == "confirm-household").GetProperty("number").GetInt64();
        var address = $"cases/{walk.CaseId}/processes/{place.GetProperty("instanceId").GetGuid()}/modify";
        object Order(bool isDryRun, string reason) => new
        {
            isDryRun,
            reason,
            changes = new object[] { new { variables = new { note = "otrreiz" } }, new { activate = "confirm-household", with = new Dictionary<string, object> { ["confirm-household"] = new { round = 2 } } }, new { terminate = at } },
        };

        (await RefusedAsync(manager, address, Order(false, " "), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-061");
        var dry = await ApiClient.JsonAsync(await manager.PostAsync(address, Order(true, "")));
        Numbers(dry).ShouldContain(at);
        var real = await ApiClient.JsonAsync(await manager.PostAsync(address, Order(false, "Pārbauda vēlreiz")));

        Numbers(real).ShouldNotContain(at);
        foreach (var outlook in new[] { dry, real }.Select(answer => answer.GetProperty("outlook")[0]))
        {
            var ends = outlook.GetProperty("ends")[0];
            ends.GetProperty("number").GetInt64().ShouldBe(at);
            ends.GetProperty("waits")[0].GetProperty("kind").GetString().ShouldBe("task");
            outlook.GetProperty("begins")[0].GetProperty("waits")[0].GetProperty("forWhom").GetProperty("en").GetString().ShouldBe("Social worker");
            outlook.GetProperty("variables")[0].GetProperty("after").GetString().ShouldBe("\"otrreiz\"");
        }

        var timeline = (await walk.FileAsync()).GetProperty("timeline").EnumerateArray().Single(entry => entry.GetProperty("kind").GetString() == "process-modified");
        timeline.GetRawText().ShouldContain("Pārbauda vēlreiz");
        await walk.DoAsync("dace", "confirm-household");
        await walk.WaitAtAsync("declare-means");
    }

    [Fact]
    public async Task Modify_ByOthersOrUnclear_IsRefused()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var elsewhere = await ApiClient.SignedInAsync(product, "vija");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        var instance = (await PlacesAsync(manager, walk))[0].GetProperty("instanceId").GetGuid();
        var address = $"cases/{walk.CaseId}/processes/{instance}/modify";
        object Change(object change) => new { reason = "mēģina", changes = new[] { change } };

        (await RefusedAsync(await walk.AsAsync("dace"), address, Change(new { activate = "intake" }), HttpStatusCode.Forbidden)).ShouldBe("WEB-403");
        (await RefusedAsync(elsewhere, address, Change(new { activate = "intake" }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-180");
        await ApiClient.JsonAsync(await elsewhere.GetAsync($"processes/{instance}"), HttpStatusCode.NotFound);
        (await RefusedAsync(manager, $"cases/{walk.CaseId}/processes/{Guid.NewGuid()}/modify", Change(new { activate = "intake" }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-180");
        (await RefusedAsync(manager, address, Change(new { activate = "intake", terminate = 1 }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-181");
        (await RefusedAsync(manager, address, new { reason = "mēģina", changes = Array.Empty<object>() }, HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-181");
        (await RefusedAsync(manager, address, Change(new { variables = 1 }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-129");
        (await RefusedAsync(manager, address, Change(new { activate = "intake", with = new { intake = 1 } }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-129");
        (await RefusedAsync(manager, address, Change(new { terminate = 1, with = new { intake = new { x = 1 } } }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-181");
        (await RefusedAsync(manager, address, Change(new { activate = "nowhere" }), HttpStatusCode.Conflict)).ShouldBe("CASE-065");
    }

    [Fact]
    public async Task Modify_ByFeel_IsComputedFromTheScopeAndRefusedWithItsCodeWhenItCannotBe()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        var instance = (await PlacesAsync(manager, walk))[0].GetProperty("instanceId").GetGuid();
        var address = $"cases/{walk.CaseId}/processes/{instance}/modify";
        object Order(string name, string feel) => new
        {
            reason = "labo",
            isDryRun = false,
            changes = new object[] { new { expressions = new Dictionary<string, string> { [name] = feel } } },
        };

        (await RefusedAsync(manager, address, Order("day", "date("), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-182");
        (await RefusedAsync(manager, address, Order("day", "nowhere + 1"), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-182");
        (await RefusedAsync(manager, address, Order(" ", "1"), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-183");
        var done = await ApiClient.JsonAsync(await manager.PostAsync(address, Order("day", "application.receivedOn + duration(\"P1D\")")));
        done.GetProperty("outlook")[0].GetProperty("variables")[0].GetProperty("after").GetString()!.ShouldStartWith("@\"");

        var look = await ApiClient.JsonAsync(await manager.GetAsync($"processes/{instance}"));
        var process = look.GetProperty("stays")[0];
        process.GetProperty("variables").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "day").GetProperty("kind").GetString().ShouldBe("date");
        look.GetProperty("caseId").GetGuid().ToString().ShouldBe(walk.CaseId.ToString());
    }

    [Fact]
    public async Task Modify_ProcessMovedOnSinceItWasLookedAt_IsRefused()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        var instance = (await PlacesAsync(manager, walk))[0].GetProperty("instanceId").GetGuid();
        var address = $"cases/{walk.CaseId}/processes/{instance}/modify";
        object Order(long? revision, bool isDryRun) => new { reason = "labo", revision, isDryRun, changes = new[] { new { variables = new { note = "viens" } } } };
        var dry = await ApiClient.JsonAsync(await manager.PostAsync(address, Order(null, true)));
        var revision = dry.GetProperty("revision").GetInt64();
        await ApiClient.JsonAsync(await manager.PostAsync(address, Order(revision, false)));

        (await RefusedAsync(manager, address, Order(revision, true), HttpStatusCode.Conflict)).ShouldBe("CASE-184");
        (await RefusedAsync(manager, address, Order(revision, false), HttpStatusCode.Conflict)).ShouldBe("CASE-184");
        await ApiClient.JsonAsync(await manager.PostAsync(address, Order(null, false)));
    }

    [Fact]
    public async Task SuspendAndResume_OneProcess_StandsStillAndGoesOn()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        var instance = (await PlacesAsync(manager, walk))[0].GetProperty("instanceId").GetGuid();
        var address = $"cases/{walk.CaseId}/processes/{instance}";

        (await RefusedAsync(manager, address + "/suspend", new { reason = "" }, HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-061");
        (await ApiClient.JsonAsync(await manager.PostAsync(address + "/suspend", new { reason = "jāapskata" }))).GetProperty("state").GetString().ShouldBe("suspended");
        (await RefusedAsync(manager, address + "/suspend", new { reason = "vēlreiz" }, HttpStatusCode.Conflict)).ShouldBe("CASE-065");
        (await ApiClient.JsonAsync(await manager.PostAsync(address + "/resume", new { reason = "apskatīts" }))).GetProperty("state").GetString().ShouldBe("active");
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
    }

    [Fact]
    public async Task CommandLine_FindsLooksCarriesOutAndSuspends()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        var place = (await PlacesAsync(manager, walk)).Single(one => one.GetProperty("elements").EnumerateArray().Any(IsCheck));
        var id = place.GetProperty("instanceId").GetGuid().ToString();
        var at = place.GetProperty("elements").EnumerateArray().Single(IsCheck).GetProperty("number").GetInt64();
        var number = (await walk.FileAsync()).GetProperty("case").GetProperty("caseNumber").GetString()!;

        var (found, where) = await CommandLine.RunAsync(product, "where", number, "--variables");
        (found, where.Contains($"{at}  check-application  userTask", StringComparison.Ordinal)).ShouldBe((0, true), where);
        where.ShouldContain("application = ");
        var (possible, looked) = await CommandLine.RunAsync(product, "modify", id, "--restart", $"{at}", "--set", "note=upper case(\"x\")");
        (possible, looked.Contains("nothing has been done", StringComparison.Ordinal)).ShouldBe((0, true), looked);
        looked.ShouldContain($"ends    {at}  check-application");
        looked.ShouldContain("note: – → \"X\"");
        (await CommandLine.RunAsync(product, "where", id)).Output.ShouldContain($"{at}  check-application");
        var (done, did) = await CommandLine.RunAsync(product, "modify", id, "--restart", $"{at}", "--set", "note=1", "--carry-out", "--reason", "No komandrindas");
        (done, did.Contains("modify: done", StringComparison.Ordinal)).ShouldBe((0, true), did);
        (await CommandLine.RunAsync(product, "where", id)).Output.ShouldNotContain($"{at}  check-application");
        (await walk.FileAsync()).GetProperty("timeline").GetRawText().ShouldContain("No komandrindas");

        (await CommandLine.RunAsync(product, "suspend", id, "--reason", "Jānoskaidro")).Output.ShouldContain("is suspended");
        (await CommandLine.RunAsync(product, "resume", id, "--reason", "Noskaidrots")).Output.ShouldContain("is active");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{ "changes": [ { "activate": "nowhere" } ], "reason": "mēģina" }""");
        var (refused, why) = await CommandLine.RunAsync(product, "modify", id, "--file", file, "--carry-out");
        File.Delete(file);
        (refused, why.Contains("BPMN-212", StringComparison.Ordinal)).ShouldBe((1, true), why);

        static bool IsCheck(JsonElement element) => element.GetProperty("elementId").GetString() == "check-application";
    }

    [Theory]
    [InlineData("CLI-022", "modify", "x")]
    [InlineData("CLI-023", "modify", "x", "--move", "17")]
    [InlineData("CLI-024", "modify", "x", "--end", "1", "--carry-out", "--dry-run", "--reason", "r")]
    [InlineData("CLI-025", "modify", "x", "--end", "1", "--carry-out")]
    [InlineData("CLI-028", "hold", "--element", "check-application")]
    [InlineData("CLI-029", "hold", "--package", "intake@new", "--reason", "r")]
    public async Task CommandLine_WrongUsage_IsToldByCode(string code, params string[] arguments)
    {
        var (exit, said) = await CommandLine.RunAsync(product, arguments);

        (exit, said.Contains(code, StringComparison.Ordinal)).ShouldBe((2, true), said);
    }

    [Fact]
    public async Task CommandLine_NoSuchCaseOrStay_IsTold()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        await walk.WaitAtAsync("check-application");
        var id = (await PlacesAsync(manager, walk))[0].GetProperty("instanceId").GetGuid().ToString();

        (await CommandLine.RunAsync(product, "where", "OGR-1900-000001")).Output.ShouldContain("CLI-018");
        (await CommandLine.RunAsync(product, "where", Guid.NewGuid().ToString())).ExitCode.ShouldBe(1);
        (await CommandLine.RunAsync(product, "modify", id, "--end", "999")).Output.ShouldContain("CLI-026");
        (await CommandLine.RunAsync(product, "modify", id, "--file", id)).Output.ShouldContain("CLI-027");
    }

    [Fact]
    public async Task CommandLine_HoldPlacedListedAndLifted()
    {
        var (placed, line) = await CommandLine.RunAsync(product, "hold", "--package", "means-test@1", "--element", "declare-means", "--until", "2099-01-01T00:00Z", "--reason", "Pārbaude");
        placed.ShouldBe(0, line);
        line.ShouldContain("means-test@1 / declare-means");
        (await CommandLine.RunAsync(product, "hold")).Output.ShouldContain(line.Split(' ')[0]);
        (await CommandLine.RunAsync(product, "lift", line.Split(' ')[0], "--reason", "Beigas")).ExitCode.ShouldBe(0);
        (await CommandLine.RunAsync(product, "hold")).Output.ShouldNotContain(line.Split(' ')[0]);
    }

    private static async Task<List<JsonElement>> PlacesAsync(ApiClient client, CaseWalk walk) =>
        [.. (await ApiClient.JsonAsync(await client.GetAsync($"cases/{walk.CaseId}/whereabouts"))).GetProperty("places").EnumerateArray()];

    private static List<long> Numbers(JsonElement modified) =>
        [.. modified.GetProperty("place").GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("number").GetInt64())];

    private static async Task<string?> RefusedAsync(ApiClient client, string address, object order, HttpStatusCode status) =>
        (await ApiClient.JsonAsync(await client.PostAsync(address, order), status)).GetProperty("code").GetString();
}
