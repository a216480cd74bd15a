using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Dialects.VendorModelTests;

namespace DigiSoc.Bpmn.Tests.Dialects;

/// <summary>Events as Flowable, Activiti and jBPM write them, and what they name by expressions.</summary>
public class VendorEventTests
{
    [Fact]
    public void Message_OfActiviti_HasTheKeyOfItsDefinition()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><intermediateThrowEvent id=\"t\"><messageEventDefinition messageRef=\"m\" activiti:correlationKey=\"${key}\"/></intermediateThrowEvent>"
            + "<intermediateCatchEvent id=\"c\"><messageEventDefinition messageRef=\"m\" activiti:correlationKey=\"${key}\"/></intermediateCatchEvent>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"c\"/>",
            "<message id=\"m\" name=\"paid\"/>");

        bench.Begin(("key", FeelValue.Of("7")));

        bench.Effects.OfType<PublishMessage>().Single().CorrelationKey.ShouldBe("7");
        bench.WaitAt("c").CorrelationKey.ShouldBe("7");
    }

    [Theory]
    [InlineData("<messageEventDefinition activiti:messageExpression=\"${kind}-${'paid'}\"/>")]
    [InlineData("<signalEventDefinition activiti:signalExpression=\"${kind}-paid\"/>")]
    public void NameByAnExpression_IsComputedWhenTheEventWaits(string definition)
    {
        Bench bench = Vendor($"<startEvent id=\"s\"/><intermediateCatchEvent id=\"c\">{definition}</intermediateCatchEvent><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"c\"/>");

        bench.Begin(("kind", FeelValue.Of("bill"))).WaitAt("c").Name.ShouldBe("bill-paid");
    }

    [Fact]
    public void ThrownSignal_OfFlowable_CarriesWhatOutNames()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><endEvent id=\"e\"><extensionElements><activiti:out source=\"a\" target=\"x\"/><activiti:out sourceExpression=\"${a + 1}\" target=\"y\"/></extensionElements><signalEventDefinition signalRef=\"g\"/></endEvent><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/>",
            "<signal id=\"g\" name=\"go\"/>");

        bench.Begin(("a", FeelValue.Of(1)));

        FeelValue.Of(bench.Effects.OfType<BroadcastSignal>().Single().Variables).ToString().ShouldBe("{x: 1, y: 2}");
    }

    [Fact]
    public void Signal_OfJbpmThatIsNotInTheFile_IsItsName()
    {
        Bench bench = Vendor("<startEvent id=\"s\"/><intermediateCatchEvent id=\"c\"><signalEventDefinition signalRef=\"MySignal\"/></intermediateCatchEvent><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"c\"/>");

        bench.Begin().WaitAt("c").Name.ShouldBe("MySignal");
    }

    [Theory]
    [InlineData(1, 2, "first")]
    [InlineData(2, 1, "second")]
    public void ExclusiveGateway_OfJbpm_LooksAtTheSmallestPriorityFirst(int first, int second, string taken)
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><exclusiveGateway id=\"g\"/><userTask id=\"first\"/><userTask id=\"second\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"g\"/>"
            + $"<sequenceFlow id=\"a\" sourceRef=\"g\" targetRef=\"first\" drools:priority=\"{first}\"><conditionExpression>=true</conditionExpression></sequenceFlow>"
            + $"<sequenceFlow id=\"b\" sourceRef=\"g\" targetRef=\"second\" drools:priority=\"{second}\"><conditionExpression>=true</conditionExpression></sequenceFlow>");

        bench.Begin().ShouldWaitAt(taken);
    }

    [Fact]
    public void CallActivity_ThatPassesTheCounterOfItsLoop_CountsFromZero()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><callActivity id=\"t\" calledElement=\"sub\"><extensionElements><activiti:in source=\"loopCounter\" target=\"n\"/></extensionElements><multiInstanceLoopCharacteristics><loopCardinality>${nrOfLoops}</loopCardinality></multiInstanceLoopCharacteristics></callActivity>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin(("nrOfLoops", FeelValue.Of(2)));

        bench.Effects.OfType<StartChild>().Select(each => each.Variables["n"]).ShouldBe([FeelValue.Of(0), FeelValue.Of(1)]);
    }

    [Fact]
    public void TerminateEnd_OfJbpmForTheProcess_EndsItAtItsTopLevel() =>
        Vendor("<startEvent id=\"s\"/><endEvent id=\"e\"><terminateEventDefinition drools:scope=\"process\"/></endEvent><userTask id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"s\" targetRef=\"e\"/>")
            .Begin().ShouldBeCompleted();
}
