using DigiSoc.Runtime.Stepping;

namespace DigiSoc.Runtime.Tests;

/// <summary>How plans come to share a commit, and that none waits for one that does not come to its end.</summary>
public sealed class CommitLanesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _held = new();

    [Fact]
    public async Task Commit_LaneHeldUp_NextGoesInAnother()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lanes = new CommitLanes(2, 16, _ => begun.TrySetResult() ? _held.Task : Task.CompletedTask);
        var held = lanes.CommitAsync(Plan());
        await begun.Task.WaitAsync(Patience);

        await lanes.CommitAsync(Plan()).WaitAsync(Patience);

        held.IsCompleted.ShouldBeFalse();
        _held.SetResult();
        await held.WaitAsync(Patience);
    }

    [Fact]
    public async Task Commit_ManyWhileTheOnlyLaneWrites_GoTogether()
    {
        var sizes = new List<int>();
        await using var lanes = new CommitLanes(1, 16, plans =>
        {
            sizes.Add(plans.Count);
            return sizes.Count == 1 ? _held.Task : Task.CompletedTask;
        });
        var first = lanes.CommitAsync(Plan());
        SpinWait.SpinUntil(() => sizes.Count == 1, Patience).ShouldBeTrue();

        var others = Enumerable.Range(0, 20).Select(_ => lanes.CommitAsync(Plan())).ToList();
        _held.SetResult();
        await Task.WhenAll([first, .. others]).WaitAsync(Patience);

        sizes.ShouldBe([1, 16, 4]);
    }

    [Fact]
    public async Task Commit_CallerStandsStillWhenTold_NextIsWrittenAllTheSame()
    {
        await using var lanes = new CommitLanes(1, 1, _ => _held.Task);
        var first = lanes.CommitAsync(Plan());
        var next = lanes.CommitAsync(Plan());
        var waiting = first.ContinueWith(
            _ => next.Wait(Patience), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        _ = Task.Run(_held.SetResult);

        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task Dispose_PlansInTheLine_AreWrittenFirst()
    {
        var lanes = new CommitLanes(1, 1, _ => _held.Task);
        var plans = Enumerable.Range(0, 3).Select(_ => lanes.CommitAsync(Plan())).ToList();

        var disposing = lanes.DisposeAsync();
        _held.SetResult();
        await disposing;

        await Task.WhenAll(plans).WaitAsync(Patience);
        Should.Throw<ObjectDisposedException>(() => lanes.CommitAsync(Plan()));
    }

    private static PendingPlan Plan() => new(Guid.NewGuid(), new StepPlan());
}
