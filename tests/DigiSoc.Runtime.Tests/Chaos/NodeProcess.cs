using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>A runtime node as an operating-system process of its own.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly string Assembly = typeof(NodeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeAssembly").Value!;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    /// <summary>The port it takes calls on, once it is ready; fails when it ends before.</summary>
    public Task<int> Port => _ready.Task;

    /// <summary>What it printed; shown when a test fails.</summary>
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

    public static NodeProcess Start(string name, string connection, string ledger, int seed, TimeSpan skew, int stepsPerCommit)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] words =
        [
            Path.GetFullPath(Assembly), "--connection", connection, "--ledger", ledger, "--name", name,
            "--seed", seed.ToString(CultureInfo.InvariantCulture),
            "--skew", ((int)skew.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            "--together", stepsPerCommit.ToString(CultureInfo.InvariantCulture),
        ];
        Array.ForEach(words, start.ArgumentList.Add);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var node = new NodeProcess(name, process);
        process.OutputDataReceived += (_, line) => node.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => node.Hear(line.Data);
        process.Exited += (_, _) => node._ready.TrySetException(new InvalidOperationException($"Node {name} ended:\n{node.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    /// <summary>SIGKILL: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith("ready ", StringComparison.Ordinal))
        {
            _ready.TrySetResult(int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture));
        }
    }
}
