using System.Text.Json.Nodes;
using DigiSoc.EndToEnd.Harness;
using Microsoft.Playwright;

namespace DigiSoc.EndToEnd;

/// <summary>A letter that comes back becomes the registrar's task, whether or not the case still waits for it.</summary>
[Trait("Category", "Slow")]
public sealed class ReturnedLetterTests(Product product, Chromium chromium)
{
    [Fact]
    public async Task Decision_Returned_IsSentAgainInAnotherWay()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-01001", "registered-post");
        await prepared.DoAsync("rasa", "check-application", """{ "intake": { "complete": true } }""");
        await prepared.DoAsync("dace", "confirm-household", "{}");
        await prepared.DoAsync("dace", "declare-means", "{}");
        await prepared.DoAsync("dace", "assess", """{ "assessment": { "action": "propose" } }""");
        await prepared.DoAsync("lauma", "decide", """{ "verdict": { "approve": true } }""");
        await prepared.WaitAsync(wait => (string?)wait["message"] == "letter-posted");

        await using var registrar = await Visitor.SignedInAsync(product, chromium, "rasa");
        await ReturnAsync(registrar.Page, prepared.Number, registrar.GoAsync);
        await OpenTaskAsync(registrar, prepared, "undelivered");
        await Assertions.Expect(registrar.Page.Locator(".fjs-form")).ToContainTextAsync("adresāts nav zināms");
        await Screens.CheckAsync(registrar.Page, "task-returned-decision");
        await registrar.Page.Locator(".fjs-select-display").First.ClickAsync();
        await registrar.Page.Locator(".fjs-dropdownlist-item").GetByText("Klātienē").ClickAsync();
        await registrar.Page.GetByTestId("complete").ClickAsync();
        await Assertions.Expect(registrar.Page.GetByTestId("notice")).ToBeVisibleAsync();

        await prepared.WaitAsync(wait => (string?)wait["message"] == "letter-posted");
        await registrar.GoAsync("/post");
        await Assertions.Expect(registrar.Page.Locator($"tr[data-case='{prepared.Number}']")).ToContainTextAsync("klātienē");
        registrar.ShouldHaveSeenNoTrouble();
    }

    [Fact]
    public async Task Request_ReturnedWhenNobodyWaitsForIt_IsJudgedAndHandedOver()
    {
        using var prepared = await PreparedCase.OpenAsync(product, "300000-01001", "registered-post");
        await prepared.DoAsync("rasa", "check-application", """{ "intake": { "complete": true } }""");
        await prepared.DoAsync("dace", "confirm-household", "{}");
        await prepared.DoAsync("dace", "declare-means", "{}");
        await prepared.DoAsync("dace", "assess", $$$"""
            { "assessment": { "action": "request-documents", "missing": ["visu kontu pārskati par trim pilniem kalendāra mēnešiem"], "answerUntil": "{{{PreparedCase.Day(14)}}}" } }
            """);
        await prepared.WaitAsync(wait => (string?)wait["message"] == "applicant-answer");
        var (status, body) = await prepared.Client.PostAsync(
            "rasa", $"cases/{prepared.CaseId}/answers", prepared.CaseId, new JsonObject { ["text"] = "Atnesa pats" });
        ((int)status).ShouldBeLessThan(300, body?.ToJsonString());
        await prepared.WaitAsync(wait => (string?)wait["elementId"] == "declare-means");

        await using var registrar = await Visitor.SignedInAsync(product, chromium, "rasa");
        await ReturnAsync(registrar.Page, prepared.Number, registrar.GoAsync);
        await OpenTaskAsync(registrar, prepared, "judge-returned-letter");
        await registrar.Page.GetByLabel("Nodot izlemšanai").CheckAsync();
        await Assertions.Expect(registrar.Page.GetByText("Sūtīšanas veids")).ToHaveCountAsync(0);
        await registrar.Page.GetByLabel("Nosūtīt to pašu vēstuli").CheckAsync();
        await Assertions.Expect(registrar.Page.GetByText("Sūtīšanas veids")).ToBeVisibleAsync();
        await Screens.CheckAsync(registrar.Page, "task-returned-late");
        await registrar.Page.GetByLabel("Nodot izlemšanai").CheckAsync();
        await registrar.Page.GetByLabel("Pamatojums").FillAsync("Adrese mainīta pirms nosūtīšanas");
        await registrar.Page.GetByTestId("complete").ClickAsync();
        await Assertions.Expect(registrar.Page.GetByTestId("notice")).ToBeVisibleAsync();

        await using var decisionMaker = await Visitor.SignedInAsync(product, chromium, "lauma");
        await OpenTaskAsync(decisionMaker, prepared, "weigh-returned-letter");
        await Assertions.Expect(decisionMaker.Page.Locator(".fjs-form")).ToContainTextAsync("Adrese mainīta pirms nosūtīšanas");
        await Screens.CheckAsync(decisionMaker.Page, "task-returned-weighed");
        await decisionMaker.Page.GetByLabel("Nekas nemainās").CheckAsync();
        await decisionMaker.Page.GetByLabel("Pamatojums").FillAsync("Iesniedzējs atbildi jau iesniedza");
        await decisionMaker.Page.GetByTestId("complete").ClickAsync();
        await Assertions.Expect(decisionMaker.Page.GetByTestId("notice")).ToBeVisibleAsync();
        registrar.ShouldHaveSeenNoTrouble();
        decisionMaker.ShouldHaveSeenNoTrouble();
    }

    /// <summary>The registrar posts the case's letter, and then records that it came back.</summary>
    private static async Task ReturnAsync(IPage page, string caseNumber, Func<string, Task> goAsync)
    {
        await goAsync("/post");
        var row = page.Locator($"tr[data-case='{caseNumber}']");
        await row.GetByTestId("choose").CheckAsync();
        await page.GetByTestId("mark-posted").ClickAsync();
        await Assertions.Expect(page.GetByTestId("notice")).ToContainTextAsync("Pastam nodota 1 vēstule");
        await page.GetByTestId("post-posted").ClickAsync();
        await row.GetByTestId("more").ClickAsync();
        await row.GetByTestId("outcome").SelectOptionAsync("returned");
        await row.GetByTestId("reason").FillAsync("adresāts nav zināms");
        await row.GetByTestId("report").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    /// <summary>Waits for the task, takes it and opens its form.</summary>
    private static async Task OpenTaskAsync(Visitor visitor, PreparedCase prepared, string elementId)
    {
        var wait = await prepared.WaitAsync(one => (string?)one["elementId"] == elementId && one["taskId"] is not null);
        await visitor.GoAsync($"/tasks/{wait["taskId"]}");
        await visitor.Page.GetByTestId("claim").ClickAsync();
        await visitor.Page.GetByTestId("complete").WaitForAsync();
        await visitor.Page.Locator(".fjs-form").WaitForAsync();
    }
}
