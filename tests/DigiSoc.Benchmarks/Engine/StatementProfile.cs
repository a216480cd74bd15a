using System.Globalization;
using DigiSoc.Benchmarks.Measuring;
using Npgsql;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>Where PostgreSQL spends its time: the statements of whole instances by calls, planning and execution.</summary>
/// <remarks>Needs the server's extension <c>pg_stat_statements</c>, which costs time itself: for shares, not for rates.</remarks>
internal static class StatementProfile
{
    private const int Connections = 16;

    private const string Top = """
        SELECT calls, total_exec_time / calls * 1000, min_exec_time * 1000, total_plan_time / calls * 1000, wal_bytes / calls, regexp_replace(left(query, 90), '\s+', ' ', 'g')
        FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND calls > 50
        ORDER BY total_exec_time + total_plan_time DESC LIMIT 25
        """;

    public static async Task PrintAsync(Server server, string database, TimeSpan time)
    {
        await using var owner = NpgsqlDataSource.Create(database);
        await ExecuteAsync(owner, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        await using (var raw = await RawStep.PrepareAsync(database, Connections))
        {
            await Load.ForAsync(Connections, time, client => Load.TimeAsync(() => raw.StepAsync(client)));
        }

        await using (var instances = await WholeInstances.StartAsync(server, database, Connections, 1))
        {
            await instances.RunAsync(time);
        }

        Console.WriteLine();
        Console.WriteLine("| calls | execute, µs | least, µs | plan, µs | WAL, bytes | statement |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | --- |");
        await using var command = owner.CreateCommand(Top);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.GetInt64(0):N0} | {row.GetDouble(1):N1} | {row.GetDouble(2):N1} | {row.GetDouble(3):N1} | {row.GetDecimal(4):N0} | {row.GetString(5)} |"));
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
