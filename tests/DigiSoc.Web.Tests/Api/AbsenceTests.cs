using System.Globalization;
using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>Absences of Jelgava through the API and on the screen.</summary>
public sealed class AbsenceTests(RunningProduct product)
{
    [Fact]
    public async Task Absence_RecordedThenEnded_GivesAndTakesTheSubstitutesRight()
    {
        var ct = TestContext.Current.CancellationToken;
        using var sandis = await ApiClient.SignedInAsync(product, "sandis");
        using var signe = await ApiClient.SignedInAsync(product, "signe");
        var task = await sandis.FirstTaskAsync(ct);
        await ApiClient.JsonAsync(await sandis.PostAsync($"tasks/{task}/claim", new { }));
        await ApiClient.JsonAsync(await signe.PostAsync($"tasks/{task}/delegate", new { toUserId = "signe" }), HttpStatusCode.Conflict);

        var absence = await ApiClient.JsonAsync(
            await sandis.PostAsync("absences", new { substituteId = "signe", firstOn = Day(0), lastOn = Day(3), kind = "vacation" }));
        var mine = await ApiClient.JsonAsync(await signe.GetAsync("tasks?scope=mine&of=sandis"));
        var shown = mine.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("taskId").GetGuid() == task);
        var seen = (await ApiClient.JsonAsync(await signe.GetAsync("absences")))[0];
        var scheduled = await ApiClient.JsonAsync(await signe.PostAsync($"tasks/{task}/schedule", new { followUpOn = Day(2) }));

        (absence.GetProperty("state").GetString(), absence.GetProperty("kind").GetString()).ShouldBe(("standing", "vacation"));
        shown.GetProperty("standsInFor").GetProperty("userId").GetString().ShouldBe("sandis");
        seen.GetProperty("kind").ValueKind.ShouldBe(JsonValueKind.Null, "the kind is for the person and managers");
        scheduled.GetProperty("assigneeId").GetString().ShouldBe("sandis");

        await ApiClient.JsonAsync(await sandis.PostAsync($"absences/{absence.GetProperty("absenceId").GetGuid()}/end", new { }));
        var refused = await ApiClient.JsonAsync(await signe.PostAsync($"tasks/{task}/schedule", new { followUpOn = Day(3) }), HttpStatusCode.Conflict);

        refused.GetProperty("code").GetString().ShouldBe("CASE-115");
        (await ApiClient.JsonAsync(await signe.GetAsync("tasks?scope=mine"))).GetProperty("items").EnumerateArray()
            .ShouldNotContain(item => item.GetProperty("taskId").GetGuid() == task);
        (await ApiClient.JsonAsync(await sandis.GetAsync("absences/history")))[0].GetProperty("change").GetString().ShouldBe("removed");
        await ApiClient.JsonAsync(await sandis.PostAsync($"tasks/{task}/unclaim", new { }));
    }

    [Theory]
    [InlineData("""{}""", 422, "CASE-130", "firstOn")]
    [InlineData("""{ "substituteId": "sandis", "firstOn": "2099-01-05", "lastOn": "2099-01-06", "kind": "duty" }""", 422, "CASE-133", "substituteId")]
    [InlineData("""{ "substituteId": "rita", "firstOn": "2099-01-05", "lastOn": "2099-01-06", "kind": "duty" }""", 422, "CASE-135", "substituteId")]
    [InlineData("""{ "substituteId": "inga", "firstOn": "2099-01-05", "lastOn": "2099-01-06", "kind": "duty" }""", 422, "CASE-134", "substituteId")]
    [InlineData("""{ "substituteId": "signe", "firstOn": "2099-01-05", "lastOn": "2099-01-04", "kind": "duty" }""", 422, "CASE-131", "lastOn")]
    [InlineData("""{ "userId": "leons", "substituteId": "signe", "firstOn": "2099-01-05", "lastOn": "2099-01-06", "kind": "duty" }""", 409, "CASE-140", null)]
    [InlineData("""{ "substituteId": "signe", "firstOn": "2099-01-05", "lastOn": "2099-01-06", "kind": "holiday" }""", 400, "WEB-400", "$.kind")]
    public async Task Record_WrongInput_IsAProblemThatNamesTheField(string body, int status, string code, string? field)
    {
        using var sandis = await ApiClient.SignedInAsync(product, "sandis");

        var problem = await ApiClient.JsonAsync(await sandis.PostAsync("absences", JsonSerializer.Deserialize<JsonElement>(body)), (HttpStatusCode)status);

        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Page_WrongThenRecordedByTheManagerThenShortened_ShowsEach()
    {
        using var vija = await Visitor.SignedInAsync(product, "vija");
        using var signe = await Visitor.SignedInAsync(product, "signe");
        var wrong = await Visitor.ReadAsync(
            await vija.SendAsync(
                "/absences?of=sandis", "/absences",
                ("userId", "sandis"), ("substituteId", "signe"), ("firstOn", "2098-03-09"), ("lastOn", "2098-03-01"), ("kind", "Illness")),
            HttpStatusCode.UnprocessableEntity);
        wrong.QuerySelector("[data-testid=last-on]")!.GetAttribute("aria-invalid").ShouldBe("true");
        wrong.QuerySelector("[data-testid=last-on]")!.GetAttribute("value").ShouldBe("2098-03-01");

        using var recorded = await vija.SendAsync(
            "/absences?of=sandis", "/absences",
            ("userId", "sandis"), ("substituteId", "signe"), ("firstOn", "2098-03-01"), ("lastOn", "2098-03-09"), ("kind", "Illness"));
        recorded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var row = Row(await vija.PageAsync("/absences"));
        row.TextContent.ShouldContain("Darbnespēja");
        var hers = Row(await signe.PageAsync("/absences"));
        hers.TextContent.ShouldNotContain("Darbnespēja");
        hers.QuerySelector("form").ShouldBeNull("she is neither away nor a manager");

        var address = row.QuerySelector("form")!.GetAttribute("action")!;
        (await vija.SendAsync("/absences", address, ("does", "shorten"), ("lastOn", "2098-03-05"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Row(await vija.PageAsync("/absences")).TextContent.ShouldContain("01.03.2098–05.03.2098");
        (await vija.SendAsync("/absences", address, ("does", "end"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await vija.PageAsync("/absences");

        page.QuerySelectorAll("[data-testid=absence]").ShouldNotContain(one => one.TextContent.Contains("2098", StringComparison.Ordinal));
        page.QuerySelector("[data-testid=absence-history]")!.TextContent.ShouldContain("noņemta");
    }

    private static AngleSharp.Dom.IElement Row(AngleSharp.Dom.IDocument page) =>
        page.QuerySelectorAll("[data-testid=absence]").Single(one => one.TextContent.Contains("2098", StringComparison.Ordinal));

    private static string Day(int ahead) => TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"))
        .AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
