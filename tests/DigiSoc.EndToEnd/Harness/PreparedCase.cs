using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.EndToEnd.Crashes;

namespace DigiSoc.EndToEnd.Harness;

/// <summary>A case brought by the REST API to where a browser test takes over.</summary>
internal sealed class PreparedCase : IDisposable
{
    private PreparedCase(WorkplaceClient client, JsonNode opened)
    {
        Client = client;
        CaseId = opened["caseId"]!.GetValue<string>();
        Number = opened["caseNumber"]!.GetValue<string>();
    }

    /// <summary>The workers at the API.</summary>
    public WorkplaceClient Client { get; }

    public string CaseId { get; }

    /// <summary>As screens show it.</summary>
    public string Number { get; }

    public string Address => $"/cases/{CaseId}";

    /// <summary>Opened by the registrar today for a single adult of the sandbox.</summary>
    /// <param name="product">The running product.</param>
    /// <param name="personCode">The applicant's personal code.</param>
    /// <param name="channel">The way the applicant wants letters, for example "registered-post".</param>
    public static async Task<PreparedCase> OpenAsync(Product product, string personCode, string channel)
    {
        var address = await product.StartedAsync();
        var client = new WorkplaceClient(() => address);
        var (_, opened) = await client.PostAsync("rasa", "applications", Guid.NewGuid().ToString("N"), new JsonObject
        {
            ["procedure"] = "gmi-benefit",
            ["receivedOn"] = Day(0),
            ["channel"] = "in-person",
            ["data"] = new JsonObject
            {
                ["applicant"] = new JsonObject { ["personCode"] = personCode, ["preferredChannel"] = channel },
                ["members"] = new JsonArray(),
                ["signedByAdults"] = true,
            },
        });
        return new PreparedCase(client, opened!);
    }

    /// <summary>So many days from today in Riga, as the API writes days.</summary>
    public static string Day(int fromToday) => TimeZoneInfo
        .ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"))
        .AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Waits for the task and completes it with the answer over what its form shows.</summary>
    public async Task DoAsync(string user, string elementId, string answer)
    {
        var taskId = await TaskAsync(elementId);
        var data = (await Client.GetAsync(user, $"tasks/{taskId}"))["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in JsonNode.Parse(answer)!.AsObject())
        {
            data[name] = value?.DeepClone();
        }

        var (status, body) = await Client.PostAsync(user, $"tasks/{taskId}/complete", taskId, new JsonObject { ["data"] = data });
        ((int)status).ShouldBe(200, body?.ToJsonString());
    }

    /// <summary>Waits for the open task of a step.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> TaskAsync(string elementId) =>
        (await WaitAsync(one => one["elementId"]!.GetValue<string>() == elementId && one["taskId"] is not null))["taskId"]!.GetValue<string>();

    /// <summary>Looks again and again until the case waits for it, at most three minutes.</summary>
    public async Task<JsonNode> WaitAsync(Predicate<JsonNode> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (true)
        {
            var file = await Client.GetAsync("dace", $"cases/{CaseId}");
            if (file["waits"]!.AsArray().FirstOrDefault(wait => isIt(wait!)) is { } found)
            {
                return found;
            }

            await rhythm.WaitForNextTickAsync(patience.Token);
        }
    }
    public void Dispose() => Client.Dispose();
}
