using System.Diagnostics;
using System.Text;

namespace DigiSoc.EndToEnd.Running;

/// <summary>One of our programs as an operating-system process: started, waited for, killed.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output;
    private bool _isDisposed;

    private ProgramProcess(Process process, StringBuilder output, Uri address) => (_process, _output, Address) = (process, output, address);

    public Uri Address { get; }

    /// <summary>What the program printed so far; shown when it fails.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the program and waits until <paramref name="readyPath"/> answers with success.</summary>
    public static async Task<ProgramProcess> StartAsync(string assembly, Uri address, string readyPath, params string[] arguments)
    {
        var program = Launch(assembly, address, arguments);
        try
        {
            await program.WaitUntilReadyAsync(readyPath);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program and does not wait: it may be killed while it starts.</summary>
    public static ProgramProcess Launch(string assembly, Uri address, params string[] arguments)
    {
        // A test run in the background ignores Ctrl-C, and so would its children: ours get the usual signals back.
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        foreach (var argument in (string[])[.. OperatingSystem.IsLinux() ? ["--default-signal=INT,QUIT,TERM", "dotnet"] : Array.Empty<string>(), assembly, "--urls", address.ToString().TrimEnd('/'), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var output = new StringBuilder();
        var process = new Process { StartInfo = start };
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ProgramProcess(process, output, address);
    }

    public async Task WaitUntilReadyAsync(string readyPath)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var limit = new CancellationTokenSource(StartTimeout);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await beat.WaitForNextTickAsync(limit.Token))
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"{Address} ended with code {_process.ExitCode} while starting:\n{Output}");
                }

                if (await AnswersAsync(client, readyPath, limit.Token))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Address} did not answer {readyPath} within {StartTimeout}:\n{Output}");
        }
    }

    /// <summary>Waits until the program has printed the words.</summary>
    public async Task SaysAsync(string words, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!Output.Contains(words, StringComparison.Ordinal))
        {
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>SIGKILL: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl-C, as a terminal sends it; the program's exit code.</summary>
    public async Task<int> InterruptAsync(TimeSpan patience)
    {
        using (Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
        }

        return await EndAsync(patience);
    }

    /// <summary>Waits until the program ends; its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end within {patience}:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Ends the program; a second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            // Asked politely first, so that the program ends what it started.
            using (Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient client, string path, CancellationToken ct)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(Address, path), ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }
}
