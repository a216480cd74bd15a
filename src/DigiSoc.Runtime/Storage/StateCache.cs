using System.Collections.Concurrent;

namespace DigiSoc.Runtime.Storage;

/// <summary>States this node wrote or read last, so that most steps need no read.</summary>
/// <remarks>
/// Never trusted: a step that began from a state another node has moved on is refused by the revision guard and begun
/// again from the database. Two generations: when the young one is full the old one is let go, so memory is bounded.
/// </remarks>
internal sealed class StateCache(int capacity)
{
    private ConcurrentDictionary<Guid, StoredInstance> _young = new();
    private ConcurrentDictionary<Guid, StoredInstance> _old = new();

    public StoredInstance? Find(Guid id)
    {
        if (_young.TryGetValue(id, out var found))
        {
            return found;
        }

        if (_old.TryGetValue(id, out found))
        {
            _young[id] = found;
        }

        return found;
    }

    public void Keep(StoredInstance instance)
    {
        if (instance.EndedAt is not null)
        {
            Drop(instance.Id);
            return;
        }

        _young[instance.Id] = instance;
        if (_young.Count > Math.Max(1, capacity / 2))
        {
            _old = Interlocked.Exchange(ref _young, new());
        }
    }

    public void Drop(Guid id)
    {
        _young.TryRemove(id, out _);
        _old.TryRemove(id, out _);
    }
}
