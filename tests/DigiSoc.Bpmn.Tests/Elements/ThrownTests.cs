using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

/// <summary>Errors, escalations, signals and conditions that reach further than the example of each.</summary>
public class ThrownTests
{
    [Fact]
    public void Escalation_NobodyCatches_IsToldToTheCallerAndGoesOn()
    {
        Bench bench = Bench.Of(Begin() + Throw("x", OnEscalation) + User("after") + Path("s", "x", "after"));

        bench.Send(new StartInstance(FeelContext.Empty, null, Called: true)).ShouldWaitAt("after");

        bench.Effects.OfType<RaiseEscalation>().Single().EscalationCode.ShouldBe("late");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Escalation_OfACalledProcess_IsCaughtAtTheCallActivity(bool interrupting)
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:callActivity id=\"call\" calledElement=\"child\"/>" + Boundary("b", "call", OnEscalation, interrupting) + User("handle") + Path("s", "call") + Path("b", "handle")).Begin();

        bench.Send(new ThrowEscalation(bench.WaitAt("call").Id, "late", FeelContext.Empty));

        bench.ShouldWaitAt(interrupting ? ["handle"] : ["call", "handle"]);
        bench.Effects.OfType<CancelChild>().Count().ShouldBe(interrupting ? 1 : 0);
    }

    [Fact]
    public void Escalation_WithOtherCode_PassesTheCatcher()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + Throw("x", "<bpmn:escalationEventDefinition escalationRef=\"Y\"/>") + User("a") + Path("s2", "x", "a")) + Boundary("b", "sub", OnEscalation) + User("c") + Path("s", "sub") + Path("b", "c"),
            "<bpmn:escalation id=\"Y\" escalationCode=\"early\"/>");

        bench.Begin().ShouldWaitAt("a");
    }

    [Fact]
    public void Error_InsideNestedScopes_GoesToTheNearestThatCatches()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("outer", Begin("s1") + Sub("inner", Begin("s2") + Job("work") + Path("s2", "work")) + Boundary("other", "inner", "<bpmn:errorEventDefinition errorRef=\"E2\"/>") + Path("s1", "inner"))
            + Boundary("caught", "outer", OnError) + User("handle") + Path("s", "outer") + Path("caught", "handle"));

        bench.Begin().Throw("work", "refused", ("why", FeelValue.Of("no"))).ShouldWaitAt("handle");
        bench.State.Variables["why"].ShouldBe(FeelValue.Of("no"));
    }

    [Fact]
    public void Error_CaughtByAnEventSubProcess_EndsItsScopeAndLeavesIt()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + Gateway("parallel", "f") + Job("work") + User("busy") + Path("s2", "f", "work") + Path("f", "busy") + EventSub("aside", Begin("s3", OnError) + User("repair") + Path("s3", "repair"))) + User("after") + Path("s", "sub", "after"));

        bench.Begin().Throw("work", "refused").ShouldWaitAt("repair");
        bench.Answer("repair").ShouldWaitAt("after");
    }

    [Fact]
    public void Error_ThrownAndCaughtByAReferenceToNothing_HasTheReferenceAsCode()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + End("e2", "<bpmn:errorEventDefinition errorRef=\"E404\"/>") + Path("s2", "e2")) + Boundary("b", "sub", "<bpmn:errorEventDefinition errorRef=\"E404\"/>") + User("handle") + Path("s", "sub") + Path("b", "handle"));

        bench.Begin().ShouldWaitAt("handle");
    }

    [Fact]
    public void SignalThrow_ReachesTheHostOnce()
    {
        Bench bench = Bench.Of(Begin() + Throw("t", OnSignal) + End("e", OnSignal) + Path("s", "t", "e")).Begin();

        bench.Effects.OfType<BroadcastSignal>().Select(each => each.Name).ShouldBe(["alarm", "alarm"]);
    }

    [Fact]
    public void CatchEvent_Multiple_GoesOnWithTheFirst()
    {
        Bench bench = Bench.Of(Begin() + Catch("c", OnMessage + OnTimer("P1D")) + End() + Path("s", "c", "e"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("c", "c");
        bench.Send(new FireTimer(bench.State.Waits.Single(wait => wait.Kind == WaitKind.Timer).Id)).ShouldBeCompleted();
        bench.Effects.OfType<CloseSubscription>().ShouldHaveSingleItem();
    }

    [Fact]
    public void BoundaryEvent_ParallelMultiple_WaitsForAllAndThenInterrupts()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + Boundary("b", "a", OnMessage + OnSignal).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal) + User("c") + Path("s", "a") + Path("b", "c"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("a", "b", "b");
        bench.Answer("b").ShouldWaitAt("a", "b");
        bench.Answer("b").ShouldWaitAt("c");
    }

    [Fact]
    public void ThrowEvent_Multiple_ThrowsEach()
    {
        Bench bench = Bench.Of(Begin() + Throw("t", OnSignal + OnMessage + OnEscalation) + End() + Path("s", "t", "e"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldBeCompleted();

        bench.Effects.Where(effect => effect is BroadcastSignal or PublishMessage or RaiseEscalation).Select(effect => effect.GetType().Name)
            .ShouldBe(["BroadcastSignal", "PublishMessage", "RaiseEscalation"]);
    }

    [Fact]
    public void ThrowEvent_MultipleWithAnErrorFirst_ThrowsTheOthersBeforeIt()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + End("t", OnError + OnMessage + OnSignal) + Path("s2", "t")) + Boundary("b", "sub", OnError) + User("handle") + Path("s", "sub") + Path("b", "handle"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("handle");

        bench.History.OfType<EventThrown>().Select(each => each.Trigger).ShouldBe(["message", "signal", "error"]);
    }

    [Fact]
    public void ThrowEvent_MultipleWhoseJobFails_IsTriedAgainWithoutThrowingTwice()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:intermediateThrowEvent id=\"t\"><bpmn:extensionElements><zeebe:taskDefinition type=\"send\"/></bpmn:extensionElements>" + OnSignal + "<bpmn:messageEventDefinition/></bpmn:intermediateThrowEvent>"
            + End() + Path("s", "t", "e")).Begin();

        bench.Send(new FailJob(bench.WaitAt("t").Id, "SEND-1", "The post is closed."));
        bench.Send(new ResolveIncident(bench.State.Incidents[0].Id)).Answer("t").ShouldBeCompleted();

        bench.Effects.OfType<BroadcastSignal>().Count().ShouldBe(1);
    }

    [Fact]
    public void BoundaryCondition_NotInterrupting_FiresAgainOnlyAfterItWasFalse()
    {
        Bench bench = Bench.Of(Begin() + User("a") + Boundary("b", "a", OnCondition("x > 5"), interrupting: false) + User("c") + Path("s", "a") + Path("b", "c")).Begin(("x", FeelValue.Of(0)));

        Set(6).ShouldWaitAt("a", "b", "c");
        Set(7).ShouldWaitAt("a", "b", "c");
        Set(1).ShouldWaitAt("a", "b", "c");
        Set(8).ShouldWaitAt("a", "b", "c", "c");

        Bench Set(int x) => bench.Send(new SetVariables(0, FeelContext.Of(("x", FeelValue.Of(x)))));
    }

    [Fact]
    public void EventSubProcess_Condition_InterruptsWhenATaskMakesItTrue()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + User("b") + EventSub("aside", Begin("s2", OnCondition("stop")) + User("c") + Path("s2", "c")) + Path("s", "a", "b")).Begin(("stop", FeelValue.Of(false)));

        bench.Answer("a", ("stop", FeelValue.Of(true))).ShouldWaitAt("c");
    }

    [Fact]
    public void LinkEvents_SeveralThrows_LeadToTheOneCatch()
    {
        Bench bench = Bench.Of(Begin() + Gateway("parallel", "f") + Throw("t1", Link("l")) + Throw("t2", Link("l")) + Catch("c", Link("l")) + User("a") + Path("s", "f", "t1") + Path("f", "t2") + Path("c", "a"));

        bench.Begin().ShouldWaitAt("a", "a");
    }

    [Fact]
    public void InclusiveGateway_NestedInBranches_JoinsInnerBeforeOuter()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("inclusive", "f") + Gateway("inclusive", "fi") + User("a") + User("b") + User("c") + Gateway("inclusive", "ji") + User("mid") + Gateway("inclusive", "j") + User("after")
            + Path("s", "f") + Flow("f", "fi", "true") + Flow("f", "c", "true") + Flow("fi", "a", "true") + Flow("fi", "b", "true") + Path("a", "ji") + Path("b", "ji") + Path("ji", "mid", "j") + Path("c", "j", "after"));

        bench.Begin().ShouldWaitAt("a", "b", "c");
        bench.Answer("c").Answer("a").ShouldWaitAt("b");
        bench.Answer("b").ShouldWaitAt("mid");
        bench.Answer("mid").ShouldWaitAt("after");
    }

    [Fact]
    public void Activity_WithConditionalFlows_TakesEachThatIsTrueOrTheDefault()
    {
        string content = Begin() + Job("work", attributes: "default=\"work-d\"") + User("b") + User("c") + User("d") + Path("s", "work") + Flow("work", "b", "x > 1") + Flow("work", "c", "x > 2") + Flow("work", "d");

        Bench.Of(content).Begin(("x", FeelValue.Of(3))).Answer("work").ShouldWaitAt("b", "c");
        Bench.Of(content).Begin(("x", FeelValue.Of(0))).Answer("work").ShouldWaitAt("d");
    }

    /// <summary>An error that leaves a called process brings what came with it, not what the process knew.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Error_OfACalledProcess_BringsItsOwnVariablesOnly(bool byAJob)
    {
        string end = End("e", OnError).Replace("<bpmn:errorEvent", "<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=&quot;late&quot;\" target=\"reason\"/></zeebe:ioMapping></bpmn:extensionElements><bpmn:errorEvent", StringComparison.Ordinal);
        Bench bench = Bench.Of(Begin() + Job("work") + end + Path("s", "work", "e"));
        bench.Send(new StartInstance(FeelContext.Of(("secret", FeelValue.Of(1))), null, Called: true));

        if (byAJob)
        {
            bench.Throw("work", "refused", ("reason", FeelValue.Of("late")));
        }
        else
        {
            bench.Answer("work");
        }

        EndInstance ended = bench.Effects.OfType<EndInstance>().Single();
        (ended.Outcome, ended.ErrorCode).ShouldBe((InstanceOutcome.Error, "refused"));
        FeelValue.Of(ended.Variables).ToString().ShouldBe("{reason: \"late\"}");
        bench.State.Variables["secret"].ShouldBe(FeelValue.Of(1));
    }

    /// <summary>An event sub-process beside its scope is inside it: what fails there is the scope's to handle. One that interrupted it has taken its place.</summary>
    [Theory]
    [InlineData(false, "repair")]
    [InlineData(true, "outside")]
    public void Error_InAnEventSubProcess_IsCaughtByAnotherWhileTheScopeGoesOn(bool interrupting, string expected)
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + User("a") + Path("s2", "a")
                + EventSub("told", Begin("signaled", OnSignal, $"isInterrupting=\"{(interrupting ? "true" : "false")}\"") + Job("work") + Path("signaled", "work"))
                + EventSub("failed", Begin("caught", OnError) + User("repair") + Path("caught", "repair")))
            + Boundary("border", "sub", OnAnyError) + User("outside") + Path("s", "sub") + Path("border", "outside")).Begin();

        bench.Answer("signaled").Throw("work", "refused").ShouldWaitAt(expected == "repair" ? ["repair"] : [expected]);
    }

    [Fact]
    public void Escalation_InTheEventSubProcessThatCatchesIt_GoesFurtherOut()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + User("a") + Path("s2", "a") + EventSub("late", Begin("caught", OnEscalation, "isInterrupting=\"false\"") + User("remind") + Path("caught", "remind")))
            + Boundary("border", "sub", OnEscalation, interrupting: false) + User("outside") + Path("s", "sub") + Path("border", "outside")).Begin();

        bench.Send(new ThrowEscalation(bench.WaitAt("a").Id, "late", FeelContext.Empty)).ShouldWaitAt("a", "remind");
        bench.Send(new ThrowEscalation(bench.WaitAt("remind").Id, "late", FeelContext.Empty)).ShouldWaitAt("a", "remind", "outside");
    }
}
