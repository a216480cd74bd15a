using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A step of Jelgava is held through the API and on the screens: seen as held, refused by name, and free again when lifted.</summary>
public sealed class HoldTests(RunningProduct product)
{
    private const string Applicant = "300000-01001";

    [Fact]
    public async Task Hold_OfAStep_IsSeenRefusedAndLifted()
    {
        using var registrar = await ApiClient.SignedInAsync(product, "rita");
        using var manager = await ApiClient.SignedInAsync(product, "vija");
        var caseId = await OpenAsync(registrar);
        var task = await TaskAsync(registrar, caseId);

        var hold = await ApiClient.JsonAsync(await manager.PostAsync("holds", new
        {
            packageKey = "intake", // The part that gmi-benefit calls.
            elementId = "check-application",
            reason = "Mainās normatīvais akts",
        }));
        var holdId = hold.GetProperty("holdId").GetGuid();

        hold.GetProperty("level").GetString().ShouldBe("element");
        hold.GetProperty("placedByName").GetString().ShouldNotBeNullOrEmpty();
        (await TaskAsync(registrar, caseId)).GetProperty("isHeld").GetBoolean().ShouldBeTrue();
        var taskId = task.GetProperty("taskId").GetGuid();
        await ApiClient.JsonAsync(await registrar.PostAsync($"tasks/{taskId}/claim", new { }));
        var form = await ApiClient.JsonAsync(await registrar.GetAsync($"tasks/{taskId}"));
        form.GetProperty("whyNotCompletable").GetProperty("code").GetString().ShouldBe("CASE-150");
        var complete = new { data = new { intake = new { complete = true } } };
        var refused = await ApiClient.JsonAsync(await registrar.PostAsync($"tasks/{taskId}/complete", complete), HttpStatusCode.Conflict);
        refused.GetProperty("code").GetString().ShouldBe("CASE-150");

        await ApiClient.JsonAsync(await manager.PostAsync($"holds/{holdId}/lift", new { reason = "Izvietots" }));

        (await TaskAsync(registrar, caseId)).GetProperty("isHeld").GetBoolean().ShouldBeFalse();
        await ApiClient.JsonAsync(await registrar.PostAsync($"tasks/{taskId}/complete", complete));
        var again = await ApiClient.JsonAsync(await manager.PostAsync($"holds/{holdId}/lift", new { reason = "Vēlreiz" }), HttpStatusCode.Conflict);
        again.GetProperty("code").GetString().ShouldBe("CASE-151");
        var history = await ApiClient.JsonAsync(await manager.GetAsync("holds/history"));
        history.EnumerateArray().Where(entry => entry.GetProperty("hold").GetProperty("holdId").GetGuid() == holdId)
            .Select(entry => (entry.GetProperty("change").GetString(), entry.GetProperty("reason").GetString()))
            .ShouldBe([("lifted", "Izvietots"), ("placed", "Mainās normatīvais akts")]);
    }

