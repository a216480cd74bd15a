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

        (await RefusedAsync(manager, address, Order(true, " "), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-061");
        var dry = await ApiClient.JsonAsync(await manager.PostAsync(address, Order(true, "Pārbauda vēlreiz")));
        Numbers(dry).ShouldContain(at);
        var real = await ApiClient.JsonAsync(await manager.PostAsync(address, Order(false, "Pārbauda vēlreiz")));

        Numbers(real).ShouldNotContain(at);
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

        (await RefusedAsync(await walk.AsAsync("dace"), address, Change(new { activate = "intake" }), HttpStatusCode.Conflict)).ShouldBe("CASE-008");
        (await RefusedAsync(elsewhere, address, Change(new { activate = "intake" }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-180");
        (await RefusedAsync(manager, $"cases/{walk.CaseId}/processes/{Guid.NewGuid()}/modify", Change(new { activate = "intake" }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-180");
        (await RefusedAsync(manager, address, Change(new { activate = "intake", terminate = 1 }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-181");
        (await RefusedAsync(manager, address, new { reason = "mēģina", changes = Array.Empty<object>() }, HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-181");
        (await RefusedAsync(manager, address, Change(new { variables = 1 }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-129");
        (await RefusedAsync(manager, address, Change(new { activate = "intake", with = new { intake = 1 } }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-129");
        (await RefusedAsync(manager, address, Change(new { terminate = 1, with = new { intake = new { x = 1 } } }), HttpStatusCode.UnprocessableEntity)).ShouldBe("CASE-181");
        (await RefusedAsync(manager, address, Change(new { activate = "nowhere" }), HttpStatusCode.Conflict)).ShouldBe("CASE-065");
    }

    private static async Task<List<JsonElement>> PlacesAsync(ApiClient client, CaseWalk walk) =>
        [.. (await ApiClient.JsonAsync(await client.GetAsync($"cases/{walk.CaseId}/whereabouts"))).GetProperty("places").EnumerateArray()];

    private static List<long> Numbers(JsonElement place) =>
        [.. place.GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("number").GetInt64())];

    private static async Task<string?> RefusedAsync(ApiClient client, string address, object order, HttpStatusCode status) =>
        (await ApiClient.JsonAsync(await client.PostAsync(address, order), status)).GetProperty("code").GetString();
}
