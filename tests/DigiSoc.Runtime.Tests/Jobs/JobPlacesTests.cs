namespace DigiSoc.Runtime.Tests;

/// <summary>How many jobs a node keeps for itself.</summary>
public sealed class JobPlacesTests
{
    private readonly JobPlaces _places = new(workers: 2);

    [Fact]
    public void Free_TypeNeverSeen_IsFourForEachWorker()
    {
        _places.Take("ask");

        _places.Free.ShouldBe(7);
    }

    [Fact]
    public void Free_QuickJobs_IsSixteenForEachWorker()
    {
        _places.Took("ask", TimeSpan.FromMilliseconds(1));
        Take("ask", 10);

        _places.Free.ShouldBe(22);
    }

    // 2 workers × 50 ms: the eleventh job of 10 ms is more than a moment's work.
    [Fact]
    public void Free_MoreThanAMomentsWork_IsThatOfSlowOnes()
    {
        _places.Took("ask", TimeSpan.FromMilliseconds(10));
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
        _places.Took("ask", TimeSpan.FromMilliseconds(1));
        _places.Took("wait", TimeSpan.FromSeconds(1));
        Take("ask", 6);

        _places.Take("wait");

        _places.Free.ShouldBe(1);
    }

    [Fact]
    public void Took_SlowOnceQuickAgain_IsForgotten()
    {
        _places.Took("ask", TimeSpan.FromSeconds(1));
        for (var job = 0; job < 40; job++)
        {
            _places.Took("ask", TimeSpan.FromMilliseconds(1));
        }

        Take("ask", 10);
        _places.Free.ShouldBe(22);
    }

    private void Take(string type, int jobs)
    {
        for (var job = 0; job < jobs; job++)
        {
            _places.Take(type);
        }
    }
}
