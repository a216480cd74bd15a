using System.Globalization;
using DigiSoc.Feel;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Dialects;

/// <summary>Models of Camunda 7, Flowable, Activiti and jBPM, as their own tests write them.</summary>
public class VendorModelTests
{
    internal static Bench Vendor(string content, string extra = "") => new(ProcessModel.Compile(
        Read($"""
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
              xmlns:activiti="http://activiti.org/bpmn" xmlns:drools="http://www.jboss.org/drools" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
              expressionLanguage="http://www.w3.org/1999/XPath" targetNamespace="Examples">{extra}<process id="p">{content}</process></definitions>
            """), "p", ProcessResources.None) is { Model: { } model } ? model : throw new InvalidOperationException("refused"));

    [Theory]
    [InlineData(150, true, "big")]
    [InlineData(150, false, "small")]
    [InlineData(5, true, "small")]
    public void Juel_InConditions_ChoosesTheWay(int amount, bool approved, string expected)
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><exclusiveGateway id=\"g\" default=\"d\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"g\"/>"
            + "<sequenceFlow id=\"c\" sourceRef=\"g\" targetRef=\"big\"><conditionExpression>${amount &gt; 100 &amp;&amp; approved}</conditionExpression></sequenceFlow>"
            + "<sequenceFlow id=\"d\" sourceRef=\"g\" targetRef=\"small\"/><userTask id=\"big\"/><userTask id=\"small\"/>");

        bench.Begin(("amount", FeelValue.Of(amount)), ("approved", FeelValue.Of(approved))).ShouldWaitAt(expected);
    }

    [Theory]
    [InlineData("activiti:class=\"org.acme.Work\"", "org.acme.Work")]
    [InlineData("activiti:delegateExpression=\"${worker}\"", "worker")]
    [InlineData("activiti:type=\"external\" activiti:topic=\"work\"", "work")]
    [InlineData("activiti:type=\"mail\"", "mail")]
    [InlineData("implementation=\"${environment.services.fetch}\"", "fetch")]
    [InlineData("operationRef=\"op\"", "Service.do")]
    public void ServiceTask_OfAnotherEngine_IsAJobOfThatName(string attributes, string type)
    {
        Bench bench = Vendor(
            $"<startEvent id=\"s\"/><serviceTask id=\"t\" {attributes}/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>",
            "<interface id=\"i\" name=\"Service\"><operation id=\"op\" name=\"do\"><inMessageRef>m</inMessageRef></operation></interface>");

        bench.Begin();

        bench.Effects.OfType<CreateJob>().Single().Type.ShouldBe(type);
    }

    [Fact]
    public void Task_WithATaskName_IsAJobOfThatName()
    {
        Bench bench = Vendor("<startEvent id=\"s\"/><task id=\"t\" drools:taskName=\"Log\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin().WaitAt("t").Name.ShouldBe("Log");
    }

    [Fact]
    public void Fields_AreHeadersAndLocalVariables()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><serviceTask id=\"t\" activiti:class=\"Mail\"><extensionElements><activiti:field name=\"to\" stringValue=\"a@b\"/><activiti:field name=\"text\"><activiti:expression>${letter}</activiti:expression></activiti:field></extensionElements></serviceTask><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin(("letter", FeelValue.Of("Dear")));

        CreateJob job = bench.Effects.OfType<CreateJob>().Single();
        job.Headers.ShouldBe([KeyValuePair.Create("to", "a@b")]);
        job.Variables["text"].ShouldBe(FeelValue.Of("Dear"));
    }

    [Fact]
    public void PotentialOwner_InActivitisWords_NamesUsersAndGroups()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><userTask id=\"t\"><potentialOwner><resourceAssignmentExpression><formalExpression>user(kermit), group(management), accountancy</formalExpression></resourceAssignmentExpression></potentialOwner>"
            + "<humanPerformer><resourceAssignmentExpression><formalExpression>${boss}</formalExpression></resourceAssignmentExpression></humanPerformer></userTask><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin(("boss", FeelValue.Of("gonzo")));

        CreateUserTask task = bench.Effects.OfType<CreateUserTask>().Single();
        task.CandidateUsers.ShouldBe(["kermit"]);
        task.CandidateGroups.ShouldBe(["management", "accountancy"]);
        task.Assignee.ShouldBe("gonzo");
    }

    [Fact]
    public void PotentialOwner_ByResourceOrExpression_NamesGroups()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><userTask id=\"t\"><potentialOwner><resourceRef>r</resourceRef></potentialOwner></userTask><userTask id=\"u\"><potentialOwner><resourceAssignmentExpression><formalExpression>=[\"a\", who]</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"s\" targetRef=\"u\"/>",
            "<resource id=\"r\" name=\"office\"/>");

        bench.Begin(("who", FeelValue.Of("b")));

        bench.Effects.OfType<CreateUserTask>().Select(task => string.Join(',', task.CandidateGroups)).ShouldBe(["office", "a,b"]);
    }

    [Fact]
    public void CallActivity_InAndOut_PassOnlyWhatTheySay()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><callActivity id=\"t\" calledElement=\"sub\"><extensionElements><activiti:in source=\"a\" target=\"x\"/><activiti:in sourceExpression=\"${a + 1}\" target=\"y\"/><activiti:out source=\"r\" target=\"result\"/></extensionElements></callActivity><endEvent id=\"e\"/>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"/>");

        bench.Begin(("a", FeelValue.Of(1)), ("secret", FeelValue.Of(2)));
        FeelValue.Of(bench.Effects.OfType<StartChild>().Single().Variables).ToString().ShouldBe("{x: 1, y: 2}");
        bench.Answer("t", ("r", FeelValue.Of(9)), ("other", FeelValue.Of(8))).ShouldBeCompleted();
        bench.State.Variables["result"].ShouldBe(FeelValue.Of(9));
        bench.State.Variables.ContainsKey("other").ShouldBeFalse();
    }

    [Fact]
    public void MultiInstance_OfActiviti_CountsItsOwnNames()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><userTask id=\"t\" activiti:assignee=\"${who}\"><multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef><inputDataItem name=\"who\"/><completionCondition>${nrOfCompletedInstances/nrOfInstances &gt;= 0.5}</completionCondition></multiInstanceLoopCharacteristics></userTask><endEvent id=\"e\"/>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"/>");

        bench.Begin(("people", FeelValue.Of(FeelList.Of(FeelValue.Of("a"), FeelValue.Of("b")))));
        bench.Effects.OfType<CreateUserTask>().Select(task => task.Assignee).ShouldBe(["a", "b"]);
        bench.Answer("t").ShouldBeCompleted();
    }

    [Fact]
    public void InputOutput_OutputParameter_LeavesTheRestAsItWas()
    {
        Bench bench = Bench.Of(
            Begin() + Job("work").Replace("</bpmn:ext", "<camunda:inputOutput><camunda:inputParameter name=\"local\">${a}</camunda:inputParameter><camunda:outputParameter name=\"b\">${result}</camunda:outputParameter></camunda:inputOutput></bpmn:ext", StringComparison.Ordinal)
            + End() + Path("s", "work", "e"));

        bench.Begin(("a", FeelValue.Of(1)));
        bench.Effects.OfType<CreateJob>().Single().Variables["local"].ShouldBe(FeelValue.Of(1));
        bench.Answer("work", ("result", FeelValue.Of(2))).ShouldBeCompleted();
        bench.State.Variables.Keys.Order().ShouldBe(["a", "b", "result"]);
    }

    [Fact]
    public void ExpressionTask_WithFeelMeaning_KeepsItsValue()
    {
        Bench bench = Vendor("<startEvent id=\"s\"/><serviceTask id=\"t\" activiti:expression=\"${a * 2}\" activiti:resultVariableName=\"b\"/><endEvent id=\"e\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"/>");

        bench.Begin(("a", FeelValue.Of(4))).ShouldBeCompleted();

        bench.State.Variables["b"].ShouldBe(FeelValue.Of(8));
    }

    [Fact]
    public void ReceiveTask_WithoutMessage_WaitsForOneOfItsId()
    {
        Bench bench = Vendor("<startEvent id=\"s\"/><receiveTask id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>").Begin();

        (bench.WaitAt("t").Name, bench.WaitAt("t").CorrelationKey).ShouldBe(("t", ""));
    }

    [Fact]
    public void ThrownSignal_OfCamunda7_CarriesWhatInNames()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><endEvent id=\"e\"><signalEventDefinition signalRef=\"g\"><extensionElements><activiti:in source=\"a\" target=\"x\"/><activiti:in sourceExpression=\"${a + 1}\" target=\"y\"/></extensionElements></signalEventDefinition></endEvent><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/>",
            "<signal id=\"g\" name=\"go\"/>");

        bench.Begin(("a", FeelValue.Of(1)));

        FeelValue.Of(bench.Effects.OfType<BroadcastSignal>().Single().Variables).ToString().ShouldBe("{x: 1, y: 2}");
    }

    [Fact]
    public void DataObjects_WithValues_AreVariablesFromTheBeginning()
    {
        Bench bench = Vendor(
            "<dataObject id=\"d1\" name=\"place\" itemSubjectRef=\"xsd:string\"><extensionElements><activiti:value>Ogre</activiti:value></extensionElements></dataObject>"
            + "<dataObject id=\"d2\" name=\"level\" itemSubjectRef=\"xsd:int\"><extensionElements><activiti:value>7</activiti:value></extensionElements></dataObject>"
            + "<startEvent id=\"s\"/><userTask id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin(("place", FeelValue.Of("Jelgava")));

        bench.State.Variables["place"].ShouldBe(FeelValue.Of("Jelgava"));
        bench.State.Variables["level"].ShouldBe(FeelValue.Of(7));
    }

    [Fact]
    public void InputParameters_OfListsAndMaps_AreReadAsFeel()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><serviceTask id=\"t\" activiti:class=\"X\"><extensionElements><activiti:inputOutput>"
            + "<activiti:inputParameter name=\"list\"><activiti:list><activiti:value>a</activiti:value><activiti:value>${b}</activiti:value></activiti:list></activiti:inputParameter>"
            + "<activiti:inputParameter name=\"map\"><activiti:map><activiti:entry key=\"first one\">1</activiti:entry><activiti:entry key=\"none\"/></activiti:map></activiti:inputParameter>"
            + "</activiti:inputOutput></extensionElements></serviceTask><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin(("b", FeelValue.Of(2)));

        FeelContext variables = bench.Effects.OfType<CreateJob>().Single().Variables;
        variables["list"].ToString().ShouldBe("[\"a\", 2]");
        variables["map"].AsContext()["first one"].ShouldBe(FeelValue.Of("1"));
        variables["map"].AsContext()["none"].ShouldBe(FeelValue.Null);
    }

    [Fact]
    public void Assignment_OfJbpm_IsATextWithVariables()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><task id=\"t\" drools:taskName=\"Log\"><ioSpecification><dataInput id=\"in\" name=\"Message\"/></ioSpecification><dataInputAssociation><targetRef>in</targetRef>"
            + "<assignment><from>Dear #{who}, it is done.</from><to>in</to></assignment></dataInputAssociation></task><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin(("who", FeelValue.Of("Anna")));

        bench.Effects.OfType<CreateJob>().Single().Variables["Message"].ShouldBe(FeelValue.Of("Dear Anna, it is done."));
    }

    [Theory]
    [InlineData("P2DT5H40M", "2.05:40")]
    [InlineData("P2W", "14.00:00")]
    [InlineData("P1W2DT3H", "9.03:00")]
    public void DueDate_AsADuration_CountsFromTheBeginOfTheTask(string duration, string later)
    {
        Bench bench = Vendor($"<startEvent id=\"s\"/><userTask id=\"t\" activiti:dueDate=\"{duration}\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>");

        bench.Begin();

        bench.Effects.OfType<CreateUserTask>().Single().DueAt.ShouldBe(Bench.Start + TimeSpan.Parse(later, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void CallActivity_LocalVariables_ArePassedAlone()
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><callActivity id=\"t\" calledElement=\"sub\"><extensionElements><activiti:in source=\"a\" target=\"x\"/><activiti:in variables=\"all\" local=\"true\"/><activiti:out variables=\"all\" local=\"true\"/></extensionElements></callActivity><endEvent id=\"e\"/>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"/>");

        bench.Begin(("a", FeelValue.Of(1)));
        FeelValue.Of(bench.Effects.OfType<StartChild>().Single().Variables).ToString().ShouldBe("{x: 1}");

        bench.Answer("t", ("r", FeelValue.Of(9))).ShouldBeCompleted();
        bench.State.Variables.ContainsKey("r").ShouldBeFalse();
    }

    [Fact]
    public void ThrownMessage_WithPublishMessage_HasItsKey()
    {
        Bench bench = Bench.Of(
            Begin() + End("e", "<bpmn:messageEventDefinition messageRef=\"P\"><bpmn:extensionElements><zeebe:publishMessage correlationKey=\"=number\" timeToLive=\"PT2H\"/></bpmn:extensionElements></bpmn:messageEventDefinition>") + Path("s", "e"),
            "<bpmn:message id=\"P\" name=\"paid\"/>");

        bench.Begin(("number", FeelValue.Of("7")));

        PublishMessage message = bench.Effects.OfType<PublishMessage>().Single();
        (message.Name, message.CorrelationKey, message.TimeToLive).ShouldBe(("paid", "7", TimeSpan.FromHours(2)));
    }

    [Theory]
    [InlineData("R3/2030-03-11T12:13/PT10H", true)]
    [InlineData("0 0/5 0/1 1/1 * ? *", true)]
    [InlineData("0 0 12 * * ? 2030", false)]
    public void TimeCycle_AsOtherEnginesWriteIt_IsReadWhereItMeansTheSame(string cycle, bool isRead) =>
        TryCompile(Begin() + Catch("c", OnCycle(cycle)) + Path("s", "c")).Model.ShouldSatisfyAllConditions(model => (model is not null).ShouldBe(isRead));

    [Theory]
    [InlineData("autocomplete")]
    [InlineData("getActivityInstanceAttribute(\"numberOfActiveInstances\") == 0")]
    public void AdHoc_JbpmsAutocomplete_IsThroughWhenNothingRuns(string condition)
    {
        Bench bench = Vendor(
            "<startEvent id=\"s\"/><adHocSubProcess id=\"a\"><userTask id=\"t\"/><userTask id=\"u\"/>"
            + $"<completionCondition language=\"http://www.mvel.org/2.0\">{condition}</completionCondition></adHocSubProcess><userTask id=\"after\"/>"
            + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"a\"/><sequenceFlow id=\"g\" sourceRef=\"a\" targetRef=\"after\"/>");

        bench.Begin().ShouldWaitAt("t", "u");
        bench.Answer("t").Answer("u").ShouldWaitAt("after");
    }
}
