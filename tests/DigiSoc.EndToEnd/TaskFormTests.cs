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

    // Kept without a button; told when there is no connection and when another window was first; the history says it once.
    [Fact]
    public async Task Draft_Typed_IsKeptByItself()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        var task = await prepared.TaskAsync("check-application");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        var page = visitor.Page;
        await visitor.GoAsync($"/tasks/{task}");
        await page.GetByTestId("claim").ClickAsync();
        await page.GetByTestId("save-draft").WaitForAsync(); // Before it is claimed the form is there too, to read only.
        await page.Locator(".fjs-form").WaitForAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"/tasks/{task}");
        await other.Locator(".fjs-form").WaitForAsync();
        var box = page.GetByLabel("Iesniegums ir parakstīts, saprotams un virzāms");
        var status = page.GetByTestId("draft-saved");
        await Assertions.Expect(status).ToHaveTextAsync("");

        await box.CheckAsync();
        await Assertions.Expect(status).ToContainTextAsync("Melnraksts saglabāts");
        await Screens.CheckAsync(page, "task-draft-kept");
        await page.Context.SetOfflineAsync(true);
        await box.UncheckAsync();
        await Assertions.Expect(status).ToContainTextAsync("Nav savienojuma");
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(status).ToContainTextAsync("Melnraksts saglabāts");

        await other.GetByLabel("Iesniegums ir parakstīts, saprotams un virzāms").CheckAsync();
        await Assertions.Expect(other.GetByTestId("draft-saved")).ToContainTextAsync("citā logā");
        await Screens.CheckAsync(other, "task-draft-conflict");
        await other.ReloadAsync();
        await other.Locator(".fjs-form").WaitForAsync();
        await Assertions.Expect(other.GetByLabel("Iesniegums ir parakstīts, saprotams un virzāms")).Not.ToBeCheckedAsync();
        (await prepared.Client.GetAsync("rasa", $"tasks/{task}"))["draft"]!.ToJsonString().ShouldContain("false");

        // Completing did not get through: what is typed next is kept as before.
        await page.Context.SetOfflineAsync(true);
        await page.GetByTestId("complete").ClickAsync();
        await page.Context.SetOfflineAsync(false);
        await page.RunAndWaitForResponseAsync(() => box.CheckAsync(), answer => answer.Ok && answer.Url.EndsWith("/draft", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Task_KeyboardOnly_IsCompleted()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        await prepared.TaskAsync("check-application");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        var page = visitor.Page;
        await visitor.GoAsync("/tasks?scope=team&sort=newest");

        // The newest of all may be a task that another test has just begun to look at.
        await Keyboard.TabToAsync(page, page.Locator($"[data-testid=claim][aria-label*='{prepared.Number}']"));
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".fjs-form").WaitForAsync();
        var title = await page.Locator("h1").InnerTextAsync();
        title.ShouldBe("Pārbaudīt iesniegumu");

        await Keyboard.TabToAsync(page, page.GetByLabel("Iesniegums ir parakstīts, saprotams un virzāms"));
        await page.Keyboard.PressAsync("Space");
        await Keyboard.TabToAsync(page, page.GetByTestId("complete"));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("notice")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("form-problems")).ToHaveCountAsync(0);
        visitor.ShouldHaveSeenNoTrouble();
    }

    // form-js has its own words in English and writes dates as the browser does: ours are the page's.
    [Theory]
    [InlineData("lv", "Izvēlieties", "Pievienot", "dd.mm.gggg", "Aizpildiet šo lauku.")]
    [InlineData("en", "Select", "Add new", "dd.mm.yyyy", "Field is required.")]
    public async Task Form_OwnWordsAndDates_AreInThePagesLanguage(string language, string choose, string add, string day, string required)
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "rasa");
        var page = visitor.Page;
        await visitor.GoAsync("/tasks");
        if (language == "en")
        {
            await page.GetByTestId("language").ClickAsync();
        }

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await visitor.GoAsync("/applications/new/gmi-benefit");

        await Assertions.Expect(page.Locator(".fjs-select-placeholder").First).ToHaveTextAsync(choose);
        await Assertions.Expect(page.Locator(".fjs-repeat-render-add")).ToHaveTextAsync(add);
        await Assertions.Expect(page.Locator("#receivedOn")).ToHaveAttributeAsync("placeholder", day); // Our calendar has come.
        await page.Locator("#receivedOn").FillAsync("");
        await page.GetByLabel(language == "lv" ? "Personas kods" : "Personal code").First.FillAsync("1");
        await page.GetByLabel(language == "lv" ? "Personas kods" : "Personal code").First.FillAsync("");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".fjs-form-field-error").First).ToHaveTextAsync(required);
        visitor.ShouldHaveSeenNoTrouble();
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
