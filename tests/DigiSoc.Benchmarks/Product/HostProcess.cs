using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace DigiSoc.Benchmarks.Product;

/// <summary>The built product as a process of the operating system.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private HostProcess(Process process, Uri address, TimeSpan started) => (_process, Address, StartTook) = (process, address, started);

    public Uri Address { get; }

    /// <summary>From the launch of the process until it says that it is ready.</summary>
    public TimeSpan StartTook { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits for <c>/health/ready</c>.</summary>
    /// <param name="arguments">Settings beside the address.</param>
    public static async Task<HostProcess> StartAsync(params string[] arguments)
    {
        var assembly = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "WebAssembly").Value!;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", address.ToString().TrimEnd('/'), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        var launched = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address };
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(launched) > Patience)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{assembly} did not become ready within {Patience}; exit code {(process.HasExited ? process.ExitCode : null)}.");
            }

            await beat.WaitForNextTickAsync();
        }

        return new(process, address, Stopwatch.GetElapsedTime(launched));
    }

    /// <summary>Resident memory of the host alone, in bytes.</summary>
    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>Asks it to stop and waits; what does not stop is ended.</summary>
    public async ValueTask DisposeAsync()
    {
        using (Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]))
        {
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
