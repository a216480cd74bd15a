using System.Collections.Concurrent;
using DigiSoc.Runtime.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime.Tests;

/// <summary>Which attempts a node renews the leases of.</summary>
public sealed class JobRunnerTests
{
    private static readonly EngineOptions Options = new() { ConnectionString = "", JobConcurrency = 2 };

    private readonly EngineClock _clock = new(TimeProvider.System, true);
    private readonly ConcurrentDictionary<HeldJob, TaskCompletionSource> _running = new(ReferenceEqualityComparer.Instance);

    // Whether the first try of its step was stored is not known; the second was, and its job got a row, for it lasts.
    [Fact]
    public async Task Leased_JobThatATryInDoubtWouldHaveKept_IsRenewed()
    {
        var (runner, book) = Runner();
        await using var stopped = runner;
        var job = Guid.NewGuid();
        var (doubted, kept) = (book.TryAdd(job, _clock.Now)!, book.TryAdd(job, _clock.Now)!);
        book.Abandon(doubted);
        book.Made(kept);
        var held = Job(job, 1) with { Kept = kept };
        await BeginAsync(runner, held);
        runner.Leased.ShouldBeEmpty("it has no row");

        book.Remove(kept);

        runner.Leased.ShouldBe([held]);
        _running[held].SetResult();
    }

    // Its lease was lost while the node hung; the same node took the job again, and the first attempt comes to its end.
    [Fact]
    public async Task Leased_JobTakenAgainByTheSameNode_IsRenewedWhenTheAttemptBeforeEnds()
    {
        var (runner, _) = Runner();
        await using var stopped = runner;
        var (first, second) = (Job(Guid.Empty, 1), Job(Guid.Empty, 2));
        await BeginAsync(runner, first);
        await BeginAsync(runner, second);

        _running[first].SetResult();
        await runner.Drained.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);

        runner.Leased.ShouldBe([second]);
        _running[second].SetResult();
    }

    [Fact]
    public async Task Lose_AnAttempt_TellsThatOneToStop()
    {
        var (runner, _) = Runner();
        await using var stopped = runner;
        var (first, second) = (Job(Guid.Empty, 1), Job(Guid.Empty, 2));
        await BeginAsync(runner, first);
        await BeginAsync(runner, second);

        runner.Lose([first]);

        await _running[first].Task.WaitAsync(TimeSpan.FromSeconds(20)).ShouldThrowAsync<TaskCanceledException>();
        _running[second].Task.IsCompleted.ShouldBeFalse();
        _running[second].SetResult();
    }

    private static HeldJob Job(Guid id, int attempt) => new(id, "ogre", "idle", 3, attempt, null, null);

    private (JobRunner Runner, KeptBook Book) Runner()
    {
        _clock.Correct(DateTimeOffset.UtcNow, _clock.Asking);
        var book = new KeptBook(Options, _clock);
        book.SeenAlive(TimeProvider.System.GetTimestamp());
        var runner = new JobRunner([new Handler("idle")], Options, book, new Pulses(), NullLogger.Instance);
        runner.Start(async (job, _, ct) =>
        {
            await using var stop = ct.Register(() => _running[job].TrySetCanceled());
            await _running.GetOrAdd(job, _ => new()).Task;
        });
        return (runner, book);
    }

    private async Task BeginAsync(JobRunner runner, HeldJob job)
    {
        runner.EnqueueTaken(job);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!_running.ContainsKey(job))
        {
            await Task.Delay(1, limit.Token);
        }
    }
}
