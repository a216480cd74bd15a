using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Documents.Typesetter;

/// <summary>Hands orders to the worker one after the other; starts it with the first one and anew when it dies or hangs.</summary>
internal sealed class TypesetterQueue : IAsyncDisposable
{
    private readonly DocumentsOptions _options;
    private readonly string _templatesFolder;
    private readonly ILogger _logger;
    private readonly System.Threading.Channels.Channel<Waiting> _waiting;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private WorkerProcess? _worker;

    public TypesetterQueue(DocumentsOptions options, string templatesFolder, ILogger logger)
    {
        _options = options;
        _templatesFolder = templatesFolder;
        _logger = logger;
        _waiting = System.Threading.Channels.Channel.CreateBounded<Waiting>(options.QueueLength);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Of the running worker; null before the first order and after a crash.</summary>
    public int? WorkerProcessId => _worker?.ProcessId;

    public async Task<(TypesetAnswer? Answer, DocumentProblem? Problem)> OrderAsync(
        string template, JsonElement data, DateTimeOffset createdAt, CancellationToken ct)
    {
        var order = new Waiting(template, data, createdAt, ct);
        if (!_waiting.Writer.TryWrite(order))
        {
            return (null, DocumentErrors.QueueFullProblem(template, _options.QueueLength));
        }

        return await order.Done.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
        await EndWorkerAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var order in _waiting.Reader.ReadAllAsync())
        {
            if (_stopping.IsCancellationRequested || order.Ct.IsCancellationRequested)
            {
                order.Done.TrySetCanceled(CancellationToken.None);
                continue;
            }

            await AnswerAsync(order);
        }
    }

    private async Task AnswerAsync(Waiting order)
    {
        try
        {
            order.Done.TrySetResult(await TypesetAsync(order));
        }
        catch (OperationCanceledException)
        {
            order.Done.TrySetCanceled(CancellationToken.None);
        }
        catch (Exception e)
        {
            // The edge of the loop: whoever waits for this letter gets the exception, the next letters go on.
            await EndWorkerAsync();
            order.Done.TrySetException(e);
        }
    }

    // A worker that dies in the middle gets one more chance with a fresh one: setting a letter has no side effects.
    private async Task<(TypesetAnswer?, DocumentProblem?)> TypesetAsync(Waiting order)
    {
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            try
            {
                return await TypesetOnceAsync(order);
            }
            catch (Win32Exception e)
            {
                return (null, DocumentErrors.TypesetterNotStartedProblem(_options.NodePath, WorkerProcess.Folder(), e.Message));
            }
            catch (IOException e)
            {
                _logger.LogWarning("The typesetter ended during template {Template}: {Reason}", order.Template, e.Message);
                await EndWorkerAsync();
            }
        }

        return (null, DocumentErrors.TypesetterEndedProblem(order.Template));
    }

    private async Task<(TypesetAnswer?, DocumentProblem?)> TypesetOnceAsync(Waiting order)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        limit.CancelAfter(_options.TypesettingTimeout);
        try
        {
            _worker ??= WorkerProcess.Start(_options, _templatesFolder, _logger);
            return (await _worker.TypesetAsync(order.Template, order.Data, order.CreatedAt, limit.Token), null);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            await EndWorkerAsync();
            return (null, DocumentErrors.TimeoutProblem(order.Template, _options.TypesettingTimeout));
        }
    }

    private async Task EndWorkerAsync()
    {
        if (_worker is { } worker)
        {
            _worker = null;
            await worker.DisposeAsync();
        }
    }

    private sealed record Waiting(string Template, JsonElement Data, DateTimeOffset CreatedAt, CancellationToken Ct)
    {
        public TaskCompletionSource<(TypesetAnswer? Answer, DocumentProblem? Problem)> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
