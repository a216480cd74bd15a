using System.Globalization;
using DigiSoc.Benchmarks.Engine;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Postgres;

namespace DigiSoc.Benchmarks.Workplace;

/// <summary>The call that completes a task beside a raw transaction that writes the same rows into the same tables.</summary>
internal static class Completing
{
    public static async Task MeasureAsync(Server server, int completions)
    {
        var database = await server.DatabaseAsync("completing", typeof(Runtime.Engine).Assembly);
        int[] clients = [1, 16];
        var each = completions / 16 * 16;
        await new WaitingInstances(database).FillAsync(0, (each * 3 * clients.Length) + 1);
        await using var engine = Runtime.Engine.Create(
            new() { ConnectionString = Tenancy.AsApplication(database), Housekeeping = false, CommitLanes = 16, StepsPerCommit = 1, CachedStates = 1_000_000 },
            [],
            [],
            TimeProvider.System);
        await engine.DeployAsync(MeasuredProcess.Package, MeasuredProcess.Worker);
        var next = 1;
        await CompleteAsync(engine, next);
        await using var raw = await RawCompletion.PrepareAsync(database, WaitingInstances.Task(next++));

        Console.WriteLine();
        Console.WriteLine("| complete a task | clients | p50 ms | p99 ms | a second | of the raw rate |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var together in clients)
        {
            var (first, second, third) = (next, next + each, next + each + each);
            next = third + each;
            var limit = await RunAsync(together, each, at => raw.CompleteAsync(WaitingInstances.Task(first + at)));
            await RunAsync(together, each, at => OpenAsync(engine, second + at));
            var opened = await RunAsync(together, each, at => CompleteAsync(engine, second + at));
            var unknown = await RunAsync(together, each, at => CompleteAsync(engine, third + at));
            Print("raw transaction, the same rows", together, limit, limit);
            Print("our call, task shown on this node before", together, opened, limit);
            Print("our call, task never seen by this node", together, unknown, limit);
        }
    }

    private static async Task<Latencies> RunAsync(int clients, int total, Func<int, Task> once)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var taken = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var mine = new List<double>();
            for (var at = client; at < total; at += clients)
            {
                mine.Add((await Load.TimeAsync(() => once(at)))!.Value);
            }

            return mine;
        })));
        return new(taken.SelectMany(list => list), System.Diagnostics.Stopwatch.GetElapsedTime(started));
    }

    private static async Task CompleteAsync(Runtime.Engine engine, int number)
    {
        var answer = await engine.CompleteTaskAsync(WaitingInstances.Task(number), MeasuredProcess.Agreed, MeasuredProcess.Worker);
        if (!answer.IsDone)
        {
            throw new InvalidOperationException(answer.Refusal.Text);
        }
    }

    private static async Task OpenAsync(Runtime.Engine engine, int number)
    {
        await engine.FindTaskAsync(WaitingInstances.Task(number), MeasuredProcess.Worker);
        await engine.TaskVariablesAsync(WaitingInstances.Task(number), MeasuredProcess.Worker);
    }

    private static void Print(string what, int clients, Latencies figure, Latencies limit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {clients} | {figure.P50:N2} | {figure.P99:N2} | {figure.PerSecond:N0} | {figure.PerSecond / limit.PerSecond:P0} |"));
}
