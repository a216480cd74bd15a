using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A case of the demonstration, as its social worker sees it.</summary>
[Trait("Category", "Slow")]
public sealed class CasePagesTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task CasePage_EveryPart_IsAccessibleAndReadableOnAPhone()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");
        await OpenFirstCaseAsync(visitor);

        await Screens.CheckAsync(visitor.Page, "case");
        foreach (var part in new[] { "people", "facts", "documents", "timeline", "notes" })
        {
            await visitor.Page.Locator($"a[data-tab][href='#{part}']").ClickAsync();
            await Assertions.Expect(visitor.Page.Locator($"#{part}")).ToBeVisibleAsync();
            await Screens.CheckAsync(visitor.Page, $"case-{part}");
        }

        visitor.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task CasePage_Where_ShowsTheDiagramWithItsPlace()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");
        await OpenFirstCaseAsync(visitor);

        var diagram = visitor.Page.GetByTestId("diagram").First;

        await Assertions.Expect(diagram.Locator("svg .djs-shape").First).ToBeAttachedAsync();
        // bpmn.io's licence: its mark stays visible.
        await Assertions.Expect(diagram.Locator(".bjs-powered-by")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DecisionPage_OfACase_IsAccessible()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");
        await OpenFirstCaseAsync(visitor);

        await visitor.Page.GetByTestId("to-decision").ClickAsync();

        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/decision$"));
        await Screens.CheckAsync(visitor.Page, "decision-not-yet");
    }

    [Fact]
    public async Task CasePage_OfAnotherMunicipality_IsNotFound()
    {
        await using var ogre = await Visitor.SignedInAsync(product, chromium, "dace");
        await OpenFirstCaseAsync(ogre);
        await using var jelgava = await Visitor.SignedInAsync(product, chromium, "sandis");

        var response = await jelgava.Page.GotoAsync(ogre.Page.Url);

        response!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Note_Added_IsOnTheCase()
    {
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "dace");
        await OpenFirstCaseAsync(visitor);
        await visitor.Page.Locator("a[data-tab][href='#notes']").ClickAsync();

        await visitor.Page.GetByTestId("note-text").FillAsync("Sarunāta tikšanās ar paraugģimeni.");
        await visitor.Page.GetByTestId("add-note").ClickAsync();

        await Assertions.Expect(visitor.Page.GetByTestId("note").Filter(new() { HasText = "Sarunāta tikšanās" })).ToHaveCountAsync(1);
    }

    private static async Task OpenFirstCaseAsync(Visitor visitor)
    {
        await visitor.GoAsync("/cases");
        await visitor.Page.GetByTestId("cases").GetByRole(AriaRole.Link).First.ClickAsync();
        await visitor.Page.GetByTestId("case-number").WaitForAsync();
    }
}
