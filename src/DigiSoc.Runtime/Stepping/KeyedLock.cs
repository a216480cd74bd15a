namespace DigiSoc.Runtime.Stepping;

/// <summary>One step at a time for each call tree on this node; others wait in line.</summary>
internal sealed class KeyedLock
{
    private readonly Dictionary<Guid, Entry> _entries = [];

    // A semaphore whose wait handle is never asked for holds nothing that needs disposing.
#pragma warning disable CA1001
    private sealed class Entry
#pragma warning restore CA1001
    {
        public readonly SemaphoreSlim Gate = new(1, 1);
        public int Users;
    }

    public async Task<IDisposable> EnterAsync(Guid key, CancellationToken ct)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry))
            {
                _entries.Add(key, entry = new());
            }

            entry.Users++;
        }

        try
        {
            await entry.Gate.WaitAsync(ct);
        }
        catch
        {
            Leave(key, entry);
            throw;
        }

        return new Held(this, key, entry);
    }

    private void Leave(Guid key, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users == 0)
            {
                _entries.Remove(key);
            }
        }
    }

    private sealed class Held(KeyedLock owner, Guid key, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Gate.Release();
            owner.Leave(key, entry);
        }
    }
}
