namespace DigiSoc.Runtime.Stepping;

/// <summary>The line of plans that wait for their commit, and the lanes that take from it.</summary>
/// <remarks>
/// The first plan opens a lane. A further one is opened only when as many plans wait as make a commit worth it (half a
/// full one): until then they wait for the lane that is under way, a fraction of a commit, and go together. So few steps
/// at once have a short way, and many share flushes and statements instead of crowding the server's processors with small
/// commits.
/// Steps that were answered by one commit come with their next plans almost at once. A lane therefore begins behind what
/// this program has still to run, not with the first of them alone; unless each has its own commit.
/// </remarks>
/// <param name="most">How many lanes at once at most.</param>
/// <param name="together">How many plans share a commit at most.</param>
/// <param name="write">Writes plans in one transaction; never throws, but leaves failures in them.</param>
internal sealed class CommitLanes(int most, int together, Func<List<PendingPlan>, Task> write) : IAsyncDisposable
{
    private readonly Queue<PendingPlan> _line = new();
    private readonly int _worth = Math.Max(1, together / 2);
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _closed;

    /// <summary>Returns when the plan is on disk, or throws its failure.</summary>
    public Task CommitAsync(PendingPlan plan)
    {
        var opens = false;
        lock (_line)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(StepCommitter));
            _line.Enqueue(plan);
            if (_open == 0 || (_open < most && _line.Count >= _worth))
            {
                _open++;
                opens = true;
            }
        }

        if (opens && together == 1)
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
            await write(plans);
            var next = Take();
            Tell(plans, isLast: next is null);
            plans = next;
        }
    }

    // Null: the lane is closed, for nothing waits, or too little for one beside the others.
    private List<PendingPlan>? Take()
    {
        lock (_line)
        {
            if (_line.Count >= (_open == 1 ? 1 : _worth))
            {
                var plans = new List<PendingPlan>(Math.Min(together, _line.Count));
                while (plans.Count < together && _line.TryDequeue(out var next))
                {
                    plans.Add(next);
                }

                return plans;
            }

            if (--_open == 0 && _closed)
            {
                _empty.TrySetResult();
            }

            return null;
        }
    }

    // A lane that goes on must not wait for what its plans' callers do next; one that is closed has nothing better to do
    // than the last one's, which saves it a change of threads.
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
