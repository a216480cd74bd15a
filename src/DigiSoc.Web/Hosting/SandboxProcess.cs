using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace DigiSoc.Web.Hosting;

/// <summary>The register sandbox as a process of its own, beside the default run.</summary>
/// <remarks>
/// The process id is kept in a file: a sandbox that outlived a killed host is ended before a new one is started, so that
/// there is never a second one and the new host is the one that stops it.
/// </remarks>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private const int UsualPort = 5081;
    private const int MostAttempts = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _note;

    private SandboxProcess(Process process, string note, Uri address) => (_process, _note, Address) = (process, note, address);

    public Uri Address { get; }

    /// <summary>Starts the sandbox on its usual port, or on a free one when that is taken, and waits until it answers.</summary>
    /// <param name="arguments">Further arguments for the sandbox, such as its seed; may be empty.</param>
    public static async Task<SandboxProcess> StartAsync(string assembly, string dataFolder, string[] arguments, CancellationToken ct)
    {
        Directory.CreateDirectory(dataFolder);
        var note = Path.Combine(dataFolder, "sandbox.pid");
        EndOrphan(note);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var address = new Uri($"http://127.0.0.1:{port}");
            var process = Launch(assembly, address, Path.Combine(dataFolder, "sandbox.log"), arguments);
            await File.WriteAllTextAsync(note, process.Id.ToString(CultureInfo.InvariantCulture), ct);
            var sandbox = new SandboxProcess(process, note, address);
            try
            {
                await sandbox.WaitAsync(ct);
                return sandbox;
            }
            catch (InvalidOperationException) when (attempt < MostAttempts && !IsFree(port))
            {
                await sandbox.DisposeAsync(); // Another host, started at the same moment, was first at this port.
            }
            catch
            {
                await sandbox.DisposeAsync();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(_note);
    }

    private static Process Launch(string assembly, Uri address, string logFile, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        foreach (var argument in (string[])[assembly, "--urls", address.ToString(), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // Its own settings only: ours (addresses, environment) must not reach it.
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("URLS");
        var log = TextWriter.Synchronized(new StreamWriter(logFile, append: false) { AutoFlush = true });
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartTimeout);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await beat.WaitForNextTickAsync(limit.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException(
                    $"WEB-003 Starting the register sandbox: it ended with code {_process.ExitCode}. Read .data/sandbox.log.");
            }

            if (await AnswersAsync(client, limit.Token))
            {
                return;
            }
        }
    }

    // At the same port a neighbour's sandbox may answer, which ends with its own host.
    private async Task<bool> AnswersAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            var state = await client.GetFromJsonAsync<State>(new Uri(Address, "/sandbox/state"), ct);
            return state?.Process == _process.Id;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return false; // Nobody listens yet, or somebody else.
        }
    }

    private sealed record State(int Process);

    private static void EndOrphan(string note)
    {
        if (!File.Exists(note) || !int.TryParse(File.ReadAllText(note), CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        try
        {
            using var orphan = Process.GetProcessById(id);
            if (IsSandbox(orphan))
            {
                orphan.Kill(entireProcessTree: true);
                orphan.WaitForExit(TimeSpan.FromSeconds(10));
            }
        }
        catch (ArgumentException)
        {
            // No such process any more: it ended with its host.
        }
    }

    /// <summary>Process ids are used again: only a process that is ours by its command line is ended.</summary>
    private static bool IsSandbox(Process process)
    {
        var commandLine = $"/proc/{process.Id}/cmdline";
        return File.Exists(commandLine)
            ? File.ReadAllText(commandLine).Contains("DigiSoc.Sandbox", StringComparison.Ordinal)
            : process.ProcessName is "dotnet" or "DigiSoc.Sandbox";
    }

    private static int FreePort()
    {
        if (IsFree(UsualPort))
        {
            return UsualPort;
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
