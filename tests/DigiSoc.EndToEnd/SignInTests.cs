using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

[Trait("Category", "Slow")]
public sealed class SignInTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task SignInPage_Stranger_IsAccessibleAndReadableOnAPhone()
    {
        await using var visitor = await Visitor.StrangerAsync(product, chromium);

        await visitor.GoAsync("/");

        visitor.Page.Url.ShouldContain("/sign-in");
        await Screens.CheckAsync(visitor.Page, "sign-in");
        visitor.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task SignInPage_WrongPassword_SaysSoAndStaysAccessible()
    {
        await using var visitor = await Visitor.StrangerAsync(product, chromium);
        await visitor.GoAsync("/sign-in");
        await visitor.Page.Locator("#user").FillAsync("nobody");
        await visitor.Page.Locator("#password").FillAsync("wrong");

        await visitor.Page.GetByTestId("sign-in").ClickAsync();

        await Assertions.Expect(visitor.Page.GetByTestId("sign-in-failed")).ToBeVisibleAsync();
        await Screens.CheckAsync(visitor.Page, "sign-in-failed");
    }

    [Fact]
    public async Task SignInPage_KeyboardOnly_SignsIn()
    {
        await using var visitor = await Visitor.StrangerAsync(product, chromium);
        await visitor.GoAsync("/sign-in");
        var first = visitor.Page.Locator("[data-testid^=demo-]").Nth(1);
        await first.FocusAsync();

        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.GetByTestId("user")).ToBeVisibleAsync();
    }
}
