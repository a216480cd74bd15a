using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using DigiSoc.Postgres.Server;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DigiSoc.Postgres;

/// <summary>A PostgreSQL server of our own on a folder, for the default run and for tests.</summary>
/// <remarks>
/// A server that a killed program left behind is taken over, not started twice. The program that holds the folder's
/// lock stops the server at its end; further programs on the same folder only use it.
/// Fails: PG-001 to PG-004 (<see cref="DatabaseSetupException"/>).
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Owner = "digisoc_owner";

    private readonly ServerFolder _folder;
    private readonly string _binaries;
    private FileStream? _lock;

    private EmbeddedPostgres(ServerFolder folder, string binaries, FileStream? held, string connectionString, int port)
    {
        _folder = folder;
        _binaries = binaries;
        _lock = held;
        ConnectionString = connectionString;
        Port = port;
    }

    /// <summary>For the owner of all schemas (database <c>digisoc</c>): migrations only. See <see cref="Tenancy.AsApplication"/>.</summary>
    public string ConnectionString { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where the data really are (see <see cref="EmbeddedPostgresOptions.DataFolder"/>).</summary>
    public string DataFolder => _folder.Root;

    /// <summary>Starts the server, or takes over the one that runs on the folder, and waits until it answers.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger? log = null, CancellationToken ct = default)
    {
        log ??= NullLogger.Instance;
        var binaries = ServerBinaries.Locate();
        var folder = ServerFolder.Choose(options.DataFolder, log);
        var held = TryHold(folder);
        Initialise(folder, binaries);
        var running = PostmasterPid.Read(folder);
        if (running is null)
        {
            WriteSettings(folder, options);
            Launch(folder, binaries, options);
            running = PostmasterPid.Read(folder);
        }
        else
        {
            log.LogInformation("Using the PostgreSQL server that already runs on {Folder}", folder.Root);
        }

        var port = running?.Port ?? options.Port;
        var connectionString = await ConnectAsync(folder, port, options.StartTimeout, ct);
        return new EmbeddedPostgres(folder, binaries, held, connectionString, port);
    }

    /// <summary>Stops the server and starts it again on the same port; for tests of a lost database.</summary>
    /// <param name="pause">How long it is away.</param>
    /// <param name="cleanly">False: at once, as in a crash, with recovery at the start; true: it ends its sessions first.</param>
    /// <param name="ct">Ends the pause.</param>
    public async Task RestartAsync(TimeSpan pause, bool cleanly = false, CancellationToken ct = default)
    {
        Stop(cleanly ? "fast" : "immediate");
        await Task.Delay(pause, ct);
        Launch(_folder, _binaries, new EmbeddedPostgresOptions { DataFolder = _folder.Root, Port = Port });
    }

    /// <summary>Ends a server whose program is gone, if one still runs, and deletes its data; for tests.</summary>
    public static void Discard(string dataFolder)
    {
        var folder = ServerFolder.Choose(dataFolder, NullLogger.Instance);
        if (PostmasterPid.Read(folder) is { } running)
        {
            using var process = Process.GetProcessById(running.ProcessId);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }

        foreach (var place in new[] { folder.Root, dataFolder }.Where(Directory.Exists))
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>Stops the server cleanly when this program is its owner.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _lock, null) is { } held)
        {
            await Task.Run(() => Stop("fast"));
            await held.DisposeAsync();
        }
    }

    private static FileStream? TryHold(ServerFolder folder)
    {
        try
        {
            return new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // Another living program owns the server.
        }
    }

    private static void Initialise(ServerFolder folder, string binaries)
    {
        if (folder.IsInitialised)
        {
            return;
        }

        if (Directory.Exists(folder.Cluster))
        {
            Directory.Delete(folder.Cluster, recursive: true); // A first start that was killed half-way; it holds nothing.
        }

        File.WriteAllText(folder.Password, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        ServerUser.Own(folder.Root);
        Command.Run(
            Path.Combine(binaries, "bin", "initdb"),
            [
                "-D", folder.Cluster, "-U", Owner, "-A", "scram-sha-256", $"--pwfile={folder.Password}", "-E", "UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            ],
            asServerUser: true,
            folder);
        File.AppendAllText(Path.Combine(folder.Cluster, "postgresql.conf"), "\ninclude_if_exists = 'digisoc.conf'\n");
    }

    private static void WriteSettings(ServerFolder folder, EmbeddedPostgresOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "200",
            ["shared_buffers"] = "256MB",
            ["max_wal_size"] = "2GB",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["fsync"] = options.Durable ? "on" : "off",
            ["full_page_writes"] = options.Durable ? "on" : "off",
            ["synchronous_commit"] = options.Durable ? "on" : "off",
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        File.WriteAllLines(folder.Settings, settings.Select(s => $"{s.Key} = '{s.Value}'"));
        ServerUser.Own(folder.Root);
    }

    private static void Launch(ServerFolder folder, string binaries, EmbeddedPostgresOptions options)
    {
        var port = options.Port == 0 ? FreePort() : options.Port;
        Command.Run(
            Path.Combine(binaries, "bin", "pg_ctl"),
            [
                "start", "-w", "-t", ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                "-D", folder.Cluster, "-l", folder.Log, "-o", $"-p {port}",
            ],
            asServerUser: true,
            folder);
    }

    private void Stop(string mode)
    {
        if (PostmasterPid.Read(_folder) is not null)
        {
            string[] arguments = ["stop", "-w", "-D", _folder.Cluster, "-m", mode];
            Command.Run(Path.Combine(_binaries, "bin", "pg_ctl"), arguments, asServerUser: true, _folder);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> ConnectAsync(ServerFolder folder, int port, TimeSpan timeout, CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Owner,
            Password = await File.ReadAllTextAsync(folder.Password, ct),
            Database = "postgres",
            SslMode = SslMode.Disable,
        };
        var deadline = TimeProvider.System.GetUtcNow() + timeout;
        while (true)
        {
            try
            {
                await CreateDatabaseAsync(address, ct);
                address.Database = "digisoc";
                return address.ConnectionString;
            }
            catch (NpgsqlException e) when (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw PostgresErrors.NotAnswering(folder.Root, timeout, e);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct); // Recovering after a crash: ask again.
            }
        }
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder address, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(address);
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = 'digisoc'");
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = source.CreateCommand("CREATE DATABASE digisoc");
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
