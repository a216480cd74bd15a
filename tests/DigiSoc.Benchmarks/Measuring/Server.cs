using System.Globalization;
using System.Reflection;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>A PostgreSQL server of the benchmark's own, with <c>fsync</c> on and the product's settings; gone at the end.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly string _folder;
    private readonly EmbeddedPostgres _postgres;

    private Server(string folder, EmbeddedPostgres postgres) => (_folder, _postgres) = (folder, postgres);

    /// <summary>Settings as the operations guide's sizing has them: a quarter of the machine's memory, and checkpoints by time.</summary>
    public static (string Name, string Value)[] Sized => [
        ("shared_buffers", string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / 1_048_576}MB")),
        ("max_wal_size", "16GB"),
    ];

    /// <param name="settings">Server settings beside the product's own.</param>
    public static async Task<Server> StartAsync(params (string Name, string Value)[] settings)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"digisoc-bench-{Environment.ProcessId}");
        var options = new EmbeddedPostgresOptions { DataFolder = folder, Settings = settings.ToDictionary(s => s.Name, s => s.Value) };
        return new Server(folder, await EmbeddedPostgres.StartAsync(options));
    }

    /// <summary>A new, migrated database; the connection string is its owner's.</summary>
    public async Task<string> DatabaseAsync(string name, params Assembly[] migrations)
    {
        await using (var source = NpgsqlDataSource.Create(_postgres.ConnectionString))
        await using (var create = source.CreateCommand($"CREATE DATABASE {name}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        var address = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = name }.ConnectionString;
        await using var owner = NpgsqlDataSource.Create(address);
        await Migrator.MigrateAsync(owner, migrations);
        return address;
    }

    /// <summary>Processor seconds of all server processes since their start; backends that ended count too (Linux only, else 0).</summary>
    public double ProcessorSeconds()
    {
        var postmaster = int.Parse(
            File.ReadLines(Path.Combine(_postgres.DataFolder, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        return !OperatingSystem.IsLinux()
            ? 0
            : Directory.EnumerateDirectories("/proc").Sum(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Ticks(id, postmaster) : 0) / 100.0;
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        foreach (var place in new[] { _postgres.DataFolder, _folder }.Where(Directory.Exists))
        {
            Directory.Delete(place, recursive: true);
        }
    }

    // proc(5): behind the name in brackets field 4 is the parent; 14 and 15 its own time, 16 and 17 that of children it waited for.
    private static long Ticks(int process, int postmaster)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long At(int field) => long.Parse(fields[field - 3], CultureInfo.InvariantCulture);
            return process == postmaster ? At(14) + At(15) + At(16) + At(17) : At(4) == postmaster ? At(14) + At(15) : 0;
        }
        catch (IOException)
        {
            return 0; // It ended between listing and reading; its time is now with its parent.
        }
    }
}
