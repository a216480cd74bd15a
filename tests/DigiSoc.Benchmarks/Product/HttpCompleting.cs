using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Benchmarks.Product;

/// <summary>The REST call that completes a case's task, beside a raw transaction that writes the same rows of engine and case.</summary>
/// <remarks>
/// The register lookups that follow are held meanwhile, so that only the completion is measured. The two take turns,
/// a fifth of the tasks each time.
/// </remarks>
internal static class HttpCompleting
{
    private const int Rounds = 5;

    private const string Open = "SELECT task_id, case_id FROM cases.work_items WHERE element_id = 'check-application' ORDER BY case_id";

    public static async Task MeasureAsync(int completions)
    {
        int[] clients = [1, 8];
        var each = Math.Max(1, completions / Rounds) * Rounds;
        await using var server = await Server.StartAsync();
        var database = await server.DatabaseAsync("product");
        var data = Path.Combine(Path.GetTempPath(), $"digisoc-bench-http-{Environment.ProcessId}");
        Directory.CreateDirectory(data);
        try
        {
            await using var host = await HostProcess.StartAsync($"--ConnectionStrings:DigiSoc={database}", "--Cases:SeedDemo=true", $"--Data:Folder={data}");
            await using var source = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(Tenancy.AsEngine(database)) { MaxAutoPrepare = 40, AutoPrepareMinUsages = 2 });
            using var registrar = await ClientAsync(host.Address, "rasa");
            using var manager = await ClientAsync(host.Address, "marta");
            var before = (await ReadAsync(source)).ToHashSet();
            await OpenCasesAsync(registrar, (each * 2 * clients.Length) + 1);
            var open = new Queue<(Guid Task, Guid Case)>((await ReadAsync(source)).Where(one => !before.Contains(one)));
            await PostAsync(manager, "holds", new() { ["jobType"] = "register-lookup", ["reason"] = "measuring" });
            var example = open.Dequeue();
            await CompleteAsync(registrar, example.Task);
            var raw = new RawCaseCompletion(source, example.Task, example.Case);

            Console.WriteLine();
            Console.WriteLine("| complete a case's task | clients | p50 ms | p99 ms | a second | of the raw rate |");
            Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
            foreach (var together in clients)
            {
                var (byHand, overHttp) = (new List<Latencies>(), new List<Latencies>());
                for (var round = 0; round < Rounds; round++)
                {
                    byHand.Add(await RunAsync(together, Take(open, each / Rounds), one => raw.CompleteAsync(one.Task, one.Case)));
                    overHttp.Add(await RunAsync(together, Take(open, each / Rounds), one => CompleteAsync(registrar, one.Task)));
                }

                var limit = Median.Of(byHand.Select(round => round.PerSecond));
                Print("raw transaction, the same rows", together, byHand, limit);
                Print("POST /tasks/{id}/complete", together, overHttp, limit);
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task OpenCasesAsync(HttpClient registrar, int count) =>
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
            await PostAsync(registrar, "applications", new JsonObject
            {
                ["procedure"] = "gmi-benefit",
                ["receivedOn"] = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["channel"] = "in-person",
                ["data"] = new JsonObject
                {
                    ["applicant"] = new JsonObject { ["personCode"] = "300000-01001", ["preferredChannel"] = "eaddress" },
                    ["members"] = new JsonArray(),
                    ["signedByAdults"] = true,
                },
            }));

    private static Task CompleteAsync(HttpClient registrar, Guid task) => PostAsync(
        registrar, $"tasks/{task}/complete", new() { ["data"] = new JsonObject { ["intake"] = new JsonObject { ["complete"] = true } } });

    private static async Task PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<HttpClient> ClientAsync(Uri address, string user)
    {
        var client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        using var answer = await client.PostAsJsonAsync("token", new { user, password = "digisoc-demo" });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<List<(Guid Task, Guid Case)>> ReadAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(Open);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<(Guid, Guid)>();
        while (await rows.ReadAsync())
        {
            found.Add((rows.GetGuid(0), rows.GetGuid(1)));
        }

        return found;
    }

    private static List<(Guid Task, Guid Case)> Take(Queue<(Guid Task, Guid Case)> open, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => open.Dequeue())];

    private static async Task<Latencies> RunAsync(int clients, List<(Guid Task, Guid Case)> open, Func<(Guid Task, Guid Case), Task> once)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var taken = new double[open.Count];
        await Parallel.ForAsync(0, open.Count, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (at, _) =>
            taken[at] = (await Load.TimeAsync(() => once(open[at])))!.Value);
        return new(taken, System.Diagnostics.Stopwatch.GetElapsedTime(started));
    }

    private static void Print(string what, int clients, List<Latencies> rounds, double limit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {clients} | {Median.Of(rounds.Select(r => r.P50)):N2} | {Median.Of(rounds.Select(r => r.P99)):N2} | {Median.Of(rounds.Select(r => r.PerSecond)):N0} | {Median.Of(rounds.Select(r => r.PerSecond)) / limit:P0} |"));
}
