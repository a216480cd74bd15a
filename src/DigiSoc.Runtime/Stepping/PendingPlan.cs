namespace DigiSoc.Runtime.Stepping;

/// <summary>A plan in the line for its commit.</summary>
/// <param name="order">Its call tree; plans that share a transaction are written in this order.</param>
/// <param name="plan">What is to be written.</param>
internal sealed class PendingPlan(Guid order, StepPlan plan)
{
    private readonly TaskCompletionSource _done = new();

    public Guid Order => order;

    public StepPlan Plan => plan;

    /// <summary>When it came, by the steady counter.</summary>
    public long Since { get; } = TimeProvider.System.GetTimestamp();

    /// <summary>Why it was not stored, or why nobody knows; null when it is on disk.</summary>
    public Exception? Failure { get; set; }

    public Task Done => _done.Task;

    /// <summary>Goes on with the step on this thread.</summary>
    public void Tell()
    {
        if (Failure is { } failure)
        {
            _done.SetException(failure);
        }
        else
        {
            _done.SetResult();
        }
    }
}
