using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>From the list to a completed task.</summary>
[Trait("Category", "Slow")]
public sealed class TaskFormTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task TaskForm_NotClaimed_IsAccessibleAndAsksToClaim()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        await visitor.GoAsync("/tasks?scope=team");

        await visitor.Page.GetByTestId("task-link").Last.ClickAsync();

        await Assertions.Expect(visitor.Page.GetByTestId("task-form")).ToBeVisibleAsync();
        await Screens.CheckAsync(visitor.Page, "task-offered");
        visitor.ShouldHaveSeenNoTrouble();
    }

    // The way of a person who cannot use a mouse: every step by Tab, Space and Enter, and the focus is always to be seen.
    [Fact]
    public async Task Task_KeyboardOnly_IsClaimedAndItsDraftSaved()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        var page = visitor.Page;
        await visitor.GoAsync("/tasks?scope=team");

        await Keyboard.TabToAsync(page, page.GetByTestId("claim").First);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("complete")).ToBeVisibleAsync();
        await Screens.CheckAsync(page, "task");
        await Keyboard.TabToAsync(page, page.GetByTestId("save-draft"));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("draft-saved")).ToBeVisibleAsync();
        await Keyboard.TabToAsync(page, page.GetByTestId("return"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("notice")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_SkipLink_LeadsToTheContent()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");
        await visitor.GoAsync("/tasks");

        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.Locator("#content")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task NewApplication_WithoutPersonalCode_NamesTheField()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        await visitor.GoAsync("/applications/new/gmi-benefit");

        await visitor.Page.GetByTestId("submit-application").ClickAsync();

        await Assertions.Expect(visitor.Page.GetByTestId("form-problems")).ToBeVisibleAsync();
        await Screens.CheckAsync(visitor.Page, "new-application-problems");
    }
}
