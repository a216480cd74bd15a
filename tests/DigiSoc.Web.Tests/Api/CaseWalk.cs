using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A GMI case taken through the API by its workers, as a program would.</summary>
internal sealed class CaseWalk(RunningProduct product) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, ApiClient> _clients = [];

    public Guid CaseId { get; private set; }

    public string Number { get; private set; } = "";

    public async Task<ApiClient> AsAsync(string user) =>
        _clients.TryGetValue(user, out var known) ? known : _clients[user] = await ApiClient.SignedInAsync(product, user);

    /// <summary>Opens a case for the applicant; <paramref name="channel"/> null: no wish how to get the decision.</summary>
    public async Task OpenAsync(string applicantCode, string? channel)
    {
        var answer = await (await AsAsync("rasa")).PostAsync("applications", new
        {
            procedure = "gmi-benefit",
            receivedOn = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga")).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            channel = "in-person",
            data = new { applicant = new { personCode = applicantCode, preferredChannel = channel }, members = Array.Empty<object>(), signedByAdults = true },
        });
        var opened = await ApiClient.JsonAsync(answer, HttpStatusCode.Created);
        CaseId = opened.GetProperty("caseId").GetGuid();
        Number = opened.GetProperty("caseNumber").GetString()!;
    }

    /// <summary>Completes the step with its prefilled form, the answer laid over it.</summary>
    public async Task DoAsync(string user, string elementId, string answer = "{}")
    {
        var client = await AsAsync(user);
        var task = await UntilAsync(async () =>
            Wait(await FileAsync(), elementId) is { } wait && wait.GetProperty("taskId").ValueKind == JsonValueKind.String ? wait : null);
        var taskId = task.GetProperty("taskId").GetGuid();
        var form = await ApiClient.JsonAsync(await client.GetAsync($"tasks/{taskId}"));
        var data = JsonNode.Parse(form.GetProperty("data").GetRawText())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(answer)!.AsObject())
        {
            data[name] = value?.DeepClone();
        }

        await ApiClient.JsonAsync(await client.PostAsync($"tasks/{taskId}/complete", new { data }));
    }

    public async Task<JsonElement> FileAsync() => await ApiClient.JsonAsync(await (await AsAsync("dace")).GetAsync($"cases/{CaseId}"));

    /// <summary>The open incident of the case, once there is one.</summary>
    public Task<JsonElement> IncidentAsync() => UntilAsync(async () =>
    {
        var page = await ApiClient.JsonAsync(await (await AsAsync("dace")).GetAsync("incidents?size=200"));
        var mine = page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("caseId").GetGuid() == CaseId).ToList();
        return mine.Count == 0 ? null : (JsonElement?)mine[0];
    });

    /// <summary>Looks again and again: a step is seen when it is committed, which nothing announces over HTTP.</summary>
    public async Task<JsonElement> UntilAsync(Func<Task<JsonElement?>> look)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        while (!limit.IsCancellationRequested)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await beat.WaitForNextTickAsync(CancellationToken.None);
        }

        throw new TimeoutException($"Case {Number} did not come so far: {(await FileAsync()).GetRawText()}");
    }

    public Task<JsonElement> WaitAtAsync(string elementId) => UntilAsync(async () => Wait(await FileAsync(), elementId));

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private static JsonElement? Wait(JsonElement file, string elementId)
    {
        var found = file.GetProperty("waits").EnumerateArray().Where(wait => wait.GetProperty("elementId").GetString() == elementId).ToList();
        return found.Count == 0 ? null : found[0];
    }
}
