using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

/// <summary>Ad-hoc sub-processes whose activities a job chooses.</summary>
public class LedAdHocTests
{
    private static Bench Around(string content, string extra = "") => With("", content, extra);

    private static Bench With(string extensions, string content, string extra = "") => Bench.Of(
        Begin() + $"<bpmn:adHocSubProcess id=\"adhoc\"><bpmn:extensionElements><zeebe:taskDefinition type=\"lead\"/>{extensions}</bpmn:extensionElements>{content}</bpmn:adHocSubProcess>"
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

    private const string Gathering = "<zeebe:adHoc outputCollection=\"results\" outputElement=\"={id: call, result: result}\"/>";

    // Each activation has its own `call` and `result`; without the scope around it both would write to the process.
    [Fact]
    public void LedAdHoc_VariablesOfAnActivation_AreSeenByAllThatFlowsFromItsActivity()
    {
        Bench bench = Around(User("a") + Job("b") + Path("a", "b")).Begin();

        Decide(bench, new AdHocChoice([new("a", FeelContext.Of(("x", FeelValue.Of(1)))), new("a", FeelContext.Of(("x", FeelValue.Of(2))))]));
        bench.Answer("a").Answer("a");

        bench.Effects.OfType<CreateJob>().Where(job => job.ElementId == "b").Select(job => job.Variables["x"]).ShouldBe([FeelValue.Of(1), FeelValue.Of(2)]);
        bench.State.Variables.ContainsKey("x").ShouldBeFalse();
    }

    [Fact]
    public void LedAdHoc_OutputCollection_GathersWhatEachActivationGives()
    {
        Bench bench = With(Gathering, Job("a") + Job("b") + Path("a", "b")).Begin();
        Decide(bench, new AdHocChoice([
            new("a", FeelContext.Of(("call", FeelValue.Of(1)), ("result", FeelValue.Null))),
            new("a", FeelContext.Of(("call", FeelValue.Of(2)), ("result", FeelValue.Null)))]));
        bench.Answer("a").Answer("a").Answer("b", ("result", FeelValue.Of("one"))).Answer("b", ("result", FeelValue.Of("two")));

        LastJob(bench).Variables["results"].ToString().ShouldBe("[{id: 1, result: \"one\"}, {id: 2, result: \"two\"}]");
        Decide(bench, new AdHocChoice([], IsThrough: true)).ShouldWaitAt("after");
        bench.State.Variables["results"].AsList().Count.ShouldBe(2);
        bench.State.Variables.ContainsKey("result").ShouldBeFalse();
    }

    [Fact]
    public void LedAdHoc_OutputCollectionThatIsNoList_IsAnIncident()
    {
        Bench bench = With("<zeebe:adHoc outputCollection=\"results\" outputElement=\"=1\"/>", Job("a")).Begin();
        Decide(bench, AdHocChoice.Of("a")).Answer("a", ("results", FeelValue.Of("text")));

        Incident incident = bench.ShouldHaveIncident("BPMN-112");

        long subProcess = bench.State.Elements.First(element => element.ElementId == "adhoc").Id;
        bench.Send(new SetVariables(subProcess, FeelContext.Of(("results", FeelValue.Of(FeelList.Empty)))));
        bench.Send(new ResolveIncident(incident.Id)).ShouldWaitAt("adhoc");
        LastJob(bench).Variables["results"].ToString().ShouldBe("[1]");
    }

    // Asked once for both branches of what was begun, not at each.
    [Fact]
    public void LedAdHoc_ActivityForks_TheJobIsAskedWhenBothBranchesEnded()
    {
        Bench bench = Around(User("a") + User("b") + User("c") + Path("a", "b") + Path("a", "c")).Begin();
        Decide(bench, AdHocChoice.Of("a")).Answer("a");

        bench.Answer("b").ShouldWaitAt("c");
        bench.Answer("c").ShouldWaitAt("adhoc");
    }

    [Fact]
    public void LedAdHoc_JoinOfSeveralActivations_WaitsInTheSubProcess()
    {
        Bench bench = Around(User("a") + User("b") + Gateway("parallel", "j") + User("c") + Path("a", "j") + Path("b", "j") + Path("j", "c")).Begin();

        Decide(bench, AdHocChoice.Of("a")).Answer("a").ShouldWaitAt("adhoc");
        Decide(bench, AdHocChoice.Of("b")).Answer("b").ShouldWaitAt("adhoc", "c");

        bench.Answer("c").ShouldWaitAt("adhoc");
    }

    [Fact]
    public void LedAdHoc_EventSubProcessInterrupts_NobodyIsAskedAnyMore()
    {
        Bench bench = Around(User("a") + EventSub("stop", Begin("s2", OnSignal) + User("finish") + End("e2") + Path("s2", "finish", "e2"))).Begin();
        Decide(bench, AdHocChoice.Of("a")).Answer("a");

        bench.Answer("s2").ShouldWaitAt("finish");
        bench.Answer("finish").ShouldWaitAt("after");
    }

    [Fact]
    public void LedAdHoc_EventSubProcessBeside_TheJobIsAskedAfterIt()
    {
        Bench bench = Around(User("a") + EventSub("aside", Begin("s2", OnSignal, "isInterrupting=\"false\"") + User("note") + End("e2") + Path("s2", "note", "e2"))).Begin();
        Decide(bench, AdHocChoice.Of("a"));
        bench.Answer("s2");
        int asked = bench.Effects.OfType<CreateJob>().Count();

        bench.Answer("note");

        bench.Effects.OfType<CreateJob>().Count().ShouldBe(asked + 1);
    }

    [Fact]
    public void LedAdHoc_ErrorInAnActivation_IsCaughtByTheEventSubProcessOfTheSubProcess()
    {
        Bench bench = Around(Job("a") + EventSub("caught", Begin("s2", OnAnyError) + User("repair") + End("e2") + Path("s2", "repair", "e2"))).Begin();
        Decide(bench, AdHocChoice.Of("a"));

        bench.Throw("a", "E").ShouldWaitAt("repair");
    }

    [Fact]
    public void LedAdHoc_CompletedActivations_AreUndoneNewestFirst()
    {
        string undoable = Job("a") + Boundary("ba", "a", OnCompensation) + Job("undo", attributes: "isForCompensation=\"true\"") + Associate("ba", "undo");
        Bench bench = With(
            "<zeebe:ioMapping><zeebe:output source=\"=1\" target=\"one\"/></zeebe:ioMapping>",
            undoable,
            Throw("t", OnCompensation) + End() + Path("after", "t", "e")).Begin();
        Decide(bench, new AdHocChoice([new("a", FeelContext.Of(("x", FeelValue.Of(1)))), new("a", FeelContext.Of(("x", FeelValue.Of(2))))]));
        bench.Answer("a").Answer("a");
        Decide(bench, new AdHocChoice([], IsThrough: true)).Answer("after").Answer("undo").Answer("undo");

        bench.State.Status.ShouldBe(InstanceStatus.Completed);
        bench.Effects.OfType<CreateJob>().Where(job => job.ElementId == "undo").Select(job => job.Variables["x"]).ShouldBe([FeelValue.Of(2), FeelValue.Of(1)]);
    }

    [Fact]
    public void LedAdHoc_ActivityBegunByHand_IsAnActivation()
    {
        Bench bench = With(Gathering, User("a")).Begin();
        Decide(bench, AdHocChoice.Of("a"));

        bench.Send(new ModifyInstance([new ActivateElement("a")], "one more")).ShouldWaitAt("a", "a");

        bench.Answer("a").Answer("a");
        LastJob(bench).Variables["results"].AsList().Count.ShouldBe(2);
    }

    [Fact]
    public void LedAdHoc_Migrates_WithItsActivations()
    {
        string content = User("a") + User("b") + Path("a", "b");
        Bench bench = Around(content).Begin();
        Decide(bench, AdHocChoice.Of("a")).Answer("a");

        bench.Send(new MigrateInstance(Around(content + User("c")).Model, MigrationPlan.SameIds, "more to choose")).ShouldWaitAt("b");

        bench.Answer("b").ShouldWaitAt("adhoc");
        LastJob(bench).Variables["adHocSubProcessElements"].ToString().ShouldBe("[{elementId: \"a\"}, {elementId: \"c\"}]");
        Decide(bench, AdHocChoice.Of("c")).ShouldWaitAt("c");
    }

    [Fact]
    public void LedAdHoc_DocumentationAndProperties_AreToldToTheJob()
    {
        Bench bench = Around(
            "<bpmn:userTask id=\"a\" name=\"Ask\"><bpmn:documentation>What to ask.</bpmn:documentation><bpmn:extensionElements><zeebe:userTask/>"
            + "<zeebe:properties><zeebe:property name=\"kind\" value=\"phone\"/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>" + User("b")).Begin();

        LastJob(bench).Variables["adHocSubProcessElements"].ToString()
            .ShouldBe("[{elementId: \"a\", elementName: \"Ask\", documentation: \"What to ask.\", properties: {kind: \"phone\"}}, {elementId: \"b\"}]");
    }

    /// <summary>The variable that the output element names is each activation's own, though the job gives it none.</summary>
    [Fact]
    public void LedAdHoc_OutputElementThatIsAVariable_BelongsToItsActivation()
    {
        Bench bench = With("<zeebe:adHoc outputCollection=\"results\" outputElement=\"=result\"/>", Job("a") + User("b") + Path("a", "b")).Begin();
        Decide(bench, AdHocChoice.Of("a", "a"));

        bench.Answer("a", ("result", FeelValue.Of(1))).Answer("a", ("result", FeelValue.Of(2))).Answer("b").Answer("b");

        LastJob(bench).Variables["results"].ToString().ShouldBe("[1, 2]");
        bench.State.Variables.ContainsKey("result").ShouldBeFalse();
    }

    [Fact]
    public void LedAdHoc_ChoiceThatEndsTheRest_BeginsWhatItNames()
    {
        Bench bench = Around(Job("a") + User("b") + User("c")).Begin();
        Decide(bench, AdHocChoice.Of("a", "b")).Answer("a");

        Decide(bench, AdHocChoice.Of("c") with { CancelsRemaining = true }).ShouldWaitAt("c");
        bench.Answer("c").ShouldWaitAt("adhoc");
    }

    [Fact]
    public void LedAdHoc_ChoiceThatEndsTheRestAndNamesNothing_IsAnIncidentAndEndsNothing()
    {
        Bench bench = Around(Job("a") + User("b")).Begin();
        Decide(bench, AdHocChoice.Of("a", "b")).Answer("a");

        Decide(bench, AdHocChoice.Nothing with { CancelsRemaining = true }).ShouldHaveIncident("BPMN-111");
        bench.ShouldWaitAt("b");
    }

    [Fact]
    public void LedAdHoc_EventSubProcessEnds_AddsItsOutput()
    {
        Bench bench = With(
            "<zeebe:adHoc outputCollection=\"results\" outputElement=\"=result\"/>",
            User("a") + EventSub("aside", Begin("s2", OnSignal, "isInterrupting=\"false\"") + End("e2") + Path("s2", "e2"))).Begin();
        Decide(bench, AdHocChoice.Of("a"));

        bench.Answer("s2", ("result", FeelValue.Of("told")));

        LastJob(bench).Variables["results"].ToString().ShouldBe("[\"told\"]");
    }
}
