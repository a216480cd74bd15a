using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Documents.Typesetter;

/// <summary>One running worker. Used by one order at a time; after any exception it must be disposed, not used again.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private long _lastId;

    private WorkerProcess(Process process) => _process = process;

    public int ProcessId => _process.Id;

    /// <exception cref="Win32Exception">Node.js is not there.</exception>
    public static WorkerProcess Start(DocumentsOptions options, string templatesFolder, ILogger logger)
    {
        var start = new ProcessStartInfo(options.NodePath, ["worker.mjs", templatesFolder])
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        LeaveNothingToSee(start);
        var process = Process.Start(start) ?? throw new InvalidOperationException("Bug: no process was started.");
        process.ErrorDataReceived += (_, line) => LogLine(logger, line.Data);
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>The folder of worker.mjs: beside a published program, or in the sources it was built from.</summary>
    public static string Folder()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "Typesetter");
        return File.Exists(Path.Combine(beside, "worker.mjs"))
            ? beside
            : typeof(WorkerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(a => a.Key == "NpmFolder").Value!;
    }

    /// <exception cref="IOException">The worker has ended.</exception>
    public async Task<TypesetAnswer> TypesetAsync(
        string template, System.Text.Json.JsonElement data, DateTimeOffset createdAt, CancellationToken ct)
    {
        var order = new TypesetOrder(++_lastId, template, data, createdAt.ToUnixTimeSeconds());
        await Frames.WriteAsync(_process.StandardInput.BaseStream, order, ct);
        var answer = await Frames.ReadAsync<TypesetAnswer>(_process.StandardOutput.BaseStream, ct);
        return answer.Id == order.Id
            ? answer
            : throw new InvalidDataException($"Bug: expected the answer to order {order.Id}, found {answer.Id}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Typst can fetch packages from the network and knows no switch against it: the worker gets an address at which
    // nobody answers, and none of our own settings (connection strings, tokens).
    private static void LeaveNothingToSee(ProcessStartInfo start)
    {
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["HTTP_PROXY"] = start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
    }

    private static void LogLine(ILogger logger, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            logger.LogWarning("Typesetter: {Line}", line);
        }
    }
}
