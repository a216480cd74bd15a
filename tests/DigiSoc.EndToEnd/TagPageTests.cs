using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>Tags of versions on a package's page, by keyboard and with every refusal shown.</summary>
[Trait("Category", "Slow")]
public sealed class TagPageTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Tag_SetWrongThenRightThenTakenAway_IsShownToldAndAccessible()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "pauls");
        var page = visitor.Page;
        await visitor.GoAsync("/packages/intake");

        await Keyboard.TabToAsync(page, page.GetByTestId("set-tag").Locator("summary"));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("tag-name").FillAsync("Pilots!");
        await page.GetByTestId("tag-reason").FillAsync("Izmēģinājums divās pašvaldībās");
        await page.GetByTestId("put-tag").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusals")).ToContainTextAsync("CASE-161");
        await Assertions.Expect(page.GetByTestId("tag-reason")).ToHaveValueAsync("Izmēģinājums divās pašvaldībās");
        await Screens.CheckAsync(page, "package-tag-problem");

        await page.GetByTestId("tag-name").FillAsync("browser-pilot");
        await page.GetByTestId("put-tag").ClickAsync();
        var tag = page.GetByTestId("tag").Filter(new() { HasText = "browser-pilot" });
        await Assertions.Expect(tag).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("version-tag").Filter(new() { HasText = "browser-pilot" })).ToBeVisibleAsync();
        await page.GetByTestId("tag-history").Locator("summary").ClickAsync();
        await Assertions.Expect(page.GetByTestId("tag-history")).ToContainTextAsync("Izmēģinājums divās pašvaldībās");
        await tag.Locator("summary").ClickAsync();
        await Screens.CheckAsync(page, "package-tags");

        await tag.GetByTestId("remove-reason").FillAsync("Izmēģinājums beidzies");
        await tag.GetByTestId("remove-tag").ClickAsync();
        await Assertions.Expect(tag).ToHaveCountAsync(0);
        await page.GetByTestId("tag-history").Locator("summary").ClickAsync();
        await Assertions.Expect(page.GetByTestId("tag-history")).ToContainTextAsync("Izmēģinājums beidzies");
    }
}
