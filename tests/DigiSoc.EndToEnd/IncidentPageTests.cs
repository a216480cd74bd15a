using System.Text.RegularExpressions;
using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A case that stands still because a register does not answer, as its social worker and the manager see it.</summary>
[Trait("Category", "Slow")]
public sealed class IncidentPageTests(Product product, Chromium chromium)
{
    /// <summary>The sandbox's person about whom the tax register is down.</summary>
    private const string Unanswered = "300000-07001";

    [Fact]
    public async Task IncidentPage_AnsweredByTheForm_LetsTheCaseGoOn()
    {
        var caseId = await StoppedAsync();
        await using var manager = await Visitor.SignedInAsync(product, chromium, "marta");
        await manager.GoAsync("/deadlines");
        await Assertions.Expect(manager.Page.Locator($"tr:has(a[href='/cases/{caseId}'])")).ToContainTextAsync("Dace Izdomāne: VID ienākumi");
        await Screens.CheckAsync(manager.Page, "deadlines-stopped");
        await manager.GoAsync("/operations");
        await Screens.CheckAsync(manager.Page, "operations-stopped");

        await using var worker = await Visitor.SignedInAsync(product, chromium, "dace");
        await worker.GoAsync($"/cases/{caseId}");
        await Screens.CheckAsync(worker.Page, "case-stopped");
        await worker.Page.GetByTestId("solve").ClickAsync();
        await Assertions.Expect(worker.Page.Locator(".fjs-container")).ToBeVisibleAsync();
        await Screens.CheckAsync(worker.Page, "incident");

        await FillAsync(worker.Page);
        await worker.Page.GetByTestId("answer-by-hand").ClickAsync();
        await Assertions.Expect(worker.Page.GetByTestId("form-problems")).ToContainTextAsync("Summa pēc nodokļiem");
        await Screens.CheckAsync(worker.Page, "incident-problems");

        await worker.Page.GetByLabel("Pēc nodokļiem, EUR").FillAsync("600");
        await worker.Page.GetByTestId("answer-by-hand").ClickAsync();
        await Assertions.Expect(worker.Page.GetByTestId("notice")).ToContainTextAsync("Atbilde pieņemta");
        await worker.GoAsync($"/cases/{caseId}#facts");
        await Assertions.Expect(worker.Page.GetByTestId("by-hand").First).ToContainTextAsync("Dace Izdomāne");
        await Screens.CheckAsync(worker.Page, "case-answered-by-hand");
    }

    [Fact]
    public async Task IncidentPage_InEnglish_SaysTheSame()
    {
        var caseId = await StoppedAsync();
        await using var worker = await Visitor.SignedInAsync(product, chromium, "dace");
        await worker.GoAsync($"/cases/{caseId}");
        await worker.Page.GetByTestId("language").ClickAsync();
        await worker.Page.GetByTestId("solve").ClickAsync();

        await Assertions.Expect(worker.Page.Locator(".fjs-container")).ToBeVisibleAsync();
        await Assertions.Expect(worker.Page.GetByTestId("incident-said")).ToContainTextAsync("State Revenue Service, income");
        await Assertions.Expect(worker.Page.GetByLabel("After tax, EUR")).ToBeVisibleAsync();
        await Screens.CheckAsync(worker.Page, "incident-english");

        await worker.Page.GetByLabel("The register holds nothing about this person").CheckAsync();
        await Assertions.Expect(worker.Page.GetByLabel("After tax, EUR")).ToHaveCountAsync(0);
        await worker.Page.GetByLabel(new Regex("^Reason: where")).FillAsync("A letter of the tax authority");
        await worker.Page.GetByTestId("answer-by-hand").ClickAsync();
        await Assertions.Expect(worker.Page.GetByTestId("notice")).ToBeVisibleAsync();
        worker.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task Form_TwoFieldsFilledAtOnce_KeepsBoth()
    {
        var caseId = await StoppedAsync();
        await using var worker = await Visitor.SignedInAsync(product, chromium, "dace");
        await worker.GoAsync($"/cases/{caseId}");
        await worker.Page.GetByTestId("solve").ClickAsync();
        await worker.Page.Locator(".fjs-form-field-textarea textarea").First.WaitForAsync();

        // As a browser's autofill, or somebody quick, does: the second before the form has taken in the first.
        await worker.Page.EvaluateAsync("""
            () => {
              for (const [selector, text] of [['.fjs-form-field-textfield input', 'SIA Paraugs'], ['.fjs-form-field-textarea textarea', 'Izziņa']]) {
                const field = document.querySelector(selector);
                Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, text);
                field.dispatchEvent(new Event('input', { bubbles: true }));
              }
              return new Promise(done => setTimeout(done, 1000));
            }
            """);

        (await worker.Page.Locator(".fjs-form-field-textfield input").First.InputValueAsync()).ShouldBe("SIA Paraugs");
        (await worker.Page.Locator(".fjs-form-field-textarea textarea").First.InputValueAsync()).ShouldBe("Izziņa");
    }

    /// <summary>Net is not gross less tax.</summary>
    private static async Task FillAsync(IPage page)
    {
        await page.GetByLabel("Mēnesis").FillAsync(DateTime.UtcNow.AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByLabel("Izmaksātājs").FillAsync("SIA Paraugs");
        await page.Locator(".fjs-form-field-select .fjs-input-group").ClickAsync();
        await page.Locator(".fjs-dropdownlist-item", new() { HasText = "darba alga" }).ClickAsync();
        await page.GetByLabel("Pirms nodokļiem, EUR").FillAsync("700");
        await page.GetByLabel("Nodokļi, EUR").FillAsync("100");
        await page.GetByLabel("Pēc nodokļiem, EUR").FillAsync("650");
        await page.GetByLabel(new Regex("^Pamatojums: no kurienes")).FillAsync("Darba devēja izziņa");
    }

    /// <summary>A case that has come to the tax register; its incident is open.</summary>
    private async Task<string> StoppedAsync()
    {
        using var stopped = await PreparedCase.OpenAsync(product, Unanswered, "eaddress");
        await stopped.DoAsync("rasa", "check-application", """{ "intake": { "complete": true } }""");
        await stopped.DoAsync("dace", "confirm-household", "{}");
        await stopped.WaitAsync(wait => wait["kind"]!.GetValue<string>() == "incident");
        return stopped.CaseId;
    }
}
