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
}
