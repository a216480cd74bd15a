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
    public void StandardLoop_Maximum_EndsIt()
    {
        Bench bench = Bench.Of(Begin() + Job("work", "<bpmn:standardLoopCharacteristics loopMaximum=\"2\"/>") + End() + Path("s", "work", "e"));

        bench.Begin().Answer("work").Answer("work").ShouldBeCompleted();
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
        Bench bench = Bench.Of(Begin() + Gateway("exclusive", "h") + "<bpmn:task id=\"t\"/>" + Path("s", "h", "t", "h"));

        bench.Begin();

        bench.State.Waits.ShouldHaveSingleItem().Kind.ShouldBe(WaitKind.Continuation);
    }
}
