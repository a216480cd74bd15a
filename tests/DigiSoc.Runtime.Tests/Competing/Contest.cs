using DigiSoc.TestSupport;

namespace DigiSoc.Runtime.Tests.Competing;

/// <summary>How two rivals meet.</summary>
public enum Meeting
{
    /// <summary>The right one acts while the left one's transaction is open.</summary>
    RightInsideLeft,

    /// <summary>The left one acts while the right one's transaction is open.</summary>
    LeftInsideRight,

    /// <summary>As the machine has it, many times.</summary>
    Random,
}

/// <summary>Two operations on two nodes, and what must hold whoever is first.</summary>
/// <param name="Left">On the first node; the refusal, or null when it was done.</param>
/// <param name="Right">On the second node.</param>
/// <param name="Judge">Looks at both answers and at what is stored.</param>
internal sealed record Contest(
    Func<Task<EngineRefusal?>> Left, Func<Task<EngineRefusal?>> Right, Func<EngineRefusal?, EngineRefusal?, Task> Judge);

/// <summary>Two nodes that only answer calls, so that nothing happens but what the test does.</summary>
internal sealed class Ring : IAsyncDisposable
{
    private const int Rounds = 12;

    private readonly InsideTransaction _inLeft;
    private readonly InsideTransaction _inRight;

    private Ring(TestNode left, InsideTransaction inLeft, TestNode right, InsideTransaction inRight) =>
        (Left, _inLeft, Right, _inRight) = (left, inLeft, right, inRight);

    public TestNode Left { get; }

    public TestNode Right { get; }

    public static async Task<Ring> CreateAsync(TestDatabase database)
    {
        var options = new EngineOptions { ConnectionString = "", Works = false, Housekeeping = false };
        var (inLeft, inRight, clock) = (new InsideTransaction(database), new InsideTransaction(database), new TestClock());
        return new(
            await TestNode.StartAsync(database, clock, options, observers: [inLeft]),
            inLeft,
            await TestNode.StartAsync(database, clock, options, observers: [inRight]),
            inRight);
    }

    /// <summary>Holds the contest in one way; random meetings are repeated, each with a contest of its own.</summary>
    public async Task HoldAsync(Func<Task<Contest>> prepare, Meeting meeting, int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < (meeting == Meeting.Random ? Rounds : 1); round++)
        {
            var contest = await prepare();
            var (left, right) = meeting switch
            {
                Meeting.RightInsideLeft => await MeetAsync(_inLeft, contest.Left, contest.Right),
                Meeting.LeftInsideRight => Swap(await MeetAsync(_inRight, contest.Right, contest.Left)),
                _ => await AtOnceAsync(contest, random),
            };
            await contest.Judge(left, right);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Left.DisposeAsync();
        await Right.DisposeAsync();
    }

    private static async Task<(EngineRefusal? First, EngineRefusal? Rival)> MeetAsync(
        InsideTransaction inside, Func<Task<EngineRefusal?>> first, Func<Task<EngineRefusal?>> rival)
    {
        var met = new TaskCompletionSource<EngineRefusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        inside.Meet(async () =>
        {
            try
            {
                met.SetResult(await rival());
            }
            catch (Exception e)
            {
                met.SetException(e);
            }
        });
        var told = await first();
        await inside.MeetAfterwardsAsync();
        return (told, await met.Task);
    }

    private static async Task<(EngineRefusal? Left, EngineRefusal? Right)> AtOnceAsync(Contest contest, Random random)
    {
        using var barrier = new Barrier(2);
        var ahead = random.Next(-2000, 2000); // So many turns of an empty loop: who is first is a matter of microseconds.
        var left = Task.Run(() => StartedAsync(contest.Left, ahead));
        var right = Task.Run(() => StartedAsync(contest.Right, -ahead));
        return (await left, await right);

        Task<EngineRefusal?> StartedAsync(Func<Task<EngineRefusal?>> act, int turns)
        {
            barrier.SignalAndWait();
            Thread.SpinWait(Math.Max(0, turns));
            return act();
        }
    }

    private static (EngineRefusal?, EngineRefusal?) Swap((EngineRefusal? First, EngineRefusal? Rival) both) => (both.Rival, both.First);
}
