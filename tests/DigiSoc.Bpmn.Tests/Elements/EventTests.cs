using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class EventTests
{
    [Fact]
    public void BoundaryTimer_Interrupting_EndsItsActivity()
    {
        Bench bench = Bench.Of(Begin() + User("ask") + Boundary("late", "ask", OnTimer("P1D")) + User("remind") + End() + Path("s", "ask", "e") + Path("late", "remind", "e"));

        bench.Begin();
        bench.WaitAt("late").DueAt.ShouldBe(Bench.Start.AddDays(1));
        bench.Answer("late").ShouldWaitAt("remind");
        bench.Effects.OfType<EndUserTask>().Single().Ending.ShouldBe(WaitEnding.Canceled);
    }

    /// <summary>Forms of ISO 8601 and of Java that Camunda 8's documentation shows; the clock stands at 2026-03-02T09:00Z.</summary>
    [Theory]
    [InlineData("timeDate", "2026-03-03T08:09:40+02:00[Europe/Riga]", "2026-03-03T06:09:40Z")]
    [InlineData("timeDate", "2026-03-03T08:09:40Z[UTC]", "2026-03-03T08:09:40Z")]
    [InlineData("timeDuration", "P2W", "2026-03-16T09:00:00Z")]
    [InlineData("timeDuration", "P1W2DT3H", "2026-03-11T12:00:00Z")]
    [InlineData("timeDuration", "P1M1W", "2026-04-09T08:00:00Z")] // summer time began in Riga
    [InlineData("timeCycle", "R/P1W", "2026-03-09T09:00:00Z")]
    public void CatchTimer_FormsOfIso8601_AreRead(string kind, string value, string due)
    {
        string unused = kind == "timeDate" ? "timeCycle" : "timeDate";
        Bench bench = Bench.Of(Begin() + Catch("c", $"<bpmn:timerEventDefinition><bpmn:{unused}> </bpmn:{unused}><bpmn:{kind}>{value}</bpmn:{kind}></bpmn:timerEventDefinition>") + Path("s", "c"));

        bench.Begin().WaitAt("c").DueAt.ShouldBe(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("P1W1W")]
    [InlineData("PW")]
    [InlineData("P1WT")]
    public void CatchTimer_NoDuration_IsRefused(string value) =>
        TryCompile(Begin() + Catch("c", OnTimer(value)) + Path("s", "c")).Diagnostics.ShouldContain(each => each.Code == "BPMN-022");

    [Fact]
    public void BoundaryTimer_CycleNotInterrupting_FiresAsOftenAsSaid()
    {
        Bench bench = Bench.Of(Begin() + User("ask") + Boundary("late", "ask", OnCycle("R2/P1D"), interrupting: false) + User("remind") + End() + Path("s", "ask", "e") + Path("late", "remind", "e"));

        bench.Begin().Answer("late").ShouldWaitAt("ask", "late", "remind");
        bench.WaitAt("late").DueAt.ShouldBe(Bench.Start.AddDays(2));
        bench.Answer("late").ShouldWaitAt("ask", "remind", "remind");
    }

    /// <summary>Days and months of a cycle are those of the calendar in Riga, where the clocks go forward on March 29.</summary>
    [Theory]
    [InlineData("R4/P1M", "2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z 2026-03-31T07:00:00Z 2026-04-30T07:00:00Z 2026-05-31T07:00:00Z")]
    [InlineData("R3/P1D", "2026-03-27T07:00:00Z", "2026-03-28T07:00:00Z 2026-03-29T06:00:00Z 2026-03-30T06:00:00Z")]
    [InlineData("R2/PT24H", "2026-03-28T07:00:00Z", "2026-03-29T07:00:00Z 2026-03-30T07:00:00Z")]
    [InlineData("R2/P1Y", "2024-02-29T08:00:00Z", "2025-02-28T08:00:00Z 2026-02-28T08:00:00Z")]
    [InlineData("R/P1W", "2026-03-27T07:00:00Z", "2026-04-03T06:00:00Z 2026-04-10T06:00:00Z")]
    [InlineData("R2/2026-05-31T12:00/P1M", "2026-01-01T00:00:00Z", "2026-05-31T09:00:00Z 2026-06-30T09:00:00Z")]
    public void Cycle_DaysAndMonths_AreThoseOfTheCalendar(string cycle, string begun, string firings)
    {
        Bench bench = Bench.Of(Begin() + User("ask") + Boundary("late", "ask", OnCycle(cycle), interrupting: false) + User("remind") + Path("s", "ask") + Path("late", "remind"));
        bench.Now = At(begun);
        bench.Begin();

        foreach (string firing in firings.Split(' '))
        {
            bench.WaitAt("late").DueAt.ShouldBe(At(firing));
            bench.Answer("late");
        }
    }

    [Fact]
    public void Cycle_EndlessAndMissed_GoesOnWithTheNextToCome()
    {
        Bench bench = Bench.Of(Begin() + User("ask") + Boundary("late", "ask", OnCycle("R/P1M"), interrupting: false) + User("remind") + Path("s", "ask") + Path("late", "remind"));

        bench.Now = At("2026-01-31T08:00:00Z");
        bench.Begin();
        bench.Now = At("2026-07-01T00:00:00Z");
        bench.Answer("late").WaitAt("late").DueAt.ShouldBe(At("2026-07-31T07:00:00Z"));
    }

    [Theory]
    [InlineData("P1D", "2026-03-29T06:00:00Z")]
    [InlineData("PT24H", "2026-03-29T07:00:00Z")]
    public void CatchTimer_DayAcrossSummerTime_IsADayOfTheCalendar(string duration, string due)
    {
        Bench bench = Bench.Of(Begin() + Catch("c", OnTimer(duration)) + Path("s", "c"));

        bench.Now = At("2026-03-28T07:00:00Z");
        bench.Begin().WaitAt("c").DueAt.ShouldBe(At(due));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void BoundaryError_MatchingCode_IsCaughtBeforeCatchAll()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work") + Boundary("any", "work", OnAnyError) + Boundary("named", "work", OnError) + User("a") + User("b")
            + Path("s", "work") + Path("any", "a") + Path("named", "b"));

        bench.Begin().Throw("work", "refused").ShouldWaitAt("b");
    }

    [Fact]
    public void ErrorEnd_Uncaught_IsAnIncidentOrEndsTheChild()
    {
        string content = Begin() + End("e", OnError) + Path("s", "e");
        Bench.Of(content).Begin().ShouldHaveIncident("BPMN-107");

        Bench called = Bench.Of(content).Send(new StartInstance(FeelContext.Empty, null, Called: true));

        called.State.Status.ShouldBe(InstanceStatus.Failed);
        called.Effects.OfType<EndInstance>().Single().ErrorCode.ShouldBe("refused");
    }

    // What is done in it already is not thrown away for an error that only a person can mend.
    [Fact]
    public void ErrorOfACalledInstance_NoCallerCatches_IsAnIncidentWhereItWasThrown()
    {
        ProcessModel model = Compile(Begin() + Gateway("parallel", "f") + Job("work") + User("ask") + Path("s", "f", "work") + Path("f", "ask"));
        InstanceState begun = Interpreter.Advance(model, InstanceState.New, new StartInstance(FeelContext.Empty, null, Called: true), Bench.Start).State;
        ThrowError thrown = new(begun.Waits.Single(wait => wait.ElementId == "work").Id, "refused", "no", FeelContext.Empty);

        AdvanceResult caught = Interpreter.Advance(model, begun, thrown, Bench.Start, code => code == "refused");
        AdvanceResult uncaught = Interpreter.Advance(model, begun, thrown, Bench.Start, code => code != "refused");

        caught.State.Status.ShouldBe(InstanceStatus.Failed);
        uncaught.State.Waits.ShouldHaveSingleItem().ElementId.ShouldBe("ask");
        uncaught.State.Incidents.ShouldHaveSingleItem().ShouldSatisfyAllConditions(each => each.Code.ShouldBe("BPMN-107"), each => each.ElementId.ShouldBe("work"));
    }

    [Theory]
    [InlineData("refused", true)]
    [InlineData("other", false)]
    public void Catches_ErrorOfACallActivity_LooksOutwardsAndChangesNothing(string code, bool isCaught)
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + "<bpmn:callActivity id=\"call\" calledElement=\"child\"/>" + Path("s2", "call")) + Boundary("b", "sub", OnError) + Path("s", "sub")).Begin();
        byte[] before = bench.State.Serialize();

        Interpreter.Catches(bench.Model, bench.State, bench.WaitAt("call").Id, code).ShouldBe(isCaught);
        Interpreter.Catches(bench.Model, bench.State, 99, code).ShouldBeFalse();
        bench.State.Serialize().ShouldBe(before);
    }

    [Fact]
    public void EscalationThrow_BoundaryNotInterrupting_BothGoOn()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + Throw("x", OnEscalation) + User("a") + Path("s2", "x", "a"))
            + Boundary("b", "sub", OnEscalation, interrupting: false) + User("c") + Path("s", "sub") + Path("b", "c"));

        bench.Begin().ShouldWaitAt("a", "c");
    }

    [Fact]
    public void EventSubProcess_MessageInterrupting_EndsItsScope()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + EventSub("aside", Begin("s2", OnMessage) + User("b") + Path("s2", "b")) + Path("s", "a"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("a", "s2");
        bench.Answer("s2").ShouldWaitAt("b");
        bench.Answer("b").ShouldBeCompleted();
    }

    [Fact]
    public void EventSubProcess_TimerNotInterrupting_RunsBeside()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + EventSub("aside", Begin("s2", OnTimer("P1D"), "isInterrupting=\"false\"") + User("b") + Path("s2", "b")) + Path("s", "a"));

        bench.Begin().Answer("s2").ShouldWaitAt("a", "b");
    }

    [Fact]
    public void CatchEvent_ParallelMultiple_WaitsForAll()
    {
        Bench bench = Bench.Of(Begin() + Catch("c", OnMessage + OnSignal, "parallelMultiple=\"true\"") + End() + Path("s", "c", "e"));

        bench.Begin(("key", FeelValue.Of("k"))).ShouldWaitAt("c", "c");
        bench.Answer("c").ShouldWaitAt("c");
        bench.Answer("c").ShouldBeCompleted();
    }

    [Fact]
    public void CatchEvent_ParallelMultipleWithOutputMapping_KeepsWhatTheFirstBringsUntilTheLast()
    {
        Bench bench = Bench.Of(
            Begin() + Catch("c", Mapped("output", "amount", "got") + OnMessage + OnSignal, "parallelMultiple=\"true\"") + User("u") + Path("s", "c", "u"));

        bench.Begin(("key", FeelValue.Of("k")), ("amount", FeelValue.Of(1))).Answer("c", ("amount", FeelValue.Of(5))).Answer("c").ShouldWaitAt("u");

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{key: \"k\", amount: 1, got: 5}");
    }

    /// <summary>What comes with a boundary event is not the activity's: it has variables of its own to work with.</summary>
    [Fact]
    public void BoundaryEvent_ParallelMultiple_LeavesTheVariablesOfItsActivityAlone()
    {
        Bench bench = Bench.Of(
            Begin() + User("a", "<zeebe:ioMapping><zeebe:input source=\"=1\" target=\"amount\"/></zeebe:ioMapping>")
            + "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\" parallelMultiple=\"true\">" + OnMessage + OnSignal + "</bpmn:boundaryEvent>" + User("u") + Path("s", "a") + Path("b", "u"));

        bench.Begin(("key", FeelValue.Of("k"))).Answer("b", ("amount", FeelValue.Of(5)));

        bench.State.Elements.Single(each => each.ElementId == "a").Variables["amount"].ShouldBe(FeelValue.Of(1));
        bench.State.Variables["amount"].ShouldBe(FeelValue.Of(5));
    }

    [Fact]
    public void CatchEvent_Condition_FiresWhenVariablesMakeItTrue()
    {
        Bench bench = Bench.Of(Begin() + Catch("c", OnCondition("ready = true")) + End() + Path("s", "c", "e")).Begin();

        bench.ShouldWaitAt("c");
        bench.Send(new SetVariables(0, FeelContext.Of(("ready", FeelValue.Of(true))))).ShouldBeCompleted();
    }

    // Null may become true yet. A text never does, and nobody would see why nothing happens.
    [Fact]
    public void CatchEvent_ConditionThatIsNoCondition_IsAnIncidentUntilAVariableMendsIt()
    {
        Bench bench = Bench.Of(Begin() + Catch("c", OnCondition("ready")) + End() + Path("s", "c", "e")).Begin();
        bench.ShouldWaitAt("c").State.Incidents.ShouldBeEmpty();

        Set(FeelValue.Of("yes")).ShouldHaveIncident("BPMN-113").ElementId.ShouldBe("c");
        Set(FeelValue.Of("no")).State.Incidents.Count.ShouldBe(1);
        Set(FeelValue.Of(false)).State.Incidents.ShouldBeEmpty();
        Set(FeelValue.Of(true)).ShouldBeCompleted();

        Bench Set(FeelValue ready) => bench.Send(new SetVariables(0, FeelContext.Of(("ready", ready))));
    }

    [Theory]
    [InlineData("boundary", "b")]
    [InlineData("event sub-process", "es")]
    [InlineData("gateway", "c")]
    public void Condition_ThatIsNoCondition_TriedAgain_WaitsOn(string place, string elementId)
    {
        Bench bench = Bench.Of(Begin() + place switch
        {
            "boundary" => User("a") + Boundary("b", "a", OnCondition("ready")) + Path("s", "a"),
            "gateway" => Gateway("eventBased", "g") + Catch("c", OnCondition("ready")) + Catch("a", OnSignal) + Path("s", "g", "c") + Path("g", "a"),
            _ => User("a") + Path("s", "a") + EventSub("aside", Begin("es", OnCondition("ready")) + End() + Path("es", "e")),
        }).Begin(("ready", FeelValue.Of(7)));
        bench.ShouldWaitAt("a", elementId);

        bench.Send(new ResolveIncident(bench.ShouldHaveIncident("BPMN-113").Id)).ShouldWaitAt("a", elementId);
        bench.ShouldHaveIncident("BPMN-113").ElementId.ShouldBe(elementId);
        bench.Answer("a").State.Incidents.ShouldBeEmpty();
        bench.ShouldBeCompleted();
    }

    [Theory]
    [InlineData("7", "7", true)]
    [InlineData("7", "1", false)]
    public void Condition_IsLookedAtWhenTokensRest_BeforeTheScopeEnds(string first, string last, bool interrupts)
    {
        Bench bench = Bench.Of(
            Begin() + Script("one", first, "x") + Script("two", last, "x") + End() + Path("s", "one", "two", "e")
            + EventSub("aside", Begin("high", OnCondition("x > 5")) + User("look") + Path("high", "look"))).Begin();

        bench.ShouldWaitAt(interrupts ? ["look"] : []);
    }

    // The ends say which event they mean (10.5.5); a name joins those that do not.
    [Theory]
    [InlineData("<bpmn:target>caught</bpmn:target>", "")]
    [InlineData("", "<bpmn:source>thrown</bpmn:source>")]
    public void LinkEvents_JoinedByTargetOrSource_NeedNoCommonName(string target, string source)
    {
        Bench bench = Bench.Of(
            Begin() + Throw("t", $"<bpmn:linkEventDefinition id=\"thrown\" name=\"out\">{target}</bpmn:linkEventDefinition>")
            + Catch("c", $"<bpmn:linkEventDefinition id=\"caught\" name=\"in\">{source}</bpmn:linkEventDefinition>")
            + Catch("other", Link("out")) + User("a") + User("b") + Path("s", "t") + Path("c", "a") + Path("other", "b"));

        bench.Begin().ShouldWaitAt("a");
    }

    [Fact]
    public void Message_KnownByItsOperation_IsTheOneThatTheOperationTakesIn()
    {
        Bench bench = Bench.Of(
            Begin() + Throw("t", "<bpmn:messageEventDefinition><bpmn:operationRef>O</bpmn:operationRef></bpmn:messageEventDefinition>")
            + "<bpmn:receiveTask id=\"r\" operationRef=\"O\"/>" + Catch("c", "<bpmn:messageEventDefinition><bpmn:operationRef>O</bpmn:operationRef></bpmn:messageEventDefinition>")
            + End() + Path("s", "t", "r", "c", "e"),
            "<bpmn:interface id=\"I\"><bpmn:operation id=\"O\" name=\"ask\"><bpmn:inMessageRef>M</bpmn:inMessageRef></bpmn:operation></bpmn:interface>");

        bench.Begin(("key", FeelValue.Of("k"))).Answer("r").Answer("c").ShouldBeCompleted();

        bench.Effects.OfType<PublishMessage>().Single().Name.ShouldBe("answer");
        bench.Effects.OfType<OpenMessageSubscription>().Select(each => (each.Name, each.CorrelationKey)).ShouldBe([("answer", "k"), ("answer", "k")]);
    }

    [Fact]
    public void LinkEvents_LeadFromThrowToCatch()
    {
        Bench bench = Bench.Of(Begin() + Throw("t", Link("l")) + Catch("c", Link("l")) + User("a") + Path("s", "t") + Path("c", "a"));

        bench.Begin().ShouldWaitAt("a");
    }

    [Fact]
    public void TerminateEnd_EndsItsScopeOnly()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("sub", Begin("s2") + Gateway("parallel", "f") + User("a") + End("t", Terminate) + Path("s2", "f", "a") + Path("f", "t")) + User("after") + Path("s", "sub", "after"));

        bench.Begin().ShouldWaitAt("after");
    }

    [Fact]
    public void CompensationThrow_UndoesNewestFirst()
    {
        Bench bench = Bench.Of(
            Begin() + Job("a") + Boundary("ba", "a", OnCompensation) + Job("ua", attributes: "isForCompensation=\"true\"") + Associate("ba", "ua")
            + Job("b") + Boundary("bb", "b", OnCompensation) + Job("ub", attributes: "isForCompensation=\"true\"") + Associate("bb", "ub")
            + Throw("t", OnCompensation) + End() + Path("s", "a", "b", "t", "e"));

        bench.Begin().Answer("a").Answer("b").ShouldWaitAt("ub");
        bench.Answer("ub").ShouldWaitAt("ua");
        bench.Answer("ua").ShouldBeCompleted();
    }

    [Fact]
    public void Transaction_Canceled_UndoesAndLeavesByItsCancelEvent()
    {
        Bench bench = Bench.Of(
            Begin() + "<bpmn:transaction id=\"tx\">" + Begin("s2") + Job("a") + Boundary("ba", "a", OnCompensation) + Job("ua", attributes: "isForCompensation=\"true\"") + Associate("ba", "ua")
            + End("c", OnCancel) + Path("s2", "a", "c") + "</bpmn:transaction>" + Boundary("bc", "tx", OnCancel) + User("after") + Path("s", "tx") + Path("bc", "after"));

        bench.Begin().Answer("a").ShouldWaitAt("ua");
        bench.Answer("ua").ShouldWaitAt("after");
    }

    private static string Mapped(string kind, string source, string target) =>
        $"<bpmn:extensionElements><zeebe:ioMapping><zeebe:{kind} source=\"={source}\" target=\"{target}\"/></zeebe:ioMapping></bpmn:extensionElements>";

    /// <summary>What comes with its trigger goes where it is known, as with every event: to the process, or to a variable of its own.</summary>
    [Theory]
    [InlineData("", "{key: 7, address: \"new\"}")]
    [InlineData("address", "{key: 7, address: \"old\"}")]
    public void EventSubProcess_TriggerBringsVariables_TheyGoWhereTheyAreKnown(string ownVariable, string expected)
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + EventSub("update", (ownVariable.Length > 0 ? Mapped("input", "null", ownVariable) : "") + Begin("told", OnMessage, "isInterrupting=\"false\"") + User("check") + Path("told", "check")) + Path("s", "a"));

        bench.Begin(("key", FeelValue.Of(7)), ("address", FeelValue.Of("old"))).Answer("told", ("address", FeelValue.Of("new"))).Answer("check");

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe(expected);
        bench.Effects.OfType<CreateUserTask>().Last().Variables["address"].ShouldBe(FeelValue.Of("new"));
    }

    [Fact]
    public void EventSubProcess_StartEventWithOutputMappings_HandsOnWhatTheySay()
    {
        Bench bench = Bench.Of(
            Begin() + User("a") + EventSub("update", Begin("told", Mapped("output", "answer.text", "note") + OnMessage, "isInterrupting=\"false\"")) + Path("s", "a"));

        bench.Begin(("key", FeelValue.Of(7))).Answer("told", ("answer", FeelValue.Of(FeelContext.Of(("text", FeelValue.Of("yes")), ("rest", FeelValue.Of("no"))))));

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{key: 7, note: \"yes\"}");
    }

    /// <summary>An event inside waits for a key that only the trigger brings: it is there, and what was brought is not lost when it was missing.</summary>
    [Fact]
    public void EventSubProcess_EventInsideWaitsForWhatTheTriggerBrings_SeesIt()
    {
        string inner = EventSub("inner", Begin("again", "<bpmn:messageEventDefinition messageRef=\"M\"/>") + User("c") + Path("again", "c"));
        Bench bench = Bench.Of(
            Begin() + User("a") + EventSub("outer", Begin("alarm", OnSignal) + User("b") + Path("alarm", "b") + inner) + Path("s", "a"));

        bench.Begin().Answer("alarm", ("key", FeelValue.Of(7))).ShouldWaitAt("b", "again");
        bench.WaitAt("again").CorrelationKey.ShouldBe("7");
    }

    [Fact]
    public void EventSubProcess_EventInsideCannotBeArmed_KeepsWhatTheTriggerBrought()
    {
        string inner = EventSub("inner", Begin("again", OnMessage) + User("c") + Path("again", "c"));
        Bench bench = Bench.Of(
            Begin() + User("a") + EventSub("outer", Begin("alarm", OnSignal) + User("b") + Path("alarm", "b") + inner) + Path("s", "a"));

        Incident incident = bench.Begin().Answer("alarm", ("note", FeelValue.Of("x"))).ShouldHaveIncident("BPMN-102");
        bench.Send(new SetVariables(0, FeelContext.Of(("key", FeelValue.Of(7))))).Send(new ResolveIncident(incident.Id)).ShouldWaitAt("b", "again");

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{key: 7, note: \"x\"}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EventOfAScope_KeyThatItsStartEventWrites_IsArmedWithIt(bool inSubProcess)
    {
        string content = Begin("begin", Mapped("output", "number", "key")) + User("a") + EventSub("told", Begin("t", OnMessage) + User("b") + Path("t", "b")) + Path("begin", "a");
        Bench bench = Bench.Of(inSubProcess ? Begin() + Sub("sub", content) + Boundary("border", "sub", OnMessage2) + User("c") + Path("s", "sub") + Path("border", "c") : content);

        bench.Begin(("number", FeelValue.Of(7)));

        bench.WaitAt("t").CorrelationKey.ShouldBe("7");
        bench.State.Variables["key"].ShouldBe(FeelValue.Of(7));
        (!inSubProcess || bench.WaitAt("border").CorrelationKey == "7").ShouldBeTrue();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("[1, 2]")]
    [InlineData("{a: 1}")]
    public void CatchMessage_KeyThatIsNoText_IsAnIncident(string key)
    {
        Bench bench = Bench.Of(Begin() + Script("set", key, "key") + Catch("c", OnMessage) + Path("s", "set", "c"));

        bench.Begin().ShouldHaveIncident("BPMN-102");
        bench.State.Waits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("date(\"2026-03-02\")", "2026-03-02")]
    public void CatchMessage_KeyOfNumberOrDate_IsItsText(string key, string text)
    {
        Bench bench = Bench.Of(Begin() + Script("set", key, "key") + Catch("c", OnMessage) + Path("s", "set", "c"));

        bench.Begin().WaitAt("c").CorrelationKey.ShouldBe(text);
    }
}
