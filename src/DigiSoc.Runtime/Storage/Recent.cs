using System.Collections.Concurrent;

namespace DigiSoc.Runtime.Storage;

/// <summary>What this node wrote or read last, so that most calls need not read it.</summary>
/// <remarks>
/// Never trusted: who begins from something remembered that another node has changed is refused by the guard of the
/// write, and begins again from the database. Two generations: when the young one is full the old one is let go, so
/// memory is bounded.
/// </remarks>
internal sealed class Recent<T>(int capacity)
    where T : class
{
    private ConcurrentDictionary<Guid, T> _young = new();
    private ConcurrentDictionary<Guid, T> _old = new();
    private int _count;

    public T? Find(Guid id)
    {
        if (_young.TryGetValue(id, out var found))
        {
            return found;
        }

        if (_old.TryGetValue(id, out found))
        {
            Keep(id, found);
        }

        return found;
    }

    public void Keep(Guid id, T value)
    {
        if (_young.TryAdd(id, value))
        {
            // Its own count: that of the dictionary takes all its locks.
            if (Interlocked.Increment(ref _count) > Math.Max(1, capacity / 2))
            {
                Interlocked.Exchange(ref _count, 0);
                _old = Interlocked.Exchange(ref _young, new());
            }
        }
        else
        {
            _young[id] = value;
        }
    }

    public void Drop(Guid id)
    {
        if (_young.TryRemove(id, out _))
        {
            Interlocked.Decrement(ref _count);
        }

        _old.TryRemove(id, out _);
    }
}
