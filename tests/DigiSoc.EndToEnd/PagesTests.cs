using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>Every page that needs no case of its own: accessible, readable on a phone, no script error.</summary>
[Trait("Category", "Slow")]
public sealed class PagesTests(Product product, Chromium chromium)
{
    [Theory]
    [InlineData("rasa", "/tasks", "my-tasks")]
    [InlineData("dace", "/tasks?scope=team", "team-tasks")]
    [InlineData("dace", "/tasks?scope=team&q=nav-tāda", "team-tasks-none-found")]
    [InlineData("dace", "/cases", "cases")]
    [InlineData("rasa", "/applications/new", "choose-procedure")]
    [InlineData("rasa", "/applications/new/gmi-benefit", "new-application")]
    [InlineData("rasa", "/post?list=to-post", "post-to-post")]
    [InlineData("rasa", "/post?list=returned", "post-returned")]
    [InlineData("marta", "/tasks?scope=all", "all-tasks")]
    [InlineData("marta", "/deadlines", "deadlines")]
    [InlineData("marta", "/operations", "operations")]
    [InlineData("marta", "/operations/holds", "holds")]
    [InlineData("marta", "/operations/bulk", "bulk")]
    [InlineData("pauls", "/packages", "packages")]
    [InlineData("pauls", "/packages/gmi-benefit", "package")]
    [InlineData("dita", "/audit", "audit")]
    public async Task Page_OfItsRole_IsAccessibleAndReadableOnAPhone(string user, string path, string name)
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, user);

        await visitor.GoAsync(path);

        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveCountAsync(1);
        await Screens.CheckAsync(visitor.Page, name);
        visitor.ShouldHaveSeenNoTrouble();
    }

    [Theory]
    [InlineData("gmi-benefit", "gmi.dmn", "decision-table")]
    [InlineData("gmi-benefit", "application.form", "package-form")]
    [InlineData("decision-service", "process.bpmn", "package-diagram")]
    public async Task PackageFile_OfADesigner_IsAccessible(string package, string file, string name)
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "pauls");

        await visitor.GoAsync($"/packages/{package}/1/files/{file}");

        await Screens.CheckAsync(visitor.Page, name);
        visitor.ShouldHaveSeenNoTrouble();
    }

    [Theory]
    [InlineData("dace", "/audit")]
    [InlineData("dace", "/deadlines")]
    [InlineData("dace", "/post")]
    [InlineData("dita", "/tasks")]
    [InlineData("dita", "/cases")]
    [InlineData("pauls", "/cases")]
    public async Task Page_OfAnotherRole_IsNotShown(string user, string path)
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, user);

        var response = await visitor.Page.GotoAsync(path);

        response!.Status.ShouldBeOneOf(403, 404);
        await Screens.CheckAsync(visitor.Page, "no-access");
    }

    [Fact]
    public async Task Page_UnknownAddress_SaysSoWithTheWayBack()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");

        var response = await visitor.Page.GotoAsync("/cases/00000000-0000-0000-0000-000000000000");

        response!.Status.ShouldBe(404);
        await Assertions.Expect(visitor.Page.GetByTestId("home")).ToBeVisibleAsync();
        await Screens.CheckAsync(visitor.Page, "not-found");
    }

    [Fact]
    public async Task Language_Switched_StaysEnglishOnTheNextPage()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");
        await visitor.GoAsync("/tasks");
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "lv");

        await visitor.Page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visitor.GoAsync("/cases");

        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Screens.CheckAsync(visitor.Page, "cases-en");
    }
}
