using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>Cases of Jelgava chosen by their numbers: previewed, suspended and resumed through the API and on the screens.</summary>
public sealed class BulkTests(RunningProduct product)
{
    private const string Applicant = "300000-01001";

    [Fact]
    public async Task Suspend_PreviewedAndCarriedOut_ChangesOnlyThen()
    {
        using var registrar = await ApiClient.SignedInAsync(product, "rita");
        using var manager = await ApiClient.SignedInAsync(product, "vija");
        var number = await OpenAsync(registrar);

        var preview = await EndedAsync(manager, await ApiClient.JsonAsync(await manager.PostAsync("bulks", new { operation = "suspend", cases = new[] { number, "no-such-case" }, reason = "Pārbaude" })));

        preview.GetProperty("isDryRun").GetBoolean().ShouldBeTrue("a preview unless it is said otherwise");
        (Count(preview, "done"), Count(preview, "refused"), Count(preview, "total")).ShouldBe((1, 0, 1));
        var items = await ApiClient.JsonAsync(await manager.GetAsync($"bulks/{Id(preview)}/items?verdict=done"));
        items.GetProperty("items")[0].GetProperty("caseNumber").GetString().ShouldBe(number);

        var real = await EndedAsync(manager, await ApiClient.JsonAsync(await manager.PostAsync($"bulks/{Id(preview)}/carry-out", new { })));
        Count(real, "done").ShouldBe(1);
        var again = await EndedAsync(manager, await ApiClient.JsonAsync(await manager.PostAsync("bulks", new { operation = "suspend", cases = new[] { number }, reason = "Vēlreiz" })));
        Count(again, "refused").ShouldBe(1);
        var refused = await ApiClient.JsonAsync(await manager.GetAsync($"bulks/{Id(again)}/items?verdict=refused"));
        refused.GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("BPMN-206");
        refused.GetProperty("items")[0].GetProperty("why").GetProperty("lv").GetString()!.ShouldContain("ir apturēts");

        var resumed = await EndedAsync(manager, await ApiClient.JsonAsync(await manager.PostAsync("bulks", new { operation = "resume", cases = new[] { number }, isDryRun = false, reason = "Pārbaudīts" })));
        Count(resumed, "done").ShouldBe(1);
        var stop = await ApiClient.JsonAsync(await manager.PostAsync($"bulks/{Id(resumed)}/stop", new { }), HttpStatusCode.Conflict);
        stop.GetProperty("code").GetString().ShouldBe("CASE-125");
    }

    [Theory]
    [InlineData("""{ "operation": "suspend", "packageKey": "gmi-benefit" }""", "CASE-061", "reason")]
    [InlineData("""{ "operation": "suspend", "hasIncident": true, "reason": "r" }""", "CASE-121", "packageKey")]
    [InlineData("""{ "operation": "suspend", "packageKey": "gmi-benefit", "status": "completed", "reason": "r" }""", "CASE-122", "status")]
    [InlineData("""{ "operation": "migrate", "packageKey": "gmi-benefit", "reason": "r" }""", "CASE-123", "targetVersion")]
    [InlineData("""{ "operation": "suspend", "packageKey": "no-such-package", "reason": "r" }""", "CASE-156", "packageKey")]
    public async Task Start_WrongInput_IsAProblemThatNamesTheField(string body, string code, string field)
    {
        using var designer = await ApiClient.SignedInAsync(product, "peteris");

        var problem = await ApiClient.JsonAsync(
            await designer.PostAsync("bulks", JsonSerializer.Deserialize<JsonElement>(body)), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Cancel_ByADesigner_IsAManagersToDo()
    {
        using var designer = await ApiClient.SignedInAsync(product, "peteris");

        var problem = await ApiClient.JsonAsync(
            await designer.PostAsync("bulks", new { operation = "cancel", packageKey = "gmi-benefit", reason = "Nevajag" }), HttpStatusCode.Conflict);

        problem.GetProperty("code").GetString().ShouldBe("CASE-008");
        await ApiClient.JsonAsync(await designer.PostAsync("bulks", new { operation = "burn", packageKey = "gmi-benefit", reason = "r" }), HttpStatusCode.BadRequest);
        await ApiClient.JsonAsync(await designer.GetAsync($"bulks/{Guid.NewGuid()}"), HttpStatusCode.NotFound);
    }

    // The same on the screens, without a script.
    [Fact]
    public async Task BulkPage_PreviewAndCarryOut_ShowsVerdicts()
    {
        using var registrar = await ApiClient.SignedInAsync(product, "rita");
        var number = await OpenAsync(registrar);
        using var visitor = await Visitor.SignedInAsync(product, "vija");
        var wrong = await Visitor.ReadAsync(
            await visitor.SendAsync("/operations/bulk", "/operations/bulk", ("Operation", "Suspend"), ("Version", "one"), ("Cases", number), ("Reason", "Kļūda")),
            HttpStatusCode.UnprocessableEntity);
        wrong.QuerySelector("[data-testid=bulk-cases]")!.TextContent.ShouldBe(number);

        var preview = await FollowAsync(visitor, await visitor.SendAsync(
            "/operations/bulk", "/operations/bulk", ("Operation", "Suspend"), ("Cases", number), ("Reason", "Pārbaude")));
        preview.Page.QuerySelector("[data-testid=bulk-items]")!.TextContent.ShouldContain(number);

        var real = await FollowAsync(visitor, await visitor.SendAsync(preview.Address, $"{preview.Address}/carry-out"));
        real.Address.ShouldNotBe(preview.Address);
        real.Page.QuerySelector("[data-testid=carry-out]").ShouldBeNull();
    }

    // The page is asked for again until the work behind it has ended.
    private static async Task<(string Address, AngleSharp.Dom.IDocument Page)> FollowAsync(Visitor visitor, HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var address = answer.Headers.Location!.ToString();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        while (true)
        {
            var page = await visitor.PageAsync(address);
            if (page.QuerySelector("[data-testid=stop]") is null)
            {
                return (address, page);
            }

            await beat.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<JsonElement> EndedAsync(ApiClient client, JsonElement bulk)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        while (bulk.GetProperty("state").GetString() == "running")
        {
            await beat.WaitForNextTickAsync(limit.Token);
            bulk = await ApiClient.JsonAsync(await client.GetAsync($"bulks/{Id(bulk)}"));
        }

        return bulk;
    }

    private static Guid Id(JsonElement bulk) => bulk.GetProperty("bulkId").GetGuid();

    private static int Count(JsonElement bulk, string what) => bulk.GetProperty(what).GetInt32();

    private static async Task<string> OpenAsync(ApiClient registrar)
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
        return opened.GetProperty("caseNumber").GetString()!;
    }
}
