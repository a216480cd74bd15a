using DigiSoc.Runtime.Bulks;
using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Housekeeping;
using DigiSoc.Runtime.Messages;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Queries;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tasks;
using DigiSoc.Runtime.Timers;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime.Nodes;

/// <summary>The parts of one node, wired, and its loops.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _log;
    private readonly EngineOptions _options;
    private readonly StepCommitter _committer;
    private readonly JobRunner _runner;
    private readonly GoneRuns _runs;
    private readonly JobExecution _execution;
    private readonly Heartbeat _heartbeat;
    private readonly Pulses _pulses = new();
    private readonly Announcer _announcer;
    private readonly HoldBook _book;
    private readonly HoldChanges _holdChanges;
    private readonly IncidentWatch _incidents;
    private List<Task> _loops = [];
    private bool _disposed;

    public Node(
        EngineOptions options, IEnumerable<IJobHandler> handlers, IEnumerable<IStepObserver> observers, TimeProvider time, ILogger log)
    {
        _log = log;
        _options = options;
        Clock = new EngineClock(time, options.CorrectsGivenClock || ReferenceEquals(time, TimeProvider.System));
        Database = new Database(options);
        Cache = new StateCache(options.CachedStates);
        Reader = new InstanceReader(Database, Cache);
        Packages = new PackageStore(Database);
        Tags = new PackageTags(Database, Packages, Clock);
        Shelf = new PackageShelf(Packages, options.CalendarOf);
        Deployer = new PackageDeployer(Packages, Clock, options.CalendarOf);
        _committer = new StepCommitter(Database, [.. observers], options);
        var book = new KeptBook(options, Clock);
        var kept = new KeptJobs(Database, Reader, Cache);
        _runs = new GoneRuns(Database, kept, _pulses, log);
        _runner = new JobRunner(handlers, options, book, _pulses, log);
        var trees = new KeyedLock();
        _announcer = new Announcer(Database, log);
        _book = new HoldBook(Database);
        _holdChanges = new HoldChanges(Database, _book, Clock);
        _incidents = new IncidentWatch(Database, Clock);
        Holds = new HoldDesk(Database, Packages, Shelf, _holdChanges, Clock);
        Migrations = new MigrationDesk(Packages, Shelf);
        Bulks = new BulkDesk(Database, Packages, Migrations, Clock);
        Stepper = new Stepper(
            Reader, Cache, _committer, Shelf, _runner, _book, Clock, _pulses, _announcer, new StepGuards(Database, book.RunId), trees);
        _execution = new JobExecution(Database, kept, Reader, Shelf, Stepper, _book, options, book.RunId, Clock, log);
        Correlator = new Correlator(Database, Reader, Stepper, Packages, Shelf, options, Clock, log);
        Desk = new TaskDesk(
            Database, Cache, Reader, Shelf, Stepper, new TaskChanges(Reader, Cache, _committer, new StepGuards(Database, book.RunId), trees, Clock), Clock);
        Drafts = new DraftKeeper(Database, Desk, Cache, Clock);
        Tasks = new TaskList(Database, Desk);
        Work = new WorkQueries(Database);
        History = new HistoryQueries(Database);
        Where = new WhereaboutsQuery(Database, Shelf);
        Chores = new Chores(Database, _runs, options, Clock, log);
        _heartbeat = new Heartbeat(Database, _runner, book, kept, options, Clock, _pulses);
    }

    public EngineClock Clock { get; }

    public Database Database { get; }

    public StateCache Cache { get; }

    public InstanceReader Reader { get; }

    public PackageStore Packages { get; }

    public PackageTags Tags { get; }

    public PackageShelf Shelf { get; }

    public PackageDeployer Deployer { get; }

    public Stepper Stepper { get; }

    public TaskDesk Desk { get; }

    public DraftKeeper Drafts { get; }

    public TaskList Tasks { get; }

    public WorkQueries Work { get; }

    public HistoryQueries History { get; }

    public WhereaboutsQuery Where { get; }

    public Correlator Correlator { get; }

    public HoldDesk Holds { get; }

    public BulkDesk Bulks { get; }

    public MigrationDesk Migrations { get; }

    public HoldBook HoldBook => _book;

    public Chores Chores { get; }

    public EngineOptions Options => _options;

    public async Task StartAsync(CancellationToken ct)
    {
        await _heartbeat.BeatAsync(ct);
        Loop("heartbeat", _heartbeat.RoundAsync);
        if (!_options.Works)
        {
            return;
        }

        await _book.RefreshAsync(ct);
        _runner.Start(_execution.RunAsync);
        Loop("holds", new HoldKeeper(Database, _book, _holdChanges, _options, Clock, _pulses).RoundAsync);
        Loop("listener", new Listener(Database, _pulses).RoundAsync);
        Loop("jobs", new JobTaker(Database, _runner, _options, _pulses).RoundAsync);
        Loop("line", new LineWatch(_runner, _execution, _options, _announcer).RoundAsync);
        Loop("leases", new LeaseWatch(Database, _runs, _options, _pulses).RoundAsync);
        Loop("timers", new TimerLoop(Database, Reader, Stepper, _options, Clock, _pulses, _log).RoundAsync);
        Loop("start timers", new StartTimerLoop(Database, Stepper, Shelf, _options, Clock, _log).RoundAsync);
        Loop("messages", MessagesAsync);
        Loop("incidents", _incidents.RoundAsync);
        Loop("bulk operations", new BulkRunner(Database, Reader, Stepper, Shelf, _options, Clock, _pulses, _log).RoundAsync);
        if (_options.Housekeeping)
        {
            Loop("housekeeping", new Scheduler(_options.ConnectionString, _options.NodeName, Chores.Schedules).RoundAsync);
        }
    }

    public async Task StopAsync()
    {
        if (_loops.Count == 0)
        {
            return;
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _loops = [];
        var left = await _runner.StopAsync(Patience);
        foreach (var job in left)
        {
            await _execution.ReturnAsync(job, CancellationToken.None);
        }

        await _heartbeat.LeaveAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync();
        _incidents.Dispose();
        await _runner.DisposeAsync();
        await _committer.DisposeAsync();
        await _announcer.FlushAsync();
        await Database.DisposeAsync();
        _stop.Dispose();
    }

    private void Loop(string name, Func<CancellationToken, Task> round) =>
        _loops.Add(Task.Run(() => new WorkLoop(name, round, _log).RunAsync(_stop.Token)));

    private async Task MessagesAsync(CancellationToken ct)
    {
        if (!await Correlator.RoundAsync(ct))
        {
            await _pulses.Messages.WaitAsync(_options.PollInterval, ct);
        }
    }
}
