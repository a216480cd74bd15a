using System.Diagnostics;
using System.Globalization;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>A streaming replica of a server, made from a base backup by the backup functions; synchronous once it follows.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly string _folder;

    private Replica(string folder, EmbeddedPostgres server) => (_folder, Server) = (folder, server);

    public EmbeddedPostgres Server { get; }

    public string Owner => Unpooled(Server);

    /// <summary>Makes it, starts it, and waits until the primary answers no commit without it.</summary>
    public static async Task<Replica> CreateAsync(EmbeddedPostgres primary)
    {
        var folder = Path.Combine(Path.GetTempPath(), "digisoc-chaos", Guid.NewGuid().ToString("N")[..12]);
        var cluster = Directory.CreateDirectory(Path.Combine(folder, "cluster")).FullName;
        File.Copy(Path.Combine(primary.DataFolder, "password"), Path.Combine(folder, "password"));
        await CopyAsync(primary, cluster);
        var address = new NpgsqlConnectionStringBuilder(primary.ConnectionString);
        File.AppendAllText(
            Path.Combine(cluster, "postgresql.auto.conf"),
            $"\nprimary_conninfo = 'host=127.0.0.1 port={primary.Port} user={address.Username} password={address.Password} application_name=replica'\n");
        File.WriteAllText(Path.Combine(cluster, "standby.signal"), "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(cluster, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var replica = new Replica(folder, await EmbeddedPostgres.StartAsync(new() { DataFolder = folder }));
        await FollowAsync(primary);
        return replica;
    }

    /// <summary>SIGKILL for the server's first process: its sessions end, nothing is written any more.</summary>
    public static void Kill(EmbeddedPostgres server)
    {
        var first = File.ReadLines(Path.Combine(server.DataFolder, "cluster", "postmaster.pid")).First();
        using var process = Process.GetProcessById(int.Parse(first, CultureInfo.InvariantCulture));
        process.Kill();
        process.WaitForExit(TimeSpan.FromSeconds(10));
    }

    public Task PromoteAsync() => ExecuteAsync(Owner, "SELECT pg_promote(true, 30)");

    public async Task<long> CountAsync(string sql) =>
        Convert.ToInt64(await ScalarAsync(Owner, sql), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        EmbeddedPostgres.Discard(_folder);
    }

    private static async Task CopyAsync(EmbeddedPostgres primary, string target)
    {
        await using var connection = new NpgsqlConnection(Unpooled(primary));
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand("SELECT pg_backup_start('replica', fast => true)", connection);
        await begin.ExecuteNonQueryAsync();
        var source = Path.Combine(primary.DataFolder, "cluster");
        Copy(source, target, folder => folder != "pg_wal");
        await using var end = new NpgsqlCommand("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)", connection);
        File.WriteAllText(Path.Combine(target, "backup_label"), (string)(await end.ExecuteScalarAsync())!);
        Copy(Path.Combine(source, "pg_wal"), Path.Combine(target, "pg_wal"), _ => true);
    }

    private static void Copy(string source, string target, Func<string, bool> isCopied)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source).Where(file => Path.GetFileName(file) is not ("postmaster.pid" or "postmaster.opts")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(source).Where(folder => isCopied(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)), isCopied);
        }
    }

    private static async Task FollowAsync(EmbeddedPostgres primary)
    {
        await ExecuteAsync(Unpooled(primary), "ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ExecuteAsync(Unpooled(primary), "SELECT pg_reload_conf()");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await ScalarAsync(Unpooled(primary), "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") is not 1L)
        {
            await beat.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task ExecuteAsync(string address, string sql) => await ScalarAsync(address, sql);

    private static async Task<object?> ScalarAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string Unpooled(EmbeddedPostgres server) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString;
}
