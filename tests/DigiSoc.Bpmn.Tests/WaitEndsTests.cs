using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>Which timer puts an end to a wait.</summary>
public sealed class WaitEndsTests
{
    [Fact]
    public void EndOf_MessageBehindAnEventGateway_IsTheTimerBesideIt() => EndOf(
        Begin() + Gateway("eventBased", "g") + Catch("answered", OnMessage) + Catch("silence", OnTimer("P15D")) + Catch("later", OnTimer("P30D")) + End()
        + Path("s", "g", "answered", "e") + Path("g", "silence", "e") + Path("g", "later", "e"),
        "answered").ShouldBe("silence");

    [Fact]
    public void EndOf_TaskInASubProcess_IsTheEarliestInterruptingTimerAroundIt() => EndOf(
        Begin() + Sub("sub", Begin("s2") + User("t") + End("e2") + Path("s2", "t", "e2")) + Boundary("soon", "sub", OnTimer("P1D"), interrupting: false)
        + Boundary("over", "sub", OnTimer("P9D")) + End() + Path("s", "sub", "e") + Path("soon", "e") + Path("over", "e"),
        "t").ShouldBe("over");

    [Fact]
    public void EndOf_TimerOfAnotherBranch_IsNone() => EndOf(
        Begin() + Gateway("parallel", "g") + Catch("answered", OnMessage) + Catch("rest", OnTimer("P1D")) + End() + Path("s", "g", "answered", "e") + Path("g", "rest", "e"),
        "answered").ShouldBeNull();

    [Fact]
    public void EndOf_ParallelMultipleEvent_IsNoneForNeither() => EndOf(
        Begin() + Catch("both", OnMessage + OnTimer("P1D"), "parallelMultiple=\"true\"") + End() + Path("s", "both", "e"),
        "both").ShouldBeNull();

    private static string? EndOf(string content, string element)
    {
        var bench = Bench.Of(content);
        bench.Begin(("key", FeelValue.Of("k")));
        var wait = bench.State.Waits.First(w => w.ElementId == element);
        return WaitEnds.EndOf(bench.Model, bench.State, wait)?.ElementId;
    }
}
