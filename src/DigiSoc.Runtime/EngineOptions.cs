namespace DigiSoc.Runtime;

/// <summary>How one node of the engine works.</summary>
public sealed record EngineOptions
{
    /// <summary>The database, as the application's role (see <c>Tenancy.AsApplication</c>).</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Name of this node in leases, logs and metrics; unique among living nodes. Default: machine, process and start.</summary>
    public string NodeName { get; init; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>False: this node only answers calls; jobs, timers and messages are worked off by others. Default: true.</summary>
    public bool Works { get; init; } = true;

    /// <summary>How many jobs run at once on this node. Default: 16.</summary>
    public int JobConcurrency { get; init; } = 16;

    /// <summary>How long a node may keep a job without a sign of life. Default: 30 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A node that gave no sign of life for this long counts as dead; its jobs are taken over. Default: 8 seconds.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The safety net under LISTEN/NOTIFY: how often to look for work nobody announced. Default: 2 seconds.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many steps may share one commit; 1: each has its own. Default: 16.</summary>
    public int StepsPerCommit { get; init; } = 16;

    /// <summary>How many commits are under way at once. Default: 8.</summary>
    public int CommitLanes { get; init; } = 8;

    /// <summary>How many instance states are kept in memory to save reading them again. Default: 20,000.</summary>
    public int CachedStates { get; init; } = 20_000;

    /// <summary>Retry policies by job type; others use <see cref="RetryPolicy.Usual"/>.</summary>
    public IReadOnlyDictionary<string, RetryPolicy> RetryPolicies { get; init; } = new Dictionary<string, RetryPolicy>();

    /// <summary>How long a message id is remembered after delivery, to recognise duplicates. Default: 7 days.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Months of history kept in the database; null (the default): all.</summary>
    public int? HistoryMonths { get; init; }

    /// <summary>Runs recurring housekeeping on Quartz's clustered store. Default: true.</summary>
    public bool Housekeeping { get; init; } = true;
}
