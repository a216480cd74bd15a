using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>One case through the browser, from the application form to the served letter, by the three who do it.</summary>
[Trait("Category", "Slow")]
public sealed class CaseJourneyTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Case_FromApplicationToServedLetter_InTheBrowser()
    {
        await using var registrar = await Visitor.SignedInAsync(product, chromium, "rasa");
        await using var worker = await Visitor.SignedInAsync(product, chromium, "dace");
        await using var decisionMaker = await Visitor.SignedInAsync(product, chromium, "lauma");

        var address = await ApplyAsync(registrar);
        await DoAsync(registrar, address, async page => await page.GetByLabel("Iesniegums ir parakstīts, saprotams un virzāms").CheckAsync());
        await DoAsync(worker, address, _ => Task.CompletedTask, "task-household");
        await DoAsync(worker, address, _ => Task.CompletedTask, "task-declaration");
        await DoAsync(worker, address, page => page.GetByLabel("Ierosināt lēmumu").CheckAsync(), "task-assess");
        await DoAsync(decisionMaker, address, page => page.GetByLabel("Apstiprinu un parakstu lēmumu").CheckAsync(), "task-decide");
        var number = await DecidedAsync(worker, address);
        await PostAsync(registrar, number);

        await UntilAsync(worker, address, page => page.Locator("#documents").GetByText("paziņots", new() { Exact = false }).First);
        await worker.Page.Locator("a[data-tab][href='#documents']").ClickAsync();
        await Screens.CheckAsync(worker.Page, "case-served");
        await worker.Page.Locator("a[data-tab][href='#facts']").ClickAsync();
        await Screens.CheckAsync(worker.Page, "case-served-facts");
        foreach (var visitor in new[] { registrar, worker, decisionMaker })
        {
            visitor.ShouldHaveSeenNoTrouble();
        }
    }

    /// <summary>The registrar writes the application down; the address of the opened case.</summary>
    private static async Task<string> ApplyAsync(Visitor registrar)
    {
        var page = registrar.Page;
        await registrar.GoAsync("/applications/new/gmi-benefit");
        await page.Locator(".fjs-form").WaitForAsync();
        await page.GetByLabel("Personas kods").First.FillAsync("300000-01001");
        await page.GetByLabel("Vārds", new() { Exact = true }).FillAsync("Paraugs");
        await page.GetByLabel("Uzvārds").FillAsync("Izdomātais");
        await page.Locator(".fjs-select-display").First.ClickAsync();
        await page.Locator(".fjs-dropdownlist-item").GetByText("Ierakstīta vēstule").ClickAsync();
        await page.GetByLabel("Iesniegumu parakstījušas visas pilngadīgās personas").CheckAsync();
        await page.GetByTestId("submit-application").ClickAsync();
        await page.GetByTestId("case-number").WaitForAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Waits for a task of the case, takes it, answers, completes it.</summary>
    private static async Task DoAsync(Visitor visitor, string address, Func<IPage, Task> answer, string? picture = null)
    {
        var page = visitor.Page;
        await UntilAsync(visitor, address, open => open.GetByTestId("case-task").First);
        await page.GetByTestId("case-task").First.ClickAsync();
        await page.GetByTestId("claim").ClickAsync();
        await page.GetByTestId("complete").WaitForAsync();
        await page.Locator(".fjs-form").WaitForAsync();
        if (picture is not null)
        {
            await Screens.CheckAsync(page, picture);
        }

        await answer(page);
        await page.GetByTestId("complete").ClickAsync();
        await Assertions.Expect(page.GetByTestId("notice")).ToBeVisibleAsync();
        (await page.GetByTestId("form-problems").CountAsync()).ShouldBe(0);
    }

    private static async Task<string> DecidedAsync(Visitor worker, string address)
    {
        await UntilAsync(worker, address, page => page.GetByTestId("documents"), state: WaitForSelectorState.Attached);
        var number = await worker.Page.GetByTestId("case-number").InnerTextAsync();
        await worker.Page.GetByTestId("to-decision").ClickAsync();
        await Assertions.Expect(worker.Page.GetByText("187,00").First).ToBeVisibleAsync();
        await Screens.CheckAsync(worker.Page, "decision");
        return number;
    }

    /// <summary>The registrar posts the letter; then the addressee comes and takes it against signature.</summary>
    private static async Task PostAsync(Visitor registrar, string number)
    {
        var page = registrar.Page;
        await registrar.GoAsync("/post");
        var row = page.Locator($"tr[data-case='{number}']");
        await row.WaitForAsync();
        await Screens.CheckAsync(page, "post");
        await row.GetByTestId("choose").CheckAsync();
        await row.GetByPlaceholder("Sūtījuma numurs").FillAsync("RR000000001LV");
        await page.GetByTestId("mark-posted").ClickAsync();
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Pastam nodota 1 vēstule");
        await page.GetByTestId("post-posted").ClickAsync();
        await row.GetByTestId("more").ClickAsync();
        await Screens.CheckAsync(page, "post-posted");
        await row.GetByTestId("outcome").SelectOptionAsync("handed-over");
        await row.GetByTestId("report").ClickAsync();
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Izsniegšana reģistrēta");
    }

    /// <summary>Loads the case again and again until the element is there: the case goes on without telling the page.</summary>
    private static async Task UntilAsync(
        Visitor visitor, string address, Func<IPage, ILocator> find, WaitForSelectorState state = WaitForSelectorState.Attached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        do
        {
            await visitor.GoAsync(address);
            if (await find(visitor.Page).CountAsync() > 0)
            {
                await find(visitor.Page).WaitForAsync(new() { State = state });
                return;
            }
        }
        while (await beat.WaitForNextTickAsync(limit.Token));
    }
}
