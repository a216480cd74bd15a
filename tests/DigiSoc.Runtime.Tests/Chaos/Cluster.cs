using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DigiSoc.Runtime.Node;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>The nodes that run now: started, killed, started anew, called. Of two that follow one another the second commits each step alone.</summary>
internal sealed class Cluster(string connection, string ledger, int seed) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly NodeProcess?[] _nodes = new NodeProcess?[3];
    private readonly ConcurrentQueue<NodeProcess> _gone = [];
    private int _started;

    public int Size => _nodes.Length;

    /// <summary>Starts a node, again when it ends before it is ready (the database may be away).</summary>
    public async Task StartAsync(int at, TimeSpan skew)
    {
        while (true)
        {
            var number = Interlocked.Increment(ref _started);
            var node = NodeProcess.Start($"node{at}.{number}", connection, ledger, seed + number, skew, stepsPerCommit: number % 2 == 0 ? 1 : 16);
            try
            {
                await node.Port.WaitAsync(Patience);
                lock (_lock)
                {
                    _nodes[at] = node;
                }

                return;
            }
            catch (InvalidOperationException)
            {
                _gone.Enqueue(node);
            }
        }
    }

    public async Task KillAsync(int at)
    {
        NodeProcess? node;
        lock (_lock)
        {
            (node, _nodes[at]) = (_nodes[at], null);
        }

        if (node is not null)
        {
            _gone.Enqueue(node);
            await node.KillAsync();
        }
    }

    /// <summary>The answer of a node chosen by chance; null: it was sent, and no answer came.</summary>
    public async Task<CallAnswer?> CallAsync(Call call, Random random)
    {
        while (true)
        {
            if (Pick(random) is not { } node)
            {
                await Task.Delay(BetweenLooks); // All are gone for a moment.
                continue;
            }

            using var socket = new TcpClient();
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, await node.Port.WaitAsync(limit.Token), limit.Token);
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                continue; // Killed: nothing was sent; another node is asked.
            }

            return await AskAsync(socket, call, limit.Token);
        }
    }

    /// <summary>What the nodes printed, for a failing test.</summary>
    public string Output => string.Join("\n", _gone.Concat(_nodes.OfType<NodeProcess>()).Select(n => $"--- {n.Name}\n{n.Output}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _gone.Concat(_nodes.OfType<NodeProcess>()))
        {
            await node.DisposeAsync();
        }
    }

    private NodeProcess? Pick(Random random)
    {
        lock (_lock)
        {
            var living = _nodes.OfType<NodeProcess>().ToList();
            return living.Count == 0 ? null : living[random.Next(living.Count)];
        }
    }

    private static async Task<CallAnswer?> AskAsync(TcpClient socket, Call call, CancellationToken ct)
    {
        try
        {
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(call) + "\n"), ct);
            using var reader = new StreamReader(socket.GetStream());
            return await reader.ReadLineAsync(ct) is { } line ? JsonSerializer.Deserialize<CallAnswer>(line) : null;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
