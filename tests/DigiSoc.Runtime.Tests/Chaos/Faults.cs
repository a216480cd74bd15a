using System.Globalization;
using DigiSoc.Postgres;
using DigiSoc.Runtime.Node;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>Breaks things by chance, and remembers what.</summary>
internal sealed class Faults(Cluster cluster, EmbeddedPostgres server, CuttingProxy proxy, int seed)
{
    private const int WidestSkewSeconds = 20;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1500);

    private readonly Dictionary<string, int> _counts = [];
    private readonly Random _random = new(seed);

    public string Told
    {
        get
        {
            lock (_counts)
            {
                return string.Join(", ", _counts.Select(c => $"{c.Key} {c.Value}"));
            }
        }
    }

    public TimeSpan Skew() => TimeSpan.FromSeconds(_random.Next(-WidestSkewSeconds, WidestSkewSeconds));

    /// <summary>Kills nodes and starts them again, and sets their clocks wrong.</summary>
    public Task HurtNodesAsync(CancellationToken ct) => RepeatAsync(
        async random =>
        {
            if (random.Next(3) == 0)
            {
                Count("clock set");
                await cluster.CallAsync(new Call("clock", "nobody", Milliseconds: random.Next(-20_000, 20_000)), random);
                return;
            }

            var at = random.Next(cluster.Size);
            Count("node killed");
            await cluster.KillAsync(at);
            await cluster.StartAsync(at, TimeSpan.FromSeconds(random.Next(-WidestSkewSeconds, WidestSkewSeconds)));
        },
        seed + 1,
        ct);

    /// <summary>Cuts connections, and stops the database.</summary>
    public Task HurtDatabaseAsync(CancellationToken ct) => RepeatAsync(
        random => random.Next(100) switch
        {
            < 55 => CutAsync(random),
            < 80 => TerminateAsync(random),
            < 90 => RestartAsync(cleanly: true, random),
            _ => RestartAsync(cleanly: false, random),
        },
        seed + 2,
        ct);

    private async Task CutAsync(Random random) =>
        Count("connection cut", await Task.FromResult(proxy.Cut(random, random.Next(2) == 0 ? 100 : 30)));

    private async Task TerminateAsync(Random random)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' AND random() < $1",
            connection)
        {
            Parameters = { new() { Value = random.Next(2) == 0 ? 1.0 : 0.3 } },
        };
        Count("session ended", Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture));
    }

    private async Task RestartAsync(bool cleanly, Random random)
    {
        Count(cleanly ? "database stopped" : "database crashed");
        await server.RestartAsync(TimeSpan.FromMilliseconds(random.Next(800)), cleanly);
    }

    private static async Task RepeatAsync(Func<Random, Task> hurt, int seed, CancellationToken ct)
    {
        var random = new Random(seed);
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(LongestPause * random.NextDouble(), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await hurt(random);
        }
    }

    private void Count(string what, int times = 1)
    {
        lock (_counts)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + times;
        }
    }
}
