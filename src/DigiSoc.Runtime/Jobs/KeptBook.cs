using DigiSoc.Runtime.Nodes;

namespace DigiSoc.Runtime;

/// <summary>A job that this node keeps without a row, from the plan of the step that makes it on.</summary>
/// <param name="jobId">The job.</param>
/// <param name="at">The time of its step in the history, by the engine's clock.</param>
/// <param name="since">When it was planned, by the machine's steady counter.</param>
internal sealed class KeptEntry(Guid jobId, DateTimeOffset at, long since)
{
    public Guid JobId => jobId;

    public DateTimeOffset At => at;

    public TimeSpan Age => TimeProvider.System.GetElapsedTime(since);

    public KeptState State { get; set; }
}

/// <summary>What is known of a kept job.</summary>
internal enum KeptState
{
    /// <summary>Its step is being written.</summary>
    Planned,

    /// <summary>Its step is on disk, and this node sees to it.</summary>
    Made,

    /// <summary>Nobody on this node sees to it any more, and whether it is kept at all is not known.</summary>
    Abandoned,
}

/// <summary>What this run of the node keeps without rows, and whether it may keep more.</summary>
/// <remarks>
/// Others find what a run kept that shows no sign of life any more: by the instances that had a step since the oldest step
/// whose job it keeps. So every entry is here before its step is written, and the time of the oldest is told with each sign of
/// life; whatever stalls between, nothing is kept by a step of a time before what was told. A job that does not end soon gets
/// a row. Thread-safe.
/// </remarks>
internal sealed class KeptBook(EngineOptions options, EngineClock clock)
{
    /// <summary>How long an abandoned entry is asked for: no server goes on that long with what a lost connection had sent.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromMinutes(10);

    /// <summary>A step is planned a moment before its entry comes in here, and its time is that of the plan.</summary>
    private static readonly TimeSpan Planning = TimeSpan.FromMinutes(1);

    private readonly HashSet<KeptEntry> _entries = [];
    private DateTimeOffset _told = DateTimeOffset.MinValue;
    private long? _seenAlive;

    /// <summary>This run of the node: another one after each start, so that a name that comes again answers for nothing before it.</summary>
    public Guid RunId { get; } = Guid.CreateVersion7();

    /// <summary>The time in the history from which on others must look for what is kept here, to be told with the next sign of life.</summary>
    public DateTimeOffset TellSince()
    {
        lock (_entries)
        {
            var now = clock.Now;
            _told = _entries.Select(entry => entry.At).Where(at => at < now).DefaultIfEmpty(now).Min() - Planning;
            return _told;
        }
    }

    /// <summary>Those that get a row now: older than a third of the lease, and seen to by this node.</summary>
    public IReadOnlyList<KeptEntry> Lasting => Entries(entry => entry.State == KeptState.Made && entry.Age > options.Lease / 3);

    /// <summary>Those that nobody sees to, unless a later try keeps the same job.</summary>
    public IReadOnlyList<KeptEntry> Abandoned
    {
        get
        {
            lock (_entries)
            {
                var seenTo = _entries.Where(entry => entry.State != KeptState.Abandoned).Select(entry => entry.JobId).ToHashSet();
                return [.. _entries.Where(entry => entry.State == KeptState.Abandoned && !seenTo.Contains(entry.JobId))];
            }
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<KeptEntry> All => Entries(_ => true);

    /// <summary>The database knows since then that this run lives.</summary>
    /// <param name="asked">By the machine's steady counter, before the database was told.</param>
    public void SeenAlive(long asked)
    {
        lock (_entries)
        {
            _seenAlive = asked;
        }
    }

    /// <summary>
    /// Null: this node keeps nothing now. It was not seen alive lately, its clock is not the database's, or others would not look as
    /// far back as to the step.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="at">The time of the step that makes it.</param>
    public KeptEntry? TryAdd(Guid jobId, DateTimeOffset at)
    {
        lock (_entries)
        {
            if (!clock.IsDatabases || at < _told || _seenAlive is not { } seen || TimeProvider.System.GetElapsedTime(seen) > options.Lease / 2)
            {
                return null;
            }

            var entry = new KeptEntry(jobId, at, TimeProvider.System.GetTimestamp());
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Its step is on disk.</summary>
    public void Made(KeptEntry entry)
    {
        lock (_entries)
        {
            entry.State = KeptState.Made;
        }
    }

    /// <summary>Its job is over, was never made, or has a row now.</summary>
    public void Remove(KeptEntry entry)
    {
        lock (_entries)
        {
            _entries.Remove(entry);
        }
    }

    /// <summary>Nobody sees to it any more; whether it is kept is asked for from now on.</summary>
    public void Abandon(KeptEntry entry)
    {
        lock (_entries)
        {
            entry.State = KeptState.Abandoned;
        }
    }

    private List<KeptEntry> Entries(Func<KeptEntry, bool> which)
    {
        lock (_entries)
        {
            return [.. _entries.Where(which)];
        }
    }
}
