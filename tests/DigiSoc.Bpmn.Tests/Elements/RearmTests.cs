using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

/// <summary>A parallel multiple event that does not interrupt waits for all its triggers again; that this fails is no matter of what it sits on.</summary>
public sealed class RearmTests
{
    [Theory]
    [InlineData("boundary")]
    [InlineData("event sub-process")]
    public void ParallelMultiple_ThatCannotWaitAgain_IsAnIncidentAtTheEventAndNothingIsBegunTwice(string place)
    {
        Bench bench = FiredWithoutKey(place);

        bench.ShouldHaveIncident("BPMN-102").ElementId.ShouldBe("b");
        bench.ShouldWaitAt("a", "c");
        long job = bench.WaitAt("a").Id;

        bench.Send(new ResolveIncident(bench.ShouldHaveIncident("BPMN-102").Id)).ShouldWaitAt("a", "c");
        bench.ShouldHaveIncident("BPMN-102").ElementId.ShouldBe("b");

        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Of("again")))));
        bench.Send(new ResolveIncident(bench.ShouldHaveIncident("BPMN-102").Id)).ShouldWaitAt("a", "b", "b", "c");
        bench.State.Incidents.ShouldBeEmpty();
        bench.WaitAt("a").Id.ShouldBe(job);
        bench.Effects.OfType<CreateJob>().Count().ShouldBe(1);
        bench.WaitAt("b").CorrelationKey.ShouldBe("again");
    }

    [Theory]
    [InlineData("boundary")]
    [InlineData("event sub-process")]
    public void ParallelMultiple_ThatCannotWaitAgain_DoesNotKeepWhatItSitsOnFromEnding(string place)
    {
        Bench bench = FiredWithoutKey(place);

        bench.Answer("a").Answer("c").ShouldBeCompleted();

        bench.State.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public void ParallelMultiple_ThatCannotWaitAtFirst_StopsWhatItSitsOnBeforeItBegins()
    {
        Bench bench = Bench.Of(Model("boundary")).Begin();

        bench.ShouldWaitAt().ShouldHaveIncident("BPMN-102").ElementId.ShouldBe("a");
        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Of("k")))));
        bench.Send(new ResolveIncident(bench.State.Incidents.Single().Id)).ShouldWaitAt("a", "b", "b");
    }

    // Else it would go off again and again, without an end to the step.
    [Theory]
    [InlineData("boundary")]
    [InlineData("event sub-process")]
    public void ParallelMultiple_OfConditionsThatStayTrue_GoesOffAgainWhenTheyBecomeSo(string place)
    {
        Bench bench = Bench.Of(Model(place, OnCondition("x") + OnCondition("y"))).Begin();
        bench.Send(new SetVariables(0, FeelContext.Of(("x", FeelValue.Of(true))))).ShouldWaitAt("a", "b");
        bench.Send(new SetVariables(0, FeelContext.Of(("y", FeelValue.Of(true))))).ShouldWaitAt("a", "b", "b", "c");

        bench.Send(new SetVariables(0, FeelContext.Of(("x", FeelValue.Of(false)), ("y", FeelValue.Of(false))))).ShouldWaitAt("a", "b", "b", "c");
        bench.Send(new SetVariables(0, FeelContext.Of(("y", FeelValue.Of(true))))).ShouldWaitAt("a", "b", "c");
        bench.Send(new SetVariables(0, FeelContext.Of(("x", FeelValue.Of(true))))).ShouldWaitAt("a", "b", "b", "c", "c");
    }

    private static Bench FiredWithoutKey(string place)
    {
        Bench bench = Bench.Of(Model(place)).Begin(("key", FeelValue.Of("k")));
        bench.ShouldWaitAt("a", "b", "b").Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Null))));
        return bench.Answer("b").Answer("b");
    }

    private static string Model(string place, string triggers = OnMessage + OnSignal) => Begin() + Job("a") + End() + Path("s", "a", "e") + (place == "boundary"
        ? Boundary("b", "a", triggers, interrupting: false).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal)
            + User("c") + Path("b", "c")
        : EventSub("aside", Begin("b", triggers, "isInterrupting=\"false\" parallelMultiple=\"true\"") + User("c") + Path("b", "c")));
}
