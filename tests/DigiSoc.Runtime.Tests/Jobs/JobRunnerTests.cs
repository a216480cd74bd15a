using System.Collections.Concurrent;
using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime.Tests;

/// <summary>What a node holds: its places, what it keeps without rows, and which leases it renews.</summary>
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

    [Fact]
    public async Task Keep_StepNotStored_GivesPlaceAndEntryBack()
    {
        var (runner, book) = Runner();
        await using var stopped = runner;
        var free = runner.Free;
        var job = Reserve(runner);
        book.All.ShouldBe([job.Kept!]);

        runner.Release([job]);

        runner.Free.ShouldBe(free);
        runner.Shares.ShouldBeEmpty();
        book.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keep_StepInDoubt_GivesThePlaceBackAndIsAskedFor()
    {
        var (runner, book) = Runner();
        await using var stopped = runner;
        var free = runner.Free;
        var job = Reserve(runner);

        runner.Abandon([job]);

        runner.Free.ShouldBe(free);
        runner.Shares.ShouldBeEmpty();
        book.Abandoned.ShouldBe([job.Kept!]);
    }

    [Fact]
    public async Task Keep_NotAlive_TakesNoPlace()
    {
        var (runner, book) = Runner();
        await using var stopped = runner;
        var free = runner.Free;
        book.SeenAlive(TimeProvider.System.GetTimestamp() - (long)(Options.Lease.TotalSeconds * TimeProvider.System.TimestampFrequency));

        runner.TryKeep(Guid.NewGuid(), _clock.Now, "idle", "ogre").ShouldBeNull();

        runner.Free.ShouldBe(free);
        runner.Shares.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_KeptJobThatIsOver_LeavesTheBook_OneThatCouldNotBeEndedIsAskedFor(bool ends)
    {
        var (runner, book) = Runner();
        await using var stopped = runner;
        var free = runner.Free;
        var job = Reserve(runner);
        runner.Run([job]);
        job.Kept!.State.ShouldBe(KeptState.Made);
        var running = await UntilRunningAsync(held => held.JobId == job.JobId);

        if (ends)
        {
            running.SetResult();
        }
        else
        {
            running.SetException(new InvalidOperationException("The database is away."));
        }

        await runner.Drained.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        book.All.ShouldBe(ends ? [] : [job.Kept]);
        book.Abandoned.ShouldBe(ends ? [] : [job.Kept]);
        runner.Free.ShouldBeGreaterThanOrEqualTo(free, "a quick type has more places");
        runner.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task GiveBackFirst_StandsInTheLineForLong_IsGivenBackWithItsPlace()
    {
        var (runner, _) = Runner();
        await using var stopped = runner;
        var (first, second) = (Job(Guid.NewGuid(), 1), Job(Guid.NewGuid(), 1));
        await BeginAsync(runner, first);
        await BeginAsync(runner, second);
        var (third, fourth) = (Job(Guid.NewGuid(), 1), Job(Guid.NewGuid(), 1));
        runner.EnqueueTaken([third, fourth]);
        var given = new List<HeldJob>();

        (await GiveBackAsync(runner, TimeSpan.FromMinutes(1), given)).ShouldBeFalse("it stands there a moment");
        (await GiveBackAsync(runner, TimeSpan.Zero, given)).ShouldBeTrue();
        (await GiveBackAsync(runner, TimeSpan.Zero, given)).ShouldBeTrue();
        (await GiveBackAsync(runner, TimeSpan.Zero, given)).ShouldBeFalse("those that run are not in the line");

        given.ShouldBe([third, fourth]);
        runner.Leased.ShouldBe([first, second], ignoreOrder: true);
        runner.Shares["ogre"].ShouldBe(2);
        _running[first].SetResult();
        _running[second].SetResult();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GiveBackFirst_KeptJob_LeavesTheBook_OneThatCouldNotBeGivenBackIsAskedFor(bool isGiven)
    {
        var (runner, book) = Runner();
        await using var stopped = runner;
        var (first, second) = (Job(Guid.NewGuid(), 1), Job(Guid.NewGuid(), 1));
        await BeginAsync(runner, first);
        await BeginAsync(runner, second);
        var job = Reserve(runner);
        runner.Run([job]);

        var giving = runner.GiveBackFirstAsync(
            TimeSpan.Zero,
            (_, _) => isGiven ? Task.CompletedTask : throw new InvalidOperationException("The database is away."),
            CancellationToken.None);

        if (isGiven)
        {
            (await giving).ShouldBeTrue();
        }
        else
        {
            await giving.ShouldThrowAsync<InvalidOperationException>();
        }

        book.All.ShouldBe(isGiven ? [] : [job.Kept!]);
        book.Abandoned.ShouldBe(isGiven ? [] : [job.Kept!]);
        runner.Shares["ogre"].ShouldBe(2);
        _running[first].SetResult();
        _running[second].SetResult();
    }

    private static Task<bool> GiveBackAsync(JobRunner runner, TimeSpan patience, List<HeldJob> given) => runner.GiveBackFirstAsync(
        patience,
        (job, _) =>
        {
            given.Add(job);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private ReservedJob Reserve(JobRunner runner)
    {
        var instance = new StoredInstance
        {
            Id = EngineIds.NewInstance(_clock.Now),
            InstitutionId = "ogre",
            BusinessKey = "C-1",
            PackageKey = "idle",
            PackageVersion = 1,
            ProcessId = "idle",
            RootId = Guid.Empty,
            ParentPart = null,
            Revision = 1,
            State = InstanceState.New,
            ChainNumber = 1,
            ChainHash = [],
            StepId = Guid.Empty,
            LawDate = null,
            StartedAt = _clock.Now,
            StartedBy = "anna",
            UpdatedAt = _clock.Now,
            EndedAt = null,
        };
        var job = EngineIds.Part(instance.Id, 3);
        var kept = runner.TryKeep(job, _clock.Now, "idle", "ogre").ShouldNotBeNull();
        return new(new(3, "ask", 2, "idle", 3, [], FeelContext.Empty, []), instance, job, kept, null);
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
        runner.EnqueueTaken([job]);
        await UntilRunningAsync(held => ReferenceEquals(held, job));
    }

    private async Task<TaskCompletionSource> UntilRunningAsync(Func<HeldJob, bool> which)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (_running.FirstOrDefault(running => which(running.Key)).Value is { } found)
            {
                return found;
            }

            await Task.Delay(1, limit.Token);
        }
    }
}
