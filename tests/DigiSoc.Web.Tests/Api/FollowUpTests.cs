using System.Globalization;
using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>Tasks by the day to look at them again, through the API and on the page.</summary>
public sealed class FollowUpTests(RunningProduct product)
{
    [Fact]
    public async Task Tasks_WithFollowUpDays_AreFilteredAndSortedByThem()
    {
        using var manager = await ApiClient.SignedInAsync(product, "marta");
        var tasks = new List<Guid>();
        foreach (var day in (string?[])[Day(9), null, Day(0)])
        {
            using var walk = new CaseWalk(product);
            await walk.OpenAsync("300000-21001", "eaddress");
            var task = (await walk.WaitAtAsync("check-application")).GetProperty("taskId").GetGuid();
            tasks.Add(task);
            if (day is not null)
            {
                await ApiClient.JsonAsync(await manager.PostAsync($"tasks/{task}/schedule", new { followUpOn = day }));
            }
        }

        (await MineAsync(manager, tasks, "sort=followup")).ShouldBe([tasks[2], tasks[0]]);
        (await MineAsync(manager, tasks, $"sort=followup&followUpBy={Day(0)}")).ShouldBe([tasks[2]]);
        (await MineAsync(manager, tasks, $"followUpBy={Day(9)}")).Order().ShouldBe(new[] { tasks[0], tasks[2] }.Order());
        (await PagedAsync(manager, tasks)).ShouldBe([tasks[2], tasks[0]]);
        await ApiClient.JsonAsync(await manager.GetAsync("tasks?scope=institution&sort=perhaps"), HttpStatusCode.UnprocessableEntity);
        using var visitor = await Visitor.SignedInAsync(product, "marta");
        var page = await visitor.PageAsync("/tasks?scope=all&followup=on&sort=follow-up");
        var shown = page.QuerySelectorAll("[data-testid=task-link]").Select(link => link.GetAttribute("href")).ToList();
        shown.ShouldContain($"/tasks/{tasks[2]}");
        shown.ShouldNotContain($"/tasks/{tasks[0]}");
        page.QuerySelector("[data-testid=follow-up-only]")!.HasAttribute("checked").ShouldBeTrue();
    }

    private static string Day(int fromToday) => TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"))
        .AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<Guid>> MineAsync(ApiClient manager, List<Guid> tasks, string query) =>
        Ids(await ApiClient.JsonAsync(await manager.GetAsync($"tasks?scope=institution&size=200&{query}"))).Where(tasks.Contains);

    // One task a page, so that every cursor is read.
    private static async Task<List<Guid>> PagedAsync(ApiClient manager, List<Guid> tasks)
    {
        var found = new List<Guid>();
        for (string? after = ""; after is not null;)
        {
            var page = await ApiClient.JsonAsync(await manager.GetAsync($"tasks?scope=institution&sort=followup&size=1&after={Uri.EscapeDataString(after)}"));
            found.AddRange(Ids(page).Where(tasks.Contains));
            after = page.GetProperty("next").GetString();
        }

        return found;
    }

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("taskId").GetGuid());
}
