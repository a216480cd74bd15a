using System.Globalization;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Postgres;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Everybody claims and completes at once, on a database with nothing else in it and on one full of waiting instances.</summary>
/// <remarks>The two take turns, on one server; a node with the product's defaults, whose memory is looked at before and after.</remarks>
internal static class MorningPeak
{
    private const int TasksOfAUser = 25;

    public static async Task MeasureAsync(Server server, int users, int waiting, int rounds)
    {
        var needed = users * TasksOfAUser * rounds;
        await using var empty = await PrepareAsync(server, "peak_empty", users, needed);
        await using var full = await PrepareAsync(server, "peak_full", users, Math.Max(waiting, needed));
        var figures = new List<(Round Empty, Round Full)>();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < rounds; round++)
        {
            figures.Add((await empty.RunAsync(round), await full.RunAsync(round)));
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        Console.WriteLine();
        Print($"| {users} users at once, {TasksOfAUser} tasks each | {needed:N0} waiting | {Math.Max(waiting, needed):N0} waiting | growth |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        Row("claim, p50 ms", r => r.Claim.P50);
        Row("claim, p99 ms", r => r.Claim.P99);
        Row("complete, p50 ms", r => r.Complete.P50);
        Row("complete, p99 ms", r => r.Complete.P99);
        Row("complete, p99 / p50", r => r.Complete.P99 / r.Complete.P50);
        Row("tasks/s", r => r.Complete.Count / r.Complete.During.TotalSeconds);
        Print($"Memory of the two nodes after a full collection, before and after: {memory / 1e6:N1} MB, {(memory + grown) / 1e6:N1} MB.");

        void Row(string name, Func<Round, double> value) => Print(
            $"| {name} | {Median.Of(figures.Select(f => value(f.Empty))):N1} | {Median.Of(figures.Select(f => value(f.Full))):N1} | {Spread.Of(figures.Select(f => value(f.Full) / value(f.Empty))).ToString("N2")} |");
    }

    private static async Task<Peak> PrepareAsync(Server server, string name, int users, int total)
    {
        var database = await server.DatabaseAsync(name, typeof(Runtime.Engine).Assembly);
        await new WaitingInstances(database).FillAsync(0, total);
        var engine = Runtime.Engine.Create(
            new() { ConnectionString = Tenancy.AsApplication(database), Housekeeping = false }, [new MeasuredProcess.Handler("second")], [], TimeProvider.System);
        await engine.StartAsync();
        return new Peak(engine, users, total);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Round(Latencies Claim, Latencies Complete);

    private sealed class Peak(Runtime.Engine engine, int users, int total) : IAsyncDisposable
    {
        // A step that has no divisor in common with any round total spreads the tasks over the whole table.
        private const long Stride = 7_368_787;

        public async Task<Round> RunAsync(int round)
        {
            var claims = new double[users][];
            var completes = new double[users][];
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, users).Select(user => Task.Run(async () =>
            {
                claims[user] = new double[TasksOfAUser];
                completes[user] = new double[TasksOfAUser];
                for (var at = 0; at < TasksOfAUser; at++)
                {
                    var number = (((((long)round * users) + user) * TasksOfAUser) + at) * Stride % total;
                    (claims[user][at], completes[user][at]) = await WorkAsync(MeasuredProcess.Worker with { Actor = $"user-{user}" }, WaitingInstances.Task((int)number + 1));
                }
            })));
            var during = System.Diagnostics.Stopwatch.GetElapsedTime(started);
            return new(new(claims.SelectMany(c => c), during), new(completes.SelectMany(c => c), during));
        }

        public ValueTask DisposeAsync() => engine.DisposeAsync();

        private async Task<(double Claim, double Complete)> WorkAsync(Runtime.OperationContext user, Guid task)
        {
            var claim = await Load.TimeAsync(async () => Expect((await engine.ClaimTaskAsync(task, user)).Refusal));
            var complete = await Load.TimeAsync(async () => Expect((await engine.CompleteTaskAsync(task, MeasuredProcess.Agreed, user)).Refusal));
            return (claim!.Value, complete!.Value);
        }

        private static void Expect(Runtime.EngineRefusal? refusal)
        {
            if (refusal is not null)
            {
                throw new InvalidOperationException(refusal.Text);
            }
        }
    }
}
