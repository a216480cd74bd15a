using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DigiSoc.EndToEnd.Running;

namespace DigiSoc.EndToEnd.Crashes;

/// <summary>The program is killed at random moments of running cases; nothing is lost, nothing is done twice.</summary>
[Trait("Category", "Slow")]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Cases = 4;
    private const int Kills = 8;

    [Fact]
    public async Task Product_KilledAtRandomMoments_FinishesEveryCaseOnce()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("DIGISOC_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"Seed {seed} (set DIGISOC_SEED to repeat)");
        var random = new Random(seed);
        var data = Programs.NewDataFolder();
        await using var sandbox = await ProgramProcess.StartAsync(
            Programs.Sandbox, new Uri($"http://127.0.0.1:{Programs.FreePort()}"), "/sandbox/personas", "--inhabitants", "10");
        var persona = await PersonaAsync(sandbox, "single-unemployed");
        var address = new Uri($"http://127.0.0.1:{Programs.FreePort()}");
        string[] arguments = ["--Data:Folder=" + data, "--Registers:BaseAddress=" + sandbox.Address];
        var product = await ProgramProcess.StartAsync(Programs.Web, address, "/health/ready", arguments);
        try
        {
            using var client = new WorkplaceClient(() => address);
            var journeys = Enumerable.Range(1, Cases).Select(number => new CaseJourney(client, persona, $"crash-{seed}-{number}")).ToList();
            var receivedOn = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-12));
            var work = Task.WhenAll(journeys.Select(journey => journey.RunAsync(receivedOn)));
            var kills = 0;
            while (!work.IsCompleted && kills < Kills)
            {
                await Task.WhenAny(work, Task.Delay(random.Next(100, 1500)));
                await product.KillAsync();
                await product.DisposeAsync();
                kills++;
                product = ProgramProcess.Launch(Programs.Web, address, arguments);
                if (random.Next(3) > 0)
                {
                    await product.WaitUntilReadyAsync("/health/ready");
                }
            }

            await product.WaitUntilReadyAsync("/health/ready");
            await work;
            output.WriteLine($"{kills} kills");

            kills.ShouldBeGreaterThan(1);
            foreach (var journey in journeys)
            {
                await EverythingOnceAsync(journey, client);
            }

            await SandboxRecord.ShouldShowNothingTwiceAsync(sandbox.Address, persona, Cases);
        }
        catch
        {
            output.WriteLine(product.Output);
            throw;
        }
        finally
        {
            await product.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task EverythingOnceAsync(CaseJourney journey, WorkplaceClient client)
    {
        var file = await journey.FileAsync();
        var decisions = (await journey.DecisionsAsync()).AsArray();
        var timeline = file["timeline"]!.AsArray().Select(entry => ((string)entry!["kind"]!, (string?)entry["elementId"])).ToList();
        var completed = timeline.Where(entry => entry.Item1 == "task-completed").ToList();

        decisions.Count.ShouldBe(1, file.ToJsonString());
        file["letters"]!.AsArray().Count.ShouldBe(1, file.ToJsonString());
        completed.Count.ShouldBe(5, string.Join(", ", timeline));
        completed.Distinct().Count().ShouldBe(completed.Count);
        var document = file["documents"]!.AsArray().ShouldHaveSingleItem()!["documentId"]!.GetValue<Guid>();
        var pdf = await client.BytesAsync("dace", $"cases/{journey.CaseId}/documents/{document}");
        System.Text.Encoding.ASCII.GetString(pdf, 0, 5).ShouldBe("%PDF-");
    }

    private static async Task<string> PersonaAsync(ProgramProcess sandbox, string id)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        var personas = (await http.GetFromJsonAsync<JsonArray>("/sandbox/personas"))!;
        return (string)personas.Single(persona => (string?)persona!["id"] == id)!["applicantCode"]!;
    }
}
