using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>Moving by hand and the scopes around: which one a token begins in, with which variables, and what becomes of one that is empty.</summary>
public class ModifyScopeTests
{
    private static readonly string Parcel =
        Begin() + User("weigh") + Sub("parcel", Begin("s2") + User("pack") + User("seal") + Path("s2", "pack", "seal")) + User("send") + Path("s", "weigh", "parcel", "send");

    [Fact]
    public void Terminate_LastTokenOfASubProcess_EndsItAndTheInstanceAsCanceled()
    {
        Bench bench = Bench.Of(Parcel).Begin().Answer("weigh");

        bench.Send(new ModifyInstance([Without(bench, "pack")], "lost"));

        bench.State.Status.ShouldBe(InstanceStatus.Canceled);
        bench.Completed.ShouldNotContain("parcel");
        bench.Effects.OfType<EndInstance>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            each => each.Outcome.ShouldBe(InstanceOutcome.Canceled), each => each.Text.ShouldBe("lost"));
    }

    [Fact]
    public void Terminate_LastTokenOfASubProcessBesideAnother_EndsTheSubProcessOnly()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("parallel", "f") + Sub("parcel", Begin("s2") + User("pack") + Path("s2", "pack")) + User("bill") + User("send") + Path("s", "f", "parcel", "send") + Path("f", "bill")).Begin();

        bench.Send(new ModifyInstance([Without(bench, "pack")], "lost")).ShouldWaitAt("bill");

        bench.State.Elements.ShouldNotContain(element => element.ElementId == "parcel");
        bench.Answer("bill").ShouldBeCompleted();
    }

    [Fact]
    public void Terminate_AndActivateInTheSameScope_KeepsTheScope()
    {
        Bench bench = Bench.Of(Parcel).Begin().Answer("weigh");
        long scope = Element(bench, "parcel").Id;

        bench.Send(new ModifyInstance([Without(bench, "pack"), new ActivateElement("seal")], "packed at home")).ShouldWaitAt("seal");

        Element(bench, "seal").ParentId.ShouldBe(scope);
        bench.Answer("seal").ShouldWaitAt("send");
    }

    [Fact]
    public void Terminate_AndActivateTheEnd_CompletesTheInstance()
    {
        Bench bench = Bench.Of(Begin() + User("weigh") + End("done") + Path("s", "weigh", "done")).Begin();

        bench.Send(new ModifyInstance([Without(bench, "weigh"), new ActivateElement("done")], "done by phone")).ShouldBeCompleted();
    }

    [Fact]
    public void Terminate_LastTokenOfARound_TakesTheRoundOutOfTheLoop()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("parcel", Loop("[1, 2]") + Begin("s2") + User("pack") + Path("s2", "pack")) + User("send") + Path("s", "parcel", "send")).Begin();

        bench.Send(new ModifyInstance([new TerminateElement(bench.WaitAt("pack").ElementInstanceId)], "one is lost")).ShouldWaitAt("pack");

        bench.Answer("pack").ShouldWaitAt("send");
    }

    [Fact]
    public void Terminate_LastTokenWhileOthersWaitAtAJoin_KeepsThem()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("parallel", "f") + User("pack") + User("bill") + Gateway("parallel", "j") + User("send")
            + Path("s", "f", "pack", "j", "send") + Path("f", "bill", "j")).Begin().Answer("pack");

        bench.Send(new ModifyInstance([Without(bench, "bill")], "paid already")).ShouldHaveIncident("BPMN-109");
    }

    [Fact]
    public void Activate_InAScopeFurtherOut_BeginsTheScopesBetweenAnew()
    {
        Bench bench = Bench.Of(Parcel).Begin().Answer("weigh");
        long first = Element(bench, "parcel").Id;

        bench.Send(new ModifyInstance([new ActivateElement("seal", 0)], "a second parcel")).ShouldWaitAt("pack", "seal");

        long second = Element(bench, "seal").ParentId;
        second.ShouldNotBe(first);
        bench.State.Elements.Single(element => element.Id == second).ElementId.ShouldBe("parcel");
        bench.Answer("seal").ShouldWaitAt("pack", "send");
    }

    [Fact]
    public void Activate_TwoInAScopeThatDoesNotRun_BothBeginInOne()
    {
        Bench bench = Bench.Of(Parcel).Begin();

        bench.Send(new ModifyInstance([new ActivateElement("pack"), new ActivateElement("seal"), Without(bench, "weigh")], "both at once")).ShouldWaitAt("pack", "seal");

        bench.State.Elements.Count(element => element.ElementId == "parcel").ShouldBe(1);
    }

    [Fact]
    public void Activate_InAnEventSubProcessThatDoesNotRun_BeginsItAndInterruptsNothing()
    {
        Bench bench = Bench.Of(
            Begin() + User("weigh") + EventSub("late", Begin("s3", OnMessage) + User("ask") + Path("s3", "ask")) + Path("s", "weigh")).Begin(("key", FeelValue.Of("k")));

        bench.Send(new ModifyInstance([new ActivateElement("ask")], "asked early")).ShouldWaitAt("ask", "s3", "weigh");
        bench.Answer("weigh").Answer("ask").ShouldBeCompleted();
    }

    [Fact]
    public void Activate_WhereAnEventSubProcessInterrupted_RunsBesideIt()
    {
        Bench bench = Bench.Of(
            Begin() + User("weigh") + EventSub("late", Begin("s3", OnMessage) + User("ask") + Path("s3", "ask")) + Path("s", "weigh")).Begin(("key", FeelValue.Of("k"))).Answer("s3").ShouldWaitAt("ask");

        bench.Send(new ModifyInstance([new ActivateElement("weigh")], "weighed after all")).ShouldWaitAt("ask", "weigh");
        bench.Answer("ask").ShouldWaitAt("weigh");
        bench.Answer("weigh").ShouldBeCompleted();
    }

    [Fact]
    public void Activate_StartEventOrEventBehindAGateway_BeginsThere()
    {
        Bench bench = Bench.Of(
            Begin() + User("weigh") + Gateway("eventBased", "g") + Catch("paid", OnMessage) + Catch("late", OnTimer("P1D")) + User("send") + Path("s", "weigh", "g", "paid", "send") + Path("g", "late"))
            .Begin(("key", FeelValue.Of("k")));

        bench.Send(new ModifyInstance([new ActivateElement("s"), new ActivateElement("paid")], "once more")).ShouldWaitAt("paid", "weigh", "weigh");

        bench.Answer("paid").ShouldWaitAt("send", "weigh", "weigh");
    }

    [Fact]
    public void Activate_InWhatIsNotAroundIt_IsRefused()
    {
        Bench bench = Bench.Of(Parcel).Begin().Answer("weigh");

        bench.Send(new ModifyInstance([new ActivateElement("send", Element(bench, "parcel").Id)], "try")).Rejection!.Code.ShouldBe("BPMN-215");
        bench.Send(new ModifyInstance([new ActivateElement("seal", Element(bench, "pack").Id)], "try")).Rejection!.Code.ShouldBe("BPMN-215");
        bench.ShouldWaitAt("pack");
    }

    [Fact]
    public void Activate_InAScopeThatHasNotBegun_IsRefused()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("parcel", Begin("s2") + User("pack") + User("seal") + Path("s2", "pack", "seal")) + Boundary("lost", "parcel", OnMessage) + Path("s", "parcel")).Begin();
        bench.ShouldHaveIncident("BPMN-102");

        bench.Send(new ModifyInstance([new ActivateElement("seal", Element(bench, "parcel").Id)], "try")).Rejection!.Code.ShouldBe("BPMN-215");

        Incident incident = bench.State.Incidents.ShouldHaveSingleItem();
        bench.Send(new ResolveIncident(incident.Id) { Variables = FeelContext.Of(("key", FeelValue.Of("k"))) }).ShouldWaitAt("lost", "pack");
    }

    [Fact]
    public void Activate_WithVariablesOfNewScopes_TheirEventsReadThem()
    {
        Bench bench = Bench.Of(
            Begin() + User("weigh")
            + Sub("parcel", EventSub("late", Begin("s3", OnMessage)) + Begin("s2") + User("pack") + User("seal") + Path("s2", "pack", "seal"))
            + Path("s", "weigh", "parcel")).Begin(("weight", FeelValue.Of(1)));
        ActivateElement seal = new("seal")
        {
            Variables = new Dictionary<string, FeelContext>
            {
                ["p"] = FeelContext.Of(("weight", FeelValue.Of(2))),
                ["parcel"] = FeelContext.Of(("key", FeelValue.Of("k"))),
                ["seal"] = FeelContext.Of(("colour", FeelValue.Of("red"))),
            },
        };

        bench.Send(new ModifyInstance([new ActivateElement("seal")], "without")).Rejection!.Code.ShouldBe("BPMN-212");
        bench.Send(new ModifyInstance([seal, Without(bench, "weigh")], "with")).ShouldWaitAt("seal", "s3");

        bench.WaitAt("s3").CorrelationKey.ShouldBe("k");
        bench.State.Variables.ShouldBe(FeelContext.Of(("weight", FeelValue.Of(2))));
        Element(bench, "seal").Variables.ShouldBe(FeelContext.Of(("colour", FeelValue.Of("red"))));
    }

    [Fact]
    public void Activate_WithVariablesOfAnotherScope_IsRefused()
    {
        Bench bench = Bench.Of(Parcel).Begin();

        bench.Send(new ModifyInstance([new ActivateElement("send") { Variables = new Dictionary<string, FeelContext> { ["parcel"] = FeelContext.Empty } }], "try"))
            .Rejection!.Code.ShouldBe("BPMN-216");
    }

    [Fact]
    public void Migrate_WhoseNewEventCannotBeArmed_IsRefusedAndNothingChanges()
    {
        Bench bench = Bench.Of(Begin() + User("weigh") + Path("s", "weigh")).Begin();
        ProcessModel target = Compile(Begin() + User("weigh") + Boundary("lost", "weigh", OnMessage) + Path("s", "weigh"));

        bench.Send(new MigrateInstance(target, MigrationPlan.SameIds, "new rules")).Rejection!.ShouldSatisfyAllConditions(
            each => each.Code.ShouldBe("BPMN-214"), each => each.Text.ShouldContain("correlation key"));
        bench.State.Incidents.ShouldBeEmpty();

        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Of("k")))));
        bench.Send(new MigrateInstance(target, MigrationPlan.SameIds, "new rules")).ShouldWaitAt("weigh", "lost");
    }

    private static ElementInstance Element(Bench bench, string elementId) => bench.State.Elements.Single(element => element.ElementId == elementId);

    private static TerminateElement Without(Bench bench, string elementId) => new(Element(bench, elementId).Id);
}
