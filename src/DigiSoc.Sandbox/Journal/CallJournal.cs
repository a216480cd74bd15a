namespace DigiSoc.Sandbox.Journal;

/// <summary>Every question the registers and channels were asked, so that tests can prove what was asked how often.</summary>
internal sealed class CallJournal(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<CallEntry> _entries = [];

    /// <param name="outcome">answered, not-found, refused, down or wrong; for channels accepted or repeated.</param>
    public void Note(string target, string topic, string? personCode, string key, string purpose, string outcome)
    {
        lock (_lock)
        {
            _entries.Add(new CallEntry(_entries.Count + 1, clock.GetUtcNow(), target, topic, personCode, key, purpose, outcome));
        }
    }

    /// <summary>In the order of the calls; null does not restrict.</summary>
    public IReadOnlyList<CallEntry> Find(string? target, string? personCode, string? key)
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => (target is null || entry.Target == target)
                && (personCode is null || entry.PersonCode == personCode)
                && (key is null || entry.Key == key))];
        }
    }

    /// <summary>One line per idempotency key: how often it came and how often it was answered.</summary>
    public IReadOnlyList<KeyCount> ByKey()
    {
        lock (_lock)
        {
            return [.. _entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(calls => new KeyCount(
                calls.Key, calls.First().Target, calls.First().Topic, calls.Count(),
                calls.Count(call => call.Outcome is "answered" or "not-found" or "accepted")))];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }
}

internal sealed record CallEntry(
    int Number, DateTimeOffset At, string Target, string Topic, string? PersonCode, string Key, string Purpose, string Outcome);

internal sealed record KeyCount(string Key, string Target, string Topic, int Calls, int Answered);
