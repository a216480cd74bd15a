using System.Net;
using DigiSoc.Web.Tests.Api;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Pages;

/// <summary>A draft as a task's page keeps it by itself: over the one it knows, and never over another.</summary>
public sealed class DraftTests(RunningProduct product)
{
    [Fact]
    public async Task Draft_KeptOverTheOneKnown_AndRefusedOverAnother()
    {
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-21001", "eaddress");
        var task = (await walk.WaitAtAsync("check-application")).GetProperty("taskId").GetGuid();
        using var visitor = await Visitor.SignedInAsync(product, "rasa");
        using var claimed = await visitor.SendAsync($"/tasks/{task}", $"/tasks/{task}/claim");
        Task<HttpResponseMessage> KeepAsync(string json, string over) => visitor.SendAsync($"/tasks/{task}", $"/tasks/{task}/draft", ("json", json), ("over", over));

        using var first = await KeepAsync("""{"intake":{"complete":true}}""", "");
        var savedAt = (await ApiClient.JsonAsync(first)).GetProperty("savedAt").GetString()!;
        (await visitor.PageAsync($"/tasks/{task}")).QuerySelector("[data-draft-status]")!.GetAttribute("data-saved-at").ShouldBe(savedAt);
        using var second = await KeepAsync("""{"intake":{"complete":false}}""", savedAt);
        (await ApiClient.JsonAsync(second)).GetProperty("said").GetString()!.ShouldStartWith("Melnraksts saglabāts");
        using var late = await KeepAsync("{}", savedAt);
        (await ApiClient.JsonAsync(late, HttpStatusCode.Conflict)).GetProperty("said").GetString()!.ShouldContain("citā logā");
        using var unreadable = await KeepAsync("{}", "yesterday");
        unreadable.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var open = await ApiClient.JsonAsync(await (await walk.AsAsync("rasa")).GetAsync($"tasks/{task}"));
        open.GetProperty("draft").GetRawText().ShouldBe("""{"intake":{"complete":false}}""");
        using var other = await Visitor.SignedInAsync(product, "leons");
        using var elsewhere = await other.SendAsync("/tasks", $"/tasks/{task}/draft", ("json", "{}"), ("over", ""));
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
