using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>The Node process in which other engines do the same work.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    /// <summary>Starts it on <c>peers.mjs</c> beside the packages that the build fetched.</summary>
    public static PeerProcess Start()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(fact => fact.Key == "NpmFolder").Value!;
        var process = Process.Start(new ProcessStartInfo("node", "peers.mjs")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        });
        return new PeerProcess(process ?? throw new InvalidOperationException("Node could not be started."));
    }

    /// <summary>Operations a second of another engine.</summary>
    public double RateOf(object task)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(task));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The peer process ended; see its messages above.");
        var json = JsonDocument.Parse(answer).RootElement;
        return json.TryGetProperty("rate", out var rate)
            ? rate.GetDouble()
            : throw new InvalidOperationException($"A peer failed: {json.GetProperty("error").GetString()}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
