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

        await using var server = await Server.StartAsync();
        if (settings.Wants("limit"))
        {
            await BesideTheLimitAsync(
                server,
                settings.Numbers("connections", AllConnections),
                TimeSpan.FromSeconds(settings.Number("seconds", 4)),
                settings.Number("rounds", 3));
        }

        if (settings.Wants("peak"))
        {
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
        Console.WriteLine("| connections | limit, steps/s | one commit a step | of the limit | commits shared | of the limit |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var line in lines)
        {
            Print($"| {line.Connections} | {line.Limit:N0} | {line.Alone.StepsPerSecond:N0} | {line.AloneShare:P0} | {line.Shared.StepsPerSecond:N0} | {line.SharedShare:P0} |");
        }

        Console.WriteLine();
        Console.WriteLine("| | " + string.Join(" | ", lines.Select(line => $"{line.Connections} alone | {line.Connections} shared")) + " |");
        Console.WriteLine("| --- |" + string.Concat(lines.Select(_ => " ---: | ---: |")));
        Row("instances/s", figure => figure.InstancesPerSecond, "N0");
        Row("complete a task, p50 ms", figure => figure.Completing.P50, "N1");
        Row("complete a task, p99 ms", figure => figure.Completing.P99, "N1");
        Row("p99 / p50", figure => figure.Completing.P99 / figure.Completing.P50, "N1");
        Row("round trips a step", figure => figure.Each(r => r.Trips), "N2");
        Row("statements a step", figure => figure.Each(r => r.Statements), "N2");
        Row("commits a step", figure => figure.Each(r => r.Commits), "N2");
        Row("WAL an instance, KB", figure => figure.EachInstance(r => r.Wal / 1000.0), "N1");
        Row("database an instance, KB", figure => figure.EachInstance(r => r.Size / 1000.0), "N1");
        Row("allocated a step, KB", figure => figure.Each(r => r.Allocated / 1000.0), "N1");
        Row("processor a step: engine and client, µs", figure => figure.Each(r => r.OurSeconds * 1e6), "N0");
        Row("processor a step: PostgreSQL, µs", figure => figure.Each(r => r.ServerSeconds * 1e6), "N0");
        Print($"| ours of the limit, by processor time | {string.Join(" | ", lines.Select(line => $"{line.LimitMicroseconds / line.Alone.Microseconds:P0} | {line.LimitMicroseconds / line.Shared.Microseconds:P0}"))} |");
        Print($"| limit: processor of client, µs | {string.Join(" | ", lines.Select(line => $"{line.LimitOurMicroseconds:N0} | "))} |");
        Print($"| limit: processor of PostgreSQL, µs | {string.Join(" | ", lines.Select(line => $"{line.LimitServerMicroseconds:N0} | "))} |");

        void Row(string name, Func<InstanceFigure, double> value, string format) => Console.WriteLine(
            $"| {name} | {string.Join(" | ", lines.SelectMany(line => new[] { line.Alone, line.Shared }).Select(figure => value(figure).ToString(format, CultureInfo.InvariantCulture)))} |");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
