using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class GatewayTests
{
    [Theory]
    [InlineData(5, "low")]
    [InlineData(50, "high")]
    public void ExclusiveGateway_FirstTrueFlow_IsTaken(int income, string expected)
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("exclusive", "g", "default=\"g-high\"") + User("low") + User("high") + End()
            + Path("s", "g") + Flow("g", "low", "income < 10") + Flow("g", "high") + Path("low", "e") + Path("high", "e"));

        bench.Begin(("income", FeelValue.Of(income))).ShouldWaitAt(expected);
    }

    [Fact]
    public void ExclusiveGateway_UnknownVariable_IsAnIncidentNotTheDefault()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("exclusive", "g", "default=\"g-high\"") + User("low") + User("high")
            + Path("s", "g") + Flow("g", "low", "income < 10") + Flow("g", "high"));

        Incident incident = bench.Begin().ShouldHaveIncident("BPMN-101");

        bench.Send(new SetVariables(0, FeelContext.Of(("income", FeelValue.Of(1))))).Send(new ResolveIncident(incident.Id)).ShouldWaitAt("low");
    }

    [Fact]
    public void ParallelGateway_JoinWithOneBranchDone_Waits()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("parallel", "f") + User("a") + User("b") + Gateway("parallel", "j") + User("c") + End()
            + Path("s", "f", "a", "j", "c", "e") + Path("f", "b", "j"));

        bench.Begin().ShouldWaitAt("a", "b");
        bench.Answer("a").ShouldWaitAt("b");
        bench.Answer("b").ShouldWaitAt("c");
        bench.Answer("c").ShouldBeCompleted();
    }

    [Fact]
    public void ParallelGateway_TokenThatNeverComes_IsAnIncident()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("exclusive", "x", "default=\"x-a\"") + User("a") + User("b") + Gateway("parallel", "j") + End()
            + Path("s", "x", "a", "j", "e") + Flow("x", "b", "false") + Path("b", "j"));

        bench.Begin().Answer("a");

        bench.ShouldHaveIncident("BPMN-109").ElementId.ShouldBe("j");
    }

    [Fact]
    public void InclusiveGateway_JoinsWhatCanStillArrive()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("inclusive", "f") + User("a") + User("b") + User("c") + Gateway("inclusive", "j") + User("d") + End()
            + Path("s", "f") + Flow("f", "a", "true") + Flow("f", "b", "true") + Flow("f", "c", "false")
            + Path("a", "j") + Path("b", "j") + Path("c", "j") + Path("j", "d", "e"));

        bench.Begin().ShouldWaitAt("a", "b");
        bench.Answer("a").ShouldWaitAt("b");
        bench.Answer("b").ShouldWaitAt("d");
    }

    [Fact]
    public void InclusiveGateway_InALoop_JoinsEachRound()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("exclusive", "h") + Gateway("inclusive", "f") + User("a") + User("b") + Gateway("inclusive", "j")
            + Gateway("exclusive", "x", "default=\"x-e\"") + End()
            + Path("s", "h", "f") + Flow("f", "a", "true") + Flow("f", "b", "true") + Path("a", "j") + Path("b", "j")
            + Path("j", "x", "e") + Flow("x", "h", "again"));

        bench.Begin(("again", FeelValue.Of(true))).Answer("a").Answer("b").ShouldWaitAt("a", "b");
        bench.Answer("b").ShouldWaitAt("a");
        bench.Answer("a", ("again", FeelValue.Of(false))).ShouldBeCompleted();
    }

    [Fact]
    public void EventBasedGateway_FirstEvent_ClosesTheOthers()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("eventBased", "g") + Catch("m", OnMessage) + Catch("t", OnTimer("P1D")) + User("a") + User("b")
            + Path("s", "g", "m", "a") + Path("g", "t", "b"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("m", "t");
        bench.Answer("m").ShouldWaitAt("a");
        bench.Effects.OfType<CancelTimer>().ShouldHaveSingleItem();
    }

    [Fact]
    public void EventBasedGateway_TwoFlowsToOneEvent_WaitsForItOnce()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("eventBased", "g") + Catch("m", OnMessage) + User("a") + Path("s", "g", "m", "a")
            + "<bpmn:sequenceFlow id=\"again\" sourceRef=\"g\" targetRef=\"m\"/>");

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("m");
        bench.Answer("m").ShouldWaitAt("a");
    }
}
