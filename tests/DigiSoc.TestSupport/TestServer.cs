using System.Diagnostics;
using System.Globalization;
using DigiSoc.Postgres;

namespace DigiSoc.TestSupport;

/// <summary>The PostgreSQL server of this test process: started with the first database asked for, gone at its end.</summary>
internal static class TestServer
{
    private static readonly string Home = Path.Combine(Path.GetTempPath(), "digisoc-tests");
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(StartAsync);

    public static Task<EmbeddedPostgres> Shared => Server.Value;

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        RemoveLeftovers();
        var folder = Path.Combine(Home, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder, Durable = false });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(server, folder);
        return server;
    }

    private static void Remove(EmbeddedPostgres server, string folder)
    {
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
        if (Directory.Exists(server.DataFolder))
        {
            Directory.Delete(server.DataFolder, recursive: true);
        }
    }

    // A test process that was killed leaves its server running; the next one to come ends it.
    private static void RemoveLeftovers()
    {
        Directory.CreateDirectory(Home);
        foreach (var folder in Directory.EnumerateDirectories(Home))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var owner) && !IsAlive(owner))
            {
                EmbeddedPostgres.Discard(folder);
            }
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false; // No such process.
        }
    }
}
