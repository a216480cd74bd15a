using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>Holds and bulk operations on the screen, with something on every page; in Jelgava, where nothing is waited for.</summary>
[Trait("Category", "Slow")]
public sealed class HoldPagesTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Holds_PlacedWrongThenRightThenLifted_IsAccessibleAtEachStage()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "vija");
        var page = visitor.Page;
        await visitor.GoAsync("/operations");
        await page.GetByTestId("to-holds").ClickAsync();

        await page.GetByTestId("hold-package").SelectOptionAsync("means-test");
        await page.GetByTestId("hold-element").FillAsync("no-such-step");
        await page.GetByTestId("definition-reason").FillAsync("Mainās normatīvais akts");
        await page.GetByTestId("place-definition").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusals")).ToContainTextAsync("CASE-154");
        await Screens.CheckAsync(page, "holds-problem");

        await page.GetByTestId("hold-type").FillAsync("held-in-the-browser");
        await page.GetByTestId("type-reason").FillAsync("Reģistrs nedarbojas");
        await page.GetByTestId("place-type").ClickAsync();
        var row = page.GetByTestId("hold").Filter(new() { HasText = "held-in-the-browser" });
        await Assertions.Expect(row).ToBeVisibleAsync();
        await Screens.CheckAsync(page, "holds-standing");

        await row.GetByTestId("lift-reason").FillAsync("Reģistrs darbojas");
        await row.GetByTestId("lift").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("hold-history")).ToContainTextAsync("Reģistrs darbojas");
    }

    [Fact]
    public async Task Bulk_Previewed_ShowsAVerdictForEachAndIsAccessible()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "vija");
        var page = visitor.Page;
        await visitor.GoAsync("/operations/bulk");

        await page.GetByTestId("bulk-package").SelectOptionAsync("gmi-benefit");
        await page.GetByTestId("bulk-reason").FillAsync("Pārbaude pirms jaunās redakcijas");
        await page.GetByTestId("preview").ClickAsync();

        await Assertions.Expect(page.GetByTestId("bulk-items")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("carry-out")).ToBeVisibleAsync();
        await Screens.CheckAsync(page, "bulk-preview");
        visitor.ShouldHaveSeenNoTrouble();
    }
}
