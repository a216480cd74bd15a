using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>One call about many tasks: a verdict for each, and problem details for what concerns all.</summary>
/// <remarks>On tasks of Jelgava, which no other test works on.</remarks>
public sealed class BulkTasksTests(RunningProduct product)
{
    [Fact]
    public async Task Claim_OneOpenOneUnknown_TellsOfEach()
    {
        using var sandis = await ApiClient.SignedInAsync(product, "sandis");
        var task = await sandis.FirstTaskAsync(TestContext.Current.CancellationToken);
        var unknown = Guid.NewGuid();

        var claimed = await ApiClient.JsonAsync(await sandis.PostAsync("tasks/bulk/claim", new { taskIds = new[] { unknown, task } }));
        var returned = await ApiClient.JsonAsync(await sandis.PostAsync("tasks/bulk/unclaim", new { taskIds = new[] { task } }));

        claimed.GetProperty("done").GetInt32().ShouldBe(1);
        var verdicts = claimed.GetProperty("tasks").EnumerateArray().ToList();
        verdicts.Select(verdict => verdict.GetProperty("taskId").GetGuid()).ShouldBe([unknown, task]);
        verdicts[0].GetProperty("isDone").GetBoolean().ShouldBeFalse();
        verdicts[0].GetProperty("refusals")[0].GetProperty("code").GetString().ShouldBe("CASE-002");
        verdicts[0].GetProperty("refusals")[0].GetProperty("remedy").GetProperty("lv").GetString().ShouldNotBeNullOrEmpty();
        verdicts[1].GetProperty("caseNumber").GetString().ShouldNotBeNullOrEmpty();
        returned.GetProperty("done").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_ByAManager_IsSeenInTheList()
    {
        using var rita = await ApiClient.SignedInAsync(product, "rita");
        using var vija = await ApiClient.SignedInAsync(product, "vija");
        var task = await rita.FirstTaskAsync(TestContext.Current.CancellationToken);
        var day = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(40)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var done = await ApiClient.JsonAsync(await vija.PostAsync("tasks/bulk/schedule", new { taskIds = new[] { task }, dueOn = day, priority = 60 }));
        var alone = await ApiClient.JsonAsync(await vija.PostAsync($"tasks/{task}/schedule", new { followUpOn = day }));

        var cleared = await ApiClient.JsonAsync(await vija.PostAsync($"tasks/{task}/schedule", new { clearDueOn = true }));

        done.GetProperty("done").GetInt32().ShouldBe(1, done.GetRawText());
        (cleared.GetProperty("dueOn").ValueKind, cleared.GetProperty("followUpOn").GetString()).ShouldBe((JsonValueKind.Null, day));
        (alone.GetProperty("dueOn").GetString(), alone.GetProperty("followUpOn").GetString(), alone.GetProperty("priority").GetInt32()).ShouldBe((day, day, 60));
    }

    [Theory]
    [InlineData("claim", """{ "taskIds": [] }""", "CASE-110", "taskIds")]
    [InlineData("claim", "{}", "CASE-110", "taskIds")]
    [InlineData("schedule", """{ "taskIds": ["00000000-0000-0000-0000-000000000001"] }""", "CASE-112", "dueOn")]
    [InlineData("schedule", """{ "taskIds": ["00000000-0000-0000-0000-000000000001"], "priority": 101 }""", "CASE-114", "priority")]
    [InlineData("schedule", """{ "taskIds": ["00000000-0000-0000-0000-000000000001"], "followUpOn": "2099-01-01", "clearFollowUpOn": true }""", "CASE-119", "followUpOn")]
    [InlineData("reassign", """{ "taskIds": ["00000000-0000-0000-0000-000000000001"], "toUserId": "nav-tāda" }""", "CASE-007", "toUserId")]
    public async Task Call_WrongAsAWhole_IsAProblemThatNamesTheField(string action, string body, string code, string field)
    {
        using var marta = await ApiClient.SignedInAsync(product, "marta");

        var problem = await ApiClient.JsonAsync(
            await marta.PostAsync($"tasks/bulk/{action}", JsonSerializer.Deserialize<JsonElement>(body)), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Call_OfMoreThanTheLimit_IsRefused()
    {
        using var rasa = await ApiClient.SignedInAsync(product, "rasa");
        var many = Enumerable.Range(0, 101).Select(_ => Guid.NewGuid());

        var problem = await ApiClient.JsonAsync(await rasa.PostAsync("tasks/bulk/claim", new { taskIds = many }), HttpStatusCode.UnprocessableEntity);

        problem.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("CASE-111");
    }

    [Fact]
    public async Task Call_OfARoleWithoutTasks_IsNotAllowed()
    {
        using var dita = await ApiClient.SignedInAsync(product, "dita");

        await ApiClient.JsonAsync(await dita.PostAsync("tasks/bulk/claim", new { taskIds = Array.Empty<Guid>() }), HttpStatusCode.Forbidden);
    }
}
