using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

/// <summary>Ad-hoc sub-processes whose activities a job chooses.</summary>
public class LedAdHocTests
{
    private static Bench Around(string content, string extra = "") => Bench.Of(
        Begin() + $"<bpmn:adHocSubProcess id=\"adhoc\"><bpmn:extensionElements><zeebe:taskDefinition type=\"lead\"/></bpmn:extensionElements>{content}</bpmn:adHocSubProcess>"
        + User("after") + Path("s", "adhoc", "after") + extra);

    private static Bench Decide(Bench bench, AdHocChoice choice, params ReadOnlySpan<(string, FeelValue)> brought) =>
        bench.Send(new CompleteJob(bench.WaitAt("adhoc").Id, FeelContext.Of(brought), choice));

    private static CreateJob LastJob(Bench bench) => bench.Effects.OfType<CreateJob>().Last();

    [Fact]
    public void LedAdHoc_Begins_TheJobKnowsItsActivities()
    {
        Bench bench = Around(User("a") + User("b") + User("c") + Path("a", "c")).Begin();

        bench.ShouldWaitAt("adhoc");
        LastJob(bench).Type.ShouldBe("lead");
        LastJob(bench).Variables["adHocSubProcessElements"].AsList().Select(each => each.AsContext()["elementId"].AsString()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void LedAdHoc_JobChooses_TheyBeginWithTheirVariables()
    {
        Bench bench = Around(User("a") + User("b")).Begin();

        Decide(bench, new AdHocChoice([new("b", FeelContext.Of(("x", FeelValue.Of(1)))), new("b", FeelContext.Of(("x", FeelValue.Of(2))))]));

        bench.ShouldWaitAt("b", "b");
        bench.Effects.OfType<CreateUserTask>().Select(task => task.Variables["x"]).ShouldBe([FeelValue.Of(1), FeelValue.Of(2)]);
    }

    [Fact]
    public void LedAdHoc_ActivityEnds_TheJobIsAskedAgainWithWhatItBrought()
    {
        Bench bench = Around(User("a") + User("b") + User("c") + Path("a", "c")).Begin();

        Decide(bench, AdHocChoice.Of("a", "b"), ("plan", FeelValue.Of("p"))).Answer("a");
        bench.ShouldWaitAt("b", "c");

        bench.Answer("c", ("found", FeelValue.Of(7))).ShouldWaitAt("adhoc", "b");
        (LastJob(bench).Variables["found"], LastJob(bench).Variables["plan"]).ShouldBe((FeelValue.Of(7), FeelValue.Of("p")));
    }

    [Fact]
    public void LedAdHoc_ActivityEndsWhileTheJobIsOpen_TheJobIsMadeAnew()
    {
        Bench bench = Around(User("a") + User("b") + User("c")).Begin();
        Decide(bench, AdHocChoice.Of("a", "b", "c")).Answer("a");
        long first = bench.WaitAt("adhoc").Id;

        bench.Answer("b");

        bench.Effects.OfType<EndJob>().ShouldContain(new EndJob(first, WaitEnding.Canceled));
        bench.WaitAt("adhoc").Id.ShouldNotBe(first);
        bench.State.Waits.Count(wait => wait.ElementId == "adhoc").ShouldBe(1);
    }

    [Theory]
    [InlineData(true, "after")]
    [InlineData(false, "b")]
    public void LedAdHoc_Through_EndsOrAwaitsTheRest(bool cancels, string expected)
    {
        Bench bench = Around(User("a") + User("b")).Begin();
        Decide(bench, AdHocChoice.Of("a", "b")).Answer("a");

        Decide(bench, new AdHocChoice([], IsThrough: true, cancels)).ShouldWaitAt(expected);

        if (!cancels)
        {
            bench.Answer("b").ShouldWaitAt("after");
        }
    }

    [Fact]
    public void LedAdHoc_NothingChosenWhileSomethingRuns_WaitsForItsEnd()
    {
        Bench bench = Around(User("a") + User("b")).Begin();
        Decide(bench, AdHocChoice.Of("a", "b")).Answer("a");

        Decide(bench, AdHocChoice.Nothing).ShouldWaitAt("b");
        bench.Answer("b").ShouldWaitAt("adhoc");
    }

    [Fact]
    public void LedAdHoc_WrongChoice_IsAnIncidentThatAsksAgain()
    {
        foreach (AdHocChoice wrong in (AdHocChoice[])[AdHocChoice.Of("after"), AdHocChoice.Nothing, AdHocChoice.Of("a") with { IsThrough = true }])
        {
            Bench bench = Around(User("a")).Begin();

            Incident incident = Decide(bench, wrong).ShouldHaveIncident("BPMN-111");

            incident.Text.ShouldContain("Possible: a");
            bench.Send(new ResolveIncident(incident.Id)).ShouldWaitAt("adhoc");
            Decide(bench, AdHocChoice.Of("a")).ShouldWaitAt("a");
        }
    }

    [Fact]
    public void LedAdHoc_ErrorOfAnActivityAtOnce_LeavesByTheBoundaryEvent()
    {
        Bench bench = Around(
            Sub("a", Begin("x") + End("y", OnError) + Path("x", "y")) + User("b"),
            Boundary("caught", "adhoc", OnAnyError) + User("handled") + Path("caught", "handled")).Begin();

        Decide(bench, AdHocChoice.Of("a", "b")).ShouldWaitAt("handled");
    }

    [Fact]
    public void LedAdHoc_ActivityEndedByHand_TheJobIsAskedAgain()
    {
        Bench bench = Around(User("a")).Begin();
        Decide(bench, AdHocChoice.Of("a"));

        bench.Send(new ModifyInstance([new TerminateElement(bench.WaitAt("a").ElementInstanceId)], "not needed")).ShouldWaitAt("adhoc");
    }

    [Fact]
    public void Job_ThatLeadsNothing_AndChooses_IsAnIncident()
    {
        Bench bench = Bench.Of(Begin() + Job("work") + Path("s", "work")).Begin();

        bench.Send(new CompleteJob(bench.WaitAt("work").Id, FeelContext.Empty, AdHocChoice.Of("work"))).ShouldHaveIncident("BPMN-111");
    }
}
