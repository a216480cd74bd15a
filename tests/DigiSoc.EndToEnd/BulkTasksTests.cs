using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>One action on many tasks of a list.</summary>
/// <remarks>In Jelgava, on tasks that no other test works on.</remarks>
[Trait("Category", "Slow")]
[Collection("Work of one person in Jelgava")] // Both give back what Sandis has.
public sealed class BulkTasksTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Manager_SetsDatesOfAWholePage_AndReadsWhatWasDone()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "vija");
        var page = visitor.Page;
        await visitor.GoAsync("/tasks?scope=all");
        var boxes = await page.GetByTestId("choose").CountAsync();

        await page.GetByTestId("choose-all").CheckAsync();
        await Assertions.Expect(page.GetByTestId("chosen")).ToContainTextAsync($"{boxes}");
        await page.GetByTestId("bulk-dates").Locator("summary").ClickAsync();
        await page.GetByTestId("bulk-hand").Locator("summary").ClickAsync();
        await page.GetByTestId("priority").SelectOptionAsync("80");
        await Screens.CheckAsync(page, "all-tasks-chosen");
        await page.GetByTestId("bulk-schedule").ClickAsync();

        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Termiņi un svarīgums mainīti");
        await Assertions.Expect(page.GetByTestId("high").First).ToBeVisibleAsync();
        visitor.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task Manager_SetsAndTakesAwayTheDaysOfATask()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "vija");
        var page = visitor.Page;
        await visitor.GoAsync("/tasks?scope=all&sort=newest");
        await page.GetByTestId("task-link").First.ClickAsync();
        await page.GetByTestId("dates").Locator("summary").ClickAsync();
        await page.GetByLabel("Atgādināt").FillAsync("01.06.2099");
        await page.GetByTestId("schedule").ClickAsync();
        await Assertions.Expect(page.GetByTestId("follow-up")).ToContainTextAsync("01.06.2099");

        await page.GetByTestId("dates").Locator("summary").ClickAsync();
        await page.GetByTestId("clear-follow-up-on").CheckAsync();
        await Screens.CheckAsync(page, "task-dates");
        await page.GetByTestId("schedule").ClickAsync();

        await Assertions.Expect(page.GetByTestId("notice")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("follow-up")).ToHaveCountAsync(0);
        visitor.ShouldHaveSeenNoTrouble();
    }

    // Every step by Tab, Space and Enter; Enter on a box or in a field of the bar must do nothing by itself.
    [Fact]
    public async Task Worker_KeyboardOnly_TakesChosenTasksAndGivesThemBack()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "sandis");
        var page = visitor.Page;
        await visitor.GoAsync("/tasks?scope=team&sort=newest");
        await Keyboard.TabToAsync(page, page.GetByTestId("task").Filter(new() { HasText = "mājsaimniecīb" }).GetByTestId("choose"));
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("chosen")).ToContainTextAsync("1");

        await Keyboard.TabToAsync(page, page.GetByTestId("bulk-claim"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Paņemts 1 uzdevums.");
        await visitor.GoAsync("/tasks");
        await Assertions.Expect(page.GetByTestId("notice")).ToHaveCountAsync(0);
        await Keyboard.TabToAsync(page, page.GetByTestId("choose-all"));
        await page.Keyboard.PressAsync("Space");
        await Screens.CheckAsync(page, "my-tasks-chosen");
        await Keyboard.TabToAsync(page, page.GetByTestId("bulk-return"));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Atdot");
        visitor.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task Refused_IsNamedWithItsCaseAndReason()
    {
        await using var vija = await Visitor.SignedInAsync(product, chromium, "vija");
        await vija.GoAsync("/tasks?scope=all");

        // The manager is in no group of these tasks: each is refused, and all for one reason.
        await vija.Page.GetByTestId("choose-all").CheckAsync();
        await vija.Page.GetByTestId("bulk-claim").ClickAsync();

        await Assertions.Expect(vija.Page.GetByTestId("notice")).ToContainTextAsync("Neizdevās");
        await Assertions.Expect(vija.Page.GetByTestId("notice")).ToContainTextAsync("JEL-");
        await Screens.CheckAsync(vija.Page, "tasks-refused");
        vija.ShouldHaveSeenNoTrouble();
    }
}
