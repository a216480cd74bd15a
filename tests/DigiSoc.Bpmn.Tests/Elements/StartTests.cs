using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class StartTests
{
    [Fact]
    public void Starts_OfEveryKind_AreTold()
    {
        ProcessModel model = Compile(
            Begin("none") + Begin("message", OnMessage) + Begin("signal", OnSignal) + Begin("timer", OnCycle("R/P1D"))
            + User("a") + Path("none", "a") + Path("message", "a") + Path("signal", "a") + Path("timer", "a"));

        model.Starts.Select(start => (start.ElementId, start.Kind, start.Name)).ShouldBe(
            [("none", StartKind.None, null), ("message", StartKind.Message, "answer"), ("signal", StartKind.Signal, "alarm"), ("timer", StartKind.Timer, null)]);
    }

    [Theory]
    [InlineData("message")]
    [InlineData("signal")]
    public void Start_ByItsTrigger_BeginsThere(string start)
    {
        Bench bench = Bench.Of(Begin("message", OnMessage) + Begin("signal", OnSignal) + User("after-message") + User("after-signal") + Path("message", "after-message") + Path("signal", "after-signal"));

        bench.Send(new StartInstance(FeelContext.Of(("x", FeelValue.Of(1))), start)).ShouldWaitAt($"after-{start}");

        bench.State.Variables["x"].ShouldBe(FeelValue.Of(1));
    }

    [Fact]
    public void Start_WithoutANoneStart_NeedsTheStartNamed()
    {
        Bench bench = Bench.Of(Begin("message", OnMessage));

        bench.Begin().Rejection!.Code.ShouldBe("BPMN-204");
        bench.Send(new StartInstance(FeelContext.Empty, "other")).Rejection!.Code.ShouldBe("BPMN-205");
    }

    [Fact]
    public void NextStart_CountedCycle_EndsAfterItsCount()
    {
        ProcessModel model = Compile(Begin("timer", OnCycle("R2/PT1H")));

        model.FirstStart("timer", Bench.Start).ShouldBe(Bench.Start.AddHours(1));
        model.NextStart("timer", 1, Bench.Start.AddHours(1), Bench.Start).ShouldBe(Bench.Start.AddHours(2));
        model.NextStart("timer", 2, Bench.Start.AddHours(2), Bench.Start).ShouldBeNull();
    }

    [Theory]
    [InlineData("R/P1M", "2026-01-31T07:00:00Z", "2026-02-28T07:00:00Z 2026-03-31T06:00:00Z 2026-04-30T06:00:00Z 2026-05-31T06:00:00Z")]
    [InlineData("R3/2026-01-31T09:00:00/P1M", "2026-01-01T00:00:00Z", "2026-01-31T07:00:00Z 2026-02-28T07:00:00Z 2026-03-31T06:00:00Z never")]
    [InlineData("R2/2026-03-28T09:00:00/P1D", "2026-01-01T00:00:00Z", "2026-03-28T07:00:00Z 2026-03-29T06:00:00Z never")]
    public void NextStart_Calendar_KeepsItsDayAndItsHour(string cycle, string deployed, string firings)
    {
        ProcessModel model = Compile(Begin("timer", OnCycle(cycle)));
        DateTimeOffset deployedAt = At(deployed);

        DateTimeOffset? due = model.FirstStart("timer", deployedAt);
        foreach ((int fired, string expected) in firings.Split(' ').Index())
        {
            due.ShouldBe(expected == "never" ? null : At(expected), $"firing {fired + 1}");
            due = due is { } last ? model.NextStart("timer", fired + 1, last, deployedAt) : null;
        }
    }

    /// <summary>What lies before the deployment begins nothing, however long ago the cycle says it starts; a counted one says how often.</summary>
    [Theory]
    [InlineData("R/2020-01-31T09:00:00/P1M", "2026-02-10T00:00:00Z", "2026-02-28T07:00:00Z")]
    [InlineData("R/2020-01-31T09:00:00/PT1M", "2026-02-10T00:00:30Z", "2026-02-10T00:01:00Z")]
    [InlineData("R2/2026-01-31T09:00:00/P1M", "2026-02-10T00:00:00Z", "2026-01-31T07:00:00Z")]
    public void FirstStart_CycleThatBeganBefore_IsTheNextToCome(string cycle, string deployed, string expected) =>
        Compile(Begin("timer", OnCycle(cycle))).FirstStart("timer", At(deployed)).ShouldBe(At(expected));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void NextStart_Cron_IsInTheZoneOfTheProcess()
    {
        ProcessModel model = Compile(Begin("timer", OnCycle("0 0 9 * * MON-FRI")));

        // Friday noon in Riga; the next is Monday at nine, two hours ahead of UTC in winter.
        model.FirstStart("timer", new DateTimeOffset(2026, 3, 6, 10, 0, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 3, 9, 7, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void EventBasedGateway_ThatBegins_GoesOnFromItsMessage()
    {
        Bench bench = Bench.Of(Gateway("eventBased", "g", "instantiate=\"true\"") + Catch("m1", OnMessage) + Catch("m2", OnMessage2) + User("a") + User("b") + Path("g", "m1", "a") + Path("g", "m2", "b"));

        bench.Model.Starts.Select(start => start.Name).ShouldBe(["answer", "other"]);
        bench.Send(new StartInstance(FeelContext.Empty, "m2")).ShouldWaitAt("b");
    }

    [Fact]
    public void ReceiveTask_ThatBegins_IsDoneAtOnce()
    {
        Bench bench = Bench.Of("<bpmn:receiveTask id=\"r\" instantiate=\"true\" messageRef=\"M\"/>" + User("a") + Path("r", "a"));

        bench.Model.Starts.Single().Name.ShouldBe("answer");
        bench.Send(new StartInstance(FeelContext.Empty, "r")).ShouldWaitAt("a");
    }

    [Fact]
    public void Process_WithoutStartEvents_BeginsWhereNothingComesIn()
    {
        Bench bench = Bench.Of(User("a") + User("b") + User("c") + Path("a", "c"));

        bench.Begin().ShouldWaitAt("a", "b");
    }

    /// <summary>Output mappings of the start event choose what of the message the process keeps.</summary>
    [Fact]
    public void Start_ByAMessageWithOutputMappings_KeepsWhatTheySay()
    {
        const string Mapping = "<bpmn:extensionElements><zeebe:ioMapping><zeebe:output source=\"=person.code\" target=\"key\"/></zeebe:ioMapping></bpmn:extensionElements>";
        Bench bench = Bench.Of(
            Begin("message", Mapping + OnMessage) + User("a") + EventSub("told", Begin("t", OnMessage2) + User("b") + Path("t", "b")) + Path("message", "a"));

        bench.Send(new StartInstance(FeelContext.Of(("person", FeelValue.Of(FeelContext.Of(("code", FeelValue.Of(7)), ("name", FeelValue.Of("Test"))))), ("more", FeelValue.Of(1))), "message"));

        bench.ShouldWaitAt("a", "t");
        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{key: 7}");
        bench.WaitAt("t").CorrelationKey.ShouldBe("7");
    }

    [Fact]
    public void Start_ByAMessageWithOutputMappingsAndAnEventThatCannotBeArmed_KeepsTheMessage()
    {
        const string Mapping = "<bpmn:extensionElements><zeebe:ioMapping><zeebe:output source=\"=note\" target=\"kept\"/></zeebe:ioMapping></bpmn:extensionElements>";
        Bench bench = Bench.Of(
            Begin("message", Mapping + OnMessage) + User("a") + EventSub("told", Begin("t", OnMessage2) + User("b") + Path("t", "b")) + Path("message", "a"));

        Incident incident = bench.Send(new StartInstance(FeelContext.Of(("note", FeelValue.Of("x"))), "message")).ShouldHaveIncident("BPMN-102");
        bench.Send(new ResolveIncident(incident.Id) { Variables = FeelContext.Of(("key", FeelValue.Of(7))) }).ShouldWaitAt("a", "t");

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{key: 7, kept: \"x\"}");
    }
}
