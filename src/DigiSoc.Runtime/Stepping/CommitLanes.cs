namespace DigiSoc.Runtime.Stepping;

/// <summary>The line of plans that wait for their commit, and the lanes that take from it.</summary>
/// <remarks>
/// The first plan opens a lane. A further one is opened only when as many plans wait as make a commit worth it (half a
/// full one): until then they wait for the lane that is under way, a fraction of a commit, and go together. So few steps
/// at once have a short way, and many share flushes and statements instead of crowding the server's processors with small
/// commits.
/// Steps that were answered by one commit come with their next plans almost at once. A lane therefore begins behind what
/// this program has still to run, not with the first of them alone; unless each has its own commit.
/// A lane may be held up: by a lock, by a connection that was cut and does not know it yet. So nobody waits for one longer
/// than <see cref="Patience"/> while another could be opened.
/// </remarks>
internal sealed class CommitLanes : IAsyncDisposable
{
    /// <summary>How long plans wait to go together with others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Queue<PendingPlan> _line = new();
    private readonly int _most;
    private readonly int _together;
    private readonly int _worth;
    private readonly Func<List<PendingPlan>, Task> _write;
    private readonly Timer _watch;
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _isWatched;
    private bool _closed;

    /// <param name="most">How many lanes at once at most.</param>
    /// <param name="together">How many plans share a commit at most.</param>
    /// <param name="write">Writes plans in one transaction; never throws, but leaves failures in them.</param>
    public CommitLanes(int most, int together, Func<List<PendingPlan>, Task> write)
    {
        _most = most;
        _together = together;
        _worth = Math.Max(1, together / 2);
        _write = write;
        _watch = new(static lanes => ((CommitLanes)lanes!).Look(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Returns when the plan is on disk, or throws its failure.</summary>
    public Task CommitAsync(PendingPlan plan)
    {
        bool opens;
        lock (_line)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(StepCommitter));
            _line.Enqueue(plan);
            opens = OpensAnother();
            Watch();
        }

        if (opens && _together == 1)
        {
            Open();
        }
        else if (opens)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static lanes => lanes.Open(), this, preferLocal: false);
        }

        return plan.Done;
    }

    /// <summary>Takes no more, and waits for what is in the line.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_line)
        {
            _closed = true;
            if (_open == 0)
            {
                _empty.TrySetResult();
            }
        }

        await _empty.Task;
        await _watch.DisposeAsync();
    }

    // The caller holds the line.
    private bool OpensAnother()
    {
        var opens = _open == 0 || (_open < _most && IsWorth());
        _open += opens ? 1 : 0;
        return opens;
    }

    // The caller holds the line.
    private bool IsWorth() =>
        _line.Count >= _worth || (_line.TryPeek(out var first) && TimeProvider.System.GetElapsedTime(first.Since) >= Patience);

    // Looks again while somebody waits and a lane could be opened; the caller holds the line.
    private void Watch()
    {
        if (!_isWatched && _line.Count > 0 && _open < _most)
        {
            _isWatched = true;
            _watch.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        bool opens;
        lock (_line)
        {
            _isWatched = false;
            opens = _line.Count > 0 && OpensAnother();
            Watch();
        }

        if (opens)
        {
            Open();
        }
    }

    // What runs later in the lane belongs to no single step: the opener's context does not flow into it.
    private void Open()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = WorkAsync(Take());
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = WorkAsync(Take());
        }
    }

    private async Task WorkAsync(List<PendingPlan>? plans)
    {
        while (plans is not null)
        {
            await _write(plans);
            var next = Take();
            if (_together == 1 && next is not null)
            {
                GoOnElsewhere(next);
                next = null;
            }

            Tell(plans, isLast: next is null);
            plans = next;
        }
    }

    // One caller told in the pool's queue would wait there for all that other lanes have got to do, at p99 as long as for the
    // write itself: he is told here. What the lane does next is taken by this thread after that, or by one that is free.
    private void GoOnElsewhere(List<PendingPlan> plans) => ThreadPool.UnsafeQueueUserWorkItem(
        static lane => _ = lane.Of.WorkAsync(lane.Plans), (Of: this, Plans: plans), preferLocal: true);

    // Null: the lane is closed, for nothing waits, or too little for one beside the others.
    private List<PendingPlan>? Take()
    {
        lock (_line)
        {
            if (_line.Count > 0 && (_open == 1 || IsWorth()))
            {
                var plans = new List<PendingPlan>(Math.Min(_together, _line.Count));
                while (plans.Count < _together && _line.TryDequeue(out var next))
                {
                    plans.Add(next);
                }

                return plans;
            }

            _open--;
            Watch();
            if (_open == 0 && _closed)
            {
                _empty.TrySetResult();
            }

            return null;
        }
    }

    // A lane that goes on must not wait for what its plans' callers do next; one that does not, on this thread, has nothing better
    // to do than the last one's, which saves it a change of threads.
    private static void Tell(List<PendingPlan> plans, bool isLast)
    {
        var elsewhere = isLast ? plans.Count - 1 : plans.Count;
        for (var at = 0; at < elsewhere; at++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static plan => plan.Tell(), plans[at], preferLocal: false);
        }

        if (isLast)
        {
            plans[^1].Tell();
        }
    }
}
