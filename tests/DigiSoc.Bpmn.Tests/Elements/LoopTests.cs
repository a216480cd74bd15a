using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Elements;

public class LoopTests
{
    [Fact]
    public void MultiInstance_Parallel_CollectsOutputsInOrder()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work", Loop("[1, 2, 3]", output: "outputCollection=\"results\" outputElement=\"=item * 10\"")) + End() + Path("s", "work", "e"));

        bench.Begin().ShouldWaitAt("work", "work", "work");
        bench.Answer("work").Answer("work").Answer("work").ShouldBeCompleted();
        bench.State.Variables["results"].ShouldBe(FeelValue.Of(FeelList.Of(FeelValue.Of(10), FeelValue.Of(20), FeelValue.Of(30))));
    }

    [Fact]
    public void MultiInstance_Sequential_BeginsOneAfterTheOther()
    {
        Bench bench = Bench.Of(Begin() + Job("work", Loop("[1, 2]", sequential: true)) + End() + Path("s", "work", "e"));

        bench.Begin().ShouldWaitAt("work");
        bench.Answer("work").ShouldWaitAt("work");
        bench.Answer("work").ShouldBeCompleted();
    }

    [Fact]
    public void MultiInstance_CompletionCondition_EndsTheRest()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work", Loop("[1, 2, 3]", inside: "<bpmn:completionCondition>=numberOfCompletedInstances = 2</bpmn:completionCondition>")) + End() + Path("s", "work", "e"));

        bench.Begin().Answer("work").Answer("work").ShouldBeCompleted();
        bench.Effects.OfType<EndJob>().Count(each => each.Ending == WaitEnding.Canceled).ShouldBe(1);
    }

    [Fact]
    public void MultiInstance_CompletionCondition_SeesTheOutputsSoFar()
    {
        Bench bench = Bench.Of(
            Begin() + User("vote", "", Loop("[1, 2, 3]", output: "outputCollection=\"votes\" outputElement=\"=isFor\"", inside: "<bpmn:completionCondition>=list contains(votes, false)</bpmn:completionCondition>"))
            + End() + Path("s", "vote", "e"));

        bench.Begin().Answer("vote", ("isFor", FeelValue.Of(true))).ShouldWaitAt("vote", "vote");
        bench.Answer("vote", ("isFor", FeelValue.Of(false))).ShouldBeCompleted();
        bench.State.Variables["votes"].ToString().ShouldBe("[true, false, null]");
    }

    [Fact]
    public void MultiInstance_Sequential_RoundSeesTheOutputsOfThoseBefore()
    {
        Bench bench = Bench.Of(
            Begin() + User("work", "<zeebe:ioMapping><zeebe:input source=\"=results\" target=\"before\"/></zeebe:ioMapping>", Loop("[1, 2]", sequential: true, output: "outputCollection=\"results\" outputElement=\"=done\""))
            + End() + Path("s", "work", "e"));

        bench.Begin().Answer("work", ("done", FeelValue.Of(7)));

        bench.State.Elements[^1].Variables["before"].ToString().ShouldBe("[7, null]");
    }

    /// <summary>The variable that <c>outputElement</c> names is each round's own: rounds that run at once do not overwrite one another, and it is gone with them.</summary>
    [Theory]
    [InlineData("=verdict", "[\"yes\", \"no\"]")]
    [InlineData("=verdict.short", "[\"y\", \"n\"]")]
    public void MultiInstance_OutputElementThatIsAVariable_BelongsToItsRound(string outputElement, string expected)
    {
        Bench bench = Bench.Of(
            Begin() + Sub("each", Begin("s1") + User("ask") + User("check") + Path("s1", "ask", "check") + Loop("[1, 2]", output: $"outputCollection=\"verdicts\" outputElement=\"{outputElement}\""))
            + End() + Path("s", "each", "e"));
        FeelValue yes = outputElement == "=verdict" ? FeelValue.Of("yes") : FeelValue.Of(FeelContext.Of(("short", FeelValue.Of("y"))));
        FeelValue no = outputElement == "=verdict" ? FeelValue.Of("no") : FeelValue.Of(FeelContext.Of(("short", FeelValue.Of("n"))));

        bench.Begin().Answer("ask", ("verdict", yes)).Answer("ask", ("verdict", no)).Answer("check").Answer("check").ShouldBeCompleted();

        bench.State.Variables["verdicts"].ToString().ShouldBe(expected);
        bench.State.Variables.ContainsKey("verdict").ShouldBeFalse();
    }

    [Fact]
    public void MultiInstance_OutputMappingToItsOutputElement_IsCollected()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work", Loop("[1, 2]", output: "outputCollection=\"sums\" outputElement=\"=sum\"")).Replace("<zeebe:taskDefinition", "<zeebe:ioMapping><zeebe:output source=\"=item + found\" target=\"sum\"/><zeebe:output source=\"=item\" target=\"last\"/></zeebe:ioMapping><zeebe:taskDefinition", StringComparison.Ordinal)
            + End() + Path("s", "work", "e"));

        bench.Begin().Answer("work", ("found", FeelValue.Of(10))).Answer("work", ("found", FeelValue.Of(20))).ShouldBeCompleted();

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{last: 2, sums: [11, 22]}");
    }

    [Fact]
    public void MultiInstance_ConditionMendedAfterAnIncident_WritesOutputsOnce()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work", Loop("[1]", inside: "<bpmn:completionCondition>=stop</bpmn:completionCondition>"))
                .Replace("<zeebe:taskDefinition", "<zeebe:ioMapping><zeebe:output source=\"=count + 1\" target=\"count\"/></zeebe:ioMapping><zeebe:taskDefinition", StringComparison.Ordinal)
            + End() + Path("s", "work", "e"));
        Incident incident = bench.Begin(("count", FeelValue.Of(0))).Answer("work").ShouldHaveIncident("BPMN-101");

        bench.Send(new ResolveIncident(incident.Id) { Variables = FeelContext.Of(("stop", FeelValue.Of(true))) }).ShouldBeCompleted();

        bench.State.Variables["count"].ShouldBe(FeelValue.Of(1));
    }

    [Fact]
    public void MultiInstance_OutputElementThatIsItsInputOrItsCounter_IsNotCleared()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work", Loop("[7]", output: "outputCollection=\"same\" outputElement=\"=item\"")) + Job("count", Loop("[7]", output: "outputCollection=\"counted\" outputElement=\"=loopCounter\"")) + End() + Path("s", "work", "count", "e"));

        bench.Begin().Answer("work").Answer("count").ShouldBeCompleted();

        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{same: [7], counted: [1]}");
    }

    [Fact]
    public void MultiInstance_InALoop_CollectsForEachRoundAround()
    {
        Bench bench = Bench.Of(
            Begin() + Sub("each", Begin("s1") + User("ask", "", Loop("[1, 2]", output: "outputCollection=\"inner\" outputElement=\"=answer\"")) + User("check") + Path("s1", "ask", "check")
                + Loop("[1, 2]", element: "case", output: "outputCollection=\"outer\" outputElement=\"=inner\"")) + End() + Path("s", "each", "e")).Begin();

        for (int i = 1; i <= 4; i++)
        {
            bench.Answer("ask", ("answer", FeelValue.Of(i)));
        }

        bench.Answer("check").Answer("check").ShouldBeCompleted();
        FeelValue.Of(bench.State.Variables).ToString().ShouldBe("{outer: [[1, 2], [3, 4]]}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MultiInstance_Round_SeesHowManyThereAre(bool sequential)
    {
        Bench bench = Bench.Of(
            Begin() + Sub("each", Begin("s1") + Gateway("exclusive", "isLast", "default=\"isLast-usual\"") + User("last") + User("usual")
                + Path("s1", "isLast", "usual") + Flow("isLast", "last", "loopCounter = numberOfInstances and numberOfActiveInstances > 0") + Loop("[1, 2]", sequential))
            + End() + Path("s", "each", "e"));

        bench.Begin().Answer("usual").Answer("last").ShouldBeCompleted();
        bench.State.Variables.Count.ShouldBe(0);
    }

    [Fact]
    public void MultiInstance_ConditionOnItsBorder_SeesTheRoundsDone()
    {
        Bench bench = Bench.Of(
            Begin() + User("work", "", Loop("[1, 2, 3]")) + Boundary("two", "work", OnCondition("numberOfCompletedInstances = 2"), interrupting: false) + User("tell")
            + Path("s", "work") + Path("two", "tell"));

        bench.Begin().Answer("work").ShouldWaitAt("work", "work", "two");
        bench.Answer("work").ShouldWaitAt("work", "two", "tell");
    }

    [Fact]
    public void MultiInstance_RoundEndedByHand_IsCountedAsTerminated()
    {
        Bench bench = Bench.Of(
            Begin() + User("work", "", Loop("[1, 2, 3]", inside: "<bpmn:completionCondition>=numberOfTerminatedInstances = 1 and numberOfActiveInstances = 1</bpmn:completionCondition>"))
            + End() + Path("s", "work", "e")).Begin();

        bench.Send(new ModifyInstance([new TerminateElement(bench.WaitAt("work").ElementInstanceId)], "not needed")).ShouldWaitAt("work", "work");
        bench.Answer("work").ShouldBeCompleted();
    }

    [Fact]
    public void StandardLoop_Maximum_EndsIt()
    {
        Bench bench = Bench.Of(Begin() + Job("work", "<bpmn:standardLoopCharacteristics loopMaximum=\"2\"/>") + End() + Path("s", "work", "e"));

        bench.Begin().Answer("work").Answer("work").ShouldBeCompleted();
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void StandardLoop_ConditionFalseFromTheStart_RunsOnlyWhenTestedAfter(bool before, int rounds)
    {
        Bench bench = Bench.Of(
            Begin() + Script("work", "done + 1", "done").Replace("</bpmn:script", $"<bpmn:standardLoopCharacteristics testBefore=\"{(before ? "true" : "false")}\"><bpmn:loopCondition>=false</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:script", StringComparison.Ordinal)
            + End() + Path("s", "work", "e"));

        bench.Begin(("done", FeelValue.Of(0))).ShouldBeCompleted();

        bench.State.Variables["done"].ShouldBe(FeelValue.Of(rounds));
    }

    /// <summary>At each test loopCounter is the count of rounds done: none before the first.</summary>
    [Theory]
    [InlineData(true, 0, 0)]
    [InlineData(true, 2, 2)]
    [InlineData(false, 0, 1)]
    [InlineData(false, 2, 2)]
    public void StandardLoop_ConditionOnItsCounter_CountsTheRoundsDone(bool before, int bound, int rounds)
    {
        string loop = $"<bpmn:standardLoopCharacteristics testBefore=\"{(before ? "true" : "false")}\"><bpmn:loopCondition>=loopCounter &lt; {bound}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>";
        Bench bench = Bench.Of(Begin() + User("a", "", loop) + End() + Path("s", "a", "e")).Begin();

        for (int round = 0; round < rounds; round++)
        {
            bench.Answer("a");
        }

        bench.ShouldBeCompleted();
        bench.State.Variables.ContainsKey("loopCounter").ShouldBeFalse();
    }

    [Fact]
    public void MultiInstance_Cardinality_CountsRounds()
    {
        Bench bench = Bench.Of(Begin() + Job("work", "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=n</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>") + Path("s", "work"));

        bench.Begin(("n", FeelValue.Of(3))).ShouldWaitAt("work", "work", "work");

        bench.Effects.OfType<CreateJob>().Select(job => job.Variables["loopCounter"]).ShouldBe([FeelValue.Of(1), FeelValue.Of(2), FeelValue.Of(3)]);
    }

    [Fact]
    public void MultiInstance_EmptyCollection_IsThroughAtOnce()
    {
        Bench bench = Bench.Of(Begin() + Job("work", Loop("[]", output: "outputCollection=\"results\" outputElement=\"=item\"")) + End() + Path("s", "work", "e"));

        bench.Begin().ShouldBeCompleted();

        bench.State.Variables["results"].ShouldBe(FeelValue.Of(FeelList.Empty));
    }

    [Fact]
    public void MultiInstance_NoCollection_IsAnIncident() =>
        Bench.Of(Begin() + Job("work", Loop("missing")) + Path("s", "work")).Begin().ShouldHaveIncident("BPMN-110");

    [Fact]
    public void MultiInstance_BpmnLoopData_ReadsAndWritesTheDataObjects()
    {
        Bench bench = Bench.Of(
            "<bpmn:dataObject id=\"all\"/><bpmn:dataObject id=\"sums\"/>" + Begin()
            + Job("work", "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\"><bpmn:loopDataInputRef>all</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>sums</bpmn:loopDataOutputRef><bpmn:inputDataItem id=\"one\"/><bpmn:outputDataItem id=\"sum\"/></bpmn:multiInstanceLoopCharacteristics>")
            + End() + Path("s", "work", "e"));

        bench.Begin(("all", FeelValue.Of(FeelList.Of(FeelValue.Of(4), FeelValue.Of(5)))));
        bench.Effects.OfType<CreateJob>().Single().Variables["one"].ShouldBe(FeelValue.Of(4));
        bench.Answer("work", ("sum", FeelValue.Of(40))).Answer("work", ("sum", FeelValue.Of(50))).ShouldBeCompleted();

        bench.State.Variables["sums"].ToString().ShouldBe("[40, 50]");
    }

    [Fact]
    public void MultiInstance_BoundaryEvent_BelongsToTheWholeLoop()
    {
        Bench bench = Bench.Of(Begin() + Job("work", Loop("[1, 2]")) + Boundary("b", "work", OnTimer("P1D")) + User("late") + Path("s", "work") + Path("b", "late"));

        bench.Begin().ShouldWaitAt("work", "work", "b");
        bench.Answer("b").ShouldWaitAt("late");
    }

    [Fact]
    public void Loop_ManyRounds_KeepsTheStateFlat()
    {
        Bench bench = Bench.Of(Begin() + Gateway("exclusive", "h") + Job("work") + Path("s", "h", "work", "h")).Begin();
        int size = bench.State.Serialize().Length;

        for (int i = 0; i < 500; i++)
        {
            bench.Answer("work");
        }

        (bench.State.Serialize().Length - size).ShouldBeLessThan(16);
    }

    [Fact]
    public void Loop_WithoutAnyWait_IsPutOffInsteadOfRunningForever()
    {
        Bench bench = Bench.Of(
            Begin() + Gateway("exclusive", "h") + "<bpmn:task id=\"t\"/>" + Gateway("exclusive", "x", "default=\"x-h\"") + End() + Path("s", "h", "t", "x", "h") + Flow("x", "e", "false"));

        bench.Begin();

        bench.State.Waits.ShouldHaveSingleItem().Kind.ShouldBe(WaitKind.Continuation);
    }
}
