using System.Collections.Concurrent;
using Npgsql;

namespace DigiSoc.Runtime.Storage;

/// <summary>Open connections of those who write steps; the one given back last is taken first.</summary>
/// <remarks>
/// A pool takes turns among all it has, so that each server process has lost its place in the processor's caches when it is
/// next asked; here as few work as are needed at once. As many stay open as were ever needed at once: at most one for
/// each commit lane.
/// </remarks>
internal sealed class WarmConnections(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly ConcurrentStack<WarmConnection> _idle = new();

    public async ValueTask<WarmConnection> TakeAsync() =>
        _idle.TryPop(out var connection) ? connection : new(await source.OpenConnectionAsync());

    /// <summary>Only after success: one on which something failed is disposed of by who took it.</summary>
    public void GiveBack(WarmConnection connection) => _idle.Push(connection);

    /// <summary>One was found broken: the others were most likely cut with it, and are not tried one after the other.</summary>
    public async ValueTask ClearAsync()
    {
        while (_idle.TryPop(out var connection))
        {
            await connection.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => ClearAsync();
}
