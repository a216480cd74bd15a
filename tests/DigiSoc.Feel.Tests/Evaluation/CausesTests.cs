namespace DigiSoc.Feel.Tests.Evaluation;

/// <summary>Causes beyond the limit are not kept, and never lost without a word.</summary>
public sealed class CausesTests
{
    [Fact]
    public void Evaluate_MoreCausesThanAreKept_SaysHowManyMore()
    {
        var result = Feel.Evaluate("for i in 1..250 return i / 0");

        result.Causes.Count.ShouldBe(100);
        result.CausesDropped.ShouldBe(150);
        Feel.Evaluate("for i in 1..100 return i / 0").CausesDropped.ShouldBe(0);
    }

    // Asking an empty list whether its brackets hold a position fails, and that is forgotten: among the dropped as well.
    [Fact]
    public void Evaluate_CausesThatAreTakenBackBeyondTheLimit_AreNotCounted()
    {
        var result = Feel.Evaluate("{a: for i in 1..99 return i / 0, b: [][1 / 0 + 1 / 0 = item], c: 1 / 0, d: [][1 / 0 = item], e: 1 / 0}");

        (result.Causes.Count, result.CausesDropped).ShouldBe((100, 1));
    }
}
