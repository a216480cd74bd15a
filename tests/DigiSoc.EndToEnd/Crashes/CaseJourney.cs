using System.Net;
using System.Text.Json.Nodes;

namespace DigiSoc.EndToEnd.Crashes;

/// <summary>One GMI case taken from application to sent decision by three workers.</summary>
internal sealed class CaseJourney(WorkplaceClient client, string applicantCode, string key)
{
    private static readonly (string User, string ElementId, string Data)[] Steps =
    [
        ("rasa", "check-application", """{ "intake": { "complete": true } }"""),
        ("dace", "confirm-household", "{}"),
        ("dace", "declare-means", "{}"),
        ("dace", "assess", """{ "assessment": { "action": "propose" } }"""),
        ("lauma", "decide", """{ "verdict": { "approve": true } }"""),
    ];

    public Guid CaseId { get; private set; }

    public async Task RunAsync(DateOnly receivedOn)
    {
        var (status, body) = await client.PostAsync("rasa", "applications", key, new JsonObject
        {
            ["procedure"] = "gmi-benefit",
            ["receivedOn"] = receivedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["channel"] = "in-person",
            ["data"] = new JsonObject
            {
                ["applicant"] = new JsonObject { ["personCode"] = applicantCode, ["preferredChannel"] = "eaddress" },
                ["members"] = new JsonArray(),
                ["signedByAdults"] = true,
            },
        });
        status.ShouldBeOneOf([HttpStatusCode.Created, HttpStatusCode.OK], body?.ToJsonString());
        CaseId = body!["caseId"]!.GetValue<Guid>();
        foreach (var step in Steps)
        {
            await DoAsync(step.User, step.ElementId, step.Data);
        }

        await UntilAsync(async () => (await FileAsync())["letters"]!.AsArray().Any(letter => (string?)letter!["state"] is "sent" or "served"));
    }

    public Task<JsonNode> FileAsync() => client.GetAsync("dace", $"cases/{CaseId}");

    public Task<JsonNode> DecisionsAsync() => client.GetAsync("dace", $"cases/{CaseId}/decisions");

    private async Task DoAsync(string user, string elementId, string data)
    {
        var taskId = Guid.Empty;
        await UntilAsync(async () =>
        {
            var wait = (await FileAsync())["waits"]!.AsArray()
                .FirstOrDefault(wait => (string?)wait!["elementId"] == elementId && wait["taskId"] is not null);
            taskId = wait is null ? Guid.Empty : wait["taskId"]!.GetValue<Guid>();
            return taskId != Guid.Empty;
        });
        var (status, body) = await client.PostAsync(user, $"tasks/{taskId}/complete", $"{key}-{elementId}", new JsonObject { ["data"] = JsonNode.Parse(data) });
        status.ShouldBe(HttpStatusCode.OK, $"{elementId}: {body?.ToJsonString()}");
    }

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Case {CaseId} ({key}) did not go on: {(await FileAsync()).ToJsonString()}");
            }

            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
