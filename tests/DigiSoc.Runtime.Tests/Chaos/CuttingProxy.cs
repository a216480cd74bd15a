using System.Net;
using System.Net.Sockets;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>Stands between nodes and database, and cuts connections in the middle of whatever they carry.</summary>
/// <remarks>
/// The database does not hear of a cut at once: a batch it has already received is carried out and committed, while the
/// node only sees a broken connection.
/// </remarks>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Wire> _wires = [];
    private readonly Task _accepting;
    private readonly int _serverPort;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts each connection with the given chance; the number cut.</summary>
    public int Cut(Random random, int percent)
    {
        List<Wire> chosen;
        lock (_wires)
        {
            chosen = [.. _wires.Where(_ => random.Next(100) < percent)];
        }

        chosen.ForEach(wire => wire.Cut());
        return chosen.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Cut(new Random(0), 100);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var node = await _listener.AcceptSocketAsync(_stop.Token);
                node.NoDelay = true;
                _ = CarryAsync(node);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket node)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var wire = new Wire(node, server);
        lock (_wires)
        {
            _wires.Add(wire);
        }

        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            await Task.WhenAny(CopyAsync(node, server), CopyAsync(server, node));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is away, or the wire was cut while connecting.
        }
        finally
        {
            lock (_wires)
            {
                _wires.Remove(wire);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token) is var count and > 0)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None, _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut; the other direction ends with it.
        }
    }

    private sealed class Wire(Socket node, Socket server) : IDisposable
    {
        // The node's end breaks at once; the server's is closed in order, so that what was sent to it still arrives.
        public void Cut()
        {
            node.Close(0);
            server.Close();
        }

        public void Dispose() => Cut();
    }
}
