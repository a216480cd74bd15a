namespace DigiSoc.Runtime.Tests;

/// <summary>How many jobs a node keeps for itself.</summary>
public sealed class JobPlacesTests
{
    private readonly SteadyClock _time = new();
    private readonly JobPlaces _places;

    public JobPlacesTests() => _places = new(workers: 2, patience: TimeSpan.FromSeconds(3), _time);

    [Fact]
    public void Free_TypeNeverSeen_IsFourForEachWorker()
    {
        _places.Take("ask");

        _places.Free.ShouldBe(7);
    }

    [Fact]
    public void Free_QuickJobs_IsSixteenForEachWorker()
    {
        Took("ask", TimeSpan.FromMilliseconds(1));
        Take("ask", 10);

        _places.Free.ShouldBe(22);
    }

    // 2 workers × 50 ms: the eleventh job of 10 ms is more than a moment's work.
    [Fact]
    public void Free_MoreThanAMomentsWork_IsThatOfSlowOnes()
    {
        Took("ask", TimeSpan.FromMilliseconds(10));
        Take("ask", 10);
        _places.Free.ShouldBe(22);

        _places.Take("ask");

        _places.Free.ShouldBe(-3);
        _places.GiveBack("ask");
        _places.Free.ShouldBe(22);
    }

    [Fact]
    public void Free_OneSlowJobAmongQuickOnes_IsThatOfSlowOnes()
    {
        Took("ask", TimeSpan.FromMilliseconds(1));
        Took("wait", TimeSpan.FromSeconds(1));
        Take("ask", 6);

        _places.Take("wait");

        _places.Free.ShouldBe(1);
    }

    [Fact]
    public void Took_SlowOnceQuickAgain_IsForgotten()
    {
        Took("ask", TimeSpan.FromSeconds(1));
        for (var job = 0; job < 40; job++)
        {
            Took("ask", TimeSpan.FromMilliseconds(1));
        }

        Take("ask", 10);
        _places.Free.ShouldBe(22);
    }

    // The one before ended at once, for its instance was gone; what says how long the type takes is the one that runs.
    [Fact]
    public void Free_QuickTypeThatRunsOn_IsThatOfSlowOnes()
    {
        Took("ask", TimeSpan.Zero);
        Take("ask", 3);
        _places.Begin("ask");
        _places.Free.ShouldBe(29);

        _time.Advance(TimeSpan.FromMilliseconds(101));

        _places.Free.ShouldBe(5);
    }

    // Two workers that are busy for two seconds, at least, begin three in three seconds.
    [Theory]
    [InlineData(0.2, 6)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(7, 0)]
    public void Free_EveryWorkerStandsStill_IsALineOfWhatTheyBeginSoon(double seconds, int line)
    {
        Take("ask", 2);
        _places.Begin("ask");
        _places.Begin("ask");

        _time.Advance(TimeSpan.FromSeconds(seconds));

        _places.Free.ShouldBe(line);
        _places.LargestShare.ShouldBe(Math.Max(2, (2 + line) * 3 / 4));
    }

    [Fact]
    public void Free_OneWorkerStandsStillBesideAQuickOne_IsThatOfSlowOnes()
    {
        Took("ask", TimeSpan.FromMilliseconds(1));
        _places.Take("wait");
        _places.Begin("wait");
        _time.Advance(TimeSpan.FromMinutes(5));
        _places.Take("ask");

        _places.Begin("ask");

        _places.Free.ShouldBe(6);
    }

    [Fact]
    public void Free_WhoStoodStillIsThrough_IsMoreAgain()
    {
        Take("ask", 2);
        var (first, second) = (_places.Begin("ask"), _places.Begin("ask"));
        _time.Advance(TimeSpan.FromSeconds(7));
        _places.Free.ShouldBe(0);

        _places.End(first);
        _places.GiveBack("ask");

        _places.Free.ShouldBe(7, "a worker is free");
        _places.End(second);
    }

    private void Took(string type, TimeSpan length)
    {
        var job = _places.Begin(type);
        _time.Advance(length);
        _places.End(job);
    }

    private void Take(string type, int jobs)
    {
        for (var job = 0; job < jobs; job++)
        {
            _places.Take(type);
        }
    }

    /// <summary>A steady counter that the test moves.</summary>
    private sealed class SteadyClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
