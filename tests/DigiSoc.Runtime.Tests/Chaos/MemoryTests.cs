using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DigiSoc.Runtime.Node;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>A node's process holds no more after many thousands of instances than after the first ones.</summary>
/// <remarks>Ratios, and generous ones: what is looked for grows with every instance. Nothing is timed.</remarks>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Workers = 8;
    private const int First = 1_500;
    private const int Then = 6_000;
    private const long Slack = 8 << 20;

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Node_OfManyThousandInstances_HoldsNoMoreThanAfterTheFirst()
    {
        await using var place = await ChaosPlace.CreateAsync();
        await using var node = NodeProcess.Start("flat", Tenant(place), place.LedgerConnection, 1, TimeSpan.Zero, stepsPerCommit: 16);
        var port = await node.Port.WaitAsync(TimeSpan.FromMinutes(1));
        await RunAsync(port, "first", First, place);
        var early = await MemoryAsync(port);

        await RunAsync(port, "then", Then, place);

        var late = await MemoryAsync(port);
        output.WriteLine($"heap {early.Heap >> 10} KB after {First}, {late.Heap >> 10} KB after {First + Then}; working set {early.WorkingSet >> 10} KB, {late.WorkingSet >> 10} KB");
        (await place.CountAsync("SELECT count(*) FROM runtime.instances WHERE ended_at IS NOT NULL")).ShouldBe(First + Then);
        late.Heap.ShouldBeLessThan((early.Heap * 3 / 2) + Slack, "living objects");
        late.WorkingSet.ShouldBeLessThan((early.WorkingSet * 3 / 2) + Slack, "pages");
    }

    private static string Tenant(ChaosPlace place) => DigiSoc.Postgres.Tenancy.AsApplication(place.Server.ConnectionString);

    /// <summary>Starts so many, completes the task of each, and waits until all have ended.</summary>
    private static async Task RunAsync(int port, string kind, int count, ChaosPlace place)
    {
        var number = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async _ =>
        {
            using var line = await Line.OpenAsync(port);
            while (Interlocked.Increment(ref number) is var mine && mine <= count)
            {
                var key = $"{kind}-{mine}";
                await line.AskAsync(new("start", "anna", EngineIds.NewInstance(TimeProvider.System.GetUtcNow()), "chaos-part", key));
                var task = (await line.AskAsync(new("tasks", "anna", Key: key))).Ids!.ShouldHaveSingleItem();
                await line.AskAsync(new("complete", "anna", task));
            }
        }));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await place.CountAsync("SELECT count(*) FROM runtime.instances WHERE ended_at IS NULL") > 0)
        {
            await beat.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<Memory> MemoryAsync(int port)
    {
        using var line = await Line.OpenAsync(port);
        return (await line.AskAsync(new("memory", "anna"))).Memory!;
    }

    /// <summary>One connection for many calls, so that the machine has ports enough.</summary>
    private sealed class Line(TcpClient client) : IDisposable
    {
        private readonly StreamReader _answers = new(client.GetStream());

        public static async Task<Line> OpenAsync(int port)
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, port);
            return new(client);
        }

        public async Task<CallAnswer> AskAsync(Call call)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(call) + "\n"));
            var answer = JsonSerializer.Deserialize<CallAnswer>((await _answers.ReadLineAsync())!)!;
            answer.Done.ShouldBeTrue($"{call}: {answer.Refusal} {answer.Error}");
            return answer;
        }

        public void Dispose()
        {
            _answers.Dispose();
            client.Dispose();
        }
    }
}
