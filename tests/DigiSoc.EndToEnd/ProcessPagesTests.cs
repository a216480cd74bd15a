using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A manager moves a process by hand on the screen: chosen by keyboard, looked at first, carried out with a reason, taken back.</summary>
[Trait("Category", "Slow")]
public sealed class ProcessPagesTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Process_TokenMovedByKeyboard_LookedAtCarriedOutAndInTheHistory()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        await prepared.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        var household = await prepared.TaskAsync("confirm-household");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "marta");
        var page = visitor.Page;
        await visitor.GoAsync($"{prepared.Address}/processes/{await InstanceAsync(prepared, "confirm-household")}");
        await Screens.CheckAsync(page, "process");

        var choice = page.GetByTestId("do-confirm-household");
        await Keyboard.TabToAsync(page, choice);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(choice.Locator("option:checked")).ToHaveTextAsync("Sākt no jauna");
        await page.GetByTestId("variable-name").FillAsync("remark");
        await page.GetByTestId("variable-value").FillAsync("upper case(\"otrreiz\")");
        await page.GetByTestId("stays").EvaluateAsync("table => table.closest('section').scrollIntoView({ block: 'center' })");
        await Screens.CheckAsync(page, "process-chosen");
        await page.GetByTestId("look").PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("not-yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("ends")).ToContainTextAsync("uzdevums");
        await Assertions.Expect(page.GetByTestId("begins")).ToContainTextAsync("Sociālais darbinieks");
        await Assertions.Expect(page.GetByTestId("changed-variables")).ToContainTextAsync("\"OTRREIZ\"");
        (await prepared.TaskAsync("confirm-household")).ShouldBe(household, "what is looked at is not done");
        await Screens.CheckAsync(page, "process-foreseen");

        await page.GetByTestId("back").PressAsync("Enter");
        await Assertions.Expect(choice.Locator("option:checked")).ToHaveTextAsync("Sākt no jauna");
        await page.GetByTestId("look").PressAsync("Enter");
        await Keyboard.TabToAsync(page, page.GetByTestId("reason"));
        await page.Keyboard.TypeAsync("Ģimenes sastāvs jāpārbauda vēlreiz");
        await Keyboard.TabToAsync(page, page.GetByTestId("carry-out"));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("done")).ToContainTextAsync("Ģimenes sastāvs jāpārbauda vēlreiz");
        await Screens.CheckAsync(page, "process-changed");
        var again = await prepared.TaskAsync("confirm-household");
        again.ShouldNotBe(household);
        visitor.ShouldHaveSeenNoTrouble();

        await page.GetByTestId("undo").PressAsync("Enter");
        await Assertions.Expect(choice.Locator("option:checked")).ToHaveTextAsync("Beigt");
        await Assertions.Expect(page.GetByTestId("start-element").First).ToHaveValueAsync("confirm-household");
        await Assertions.Expect(page.GetByTestId("variable-value").First).ToHaveValueAsync("null");
        await Assertions.Expect(page.GetByTestId("interventions")).ToContainTextAsync("Ģimenes sastāvs jāpārbauda vēlreiz");
        await visitor.GoAsync(prepared.Address + "#timeline");
        await Assertions.Expect(page.GetByTestId("timeline")).ToContainTextAsync("Ģimenes sastāvs jāpārbauda vēlreiz");
    }

    [Fact]
    public async Task Process_InEnglish_ItsVariableTakenUpToBeCorrected()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        await prepared.TaskAsync("check-application");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "marta");
        var page = visitor.Page;
        await visitor.GoAsync($"{prepared.Address}/processes/{await InstanceAsync(prepared, "check-application")}");
        await page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Change the process" })).ToBeVisibleAsync();

        await page.GetByTestId("scope-1").Locator("summary").First.ClickAsync();
        await page.GetByTestId("scope-1").EvaluateAsync("part => part.scrollIntoView({ block: 'center' })");
        await Screens.CheckAsync(page, "process-english");
        await page.GetByTestId("correct-application").PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("variable-name").First).ToHaveValueAsync("application");
        await Assertions.Expect(page.GetByTestId("variable-value").First).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("variable-value").First).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("receivedOn"));
        await page.GetByTestId("look").ClickAsync();
        await Assertions.Expect(page.GetByTestId("outlook")).ToContainTextAsync("Nothing changes in this process.");
        visitor.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task Process_SomebodyWasFirst_IsToldAndKeepsWhatStillFits()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        await prepared.TaskAsync("check-application");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "marta");
        var page = visitor.Page;
        await visitor.GoAsync(prepared.Address);
        await page.GetByTestId("change-process").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("stays")).ToBeVisibleAsync();
        await page.GetByTestId("look").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusals")).ToContainTextAsync("Nekas nav izvēlēts");
        await page.Locator("[data-testid^=do-]").SelectOptionAsync(new SelectOptionValue { Label = "Beigt" });
        await page.GetByTestId("variable-name").FillAsync("remark");
        await page.GetByTestId("variable-value").FillAsync("1");
        await page.GetByTestId("look").ClickAsync();
        await Assertions.Expect(page.GetByTestId("outlook")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("process-ends").Last).ToBeVisibleAsync();
        await page.GetByTestId("reason").FillAsync("Nav vairs vajadzīgs");
        await prepared.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await prepared.TaskAsync("confirm-household");

        await page.GetByTestId("carry-out").ClickAsync();

        await Assertions.Expect(page.GetByTestId("refusals")).ToContainTextAsync("CASE-184");
        await Assertions.Expect(page.GetByTestId("dropped")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("variable-name").First).ToHaveValueAsync("remark");
        await Screens.CheckAsync(page, "process-moved-on");

        await page.GetByTestId("look").ClickAsync();
        await page.GetByTestId("reason").FillAsync("Piezīme lietai");
        await page.GetByTestId("carry-out").ClickAsync();
        await Assertions.Expect(page.GetByTestId("done")).ToContainTextAsync("Piezīme lietai");
    }

    [Fact]
    public async Task Process_SuspendedOnItsPage_StandsStillUntilItIsResumed()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-21001", "eaddress");
        await prepared.TaskAsync("check-application");
        await using var visitor = await Visitor.SignedInAsync(product, chromium, "marta");
        var page = visitor.Page;
        await visitor.GoAsync($"{prepared.Address}/processes/{await InstanceAsync(prepared, "check-application")}");

        await page.GetByTestId("hold-reason").FillAsync("Jānoskaidro");
        await page.GetByTestId("hold").ClickAsync();
        await Assertions.Expect(page.GetByTestId("process-state")).ToHaveTextAsync("apturēts");
        await page.GetByTestId("hold-reason").FillAsync("Noskaidrots");
        await page.GetByTestId("hold").ClickAsync();

        await Assertions.Expect(page.GetByTestId("process-state")).ToHaveTextAsync("norit");
        await prepared.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        visitor.ShouldHaveSeenNoTrouble();
    }

    // The process of the case that stands at the step now.
    private static async Task<string> InstanceAsync(PreparedCase prepared, string elementId) =>
        (await prepared.Client.GetAsync("marta", $"cases/{prepared.CaseId}/whereabouts"))["places"]!.AsArray()
            .Single(place => place!["elements"]!.AsArray().Any(element => element!["elementId"]!.GetValue<string>() == elementId))!["instanceId"]!.GetValue<string>();
}
