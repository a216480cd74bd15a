using DigiSoc.Runtime.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime;

/// <summary>Begin and end of a node.</summary>
public sealed partial class Engine
{
    private readonly Node _node;

    private Engine(Node node) => _node = node;

    internal Node Node => _node;

    public static partial Engine Create(
        EngineOptions options,
        IEnumerable<IJobHandler> handlers,
        IEnumerable<IStepObserver> observers,
        TimeProvider time,
        ILoggerFactory? logs)
    {
        var log = (logs ?? NullLoggerFactory.Instance).CreateLogger<Engine>();
        return new(new Node(options.Checked(), handlers, observers, time, log));
    }

    public partial Task StartAsync(CancellationToken ct) => _node.StartAsync(ct);

    public partial Task StopAsync(CancellationToken ct) => _node.StopAsync();

    public partial ValueTask DisposeAsync() => _node.DisposeAsync();
}
