using DigiSoc.EndToEnd.Crashes;
using DigiSoc.EndToEnd.Running;
using DigiSoc.Postgres;

namespace DigiSoc.EndToEnd.Outages;

/// <summary>PostgreSQL goes away and comes back while cases are under way: the program lives on, nothing is lost, nothing is done twice.</summary>
[Trait("Category", "Slow")]
public sealed class DatabaseOutageTests(ITestOutputHelper output)
{
    private const int Cases = 4;
    private const int Outages = 4;
    private const string Persona = "300000-01001";

    [Fact]
    public async Task Database_StoppedAndStartedUnderLoad_EveryCaseIsFinishedOnce()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("DIGISOC_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"Seed {seed} (set DIGISOC_SEED to repeat)");
        var random = new Random(seed);
        var data = Programs.NewDataFolder();
        await using var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = Path.Combine(data, "postgres") });
        await using var sandbox = await ProgramProcess.StartAsync(
            Programs.Sandbox, new Uri($"http://127.0.0.1:{Programs.FreePort()}"), "/sandbox/personas", "--inhabitants", "10");
        await using var product = await ProgramProcess.StartAsync(
            Programs.Web, new Uri($"http://127.0.0.1:{Programs.FreePort()}"), "/health/ready",
            "--Data:Folder=" + data, "--ConnectionStrings:DigiSoc=" + server.ConnectionString, "--Cases:SeedDemo=true", "--Registers:BaseAddress=" + sandbox.Address);
        try
        {
            using var client = new WorkplaceClient(() => product.Address);
            var journeys = Enumerable.Range(1, Cases).Select(number => new CaseJourney(client, Persona, $"outage-{seed}-{number}")).ToList();
            var work = Task.WhenAll(journeys.Select(journey => journey.RunAsync(DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-12)))));

            var outages = 0;
            while (!work.IsCompleted && outages < Outages)
            {
                await Task.WhenAny(work, Task.Delay(random.Next(500, 3000)));
                await server.RestartAsync(TimeSpan.FromMilliseconds(random.Next(200, 3000)), cleanly: random.Next(2) == 0);
                outages++;
            }

            await work;
            output.WriteLine($"{outages} outages");
            outages.ShouldBeGreaterThan(0);
            foreach (var journey in journeys)
            {
                await DoneOnceAsync(journey);
            }

            await SandboxRecord.ShouldShowNothingTwiceAsync(sandbox.Address, Persona, Cases);
        }
        catch
        {
            output.WriteLine(product.Output);
            throw;
        }
        finally
        {
            // In this order: the folder can go when nobody writes into it any more.
            await product.DisposeAsync();
            await server.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task DoneOnceAsync(CaseJourney journey)
    {
        var file = await journey.FileAsync();
        var completed = file["timeline"]!.AsArray().Where(entry => (string?)entry!["kind"] == "task-completed")
            .Select(entry => (string?)entry!["elementId"]).ToList();

        completed.Order().ShouldBe(["assess", "check-application", "confirm-household", "decide", "declare-means"]);
        (await journey.DecisionsAsync()).AsArray().Count.ShouldBe(1, file.ToJsonString());
        file["letters"]!.AsArray().Count.ShouldBe(1, file.ToJsonString());
        file["documents"]!.AsArray().Count.ShouldBe(1, file.ToJsonString());
    }
}
