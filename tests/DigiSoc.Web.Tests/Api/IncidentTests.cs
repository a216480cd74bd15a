using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A lookup that no register answers: a person tries again, answers by hand, or goes on without it; each leaves its trace.</summary>
public sealed class IncidentTests(RunningProduct product)
{
    /// <summary>The sandbox's person about whom the tax register is down.</summary>
    private const string Unanswered = "300000-07001";

    [Fact]
    public async Task Skip_WhereTheProcessAllowsIt_GoesOnAndSaysWhoAndWhy()
    {
        using var walk = await StoppedAsync(Unanswered);
        var incident = await walk.IncidentAsync();
        incident.GetProperty("itemId").GetString().ShouldBe("vid.income");
        incident.GetProperty("maySkip").GetBoolean().ShouldBeTrue();
        incident.GetProperty("elementName").GetProperty("en").GetString().ShouldBe("VID income");
        var id = incident.GetProperty("incidentId").GetGuid();
        var worker = await walk.AsAsync("dace");

        (await CodesAsync(await worker.PostAsync($"incidents/{id}/skip", new { reason = "" }))).ShouldBe(["CASE-061"]);
        await ApiClient.JsonAsync(await worker.PostAsync($"incidents/{id}/skip", new { reason = "Ienākumi redzami konta pārskatā" }));

        await walk.WaitAtAsync("declare-means");
        var fact = await FactAsync(walk, "vid.income");
        fact.GetProperty("reason").GetString().ShouldBe("Ienākumi redzami konta pārskatā");
        (await TimelineAsync(walk, "lookup-skipped")).GetProperty("actorName").GetString().ShouldBe("Dace Izdomāne");
        (await CodesAsync(await worker.PostAsync($"incidents/{id}/skip", new { reason = "vēlreiz" }))).ShouldBe(["CASE-060"]);
    }

    [Fact]
    public async Task AnswerByHand_FitAndUnfit_IsCheckedByTheCatalogueAndMarked()
    {
        using var walk = await StoppedAsync(Unanswered);
        var id = (await walk.IncidentAsync()).GetProperty("incidentId").GetGuid();
        var worker = await walk.AsAsync("dace");

        (await CodesAsync(await worker.PostAsync($"incidents/{id}/answer", new { answer = new { wrong = true }, reason = "Izziņa" }))).ShouldBe(["CASE-064"]);
        (await CodesAsync(await worker.PostAsync($"incidents/{id}/answer", new { reason = "Izziņa" }))).ShouldBe(["CASE-064"]);
        var answered = await ApiClient.JsonAsync(await worker.PostAsync(
            $"incidents/{id}/answer", new { answer = Array.Empty<object>(), reason = "Izziņa no darba devēja: ienākumu nav" }));

        answered.GetProperty("how").GetString().ShouldBe("answered-by-hand");
        await walk.WaitAtAsync("declare-means");
        var fact = await FactAsync(walk, "vid.income");
        fact.GetProperty("byHand").GetBoolean().ShouldBeTrue();
        fact.GetProperty("reason").GetString().ShouldBe("Izziņa no darba devēja: ienākumu nav");
        (await TimelineAsync(walk, "answered-by-hand")).GetProperty("actorName").GetString().ShouldBe("Dace Izdomāne");
        var audit = await AuditAsync(walk);
        audit.ShouldContain(entry => Is(entry, "vid.income", "dace", "answeredbyhand"));
        audit.ShouldContain(entry => Is(entry, "vid.income", null, "unavailable"));
    }

    [Fact]
    public async Task Retry_RegisterIsBack_IsAnsweredByIt()
    {
        const string applicant = "300000-25001";
        await BehaveAsync("nva", new { down = "unavailable", personCode = applicant });
        using var walk = await StoppedAsync(applicant);
        var incident = await walk.IncidentAsync();
        incident.GetProperty("itemId").GetString().ShouldBe("nva.status");
        // What another institution holds may not be left out (APL 59(2)).
        incident.GetProperty("maySkip").GetBoolean().ShouldBeFalse();
        var id = incident.GetProperty("incidentId").GetGuid();
        var worker = await walk.AsAsync("dace");
        (await CodesAsync(await worker.PostAsync($"incidents/{id}/skip", new { reason = "Nevajag" }))).ShouldBe(["CASE-063"]);
        await BehaveAsync("nva", new { personCode = applicant });

        await ApiClient.JsonAsync(await worker.PostAsync($"incidents/{id}/retry", new { }));

        await walk.WaitAtAsync("declare-means");
        (await FactAsync(walk, "nva.status")).GetProperty("byHand").GetBoolean().ShouldBeFalse();
        (await AuditAsync(walk)).ShouldContain(entry => Is(entry, "nva.status", null, "answered"));
    }

