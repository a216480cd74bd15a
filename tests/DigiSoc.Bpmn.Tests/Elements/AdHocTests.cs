using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class AdHocTests
{
    private static string AdHoc(string content, string attributes = "", string choice = "", string completion = "") =>
        $"<bpmn:adHocSubProcess id=\"adhoc\" {attributes}><bpmn:extensionElements>{(choice.Length == 0 ? "" : $"<zeebe:adHoc activeElementsCollection=\"{choice}\"/>")}</bpmn:extensionElements>{content}"
        + (completion.Length == 0 ? "" : $"<bpmn:completionCondition>={completion}</bpmn:completionCondition>") + "</bpmn:adHocSubProcess>";

    private static Bench Around(string adHoc) => Bench.Of(Begin() + adHoc + User("after") + Path("s", "adhoc", "after"));

    [Fact]
    public void AdHoc_WithoutChoice_BeginsEveryActivityAndIsThroughAfterAll()
    {
        Bench bench = Around(AdHoc(User("a") + User("b") + User("c") + Path("a", "c"))).Begin();

        bench.ShouldWaitAt("a", "b");
        bench.Answer("a").Answer("b").ShouldWaitAt("c");
        bench.Answer("c").ShouldWaitAt("after");
    }

    [Fact]
    public void AdHoc_Sequential_BeginsOneAfterTheOther()
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), "ordering=\"Sequential\"")).Begin();

        bench.ShouldWaitAt("a");
        bench.Answer("a").ShouldWaitAt("b");
        bench.Answer("b").ShouldWaitAt("after");
    }

    [Fact]
    public void AdHoc_WithChoice_BeginsWhatIsChosen()
    {
        Bench bench = Around(AdHoc(User("a") + User("b") + User("c"), choice: "=chosen"));

        bench.Begin(("chosen", FeelValue.Of(FeelList.Of(FeelValue.Of("c"), FeelValue.Of("a"))))).ShouldWaitAt("a", "c");
    }

    [Fact]
    public void AdHoc_ChoiceOfWhatIsNotInside_IsAnIncidentThatNamesThePossible()
    {
        Incident incident = Around(AdHoc(User("a"), choice: "=[&quot;after&quot;]")).Begin().ShouldHaveIncident("BPMN-111");

        incident.Text.ShouldContain("Possible: a");
    }

    [Theory]
    [InlineData("", "after")]
    [InlineData("cancelRemainingInstances=\"false\"", "b")]
    public void AdHoc_CompletionCondition_EndsOrAwaitsTheRest(string attributes, string expected)
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), attributes, completion: "done")).Begin(("done", FeelValue.Of(true)));

        bench.Answer("a").ShouldWaitAt(expected);
    }

    [Fact]
    public void AdHoc_MoreCanBeBegunByHand()
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), choice: "=[&quot;a&quot;]")).Begin();

        bench.Send(new ModifyInstance([new ActivateElement("b")], "needed after all")).ShouldWaitAt("a", "b");
    }

    [Fact]
    public void AdHoc_OutputCollection_GathersAtTheEndOfEachFlowAndIsSeenByTheCondition()
    {
        string gathers = "<zeebe:adHoc outputCollection=\"results\" outputElement=\"=result\"/>";
        Bench bench = Around(
            $"<bpmn:adHocSubProcess id=\"adhoc\"><bpmn:extensionElements>{gathers}</bpmn:extensionElements>{Job("a") + Job("b") + Job("c") + Path("a", "b") + User("d")}"
            + "<bpmn:completionCondition>=count(results) = 2</bpmn:completionCondition></bpmn:adHocSubProcess>").Begin();

        bench.Answer("a", ("result", FeelValue.Of(1))).Answer("c", ("result", FeelValue.Of(2))).ShouldWaitAt("b", "d");
        bench.Answer("b", ("result", FeelValue.Of(3))).ShouldWaitAt("after");

        bench.State.Variables["results"].ToString().ShouldBe("[2, 3]");
    }

    [Fact]
    public void AdHoc_SequentialWithOutputCollection_BeginsOneAfterTheOther()
    {
        string gathers = "<zeebe:adHoc outputCollection=\"results\" outputElement=\"=result\"/>";
        Bench bench = Around($"<bpmn:adHocSubProcess id=\"adhoc\" ordering=\"Sequential\"><bpmn:extensionElements>{gathers}</bpmn:extensionElements>{Job("a") + Job("b")}</bpmn:adHocSubProcess>").Begin();

        bench.Answer("a", ("result", FeelValue.Of(1))).ShouldWaitAt("b");
        bench.Answer("b", ("result", FeelValue.Of(2))).ShouldWaitAt("after");

        bench.State.Variables["results"].ToString().ShouldBe("[1, 2]");
    }

    [Fact]
    public void AdHoc_ConditionThatLackedItsVariable_IsLookedAtAgainAndNothingBeginsAnew()
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), completion: "done")).Begin();
        Incident incident = bench.Answer("a").ShouldHaveIncident("BPMN-101");

        bench.Send(new SetVariables(0, FeelContext.Of(("done", FeelValue.Of(false)))));
        bench.Send(new ResolveIncident(incident.Id)).ShouldWaitAt("b");
    }

    [Fact]
    public void AdHoc_SequentialAndInterruptedByItsEventSubProcess_BeginsNothingMore()
    {
        Bench bench = Around(AdHoc(
            User("a") + User("b") + EventSub("stop", Begin("s2", OnSignal) + User("finish") + End("e2") + Path("s2", "finish", "e2")),
            "ordering=\"Sequential\"")).Begin();

        bench.Answer("s2").ShouldWaitAt("finish");

        bench.Answer("finish").ShouldWaitAt("after");
    }

    [Fact]
    public void AdHoc_ChoiceFromItsElements_BeginsThem()
    {
        Bench bench = Around(AdHoc(User("a") + User("b") + Path("a", "b") + User("c"), choice: "=adHocSubProcessElements.elementId")).Begin();

        bench.ShouldWaitAt("a", "c");
    }

    /// <summary>The condition alone says that it is through: where nothing is left to run and it is false, somebody is told, and may begin more.</summary>
    [Fact]
    public void AdHoc_ConditionFalseWhenNothingIsLeft_IsAnIncidentUntilMoreIsBegunOrItHolds()
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), completion: "done")).Begin(("done", FeelValue.Of(false)));
        bench.Answer("a").Answer("b").ShouldHaveIncident("BPMN-114").Text.ShouldContain("`done` is false");

        bench.Send(new ModifyInstance([new ActivateElement("b")], "once more")).ShouldWaitAt("b");
        Incident incident = bench.Answer("b").ShouldHaveIncident("BPMN-114");
        bench.Send(new ResolveIncident(incident.Id) { Variables = FeelContext.Of(("done", FeelValue.Of(true))) }).ShouldWaitAt("after");
    }

    [Fact]
    public void AdHoc_BegunAgainByHandAndItsConditionHolds_IsThrough()
    {
        Bench bench = Around(AdHoc(User("a"), completion: "done")).Begin(("done", FeelValue.Of(false)));
        bench.Answer("a").Send(new ModifyInstance([new ActivateElement("a")], "once more"));

        bench.Answer("a", ("done", FeelValue.Of(true))).ShouldWaitAt("after");
    }

    [Fact]
    public void AdHoc_ConditionHeldOnce_IsThroughAfterTheRest()
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), "cancelRemainingInstances=\"false\"", completion: "done")).Begin(("done", FeelValue.Of(true)));

        bench.Answer("a").Answer("b", ("done", FeelValue.Of(false))).ShouldWaitAt("after");
    }

    [Fact]
    public void AdHoc_SequentialWithConditionThatHolds_BeginsNothingMore()
    {
        Bench bench = Around(AdHoc(User("a") + User("b"), "ordering=\"Sequential\"", completion: "done")).Begin(("done", FeelValue.Of(false)));

        bench.Answer("a", ("done", FeelValue.Of(true))).ShouldWaitAt("after");
    }
}
