using System.Globalization;
using DigiSoc.Benchmarks.Measuring;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>The engine under load beside the limit that PostgreSQL and Npgsql set, in one run on one server.</summary>
/// <remarks>
/// Settings: <c>seconds</c> of a round (4), <c>rounds</c> (3), <c>waiting</c> instances of the morning peak (1,000,000),
/// <c>users</c> (200), <c>loop</c> rounds of the pure engine (1,000,000), <c>connections</c> (1,4,16,64), <c>only</c> limit, peak, pure, profile.
/// </remarks>
internal static class EngineBenchmark
{
    private static readonly int[] AllConnections = [1, 4, 16, 64];

    public static async Task<int> RunAsync(Settings settings)
    {
        Console.WriteLine(Machine.Describe());
        if (settings.Wants("profile"))
        {
            await using var profiled = await Server.StartAsync(
                ("shared_preload_libraries", "pg_stat_statements"), ("pg_stat_statements.track_planning", "on"));
            var database = await profiled.DatabaseAsync("profile", typeof(Runtime.Engine).Assembly);
            await StatementProfile.PrintAsync(profiled, database, TimeSpan.FromSeconds(settings.Number("seconds", 4)));
        }

        if (settings.Wants("pure"))
        {
            PureStep.Measure(settings.Number("loop", 1_000_000));
        }

        if (settings.Wants("limit"))
        {
            await using var server = await Server.StartAsync();
            await BesideTheLimitAsync(
                server,
                settings.Numbers("connections", AllConnections),
                TimeSpan.FromSeconds(settings.Number("seconds", 4)),
                settings.Number("rounds", 3));
        }

        if (settings.Wants("peak"))
        {
            await using var server = await Server.StartAsync(Server.Sized); // Its database is 4 GB.
            await MorningPeak.MeasureAsync(
                server, settings.Number("users", 200), settings.Number("waiting", 1_000_000), settings.Number("rounds", 3));
        }

        Console.WriteLine($"Load of the machine after: {Machine.LoadAverage()}");
        return 0;
    }

    private static async Task BesideTheLimitAsync(Server server, IReadOnlyList<int> each, TimeSpan time, int rounds)
    {
        var database = await server.DatabaseAsync("load", typeof(Runtime.Engine).Assembly);
        await LimitLine.WarmUpAsync(server, database);
        var lines = new List<LimitLine>();
        foreach (var connections in each)
        {
            lines.Add(await LimitLine.MeasureAsync(server, database, connections, time, rounds));
        }

        Console.WriteLine();
        Console.WriteLine("| connections | limit, steps/s | same rows, raw | of the limit | one commit a step | of the limit | commits shared | of the limit |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var line in lines)
        {
            Print($"| {line.Connections} | {line.Limit.PerSecond:N0} | {line.SameRows.PerSecond:N0} | {line.SameRowsShare.ToString("P0")} | {line.Alone.StepsPerSecond:N0} | {line.AloneShare.ToString("P0")} | {line.Shared.StepsPerSecond:N0} | {line.SharedShare.ToString("P0")} |");
        }

        Console.WriteLine();
        Console.WriteLine("| processor time of a step, µs | client | PostgreSQL | together | of the limit |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var line in lines)
        {
            Spent($"{line.Connections}: limit", line, line.Limit.ClientMicroseconds, line.Limit.ServerMicroseconds);
            Spent($"{line.Connections}: same rows, raw", line, line.SameRows.ClientMicroseconds, line.SameRows.ServerMicroseconds);
            Spent($"{line.Connections}: ours, one commit a step", line, line.Alone.ClientMicroseconds, line.Alone.ServerMicroseconds);
            Spent($"{line.Connections}: ours, commits shared", line, line.Shared.ClientMicroseconds, line.Shared.ServerMicroseconds);
        }

        Console.WriteLine();
        Console.WriteLine("| | " + string.Join(" | ", lines.Select(line => $"{line.Connections} alone | {line.Connections} shared")) + " |");
        Console.WriteLine("| --- |" + string.Concat(lines.Select(_ => " ---: | ---: |")));
        Row("instances/s", figure => figure.InstancesPerSecond, "N0");
        Row("complete a task, p50 ms", figure => figure.Completing.P50, "N1");
        Row("complete a task, p99 ms", figure => figure.Completing.P99, "N1");
        Console.WriteLine(
            $"| p99 / p50, median of the rounds | {string.Join(" | ", lines.SelectMany(line => new[] { line.AloneTail, line.SharedTail }).Select(spread => spread.ToString("N1")))} |");
        Row("round trips a step", figure => figure.Each(r => r.Trips), "N2");
        Row("statements a step", figure => figure.Each(r => r.Statements), "N2");
        Row("commits a step", figure => figure.Each(r => r.Commits), "N2");
        Row("WAL an instance, KB", figure => figure.EachInstance(r => r.Wal / 1000.0), "N1");
        Row("database an instance, KB", figure => figure.EachInstance(r => r.Size / 1000.0), "N1");
        Row("allocated a step, KB", figure => figure.Each(r => r.Allocated / 1000.0), "N1");
        Console.WriteLine();
        Console.WriteLine($"A step at the limit, p99 / p50 by connections: {string.Join(", ", lines.Select(line => $"{line.Connections}: {line.LimitTail.ToString("N1")}"))}.");

        void Spent(string name, LimitLine line, double client, double server) =>
            Print($"| {name} | {client:N0} | {server:N0} | {client + server:N0} | {line.Limit.Microseconds / (client + server):P0} |");

        void Row(string name, Func<InstanceFigure, double> value, string format) => Console.WriteLine(
            $"| {name} | {string.Join(" | ", lines.SelectMany(line => new[] { line.Alone, line.Shared }).Select(figure => value(figure).ToString(format, CultureInfo.InvariantCulture)))} |");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
