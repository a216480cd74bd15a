using DigiSoc.Bpmn.Calendars;

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

    /// <summary>How long a node may keep a job without a sign of life. A living node
    /// renews it at a third of that; the jobs of a dead one are taken over when it ends. Default: 10 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a handler may take. After that its token is cancelled and the attempt has failed (RUN-409), whether
    /// or not the handler listens. Default: 15 minutes.</summary>
    public TimeSpan JobTimeLimit { get; init; } = TimeSpan.FromMinutes(15);

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

    /// <summary>How many items of a bulk operation a node does at once. Default: 8.</summary>
    public int BulkConcurrency { get; init; } = 8;

    /// <summary>Runs recurring housekeeping on Quartz's clustered store. Default: true.</summary>
    public bool Housekeeping { get; init; } = true;

    /// <summary>How long a job may stand in a node's line: a third of the lease.</summary>
    internal TimeSpan LinePatience => Lease / 3;

    /// <summary>
    /// The calendar by which an institution counts working days; asked at every step. For a package's start timers it is
    /// the calendar of the institution that deployed it. Default: Saturday and Sunday are free.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<WorkingCalendar>> CalendarOf { get; init; } =
        static (_, _) => new(WorkingCalendar.WeekdaysOnly);

    /// <summary>True: a clock given from outside is corrected to the database's like the machine's own; for tests of clocks that are set wrong.</summary>
    internal bool CorrectsGivenClock { get; init; }

    /// <summary>These options, or an exception that names the one that is wrong.</summary>
    /// <exception cref="ArgumentException">Its key (<c>Runtime:…</c>), what is expected and what was found.</exception>
    public EngineOptions Checked()
    {
        Expect(PollInterval >= TimeSpan.FromMilliseconds(10) && PollInterval <= TimeSpan.FromMinutes(1), nameof(PollInterval), "00:00:00.01–00:01:00", PollInterval);
        Expect(Lease >= TimeSpan.FromSeconds(1) && Lease <= TimeSpan.FromHours(1), nameof(Lease), "00:00:01–01:00:00", Lease);
        Expect(JobTimeLimit >= TimeSpan.FromMilliseconds(100) && JobTimeLimit <= TimeSpan.FromDays(1), nameof(JobTimeLimit), "00:00:00.1–1.00:00:00", JobTimeLimit);
        Expect(JobConcurrency is >= 1 and <= 1000, nameof(JobConcurrency), "1–1000", JobConcurrency);
        Expect(StepsPerCommit is >= 1 and <= 1000, nameof(StepsPerCommit), "1–1000", StepsPerCommit);
        Expect(CommitLanes is >= 1 and <= 200, nameof(CommitLanes), "1–200", CommitLanes);
        Expect(CachedStates is >= 1 and <= 10_000_000, nameof(CachedStates), "1–10000000", CachedStates);
        Expect(DuplicateWindow >= TimeSpan.Zero && DuplicateWindow <= TimeSpan.FromDays(3650), nameof(DuplicateWindow), "00:00:00–3650.00:00:00", DuplicateWindow);
        Expect(HistoryMonths is null or (>= 1 and <= 1200), nameof(HistoryMonths), "1–1200, or none", HistoryMonths ?? 0);
        Expect(BulkConcurrency is >= 1 and <= 100, nameof(BulkConcurrency), "1–100", BulkConcurrency);
        Expect(NodeName.Length > 0, nameof(NodeName), "a name", NodeName);
        foreach (var (type, policy) in RetryPolicies)
        {
            var name = $"{nameof(RetryPolicies)}:{type}";
            Expect(policy.First >= TimeSpan.FromMilliseconds(1) && policy.First <= TimeSpan.FromDays(1), $"{name}:{nameof(policy.First)}", "00:00:00.001–1.00:00:00", policy.First);
            Expect(policy.Longest >= policy.First && policy.Longest <= TimeSpan.FromDays(30), $"{name}:{nameof(policy.Longest)}", "First–30.00:00:00", policy.Longest);
            Expect(policy.Attempts is null or (>= 1 and <= 1000), $"{name}:{nameof(policy.Attempts)}", "1–1000, or none", policy.Attempts ?? 0);
        }

        return this;
    }

    private static void Expect(bool holds, string name, string expected, object got)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"Runtime:{name} expected {expected}, got {got}"));
        }
    }
}