    [Theory]
    [InlineData("""{ "jobType": "x" }""", "CASE-061", "reason")]
    [InlineData("""{ "reason": "r" }""", "CASE-152", "jobType")]
    [InlineData("""{ "jobType": "x", "reason": "r", "endsAt": "2020-01-01T00:00:00Z" }""", "CASE-153", "endsAt")]
    [InlineData("""{ "packageKey": "gmi-benefit", "elementId": "no-such-step", "reason": "r" }""", "CASE-154", "elementId")]
    [InlineData("""{ "packageKey": "no-such-package", "reason": "r" }""", "CASE-156", "packageKey")]
    [InlineData("""{ "packageKey": "gmi-benefit", "processId": "no-such-process", "reason": "r" }""", "CASE-157", "processId")]
    public async Task Place_WrongInput_IsAProblemThatNamesTheField(string body, string code, string field)
    {
        using var designer = await ApiClient.SignedInAsync(product, "peteris");

        var problem = await ApiClient.JsonAsync(
            await designer.PostAsync("holds", JsonSerializer.Deserialize<JsonElement>(body)), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Hold_OfAnotherInstitution_IsNeitherSeenNorLifted()
    {
        using var ours = await ApiClient.SignedInAsync(product, "vija");
        using var theirs = await ApiClient.SignedInAsync(product, "marta");
        var hold = await ApiClient.JsonAsync(await ours.PostAsync("holds", new { jobType = "held-in-jelgava", reason = "Pārbaude" }));
        var holdId = hold.GetProperty("holdId").GetGuid();

        (await ApiClient.JsonAsync(await theirs.GetAsync("holds"))).EnumerateArray()
            .ShouldNotContain(entry => entry.GetProperty("holdId").GetGuid() == holdId);
        await ApiClient.JsonAsync(await theirs.PostAsync($"holds/{holdId}/lift", new { reason = "Nav mūsu" }), HttpStatusCode.Conflict);
        await ApiClient.JsonAsync(await ours.PostAsync($"holds/{holdId}/lift", new { reason = "Beidzās" }));
    }

    // The same on the screens, without a script.
    [Fact]
    public async Task HoldsPage_PlaceAndLift_ShowsBoth()
    {
        using var visitor = await Visitor.SignedInAsync(product, "peteris");
        var wrong = await Visitor.ReadAsync(
            await visitor.SendAsync("/operations/holds", "/operations/holds", ("packageKey", "gmi-benefit"), ("elementId", "no-such-step"), ("reason", "Kļūda")),
            HttpStatusCode.UnprocessableEntity);
        wrong.QuerySelector("[data-testid=hold-element]")!.GetAttribute("aria-invalid").ShouldBe("true");
        wrong.QuerySelector("[data-testid=hold-element]")!.GetAttribute("value").ShouldBe("no-such-step");

        using var placed = await visitor.SendAsync(
            "/operations/holds", "/operations/holds", ("jobType", "held-on-screen"), ("endsAt", "2099-06-01T08:00"), ("reason", "Reģistrs nedarbojas"));
        placed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await visitor.PageAsync("/operations/holds");
        var row = page.QuerySelectorAll("[data-testid=hold]").Single(hold => hold.TextContent.Contains("held-on-screen", StringComparison.Ordinal));
        row.TextContent.ShouldContain("01.06.2099 08:00");

        using var lifted = await visitor.SendAsync("/operations/holds", row.QuerySelector("form")!.GetAttribute("action")!, ("reason", "Reģistrs darbojas"));
        lifted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page = await visitor.PageAsync("/operations/holds");
        page.QuerySelectorAll("[data-testid=hold]").ShouldNotContain(hold => hold.TextContent.Contains("held-on-screen", StringComparison.Ordinal));
        page.QuerySelector("[data-testid=hold-history]")!.TextContent.ShouldContain("Reģistrs darbojas");
    }

    private static async Task<Guid> OpenAsync(ApiClient registrar)
    {
        var opened = await ApiClient.JsonAsync(
            await registrar.PostAsync("applications", new
            {
                procedure = "gmi-benefit",
                receivedOn = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga")).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                channel = "in-person",
                data = new { applicant = new { personCode = Applicant, preferredChannel = "eaddress" }, members = Array.Empty<object>(), signedByAdults = true },
            }),
            HttpStatusCode.Created);
        return opened.GetProperty("caseId").GetGuid();
    }

    // Looks again and again: a step is seen when it is committed, which nothing announces over HTTP.
    private static async Task<JsonElement> TaskAsync(ApiClient registrar, Guid caseId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        while (true)
        {
            foreach (var scope in (string[])["team", "mine"])
            {
                var page = await ApiClient.JsonAsync(await registrar.GetAsync($"tasks?scope={scope}&sort=newest&size=200"));
                var mine = page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("caseId").GetGuid() == caseId).ToList();
                if (mine is [var task])
                {
                    return task;
                }
            }

            await beat.WaitForNextTickAsync(limit.Token);
        }
    }
}
