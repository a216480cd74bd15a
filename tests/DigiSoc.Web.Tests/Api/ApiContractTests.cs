using System.Net;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

public sealed class ApiContractTests(RunningProduct product)
{
    [Fact]
    public async Task Call_WithoutToken_IsAProblemWithARemedy()
    {
        using var client = new ApiClient(product);

        var problem = await ApiClient.JsonAsync(await client.GetAsync("tasks"), HttpStatusCode.Unauthorized);

        problem.GetProperty("code").GetString().ShouldBe("WEB-401");
        problem.GetProperty("errors")[0].GetProperty("remedy").GetProperty("en").GetString()!.ShouldContain("/api/v1/token");
    }

    [Fact]
    public async Task Token_WrongPassword_Is401()
    {
        using var client = new ApiClient(product);

        await ApiClient.JsonAsync(await client.PostAsync("token", new { user = "dace", password = "nepareiza" }), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Application_WrongFields_NamesEachWithReason()
    {
        using var client = await ApiClient.SignedInAsync(product, "rasa");

        var problem = await ApiClient.JsonAsync(
            await client.PostAsync("applications", new
            {
                procedure = "gmi-benefit",
                receivedOn = "2026-01-05",
                channel = "in-person",
                data = new { applicant = new { personCode = "nav kods" } },
            }),
            HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString())
            .ShouldContain(field => field != null && field.Contains("personCode"));
        problem.GetProperty("errors")[0].GetProperty("reason").GetProperty("lv").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("token", "user")]
    [InlineData("applications", "procedure")]
    [InlineData("cases/00000000-0000-0000-0000-000000000001/notes", "text")]
    [InlineData("cases/00000000-0000-0000-0000-000000000001/answers", "text")]
    [InlineData("tasks/00000000-0000-0000-0000-000000000001/complete", "data")]
    [InlineData("tasks/00000000-0000-0000-0000-000000000001/comments", "text")]
    [InlineData("tasks/00000000-0000-0000-0000-000000000001/attachments", "content")]
    [InlineData("cases/00000000-0000-0000-0000-000000000001/processes/00000000-0000-0000-0000-000000000001/modify", "changes", "marta")]
    [InlineData("cases/00000000-0000-0000-0000-000000000001/processes/00000000-0000-0000-0000-000000000001/suspend", "reason", "marta")]
    public async Task Call_WithoutWhatItNeeds_NamesIt(string address, string member, string user = "rasa")
    {
        using var client = await ApiClient.SignedInAsync(product, user);

        var problem = await ApiClient.JsonAsync(await client.PostAsync(address, new { }), HttpStatusCode.BadRequest);
        var isNull = await ApiClient.JsonAsync(await client.PostAsync(address, new Dictionary<string, object?> { [member] = null }), HttpStatusCode.BadRequest);

        problem.GetProperty("errors")[0].GetProperty("reason").GetProperty("en").GetString()!.ShouldContain($"'{member}'");
        isNull.GetProperty("code").GetString().ShouldBe("WEB-400");
    }

    [Theory]
    [InlineData("cases/00000000-0000-0000-0000-000000000001")]
    [InlineData("tasks/00000000-0000-0000-0000-000000000001")]
    [InlineData("there-is-no-such-call")]
    public async Task Read_Unknown_Is404(string address)
    {
        using var client = await ApiClient.SignedInAsync(product, "dace");

        await ApiClient.JsonAsync(await client.GetAsync(address), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Task_ClaimedByOne_IsRefusedToAnother()
    {
        using var dace = await ApiClient.SignedInAsync(product, "dace");
        using var rasa = await ApiClient.SignedInAsync(product, "rasa");
        var task = await rasa.FirstTaskAsync(TestContext.Current.CancellationToken);
        await ApiClient.JsonAsync(await rasa.PostAsync($"tasks/{task}/claim", new { }));

        using var refused = await dace.PostAsync($"tasks/{task}/claim", new { });

        refused.StatusCode.ShouldBeOneOf(HttpStatusCode.Conflict, HttpStatusCode.NotFound);
        await ApiClient.JsonAsync(await rasa.PostAsync($"tasks/{task}/unclaim", new { }));
    }

    [Fact]
    public async Task Cases_Stopped_AreThoseAndSoNamed()
    {
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-07001", "eaddress"); // The tax register does not answer about this person.
        await walk.DoAsync("rasa", "check-application", """{ "intake": { "complete": true } }""");
        await walk.DoAsync("dace", "confirm-household");
        await walk.IncidentAsync();

        await AreOfStageAsync("stopped", "Apstājusies");
    }

    // The demonstration leaves a decided case whose letter waits to be posted.
    [Fact]
    public async Task Cases_Decided_AreThoseAndSoNamed()
    {
        using var walk = new CaseWalk(product);
        using var client = await ApiClient.SignedInAsync(product, "dace");
        await walk.UntilAsync(async () =>
            await ApiClient.JsonAsync(await client.GetAsync("cases?stage=decided")) is var page && page.GetProperty("items").GetArrayLength() > 0 ? page : null);

        await AreOfStageAsync("decided", "Lēmums pieņemts");
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryCall()
    {
        using var visitor = new Visitor(product);
        var document = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(
            await (await visitor.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync());

        var bare = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => (Name: $"{call.Name} {path.Name}", Call: call.Value)))
            .Where(entry => !entry.Call.TryGetProperty("summary", out _))
            .Select(entry => entry.Name);

        bare.ShouldBeEmpty();
        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldContain("/api/v1/tasks/{taskId}/complete");
    }

    /// <summary>The screen's list and the API's say the same of each.</summary>
    private async Task AreOfStageAsync(string stage, string word)
    {
        using var client = await ApiClient.SignedInAsync(product, "dace");
        using var visitor = await Visitor.SignedInAsync(product, "dace");

        var page = await ApiClient.JsonAsync(await client.GetAsync($"cases?stage={stage}"));
        var list = await visitor.PageAsync($"/cases?stage={stage}");

        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("stage").GetString()).Distinct().ShouldBe([stage]);
        list.QuerySelectorAll("[data-testid=stage]").Select(tag => tag.TextContent).Distinct().ShouldBe([word]);
        await ApiClient.JsonAsync(await client.GetAsync("cases?stage=perhaps"), HttpStatusCode.UnprocessableEntity);
    }
}
