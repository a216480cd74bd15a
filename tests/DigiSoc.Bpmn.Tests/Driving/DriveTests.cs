using DigiSoc.Bpmn.Driving;
using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Driving;

public class DriveTests
{
    private static DriveResult Play(string content, ulong seed = 1, int steps = 500) =>
        Drive.Play(new Dictionary<string, ProcessModel> { ["p"] = Compile(content) }, "p", new DriveOptions(seed) { StepLimit = steps });

    [Fact]
    public void Play_OverSeveralSeeds_TakesEveryWay()
    {
        string content = Begin() + User("ask") + Gateway("exclusive", "g", "default=\"g-c\"") + End("a") + End("b") + End("c")
            + Path("s", "ask", "g") + Flow("g", "a", "income < 377 and kind = \"single\"") + Flow("g", "b", "case.rank > 2") + Flow("g", "c");

        string[] ways = [.. Enumerable.Range(1, 60).Select(seed => Play(content, (ulong)seed)).Where(played => played.Ending == DriveEnding.Completed)
            .Select(played => played.History.Last(line => line.Contains("ElementCompleted", StringComparison.Ordinal) && line.Split(' ')[2] is "a" or "b" or "c").Split(' ')[2]).Distinct().Order()];

        ways.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Play_ConditionThatIsWaitedFor_IsMadeTrue() =>
        Play(Begin() + Catch("c", OnCondition("amount > 1000")) + End() + Path("s", "c", "e")).Ending.ShouldBe(DriveEnding.Completed);

    [Fact]
    public void Play_ConditionNothingMakesTrue_WaitsForever()
    {
        DriveResult played = Play(Begin() + Catch("c", OnCondition("1 > 2")) + End() + Path("s", "c", "e"));

        played.Ending.ShouldBe(DriveEnding.WaitsForever);
        played.Places.ShouldContain("c: waits for Condition");
    }

    [Fact]
    public void Play_JoinThatNeverCompletes_SaysWhere()
    {
        DriveResult played = Play(Begin() + Gateway("exclusive", "x", "default=\"x-a\"") + User("a") + User("b") + Gateway("parallel", "j") + Path("s", "x", "a", "j") + Flow("x", "b", "false") + Path("b", "j"));

        played.Ending.ShouldBe(DriveEnding.WaitsForever);
        played.Places.ShouldContain(place => place.StartsWith("j: BPMN-109", StringComparison.Ordinal));
    }

    [Fact]
    public void Play_TimesKeysAndCollectionsWithoutData_AreMadeUpAndTold()
    {
        DriveResult played = Play(Begin() + Catch("t", OnTimer("=wait")) + Catch("m", OnMessage) + Job("w", Loop("people")) + End() + Path("s", "t", "m", "w", "e"));

        played.Ending.ShouldBe(DriveEnding.Completed);
        played.NeedsData.ShouldBe(["wait at intermediateCatchEvent `t`", "key at intermediateCatchEvent `m`", "people at serviceTask `w`"]);
        played.MovedPast.ShouldBeEmpty();
    }

    [Fact]
    public void Play_LoopWithoutEnd_ReachesTheLimit() =>
        Play(Begin() + Gateway("exclusive", "g") + User("a") + Path("s", "g", "a", "g"), steps: 50).Ending.ShouldBe(DriveEnding.LimitReached);

    [Fact]
    public void Play_TokensWithoutEnd_ReachTheLimitBeforeTheMemoryIsFull() =>
        Play(Begin() + Gateway("exclusive", "g") + "<bpmn:task id=\"t\"/>" + Gateway("exclusive", "h", "default=\"h-g\"") + End() + Path("s", "g", "t", "h", "g") + Flow("h", "e", "false"), steps: 100)
            .Ending.ShouldBe(DriveEnding.LimitReached);

    /// <summary>Each turn of the condition begins another sub-process that waits for it, and that makes it true again.</summary>
    [Fact]
    public void Play_ConditionThatBeginsWhatMakesItTrueAgain_ComesToAnEnd()
    {
        string inner = Begin("s3") + Job("work", Loop("[1, 2, 3]")) + User("ask") + Script("two", "1 + 1", "sum") + End("e3") + Path("s3", "work", "ask", "two", "e3");
        string again = Begin("s2", OnCondition("sum = 2"), "isInterrupting=\"false\"") + Sub("inner", inner) + End("e2") + Path("s2", "inner", "e2")
            + Boundary("b", "inner", OnCondition("sum = 2"), interrupting: false) + User("answer") + Script("twice", "1 + 1", "sum") + End("e4") + Path("b", "answer", "twice", "e4");
        string content = Begin() + User("first") + User("second") + Script("start", "1 + 1", "sum") + User("third") + End() + Path("s", "first", "start", "second", "third", "e") + EventSub("aside", again);

        new[] { 10, 17, 23, 24 }.Where(seed => Play(content, (ulong)seed, steps: 600).Ending != DriveEnding.Completed).ShouldBeEmpty();
    }

    [Fact]
    public void EffectText_SameAndOther_AreToldApart()
    {
        CreateJob job = new(1, "a", 2, "work", 3, [KeyValuePair.Create("k", "v")], FeelContext.Of(("x", FeelValue.Of(1))), ["N"]);

        EffectText.Of(job).ShouldBe(EffectText.Of(job with { Headers = [KeyValuePair.Create("k", "v")] }));
        EffectText.Of(job).ShouldNotBe(EffectText.Of(job with { Variables = FeelContext.Of(("x", FeelValue.Of(2))) }));
        EffectText.Of(job).ShouldNotBe(EffectText.Of(job with { Headers = [KeyValuePair.Create("k", "w")] }));
    }

    [Fact]
    public void HistoryOrder_EndWithoutBegin_IsBroken()
    {
        List<string> broken = [];
        AdvanceResult result = new(InstanceState.New, [new Record(new ElementCompleted("a", 5, []))], null);

        HistoryOrder.Check(InstanceState.New, result, broken);

        broken.ShouldContain(each => each.Contains("ElementCompleted of `a` 5 out of order", StringComparison.Ordinal));
    }
}