    // The same on the screens, without a script.
    [Fact]
    public async Task IncidentPage_Skip_GoesOn()
    {
        using var walk = await StoppedAsync(Unanswered);
        var id = (await walk.IncidentAsync()).GetProperty("incidentId").GetGuid();
        using var visitor = await Visitor.SignedInAsync(product, "dace");

        using var answer = await visitor.SendAsync(
            $"/operations/incidents/{id}", $"/operations/incidents/{id}/skip", ("reason", "Konta pārskats"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await walk.WaitAtAsync("declare-means");
        var page = await visitor.PageAsync($"/cases/{walk.CaseId}");
        page.Body!.TextContent.ShouldContain("Konta pārskats");
    }

    [Fact]
    public async Task Incident_InWords_SaysRegisterItemAttemptsOwnerAndCause()
    {
        using var walk = await StoppedAsync(Unanswered);
        var said = (await walk.IncidentAsync()).GetProperty("said");

        said.GetProperty("code").GetString()!.ShouldStartWith("REG-01");
        said.GetProperty("reason").GetProperty("lv").GetString()!.ShouldContain("VID ienākumu dati");
        said.GetProperty("reason").GetProperty("en").GetString()!.ShouldContain("Not obtained: Income and tax paid.");
        said.GetProperty("attempts").GetInt32().ShouldBeGreaterThan(0);
        // Who worked on the case last.
        said.GetProperty("owner").GetProperty("lv").GetString().ShouldBe("Dace Izdomāne");
        var wait = (await walk.FileAsync()).GetProperty("waits").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "incident");
        wait.GetProperty("forWhom").GetProperty("en").GetString().ShouldBe("Dace Izdomāne");
        wait.GetProperty("what").GetProperty("lv").GetString()!.ShouldContain("VID ienākumu dati");
    }

    [Fact]
    public async Task IncidentPage_InBothLanguages_KeepsTheTechnicalTextFolded()
    {
        using var walk = await StoppedAsync(Unanswered);
        var id = (await walk.IncidentAsync()).GetProperty("incidentId").GetGuid();
        using var visitor = await Visitor.SignedInAsync(product, "dace");

        var page = await visitor.PageAsync($"/operations/incidents/{id}");

        page.QuerySelector("[data-testid=incident-said] > p")!.TextContent.ShouldContain("VID ienākumu dati");
        page.QuerySelector("[data-testid=technical]")!.HasAttribute("open").ShouldBeFalse();
        page.QuerySelector("[data-testid=technical]")!.TextContent.ShouldContain("BPMN-105");
        page.QuerySelector("[data-testid=question]")!.TextContent.ShouldContain(Unanswered);
        page.QuerySelectorAll("textarea.code").ShouldBeEmpty("no JSON is asked of a social worker");
    }

    [Fact]
    public async Task IncidentPage_AnswerByForm_NamesEachWrongFieldThenGoesOn()
    {
        using var walk = await StoppedAsync(Unanswered);
        var id = (await walk.IncidentAsync()).GetProperty("incidentId").GetGuid();
        var month = DateTime.UtcNow.AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        using var visitor = await Visitor.SignedInAsync(product, "dace");
        var (page, answer) = ($"/operations/incidents/{id}", $"/operations/incidents/{id}/answer");

        using var wrong = await visitor.SendAsync(
            page, answer, [.. Row(0, month, "700", "100", "650"), ("f:has", "values"), ("f:reason", "Izziņa")]);
        var shown = await Visitor.ReadAsync(wrong, HttpStatusCode.UnprocessableEntity);
        shown.QuerySelector("[data-testid=form-problems]")!.TextContent.ShouldContain("Summa pēc nodokļiem");
        shown.QuerySelector("[name='f:rows.0.payer']")!.GetAttribute("value").ShouldBe("SIA Paraugs");

        using var right = await visitor.SendAsync(
            page, answer, [.. Row(0, month, "700", "100", "600"), .. Row(1, month, "50", "0", "50"), ("f:has", "values"), ("f:reason", "Darba devēja izziņa")]);

        right.StatusCode.ShouldBe(HttpStatusCode.Redirect, await right.Content.ReadAsStringAsync());
        await walk.WaitAtAsync("declare-means");
        var fact = await FactAsync(walk, "vid.income");
        fact.GetProperty("value").GetArrayLength().ShouldBe(2);
        fact.GetProperty("byHandBy").GetString().ShouldBe("Dace Izdomāne");
        var file = await visitor.PageAsync($"/cases/{walk.CaseId}");
        file.QuerySelector("[data-testid=by-hand]")!.TextContent.ShouldContain("Dace Izdomāne");
    }

    [Fact]
    public async Task IncidentForm_RegisterHoldsNothing_IsAChoiceOfItsOwn()
    {
        using var walk = await StoppedAsync(Unanswered);
        var id = (await walk.IncidentAsync()).GetProperty("incidentId").GetGuid();
        var worker = await walk.AsAsync("dace");
        var form = await ApiClient.JsonAsync(await worker.GetAsync($"incidents/{id}/form"));
        form.GetProperty("personCode").GetString().ShouldBe(Unanswered);

        (await CodesAsync(await worker.PostAsync($"incidents/{id}/form", new { has = "nothing" }))).ShouldBe(["CASE-010"]);
        await ApiClient.JsonAsync(await worker.PostAsync($"incidents/{id}/form", new { has = "nothing", reason = "VID izziņa: ziņu nav" }));

        await walk.WaitAtAsync("declare-means");
        var fact = await FactAsync(walk, "vid.income");
        fact.GetProperty("status").GetString().ShouldBe("byHand");
        fact.GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        fact.GetProperty("reason").GetString().ShouldBe("VID izziņa: ziņu nav");
        (await AuditAsync(walk)).ShouldContain(entry => Is(entry, "vid.income", "dace", "answeredbyhand"));
    }

    [Fact]
    public async Task Deadlines_OfAStoppedCase_SayWhoIsToActSinceWhenAndWhy()
    {
        using var walk = await StoppedAsync(Unanswered);
        var id = (await walk.IncidentAsync()).GetProperty("incidentId").GetGuid();
        var manager = await walk.AsAsync("marta");

        var row = (await AllAsync(manager, "deadlines")).Single(one => one.GetProperty("case").GetProperty("caseId").GetGuid() == walk.CaseId);

        row.GetProperty("incidentId").GetGuid().ShouldBe(id);
        row.GetProperty("waitsFor").GetProperty("lv").GetString()!.ShouldStartWith("Dace Izdomāne: ");
        row.GetProperty("waitsFor").GetProperty("en").GetString()!.ShouldContain("State Revenue Service, income");
        row.GetProperty("since").ValueKind.ShouldBe(JsonValueKind.String);
    }

    private static (string, string)[] Row(int at, string month, string gross, string tax, string net) =>
    [
        ($"f:rows.{at}.month", month), ($"f:rows.{at}.payer", "SIA Paraugs"), ($"f:rows.{at}.kind", "wage"),
        ($"f:rows.{at}.gross", gross), ($"f:rows.{at}.tax", tax), ($"f:rows.{at}.net", net),
    ];

    private static async Task<List<JsonElement>> AllAsync(ApiClient client, string list)
    {
        var all = new List<JsonElement>();
        string? after = null;
        do
        {
            var page = await ApiClient.JsonAsync(await client.GetAsync($"{list}?size=200{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}"));
            all.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        return all;
    }

    /// <summary>A case that has come to the lookups of means.</summary>
    private async Task<CaseWalk> StoppedAsync(string applicant)
    {
        var walk = new CaseWalk(product);
        await walk.OpenAsync(applicant, "eaddress");
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await walk.DoAsync("dace", "confirm-household");
        return walk;
    }

    private async Task BehaveAsync(string register, object how)
    {
        using var client = new HttpClient { BaseAddress = product.Sandbox };
        var address = new Uri($"/sandbox/behaviour/{register}", UriKind.Relative);
        using var answer = await client.PutAsJsonAsync(address, how);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string?[]> CodesAsync(HttpResponseMessage answer)
    {
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString())];
    }

    private static async Task<JsonElement> FactAsync(CaseWalk walk, string item) =>
        (await walk.FileAsync()).GetProperty("facts").EnumerateArray().Single(fact => fact.GetProperty("itemId").GetString() == item);

    private static async Task<JsonElement> TimelineAsync(CaseWalk walk, string kind) =>
        (await walk.FileAsync()).GetProperty("timeline").EnumerateArray().Single(entry => entry.GetProperty("kind").GetString() == kind);

    private static async Task<List<JsonElement>> AuditAsync(CaseWalk walk)
    {
        var page = await ApiClient.JsonAsync(await (await walk.AsAsync("dita")).GetAsync($"access-log?caseNumber={walk.Number}&size=200"));
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private static bool Is(JsonElement entry, string what, string? actor, string result) =>
        entry.GetProperty("what").GetString() == what && entry.GetProperty("result").GetString() == result
        && (actor is null || entry.GetProperty("actorId").GetString() == actor);
}
