using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A manager of Jelgava gives a role and takes it back, by keyboard where it matters.</summary>
[Trait("Category", "Slow")]
public sealed class StaffPagesTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Roles_ChangedByKeyboard_RefusedForOneselfThenDone()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "vija");
        var page = visitor.Page;
        await visitor.GoAsync("/staff");
        await Screens.CheckAsync(page, "staff");

        var self = page.Locator("[data-user=vija]");
        await self.GetByTestId("change-roles").Locator("summary").ClickAsync();
        await self.GetByTestId("role-manager").UncheckAsync();
        await self.GetByTestId("reason").FillAsync("Izmēģinu");
        await self.GetByTestId("save-roles").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusals")).ToContainTextAsync("CASE-144");
        await Screens.CheckAsync(page, "staff-problem");

        var other = page.Locator("[data-user=dainis]");
        await Keyboard.TabToAsync(page, other.GetByTestId("change-roles").Locator("summary"));
        await page.Keyboard.PressAsync("Enter");
        await Keyboard.TabToAsync(page, other.GetByTestId("role-registrar"));
        await page.Keyboard.PressAsync("Space");
        await Keyboard.TabToAsync(page, other.GetByTestId("reason"));
        await page.Keyboard.TypeAsync("Palīdz reģistratūrā");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Lomas saglabātas: Dainis Datusargs");
        await Assertions.Expect(page.GetByTestId("role-history")).ToContainTextAsync("piešķirts: Referents");

        await other.GetByTestId("change-roles").Locator("summary").ClickAsync();
        await other.GetByTestId("role-registrar").UncheckAsync();
        await other.GetByTestId("reason").FillAsync("Vairs nepalīdz");
        await other.GetByTestId("save-roles").ClickAsync();
        await Assertions.Expect(page.GetByTestId("role-history")).ToContainTextAsync("noņemts: Referents");
        await Screens.CheckAsync(page, "staff-changed");
    }
}
