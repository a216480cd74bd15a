using System.Threading.Channels;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Stepping;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime;

/// <summary>Runs jobs on this node: those it keeps from its own steps, and those it takes from the database.</summary>
/// <remarks>
/// Places bound what a node holds: running and waiting in line. One institution gets at most three quarters of them, so
/// that its flood leaves room for the others. What stands in the line for long is given back (<see cref="LineWatch"/>).
/// </remarks>
internal sealed class JobRunner : IJobSlots, IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, IJobHandler> _handlers;
    private readonly EngineOptions _options;
    private readonly Pulses _pulses;
    private readonly ILogger _log;
    private readonly Channel<HeldJob> _line = Channel.CreateUnbounded<HeldJob>();
    private readonly Dictionary<HeldJob, Place> _held = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _perInstitution = [];
    private readonly JobPlaces _places;
    private readonly KeptBook _book;
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _workers = [];
    private Func<HeldJob, IJobHandler, CancellationToken, Task> _run = (_, _, _) => throw RunErrors.Bug("the runner is not wired.");
    private bool _works;

    // Places for what a look at the database may bring.
    private int _aside;

    public JobRunner(IEnumerable<IJobHandler> handlers, EngineOptions options, KeptBook book, Pulses pulses, ILogger log)
    {
        _book = book;
        _handlers = handlers.ToDictionary(h => h.Type, StringComparer.Ordinal);
        _options = options;
        _places = new(options.JobConcurrency, options.LinePatience, TimeProvider.System);
        _pulses = pulses;
        _log = log;
    }

    public string NodeName => _options.NodeName;

    public Guid RunId => _book.RunId;

    public TimeSpan Lease => _options.Lease;

    public IReadOnlyCollection<string> Types => [.. _handlers.Keys];

    /// <summary>True while the database may have more than there were places for at the last look.</summary>
    public bool HasBacklog { get; set; }

    /// <summary>Told when a job ends and the line is short.</summary>
    public Pulse Drained { get; } = new();

    /// <summary>True while the line has a job for every worker, beside those they run.</summary>
    public bool IsLineLong => _line.Reader.Count >= _options.JobConcurrency;

    /// <summary>Places free for jobs from the database.</summary>
    public int Free
    {
        get
        {
            lock (_held)
            {
                return _works ? _places.Free : 0;
            }
        }
    }

    /// <summary>The attempts whose leases this node must renew: all it holds but those it keeps without a row.</summary>
    public IReadOnlyList<HeldJob> Leased
    {
        get
        {
            List<HeldJob> held;
            lock (_held)
            {
                held = [.. _held.Keys];
            }

            // The book is looked at last: a job that came into it after the look would count as one with a row, whose lease is lost.
            var kept = _book.All.ToHashSet();
            return held.FindAll(job => job.Kept is not { } entry || !kept.Contains(entry));
        }
    }

    /// <summary>How many places each institution has here now; those without any are left out.</summary>
    public IReadOnlyDictionary<string, int> Shares
    {
        get
        {
            lock (_held)
            {
                return _perInstitution.Where(share => share.Value > 0).ToDictionary();
            }
        }
    }

    /// <summary>The most places one institution may have here.</summary>
    public int LargestShare
    {
        get
        {
            lock (_held)
            {
                return _places.LargestShare;
            }
        }
    }

    /// <summary>True while an institution has all it may have: more of its jobs may wait in the database.</summary>
    public bool IsAnyShareUsedUp => Shares.Values.Any(share => share >= LargestShare);

    public void Start(Func<HeldJob, IJobHandler, CancellationToken, Task> run)
    {
        _run = run;
        _works = true;
        _workers = [.. Enumerable.Range(0, _options.JobConcurrency).Select(_ => Task.Run(WorkAsync))];
    }

    public bool TryReserve(string type, string institutionId)
    {
        lock (_held)
        {
            var share = _perInstitution.GetValueOrDefault(institutionId);
            if (!_works || _places.Free <= _aside || share + _aside >= _places.LargestShare || !_handlers.ContainsKey(type))
            {
                return false;
            }

            _places.Take(type);
            _perInstitution[institutionId] = share + 1;
            return true;
        }
    }

    public KeptEntry? TryKeep(Guid jobId, DateTimeOffset at, string type, string institutionId)
    {
        if (!TryReserve(type, institutionId))
        {
            return null;
        }

        var entry = _book.TryAdd(jobId, at);
        if (entry is null)
        {
            GiveBack(type, institutionId);
        }

        return entry;
    }

    public void Run(IEnumerable<ReservedJob> jobs)
    {
        foreach (var job in jobs)
        {
            if (job.Kept is { } kept)
            {
                _book.Made(kept);
            }

            Enqueue(HeldJob.Of(job));
        }
    }

    /// <summary>Keeps places free until <see cref="EnqueueTaken"/>, for what a look at the database is about to bring.</summary>
    /// <remarks>What this node's own steps make meanwhile finds the others only. All that comes may be of one institution, so none gets
    /// more by its own steps than leaves it its largest share then.</remarks>
    public PlacesAside SetAside(int most)
    {
        lock (_held)
        {
            _aside = Math.Clamp(Free, 0, most);
            return new(_aside, Shares, _places.LargestShare);
        }
    }

    /// <summary>Puts what a look brought into the line, in the places set aside for it; the others are free again.</summary>
    public void EnqueueTaken(IReadOnlyCollection<HeldJob> jobs)
    {
        lock (_held)
        {
            _aside = 0;
            foreach (var job in jobs)
            {
                _places.Take(job.Type);
                _perInstitution[job.InstitutionId] = _perInstitution.GetValueOrDefault(job.InstitutionId) + 1;
            }
        }

        foreach (var job in jobs)
        {
            Enqueue(job);
        }
    }

    /// <summary>The leases of these jobs are lost, or the jobs are gone: their handlers need not go on.</summary>
    public void Lose(IEnumerable<HeldJob> jobs)
    {
        lock (_held)
        {
            foreach (var job in jobs)
            {
                _held.GetValueOrDefault(job)?.Stop.Cancel();
            }
        }
    }

    /// <summary>Takes the first of those out of the line that have stood in it for longer than that, and has it given back.</summary>
    /// <returns>False: there is none.</returns>
    public async Task<bool> GiveBackFirstAsync(TimeSpan patience, Func<HeldJob, CancellationToken, Task> giveBack, CancellationToken ct)
    {
        if (!_line.Reader.TryPeek(out var first) || InLineOf(first) <= patience || !_line.Reader.TryRead(out var job))
        {
            return false;
        }

        if (InLineOf(job) <= patience)
        {
            _line.Writer.TryWrite(job); // A worker has begun the first meanwhile.
            return false;
        }

        try
        {
            await giveBack(job, ct);
            if (job.Kept is { } kept)
            {
                _book.Remove(kept);
            }
        }
        catch
        {
            if (job.Kept is { } kept)
            {
                _book.Abandon(kept);
            }

            throw; // The lease of one that is not kept will end.
        }
        finally
        {
            Forget(job, ran: null);
        }

        return true;
    }

    private TimeSpan InLineOf(HeldJob job)
    {
        lock (_held)
        {
            return _held.TryGetValue(job, out var place) ? TimeProvider.System.GetElapsedTime(place.Since) : TimeSpan.Zero;
        }
    }

    private void Enqueue(HeldJob job)
    {
        lock (_held)
        {
            _held[job] = new(CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token), TimeProvider.System.GetTimestamp());
        }

        _line.Writer.TryWrite(job);
    }

    public void Release(IEnumerable<ReservedJob> jobs)
    {
        foreach (var job in jobs)
        {
            GiveBack(job.Effect.Type, job.Instance.InstitutionId);
            if (job.Kept is { } kept)
            {
                _book.Remove(kept);
            }
        }
    }

    public void Abandon(IEnumerable<ReservedJob> jobs)
    {
        foreach (var job in jobs)
        {
            GiveBack(job.Effect.Type, job.Instance.InstitutionId);
            if (job.Kept is { } kept)
            {
                _book.Abandon(kept);
            }
        }
    }

    /// <summary>Takes no more, and waits for what runs; jobs still in line are returned.</summary>
    public async Task<IReadOnlyList<HeldJob>> StopAsync(TimeSpan patience)
    {
        lock (_held)
        {
            _works = false;
        }

        _line.Writer.TryComplete();
        var left = new List<HeldJob>();
        while (_line.Reader.TryRead(out var job))
        {
            left.Add(job);
        }

        _stopping.CancelAfter(patience);
        try
        {
            await Task.WhenAll(_workers).WaitAsync(patience + patience);
        }
        catch (TimeoutException)
        {
            // A handler that does not listen to its token; its lease ends, and another node takes the job over.
            _log.LogWarning("Stopped while {Count} jobs still ran", Leased.Count);
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(1));
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _line.Reader.ReadAllAsync())
        {
            var (running, stop) = Begin(job);
            try
            {
                await _run(job, _handlers[job.Type], stop);
                if (job.Kept is { } kept)
                {
                    _book.Remove(kept);
                }
            }
            catch (Exception e)
            {
                // The edge of the program. The job's lease ends, or it is given back if it is kept, and it is taken again.
                _log.LogError(e, "Job {Job} of type {Type} could not be brought to an end; its lease will", job.JobId, job.Type);
                if (job.Kept is { } kept)
                {
                    _book.Abandon(kept);
                }
            }
            finally
            {
                Forget(job, running);
            }
        }
    }

    private (JobPlaces.RunningJob Running, CancellationToken Stop) Begin(HeldJob job)
    {
        lock (_held)
        {
            return (_places.Begin(job.Type), _held[job].Stop.Token);
        }
    }

    private void Forget(HeldJob job, JobPlaces.RunningJob? ran)
    {
        lock (_held)
        {
            if (ran is not null)
            {
                _places.End(ran);
            }

            if (_held.Remove(job, out var place))
            {
                place.Stop.Dispose();
            }
        }

        GiveBack(job.Type, job.InstitutionId);
        if (!IsLineLong)
        {
            Drained.Tell();
            if (HasBacklog)
            {
                _pulses.Jobs.Tell();
            }
        }
    }

    private void GiveBack(string type, string institutionId)
    {
        lock (_held)
        {
            _places.GiveBack(type);
            _perInstitution[institutionId] = _perInstitution.GetValueOrDefault(institutionId, 1) - 1;
        }
    }

    /// <summary>What a job has here: how it is told to stop, and since when it is held, by the machine's steady counter.</summary>
    private sealed record Place(CancellationTokenSource Stop, long Since);
}
