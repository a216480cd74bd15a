using DigiSoc.Bpmn.Driving;
using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests.Compiling;

/// <summary>Every code of a process that a file can earn: at which element, in which line, and that the finding says what to do.</summary>
public class RefusalTests
{
    private const string OneStart = "<bpmn:startEvent id=\"s\"/>";

    /// <summary>Code, element, what the process holds, and what stands beside it.</summary>
    public static TheoryData<string, string?, string, string> Refused() => new()
    {
        { "BPMN-010", "a", Begin() + User("a") + User("a") + Path("s", "a"), "" },
        { "BPMN-010", "a", Begin() + User("a") + "<bpmn:sequenceFlow id=\"a\" sourceRef=\"s\" targetRef=\"a\"/>", "" },
        { "BPMN-012", "g", Begin() + Gateway("complex", "g"), "" },
        { "BPMN-012", "s", Begin("s", OnMessage + OnSignal, "parallelMultiple=\"true\"") + End() + Path("s", "e"), "" },
        { "BPMN-012", "s", Begin("s", OnTimer("PT1H") + OnDate("2030-01-01")) + End() + Path("s", "e"), "" },
        { "BPMN-012", "s", Begin("s", OnCondition("x > 1")) + End() + Path("s", "e"), "" },
        { "BPMN-012", "b", Begin() + User("a") + Boundary("b", "a", OnMessage + OnError).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal) + Path("s", "a"), "" },
        { "BPMN-012", "c", Begin() + "<bpmn:choreographyTask id=\"c\"/>", "" },
        { "BPMN-012", "c", Begin() + Catch("c", Terminate) + Path("s", "c"), "" },
        { "BPMN-012", "g", Gateway("eventBased", "g", "instantiate=\"true\" eventGatewayType=\"Parallel\"") + Catch("c", OnMessage) + Path("g", "c"), "" },
        { "BPMN-012", "a", Begin() + "<bpmn:adHocSubProcess id=\"a\"><bpmn:extensionElements><zeebe:taskDefinition type=\"lead\"/></bpmn:extensionElements><bpmn:task id=\"t\"/><bpmn:completionCondition>=true</bpmn:completionCondition></bpmn:adHocSubProcess>" + Path("s", "a"), "" },
        { "BPMN-012", "t", Begin() + "<bpmn:task id=\"t\" startQuantity=\"2\"/>" + Path("s", "t"), "" },
        { "BPMN-012", "t", Begin() + "<bpmn:task id=\"t\" completionQuantity=\"2\"/>" + Path("s", "t"), "" },
        { "BPMN-012", "t", Begin() + "<bpmn:transaction id=\"t\" method=\"##Store\"/>" + Path("s", "t"), "" },
        { "BPMN-012", "t", Begin() + User("t", "", "<bpmn:multiInstanceLoopCharacteristics behavior=\"One\"><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>") + Path("s", "t"), "" },
        { "BPMN-012", "t", Begin() + User("t", "", "<bpmn:potentialOwner><bpmn:resourceParameterBinding parameterRef=\"x\"/></bpmn:potentialOwner>") + Path("s", "t"), "" },
        { "BPMN-012", "t", Begin() + User("t", "", "<bpmn:potentialOwner><bpmn:resourceRef>nobody</bpmn:resourceRef></bpmn:potentialOwner>") + Path("s", "t"), "" },
        { "BPMN-012", "t", Begin() + "<bpmn:callActivity id=\"t\" calledElement=\"g\"/>" + Path("s", "t"), "<bpmn:globalUserTask id=\"g\"/>" },
        { "BPMN-012", "c", Begin() + "<bpmn:correlationSubscription id=\"c\" correlationKeyRef=\"k\"/>", "" },
        { "BPMN-012", null, Begin(), "<bpmn:extension mustUnderstand=\"true\" definition=\"x\"/>" },
        { "BPMN-012", "t", Begin() + Throw("t", "<bpmn:compensateEventDefinition waitForCompletion=\"false\"/>") + Path("s", "t"), "" },
        { "BPMN-012", "b", Begin() + Sub("a", "") + Boundary("b", "a", "<bpmn:errorEventDefinition errorRef=\"EX\"/>") + Path("s", "a"), "<bpmn:error id=\"EX\" errorCode=\"=code\"/>" },
        { "BPMN-012", "x", Begin() + User("a") + EventSub("es", Begin("x", "<bpmn:errorEventDefinition errorRef=\"EX\"/>")) + Path("s", "a"), "<bpmn:error id=\"EX\" errorCode=\"=code\"/>" },
        { "BPMN-012", "b", Begin() + Sub("a", "") + Boundary("b", "a", "<bpmn:escalationEventDefinition escalationRef=\"XX\"/>") + Path("s", "a"), "<bpmn:escalation id=\"XX\" escalationCode=\"=code\"/>" },
        { "BPMN-013", "f", Begin() + "<bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"nowhere\"/>", "" },
        { "BPMN-013", "f", Begin() + "<bpmn:sequenceFlow id=\"f\" targetRef=\"s\"/>", "" },
        { "BPMN-014", "s-b", Begin() + Sub("a", Begin("x") + User("b") + Path("x", "b")) + Path("s", "b"), "" },
        { "BPMN-015", "t", Begin() + "<bpmn:serviceTask id=\"t\"/>" + Path("s", "t"), "" },
        { "BPMN-015", "t", Begin() + "<bpmn:serviceTask id=\"t\" camunda:type=\"external\"/>" + Path("s", "t"), "" },
        { "BPMN-015", "t", Begin() + "<bpmn:scriptTask id=\"t\"><bpmn:script>=1</bpmn:script></bpmn:scriptTask>" + Path("s", "t"), "" },
        { "BPMN-015", "t", Begin() + "<bpmn:callActivity id=\"t\"/>" + Path("s", "t"), "" },
        { "BPMN-015", "t", Begin() + "<bpmn:businessRuleTask id=\"t\"/>" + Path("s", "t"), "" },
        { "BPMN-015", "t", Begin() + "<bpmn:sendTask id=\"t\"/>" + Path("s", "t"), "" },
        { "BPMN-016", "s-t", Begin() + User("t") + Flow("s", "t", "1 +"), "" },
        { "BPMN-016", "s-t", Begin() + User("t") + Flow("s", "t", "x == 1"), "" },
        { "BPMN-016", "s-t", Begin() + User("t") + Flow("s", "t", "y = \"=\" and x <> 1"), "" },
        { "BPMN-016", "s-t", Begin() + User("t") + Flow("s", "t", "// first\nx /* != */ === 1"), "" },
        { "BPMN-017", "f", Begin() + User("t") + "<bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"><bpmn:conditionExpression>not x</bpmn:conditionExpression></bpmn:sequenceFlow>", "" },
        { "BPMN-017", "f", Begin() + User("t") + "<bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"><bpmn:conditionExpression>x is None</bpmn:conditionExpression></bpmn:sequenceFlow>", "" },
        { "BPMN-012", "c", Begin() + Catch("c", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + Path("s", "c"), "<bpmn:message id=\"N\" name=\"n\"/><bpmn:correlationProperty id=\"k\"><bpmn:correlationPropertyRetrievalExpression messageRef=\"N\"><bpmn:messagePath>x</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>" },
        { "BPMN-016", "t", Begin() + Script("t", "len(x)", "r") + Path("s", "t"), "" },
        { "BPMN-017", "t", Begin() + "<bpmn:scriptTask id=\"t\" scriptFormat=\"groovy\"><bpmn:script>x</bpmn:script></bpmn:scriptTask>" + Path("s", "t"), "" },
        { "BPMN-017", "t", Begin() + "<bpmn:userTask id=\"t\" camunda:assignee=\"${users.find()}\"/>" + Path("s", "t"), "" },
        { "BPMN-017", "t", Begin() + "<bpmn:task id=\"t\"><bpmn:standardLoopCharacteristics><bpmn:loopCondition language=\"http://www.mvel.org/2.0\">x &lt; 3</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:task>" + Path("s", "t"), "" },
        { "BPMN-017", "t", Begin() + "<bpmn:task id=\"t\"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality language=\"groovy\">3</bpmn:loopCardinality><bpmn:completionCondition language=\"groovy\">x &gt; 3</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>" + Path("s", "t"), "" },
        { "BPMN-018", "c", Begin() + Catch("c", "") + Path("s", "c"), "" },
        { "BPMN-018", "c", Begin() + Catch("c", "<bpmn:conditionalEventDefinition/>") + Path("s", "c"), "" },
        { "BPMN-019", "b", Begin() + Boundary("b", "s", OnMessage), "" },
        { "BPMN-019", "b", Begin() + EventSub("es", Begin("x", OnMessage)) + Boundary("b", "es", OnMessage2), "" },
        { "BPMN-020", "s", Begin() + User("a") + Path("s", "a", "s"), "" },
        { "BPMN-020", "e", Begin() + End() + User("a") + Path("s", "e", "a"), "" },
        { "BPMN-020", "g", Begin() + Gateway("eventBased", "g") + User("a") + Path("s", "g", "a"), "" },
        { "BPMN-020", "b2", Begin() + "<bpmn:transaction id=\"a\"/>" + Boundary("b", "a", OnCancel) + Boundary("b2", "a", OnCancel) + Path("s", "a"), "" },
        { "BPMN-020", "g", Begin() + Gateway("eventBased", "g") + Catch("c", OnMessage) + Gateway("exclusive", "x") + Path("s", "x", "g", "c") + Flow("x", "c", "true"), "" },
        { "BPMN-020", "b", Begin() + User("a") + Boundary("b", "a", OnError, interrupting: false) + Path("s", "a"), "" },
        { "BPMN-020", "b2", Begin() + User("a") + Boundary("b", "a", OnAnyError) + Boundary("b2", "a", OnAnyError) + Path("s", "a"), "" },
        { "BPMN-020", "b2", Begin() + Sub("a", "") + Boundary("b", "a", OnEscalation) + Boundary("b2", "a", OnEscalation, interrupting: false) + Path("s", "a"), "" },
        { "BPMN-020", "y2", Begin() + EventSub("es", Begin("y", OnError)) + EventSub("es2", Begin("y2", OnError)), "" },
        { "BPMN-020", "s2", Begin("s", OnMessage) + Begin("s2", OnMessage), "" },
        { "BPMN-020", "r", Begin() + "<bpmn:receiveTask id=\"r\" messageRef=\"M\" instantiate=\"true\"/>" + Path("s", "r"), "" },
        { "BPMN-021", "es", Begin() + EventSub("es", User("a")), "" },
        { "BPMN-021", "es", Begin() + EventSub("es", Begin("x", OnMessage)) + Path("s", "es"), "" },
        { "BPMN-022", "c", Begin() + Catch("c", OnTimer("soon")) + Path("s", "c"), "" },
        { "BPMN-022", "c", Begin() + Catch("c", OnCycle("0 9 * * 4")) + Path("s", "c"), "" },
        { "BPMN-022", "c", Begin() + Catch("c", "<bpmn:timerEventDefinition><bpmn:timeDate>2026-01-01</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>") + Path("s", "c"), "" },
        { "BPMN-022", "s", Begin("s", OnTimer("=length")) + End() + Path("s", "e"), "" },
        { "BPMN-022", "s", Begin("s", OnTimer("${length}")) + End() + Path("s", "e"), "" },
        { "BPMN-023", "s", Begin("s", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + End() + Path("s", "e"), "<bpmn:message id=\"N\" name=\"=kind\"/>" },
        { "BPMN-023", "c", Begin() + Catch("c", "<bpmn:messageEventDefinition/>") + Path("s", "c"), "" },
        { "BPMN-023", "c", Begin() + Throw("c", "<bpmn:signalEventDefinition signalRef=\"none\"/>") + Path("s", "c"), "" },
        { "BPMN-023", "e", Begin() + End("e", "<bpmn:errorEventDefinition/>") + Path("s", "e"), "" },
        { "BPMN-025", "t", Begin() + Throw("t", Link("l")) + Path("s", "t"), "" },
        { "BPMN-025", "c", Begin() + Catch("c", Link("l")) + Path("s", "c"), "" },
        { "BPMN-026", "b", Begin() + User("a") + Boundary("b", "a", OnCompensation) + Path("s", "a"), "" },
        { "BPMN-026", "b2", Begin() + User("a") + Boundary("b", "a", OnCompensation) + Boundary("b2", "a", OnCompensation) + Undo("h") + Undo("i") + Associate("b", "h") + Associate("b2", "i") + Path("s", "a"), "" },
        { "BPMN-026", "b", Begin() + User("a") + Boundary("b", "a", OnCompensation) + Undo("h") + Undo("i") + Associate("b", "h") + Associate("b", "i") + Path("s", "a"), "" },
        { "BPMN-026", "es2", Begin() + Sub("a", Begin("x") + EventSub("es", Begin("y", OnCompensation)) + EventSub("es2", Begin("z", OnCompensation))) + Path("s", "a"), "" },
        { "BPMN-026", "b", Begin() + Sub("a", Begin("x") + EventSub("es", Begin("y", OnCompensation))) + Boundary("b", "a", OnCompensation) + Undo("h") + Associate("b", "h") + Path("s", "a"), "" },
        { "BPMN-026", "t", Begin() + Sub("a", Begin("x") + User("u") + Boundary("b", "u", OnCompensation) + Undo("h") + Associate("b", "h") + Path("x", "u")) + Throw("t", "<bpmn:compensateEventDefinition activityRef=\"u\"/>") + Path("s", "a", "t"), "" },
        { "BPMN-026", "t", Begin() + User("a") + Boundary("b", "a", OnCompensation) + Undo("h") + Associate("b", "h") + Throw("t", "<bpmn:compensateEventDefinition activityRef=\"h\"/>") + Path("s", "a", "t"), "" },
        { "BPMN-026", "t", Begin() + Throw("t", "<bpmn:compensateEventDefinition activityRef=\"none\"/>") + Path("s", "t"), "" },
        { "BPMN-027", "e", Begin() + End("e", OnCancel) + Path("s", "e"), "" },
        { "BPMN-028", "t", Begin() + User("t", "", "<bpmn:multiInstanceLoopCharacteristics/>") + Path("s", "t"), "" },
        { "BPMN-028", "t", Begin() + User("t", "", "<bpmn:ioSpecification><bpmn:dataInput id=\"in-1\"/></bpmn:ioSpecification><bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>in-1</bpmn:loopDataInputRef></bpmn:multiInstanceLoopCharacteristics>") + Path("s", "t"), "" },
        { "BPMN-028", "t", Begin() + User("t", "", "<bpmn:standardLoopCharacteristics/>") + Path("s", "t"), "" },
        { "BPMN-029", "t", Begin() + "<bpmn:businessRuleTask id=\"t\"><bpmn:extensionElements><zeebe:calledDecision decisionId=\"none\" resultVariable=\"r\"/></bpmn:extensionElements></bpmn:businessRuleTask>" + Path("s", "t"), "" },
        { "BPMN-030", "p", Gateway("exclusive", "a") + Gateway("exclusive", "b") + Path("a", "b", "a"), "" },
        { "BPMN-031", "s2", Begin() + Begin("s2"), "" },
        { "BPMN-037", "t", Begin() + User("t", "<zeebe:ioMapping><zeebe:input source=\"=1\"/></zeebe:ioMapping>") + Path("s", "t"), "" },
        { "BPMN-037", "t", Begin() + User("t", "", "<bpmn:dataInputAssociation><bpmn:assignment><bpmn:from>=1</bpmn:from><bpmn:to>not a name!</bpmn:to></bpmn:assignment></bpmn:dataInputAssociation>") + Path("s", "t"), "" },
        { "BPMN-037", "t", Begin() + "<bpmn:dataObject id=\"d\" name=\"one\"/><bpmn:dataObject id=\"f\" name=\"two\"/>" + User("t", "", "<bpmn:ioSpecification><bpmn:dataInput id=\"in\" name=\"taken\"/></bpmn:ioSpecification><bpmn:dataInputAssociation><bpmn:sourceRef>d</bpmn:sourceRef><bpmn:sourceRef>f</bpmn:sourceRef><bpmn:targetRef>in</bpmn:targetRef></bpmn:dataInputAssociation>") + Path("s", "t"), "" },
        { "BPMN-037", "t", Begin() + User("t", "", "<bpmn:dataInputAssociation><bpmn:assignment><bpmn:from><a>1</a></bpmn:from><bpmn:to>x</bpmn:to></bpmn:assignment></bpmn:dataInputAssociation>") + Path("s", "t"), "" },
        { "BPMN-037", "t", Begin() + "<bpmn:callActivity id=\"t\" calledElement=\"q\"><bpmn:extensionElements><camunda:in source=\"x\"/></bpmn:extensionElements></bpmn:callActivity>" + Path("s", "t"), "" },
        { "BPMN-037", "t", Begin() + "<bpmn:callActivity id=\"t\" calledElement=\"q\"><bpmn:extensionElements><camunda:out source=\"\" target=\"y\"/></bpmn:extensionElements></bpmn:callActivity>" + Path("s", "t"), "" },
        { "BPMN-038", "d60", Begin() + string.Concat(Enumerable.Range(0, 70).Select(i => $"<bpmn:subProcess id=\"d{i}\">")) + string.Concat(Enumerable.Repeat("</bpmn:subProcess>", 70)), "" },
        { "BPMN-040", "t", Begin() + User("t", "<camunda:taskListener event=\"create\" class=\"X\"/>") + Path("s", "t"), "" },
        { "BPMN-040", "t", Begin() + Job("t").Replace("</bpmn:ext", "<zeebe:executionListeners><zeebe:executionListener eventType=\"start\" type=\"x\"/></zeebe:executionListeners></bpmn:ext", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-012", "a", Begin() + "<bpmn:adHocSubProcess id=\"a\"><bpmn:extensionElements><zeebe:adHoc outputCollection=\"all\"/></bpmn:extensionElements><bpmn:task id=\"t\"/></bpmn:adHocSubProcess>" + Path("s", "a"), "" },
        { "BPMN-017", "f", Begin() + User("t") + "<bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"><bpmn:conditionExpression>x = True</bpmn:conditionExpression></bpmn:sequenceFlow>", "" },
        { "BPMN-018", "c", Begin() + User("t") + Catch("c", "<bpmn:eventDefinitionRef>t</bpmn:eventDefinitionRef>") + Path("s", "c"), "" },
        { "BPMN-040", "c", Begin() + Catch("c", "<bpmn:signalEventDefinition signalRef=\"G\"/>") + Path("s", "c"), "<bpmn:signal id=\"G\" name=\"g\" camunda:scope=\"processInstance\"/>" },
        { "BPMN-040", "e", Begin() + End("e", "<bpmn:signalEventDefinition signalRef=\"S\"><bpmn:extensionElements><camunda:in variables=\"all\"/></bpmn:extensionElements></bpmn:signalEventDefinition>") + Path("s", "e"), "" },
        { "BPMN-040", "e", Begin() + End("e", "<bpmn:terminateEventDefinition camunda:terminateMultiInstance=\"true\"/>") + Path("s", "e"), "" },
        { "BPMN-040", "c", Begin() + Catch("c", "<bpmn:timerEventDefinition><bpmn:timeCycle camunda:endDate=\"2030-01-01\">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>") + Path("s", "c"), "" },
        { "BPMN-040", "t", Begin() + User("t", "<camunda:inputOutput><camunda:inputParameter name=\"x\"><camunda:script scriptFormat=\"groovy\">1</camunda:script></camunda:inputParameter></camunda:inputOutput>") + Path("s", "t"), "" },
        { "BPMN-040", "t", Begin() + User("t", "", "<bpmn:multiInstanceLoopCharacteristics camunda:elementVariable=\"x\"><bpmn:extensionElements><camunda:collection class=\"X\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>") + Path("s", "t"), "" },
        { "BPMN-040", "t", Begin() + "<bpmn:callActivity id=\"t\" camunda:calledElementType=\"id\" calledElement=\"x:1:2\"/>" + Path("s", "t"), "" },
        { "BPMN-040", "t", Begin() + "<bpmn:callActivity id=\"t\" xmlns:drools=\"http://www.jboss.org/drools\" drools:waitForCompletion=\"false\" calledElement=\"x\"/>" + Path("s", "t"), "" },
        { "BPMN-040", "t", Begin() + "<bpmn:callActivity id=\"t\" camunda:caseRef=\"c\" calledElement=\"x\"/>" + Path("s", "t"), "" },
        { "BPMN-040", "t", Begin() + "<bpmn:businessRuleTask id=\"t\" camunda:decisionRef=\"d\" camunda:resultVariable=\"r\"/>" + Path("s", "t"), "" },
        { "BPMN-040", "e", Begin() + Sub("a", Begin("x") + End("e", "<bpmn:terminateEventDefinition xmlns:drools=\"http://www.jboss.org/drools\" drools:scope=\"process\"/>") + Path("x", "e")) + Path("s", "a"), "" },
        { "BPMN-040", "t", Begin() + User("t", "<drools:deadline xmlns:drools=\"http://www.jboss.org/drools\" type=\"start\" expires=\"5m\"/>") + Path("s", "t"), "" },
        { "BPMN-040", "e", Begin() + "<bpmn:endEvent id=\"e\"><bpmn:extensionElements><drools:metaData xmlns:drools=\"http://www.jboss.org/drools\" name=\"customScope\"><drools:metaValue>processInstance</drools:metaValue></drools:metaData></bpmn:extensionElements>" + OnSignal + "</bpmn:endEvent>" + Path("s", "e"), "" },
        { "BPMN-040", "c", Begin() + "<bpmn:intermediateCatchEvent id=\"c\"><bpmn:extensionElements><camunda:in source=\"a\" target=\"b\"/></bpmn:extensionElements>" + OnSignal + "</bpmn:intermediateCatchEvent>" + Path("s", "c"), "" },
        { "BPMN-040", "e", Begin() + "<bpmn:endEvent id=\"e\"><bpmn:extensionElements><camunda:out source=\"a\" target=\"b\"/></bpmn:extensionElements>" + OnError + "</bpmn:endEvent>" + Path("s", "e"), "" },
        { "BPMN-040", "t", Begin() + User("t", "<camunda:script event=\"start\">x</camunda:script>") + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + Job("t").Replace("type=\"work\"", "type=\"work\" retries=\"many\"", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + Job("t").Replace("type=\"work\"", "type=\"work\" retries=\"0\"", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + Job("t").Replace("type=\"work\"", "type=\"work\" retries=\"-1\"", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + Job("t").Replace("type=\"work\"", "type=\"work\" retries=\"2.5\"", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + "<bpmn:sendTask id=\"t\" messageRef=\"M\"><bpmn:extensionElements><zeebe:publishMessage correlationKey=\"=key\" timeToLive=\"soon\"/></bpmn:extensionElements></bpmn:sendTask>" + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + "<bpmn:sendTask id=\"t\" messageRef=\"M\"><bpmn:extensionElements><zeebe:publishMessage correlationKey=\"=key\" timeToLive=\"-PT1H\"/></bpmn:extensionElements></bpmn:sendTask>" + Path("s", "t"), "" },
        { "BPMN-048", "e", Begin() + End("e", OnMessage.Replace("/>", "><bpmn:extensionElements><zeebe:publishMessage timeToLive=\"soon\"/></bpmn:extensionElements></bpmn:messageEventDefinition>", StringComparison.Ordinal)) + Path("s", "e"), "" },
        { "BPMN-048", "t", Begin() + User("t", "<zeebe:priorityDefinition priority=\"500\"/>") + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + User("t", "<zeebe:priorityDefinition priority=\"-1\"/>") + Path("s", "t"), "" },
        { "BPMN-048", "t", Begin() + User("t", "<zeebe:priorityDefinition priority=\"high\"/>") + Path("s", "t"), "" },
        { "BPMN-028", "t", Begin() + User("t", "", Loop("[1]", output: "outputCollection=\"all\"")) + Path("s", "t"), "" },
        { "BPMN-028", "t", Begin() + User("t", "", Loop("[1]", output: "outputElement=\"=item\"")) + Path("s", "t"), "" },
        { "BPMN-018", "c", Begin() + Catch("c", OnCondition("5")) + Path("s", "c"), "" },
        { "BPMN-018", "c", Begin() + Catch("c", OnCondition("null")) + Path("s", "c"), "" },
        { "BPMN-018", "c", Begin() + Catch("c", OnCondition("if x then 1 else 2")) + Path("s", "c"), "" },
        { "BPMN-018", "c", Begin() + Catch("c", OnCondition("\"true\"")) + Path("s", "c"), "" },
        { "BPMN-043", "t", Begin() + "<bpmn:userTask id=\"t\" camunda:dueDate=\"tomorrow\"/>" + Path("s", "t"), "" },
        { "BPMN-012", "a", Begin() + "<bpmn:adHocSubProcess id=\"a\" cancelRemainingInstances=\"false\"><bpmn:extensionElements><zeebe:taskDefinition type=\"lead\"/></bpmn:extensionElements><bpmn:task id=\"t\"/></bpmn:adHocSubProcess>" + Path("s", "a"), "" },
        { "BPMN-020", "a", Begin() + "<bpmn:adHocSubProcess id=\"a\"/>" + Path("s", "a"), "" },
        { "BPMN-020", "x", Begin() + "<bpmn:adHocSubProcess id=\"a\">" + Begin("x") + User("t") + Path("x", "t") + "</bpmn:adHocSubProcess>" + Path("s", "a"), "" },
        { "BPMN-020", "x", Begin() + "<bpmn:adHocSubProcess id=\"a\">" + User("t") + End("x") + Path("t", "x") + "</bpmn:adHocSubProcess>" + Path("s", "a"), "" },
        { "BPMN-020", "g", Begin() + Gateway("eventBased", "g") + Catch("c", OnMessage) + Path("s", "g", "c"), "" },
        { "BPMN-020", "g", Begin() + Gateway("exclusive", "g", "default=\"s-g\"") + User("a") + Path("s", "g", "a"), "" },
        { "BPMN-020", "g", Begin() + Gateway("inclusive", "g", "default=\"nowhere\"") + User("a") + User("b") + Path("s", "g") + Flow("g", "a", "true") + Flow("g", "b", "true"), "" },
        { "BPMN-020", "a", Begin() + "<bpmn:task id=\"a\"/>" + Script("b", "1", "x") + Throw("c", OnSignal) + Path("s", "a", "b", "c", "a"), "" },
        { "BPMN-020", "g", Begin() + Gateway("exclusive", "g") + "<bpmn:task id=\"a\"/><bpmn:task id=\"b\"/>" + Path("s", "g") + Flow("g", "a", "x") + Flow("g", "b", "not(x)") + Path("a", "g") + Path("b", "g"), "" },
        { "BPMN-020", "s", Begin() + "<bpmn:task id=\"a\"/>" + Call("c", "p") + End() + Path("s", "a", "c", "e"), "" },
        { "BPMN-023", "e", Begin() + End("e", "<bpmn:escalationEventDefinition/>") + Path("s", "e"), "" },
        { "BPMN-023", "t", Begin() + Throw("t", "<bpmn:escalationEventDefinition/>") + Path("s", "t"), "" },
        { "BPMN-025", "t", Begin() + Throw("t", "<bpmn:linkEventDefinition/>") + Catch("c", "<bpmn:linkEventDefinition/>") + Path("s", "t"), "" },
        { "BPMN-026", "t", Begin() + User("a") + Throw("t", "<bpmn:compensateEventDefinition activityRef=\"a\"/>") + Path("s", "a", "t"), "" },
        { "BPMN-037", "t", Begin() + User("t", "<zeebe:ioMapping><zeebe:input source=\"=a\" target=\"b-c\"/></zeebe:ioMapping>") + Path("s", "t"), "" },
        { "BPMN-037", "t", Begin() + User("t", "<zeebe:ioMapping><zeebe:output source=\"=a\" target=\"b.c-d\"/></zeebe:ioMapping>") + Path("s", "t"), "" },
        { "BPMN-040", "c", Begin() + Catch("c", Filtered("x > 1", "variableEvents=\"create\"")) + Path("s", "c"), "" },
        { "BPMN-040", "c", Begin() + Catch("c", Filtered("x > 1", "variableNames=\"y\"")) + Path("s", "c"), "" },
        { "BPMN-050", "t", Begin() + User("t", "<zeebe:ioMapping><zeebe:output source=\"a\" target=\"b\"/></zeebe:ioMapping>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + User("t", "<zeebe:userTask/><zeebe:userTask/>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + User("t", "", "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=[1]\"/><zeebe:loopCharacteristics inputCollection=\"=[2]\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + Script("t", "1", "r").Replace("</bpmn:ext", "<zeebe:taskDefinition type=\"work\"/></bpmn:ext", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-050", "e", Begin() + "<bpmn:endEvent id=\"e\"><bpmn:extensionElements><zeebe:taskDefinition type=\"work\"/></bpmn:extensionElements><bpmn:messageEventDefinition messageRef=\"M\"><bpmn:extensionElements><zeebe:publishMessage correlationKey=\"=key\"/></bpmn:extensionElements></bpmn:messageEventDefinition></bpmn:endEvent>" + Path("s", "e"), "" },
        { "BPMN-050", "t", Begin() + "<bpmn:sendTask id=\"t\" messageRef=\"M\"><bpmn:extensionElements><zeebe:publishMessage/></bpmn:extensionElements></bpmn:sendTask>" + Path("s", "t"), "" },
        { "BPMN-050", "c", Begin() + Catch("c", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + Path("s", "c"), "<bpmn:message id=\"N\" name=\"n\"><bpmn:extensionElements><zeebe:subscription correlationKey=\"key\"/></bpmn:extensionElements></bpmn:message>" },
        { "BPMN-050", "c", Begin() + Catch("c", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + Path("s", "c"), "<bpmn:message id=\"N\" name=\"n\"><bpmn:extensionElements><zeebe:subscription/></bpmn:extensionElements></bpmn:message>" },
        { "BPMN-050", "t", Begin() + Job("t").Replace("type=\"work\"", "type=\"work\" retries=\"\"", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + User("t", "<zeebe:taskHeaders><zeebe:header key=\"a\" value=\"1\"/><zeebe:header key=\"a\" value=\"2\"/></zeebe:taskHeaders>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + User("t", "<zeebe:assignmentDefinition candidateGroups=\"a,,b\"/>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + User("t", "<zeebe:formDefinition formId=\"f\" formKey=\"k\"/>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + User("t", "<zeebe:userTask/><zeebe:formDefinition formKey=\"k\"/>") + Path("s", "t"), "" },
        { "BPMN-050", "t", Begin() + "<bpmn:callActivity id=\"t\"><bpmn:extensionElements><zeebe:calledElement processId=\"q\" bindingType=\"newest\"/></bpmn:extensionElements></bpmn:callActivity>" + Path("s", "t"), "" },
        { "BPMN-051", "t", Begin() + User("t").Replace("</bpmn:userTask>", "<bpmn:extensionElements/></bpmn:userTask>", StringComparison.Ordinal) + Path("s", "t"), "" },
        { "BPMN-051", "t", Begin() + User("t", "", Loop("[1]") + "<bpmn:standardLoopCharacteristics loopMaximum=\"2\"/>") + Path("s", "t"), "" },
        { "BPMN-051", "s-t", Begin() + User("t") + Flow("s", "t", "true").Replace("</bpmn:seq", "<bpmn:conditionExpression>=false</bpmn:conditionExpression></bpmn:seq", StringComparison.Ordinal), "" },
    };

    /// <summary>What can be deployed, and is told all the same.</summary>
    public static TheoryData<string, string?, string, string> Told() => new()
    {
        { "BPMN-024", "c", Begin() + Catch("c", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + Path("s", "c"), "<bpmn:message id=\"N\" name=\"n\"/>" },
        { "BPMN-032", "a", Begin() + User("a"), "" },
        { "BPMN-032", "c", Begin() + User("a") + Catch("c", Link("l")) + Path("s", "a"), "" },
        { "BPMN-033", "g-a", Begin() + Gateway("exclusive", "g") + User("a") + User("b") + Path("s", "g", "a") + Flow("g", "b", "true"), "" },
        { "BPMN-033", "g-b", Begin() + Gateway("inclusive", "g") + User("a") + User("b") + Flow("s", "g") + Flow("g", "a", "true") + Path("g", "b"), "" },
        { "BPMN-035", "s-a", Begin() + User("a") + "<bpmn:sequenceFlow id=\"s-a\" sourceRef=\"s\" targetRef=\"a\"><bpmn:conditionExpression>${1 == 1}</bpmn:conditionExpression></bpmn:sequenceFlow>", "" },
        { "BPMN-036", "t", Begin() + "<bpmn:userTask id=\"t\" camunda:asyncBefore=\"true\"/>" + Path("s", "t"), "" },
        { "BPMN-036", "t", Begin() + User("t", "<zeebe:notYetKnown/>") + Path("s", "t"), "" },
        { "BPMN-041", "t", Begin() + "<bpmn:serviceTask id=\"t\" camunda:class=\"lv.Work\"/>" + Path("s", "t"), "" },
        { "BPMN-042", "s-a", Begin() + User("a") + "<bpmn:sequenceFlow id=\"s-a\" sourceRef=\"s\" targetRef=\"a\"><bpmn:conditionExpression/></bpmn:sequenceFlow>", "" },
        { "BPMN-045", "g-a", Begin() + Gateway("parallel", "g") + User("a") + User("b") + Path("s", "g", "b") + Flow("g", "a", "true"), "" },
        { "BPMN-045", "g-a", Begin() + Gateway("exclusive", "g", "default=\"g-a\"") + User("a") + User("b") + Path("s", "g") + Flow("g", "a", "true") + Flow("g", "b", "x"), "" },
        { "BPMN-045", "g-c", Begin() + Gateway("eventBased", "g") + Catch("c", OnMessage) + Catch("d", OnSignal) + Path("s", "g", "d") + Flow("g", "c", "true"), "" },
        { "BPMN-046", "b2", Begin() + User("a") + Boundary("b", "a", OnMessage) + Boundary("b2", "a", OnMessage, interrupting: false) + Path("s", "a"), "" },
        { "BPMN-046", "d", Begin() + Gateway("eventBased", "g") + Catch("c", OnMessage) + Catch("d", OnMessage) + Path("s", "g", "c") + Path("g", "d"), "" },
        { "BPMN-046", "b2", Begin() + User("a") + Boundary("b", "a", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + Boundary("b2", "a", "<bpmn:messageEventDefinition messageRef=\"N\"/>") + Path("s", "a"), "<bpmn:message id=\"N\" name=\"n\"/>" },
        { "BPMN-046", "b2", Begin() + User("a") + Boundary("b", "a", OnSignal) + Boundary("b2", "a", OnSignal) + Path("s", "a"), "" },
        { "BPMN-046", "b", Begin() + "<bpmn:receiveTask id=\"r\" messageRef=\"M\"/>" + Boundary("b", "r", OnMessage) + Path("s", "r"), "" },
        { "BPMN-046", "y2", Begin() + User("a") + EventSub("es", Begin("y", OnCondition("x > 1"))) + EventSub("es2", Begin("y2", OnCondition("x > 1"))) + Path("s", "a"), "" },
        { "BPMN-053", "t", Begin() + Job("t", "<bpmn:ioSpecification><bpmn:dataInput id=\"i\" name=\"both\"/></bpmn:ioSpecification>" + Carry("x", "i") + Carry("y", "i")) + "<bpmn:dataObject id=\"x\"/><bpmn:dataObject id=\"y\"/>" + Path("s", "t"), "" },
        { "BPMN-052", "c", Begin() + Catch("c", OnCycle("R3/PT1H")) + Path("s", "c"), "" },
        { "BPMN-052", "b", Begin() + User("a") + Boundary("b", "a", OnCycle("R3/PT1H")) + Path("s", "a"), "" },
        { "BPMN-052", "x", Begin() + User("a") + EventSub("es", Begin("x", OnCycle("R3/PT1H"))) + Path("s", "a"), "" },
        { "BPMN-054", "j", Begin() + Gateway("exclusive", "g", "default=\"g-b\"") + User("a") + User("b") + Gateway("parallel", "j") + Path("s", "g") + Flow("g", "a", "x") + Path("g", "b", "j") + Path("a", "j"), "" },
        { "BPMN-054", "j", Begin() + Sub("sub", Begin("s1") + Gateway("eventBased", "g") + Catch("a", OnMessage) + Catch("b", OnTimer("P1D")) + Gateway("parallel", "j") + Path("s1", "g", "a", "j") + Path("g", "b", "j")) + Path("s", "sub"), "" },
        { "BPMN-054", "j", Begin() + User("a") + Boundary("b", "a", OnTimer("P1D")) + Gateway("parallel", "j") + Path("s", "a", "j") + Path("b", "j"), "" },
        { "BPMN-036", "t", Begin() + User("t", "<drools:somethingElse xmlns:drools=\"http://www.jboss.org/drools\"/>") + Path("s", "t"), "" },
        { "BPMN-047", "a", Begin() + "<bpmn:adHocSubProcess id=\"a\"><bpmn:task id=\"t\"/></bpmn:adHocSubProcess>" + Path("s", "a"), "" },
        { "BPMN-049", "es", Begin() + User("a") + EventSub("es", Begin("x", OnCompensation)) + Path("s", "a"), "" },
        { "BPMN-049", "u", Begin() + User("a") + Undo("u") + Path("s", "a"), "" },
        { "BPMN-044", "r", Begin() + "<bpmn:receiveTask id=\"r\"/>" + Path("s", "r"), "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Compile_WhatCannotRun_IsRefusedAtItsElement(string code, string? elementId, string content, string extra)
    {
        BpmnDiagnostic finding = Finding(code, elementId, content, extra, out CompileResult result);

        result.Model.ShouldBeNull();
        finding.Severity.ShouldBe(BpmnSeverity.Error);
        finding.Line.ShouldBeGreaterThan(0);
        finding.Text.Length.ShouldBeGreaterThan(20);
        finding.ToString().ShouldNotContain("\n");
    }

    // A release that refuses more than the one that took a model must not stop its instances; and what it lets through must be
    // a whole model: it is played.
    [Theory]
    [MemberData(nameof(Refused))]
    public void CompileDeployed_WhatOnlyDeployingRefuses_RunsAndNothingElse(string code, string? elementId, string content, string extra)
    {
        bool isForDeploying = TryCompile(content, extra).Diagnostics.Where(each => each.Severity == BpmnSeverity.Error).All(each => each.IsForDeploying);

        ProcessModel? model = ProcessModel.CompileDeployed(Read(Document(content, extra)), "p", ProcessResources.None).Model;

        (model is not null).ShouldBe(isForDeploying, $"{code} at {elementId}");
        for (ulong seed = 1; model is not null && seed <= 20; seed++)
        {
            Drive.Play(new Dictionary<string, ProcessModel> { ["p"] = model }, "p", new DriveOptions(seed) { StepLimit = 8 }).Violations.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Told))]
    public void Compile_WhatIsKeptOrImplied_IsTold(string code, string? elementId, string content, string extra)
    {
        BpmnDiagnostic finding = Finding(code, elementId, content, extra, out CompileResult result);

        result.Model.ShouldNotBeNull(string.Join("\n", result.Diagnostics));
        finding.Severity.ShouldBe(BpmnSeverity.Warning);
    }

    /// <summary>A second token, made before the choice, in it, or by going round, may take the other way.</summary>
    [Theory]
    [InlineData("before")]
    [InlineData("beside")]
    [InlineData("round")]
    [InlineData("some")]
    public void Compile_ParallelJoinBehindAChoiceThatCanBeComplete_IsNotTold(string how)
    {
        string content = Begin() + Gateway("exclusive", "g", "default=\"g-b\"") + User("a") + User("b") + Gateway("parallel", "j") + Flow("g", "a", "x") + Path("g", "b", "j") + Path("a", "j") + how switch
        {
            "before" => Gateway("parallel", "split") + Path("s", "split", "g") + User("too") + Path("split", "too", "g"),
            "beside" => Path("s", "g") + Boundary("again", "a", OnTimer("PT1H"), interrupting: false) + Path("again", "b"),
            "round" => Path("s", "g") + Gateway("inclusive", "back", "default=\"back-e\"") + End() + Path("a", "back", "e") + Flow("back", "g", "y"),
            _ => Path("s", "g"),
        };
        if (how == "some")
        {
            content = content.Replace("exclusiveGateway", "inclusiveGateway", StringComparison.Ordinal);
        }

        TryCompile(content).Diagnostics.ShouldNotContain(each => each.Code == "BPMN-054", how);
    }

    [Fact]
    public void Compile_NoSuchProcess_NamesThoseThereAre() =>
        ProcessModel.Compile(Read(Document(OneStart)), "q", ProcessResources.None).Diagnostics.Single().ToString().ShouldContain("Available: p");

    [Fact]
    public void Check_NotExecutableOrEmpty_IsTold()
    {
        BpmnChecker.Check(Document(OneStart).Replace("\"true\">", "\"false\">", StringComparison.Ordinal), ProcessResources.None)
            .Diagnostics.ShouldContain(each => each.Code == "BPMN-034");
        BpmnChecker.Check(Document(""), ProcessResources.None).Diagnostics.ShouldContain(each => each.Code == "BPMN-039" && each.Severity == BpmnSeverity.Error);
    }

    [Theory]
    [InlineData(OnSignal, OnSignal)]
    [InlineData(OnMessage, OnMessage2)]
    [InlineData(OnError, OnAnyError)]
    [InlineData(OnEscalation, "<bpmn:escalationEventDefinition/>")]
    public void Compile_EventsOfOneActivityThatDiffer_AreTaken(string one, string other) =>
        Compile(Begin() + Sub("a", "") + Boundary("b", "a", one) + Boundary("b2", "a", other) + Path("s", "a"));

    [Fact]
    public void Compile_ConditionThatIsRefused_IsNotToldAsMissing() =>
        TryCompile(Begin() + Gateway("exclusive", "g") + User("a") + User("b") + Path("s", "g") + Flow("g", "a", "x == 1") + Flow("g", "b", "y")).Diagnostics
            .ShouldHaveSingleItem().Code.ShouldBe("BPMN-016");

    /// <summary>What is thrown may be computed; what is left out, or lies within its bounds, is no literal that cannot be read.</summary>
    [Fact]
    public void Compile_ValuesThatCanBeRead_AreTaken() =>
        TryCompile(
            Begin() + Job("a").Replace("type=\"work\"", "type=\"work\" retries=\"1\"", StringComparison.Ordinal)
            + Job("b").Replace("type=\"work\"", "type=\"work\" retries=\"=tries\"", StringComparison.Ordinal)
            + User("c", "<zeebe:priorityDefinition priority=\"0\"/>") + User("d", "<zeebe:priorityDefinition priority=\"100\"/>") + User("f", "<zeebe:priorityDefinition priority=\"=urgent\"/>")
            + "<bpmn:sendTask id=\"g\" messageRef=\"M\"><bpmn:extensionElements><zeebe:publishMessage correlationKey=\"=key\" timeToLive=\"P1M2DT3H\"/></bpmn:extensionElements></bpmn:sendTask>"
            + Catch("h", OnCondition("ready")) + Catch("i", OnCondition("now() > date and time(\"2026-01-01T00:00:00Z\")"))
            + End("e", "<bpmn:errorEventDefinition errorRef=\"EX\"/>") + Path("s", "a", "b", "c", "d", "f", "g", "h", "i", "e"),
            "<bpmn:error id=\"EX\" errorCode=\"=code\"/>").Diagnostics.ShouldBeEmpty();

    /// <summary>A loop with a way out, or with a wait in it, is left as it is; a signal for two that do not interrupt is for both.</summary>
    [Fact]
    public void Compile_WhatIsLikeARefusal_IsNotTold() =>
        TryCompile(
            Begin() + Gateway("exclusive", "g", "default=\"g-b\"") + "<bpmn:task id=\"a\"/>" + User("b") + User("c") + Boundary("x", "c", OnSignal, interrupting: false)
            + Boundary("y", "c", OnSignal, interrupting: false) + Boundary("z", "c", OnCycle("R3/PT1H"), interrupting: false)
            + Call("d", "p") + Path("s", "g") + Flow("g", "a", "again") + Flow("g", "d", "deeper") + Path("a", "g") + Path("g", "b", "c", "b")).Diagnostics.ShouldBeEmpty();

    /// <summary>A filter that lets every change through by which the condition can become true changes nothing.</summary>
    [Theory]
    [InlineData("variableEvents=\"create, update\"")]
    [InlineData("variableNames=\"x, y\"")]
    [InlineData("variableNames=\"z,y,x\" variableEvents=\"update,create\"")]
    public void Compile_FilterThatHoldsNothingBack_IsTaken(string filter) =>
        TryCompile(Begin() + Catch("c", Filtered("x > 1 and y.z", filter)) + Path("s", "c")).Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("to.name")]
    [InlineData("b.null")]
    [InlineData("content.type")]
    [InlineData("data.of")]
    [InlineData("straße.größe_2")]
    public void Compile_MappingTargetThatCanBeRead_IsTaken(string target) =>
        Compile(Begin() + User("t", $"<zeebe:ioMapping><zeebe:output source=\"=a\" target=\"{target}\"/></zeebe:ioMapping>") + Path("s", "t"));

    [Fact]
    public void Compile_FlowOfAnotherProcess_SaysOfWhich() =>
        TryCompile(Begin() + Flow("s", "t"), "<bpmn:process id=\"q\"><bpmn:task id=\"t\"/></bpmn:process>").Diagnostics
            .ShouldHaveSingleItem().Text.ShouldContain("but of process `q`");

    [Fact]
    public void Compile_EndlessLoop_SaysTheWayRound() =>
        TryCompile(Begin() + Gateway("exclusive", "g") + "<bpmn:task id=\"a\"/><bpmn:task id=\"b\"/>" + Path("s", "g", "a", "b", "g")).Diagnostics
            .ShouldHaveSingleItem().Text.ShouldContain("`g` → `a` → `b` → `g`");

    // What asks for endless loops meets it too, and must not stumble over a start that leads nowhere.
    [Fact]
    public void Compile_FlowIntoAStartThatLeadsNowhere_IsToldByName() =>
        TryCompile(Begin() + "<bpmn:task id=\"a\"/>" + End() + Path("a", "e", "s")).Diagnostics
            .Where(each => each.Severity == BpmnSeverity.Error).Select(each => each.ElementId).ShouldBe(["s", "e"]);

    [Fact]
    public void Compile_UndoingThatCanBegin_IsNotTold() =>
        TryCompile(
            Begin() + Sub("a", Begin("x") + User("y") + EventSub("es", Begin("z", OnCompensation)).Replace("<bpmn:subProcess", "<bpmn:subProcess isForCompensation=\"true\"", StringComparison.Ordinal) + Path("x", "y")) + User("b") + Boundary("c", "b", OnCompensation) + Undo("u") + Associate("c", "u")
            + Path("s", "a", "b")).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void Compile_ConditionThatBeginsAProcess_SaysWhatCanBegin() =>
        TryCompile(Begin("s", OnCondition("x > 1")) + End() + Path("s", "e")).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldSatisfyAllConditions(
                text => text.ShouldContain("startEvent `s`"),
                text => text.ShouldContain("Begin by a message, signal or timer, or put the condition on an event sub-process."),
                text => text.ShouldContain("10.5.2"));

    [Theory]
    [InlineData("x = \"a == b\"")]
    [InlineData("x != 1 and y <= 2 and z >= 3 // ==")]
    [InlineData("x in (=1) or not(y)")]
    [InlineData("x / 2 < 1 and y > 3")]
    public void Compile_SignsOfFeel_AreTaken(string condition) => Compile(Begin() + User("t") + Flow("s", "t", condition));

    [Fact]
    public void Compile_RefusedElement_ItsFlowsAreNotToldAsWell() =>
        TryCompile(Begin() + Gateway("complex", "g") + User("a") + Path("s", "g", "a")).Diagnostics
            .Where(each => each.Severity == BpmnSeverity.Error).ShouldHaveSingleItem().ElementId.ShouldBe("g");

    [Fact]
    public void Compile_ScriptWithoutResult_SaysThatItsResultIsMissing() =>
        TryCompile(Begin() + "<bpmn:scriptTask id=\"t\"><bpmn:script>=1 + 1</bpmn:script></bpmn:scriptTask>" + Path("s", "t")).Diagnostics
            .ShouldContain(each => each.Code == "BPMN-015" && each.Text.Contains("resultVariable", StringComparison.Ordinal) && each.Text.Contains("a script alone", StringComparison.Ordinal));

    [Fact]
    public void Compile_WaitForCompletionOfACatchingEvent_MeansNothing() =>
        Compile(Begin() + User("a") + Boundary("b", "a", "<bpmn:compensateEventDefinition waitForCompletion=\"false\"/>") + Undo("h") + Associate("b", "h") + Path("s", "a"));

    /// <summary>What refers to one of two elements of the same id may mean the other.</summary>
    [Theory]
    [InlineData("<bpmn:process id=\"p\"><bpmn:startEvent id=\"s2\"/></bpmn:process>", "p")]
    [InlineData("<bpmn:process id=\"q\"><bpmn:startEvent id=\"s\"/></bpmn:process>", "s")]
    [InlineData("<bpmn:signal id=\"M\" name=\"alarm\"/>", "M")]
    public void Check_IdTwiceInAFile_IsRefused(string beside, string id)
    {
        BpmnCheckResult result = BpmnChecker.Check(Document(OneStart, beside), ProcessResources.None);

        result.CanBeDeployed.ShouldBeFalse();
        result.Diagnostics.ShouldContain(each => each.Code == "BPMN-010" && each.ElementId == id);
    }

    [Fact]
    public void Findings_EveryCodeOfAProcess_HasItsTest()
    {
        HashSet<string> tested = [.. Refused().Concat(Told()).Select(row => row.Data.Item1), "BPMN-011", "BPMN-034", "BPMN-039"];
        string text = File.ReadAllText(System.IO.Path.Combine(Reading.ConformanceFiles.Repository(), "src", "DigiSoc.Bpmn", "Checking", "BpmnFindings.cs"));

        string[] untested = [.. System.Text.RegularExpressions.Regex.Matches(text, "BPMN-0[1-9][0-9]").Select(match => match.Value).Distinct().Where(code => !tested.Contains(code))];

        untested.ShouldBeEmpty();
    }

    private static string Call(string id, string process) =>
        $"<bpmn:callActivity id=\"{id}\"><bpmn:extensionElements><zeebe:calledElement processId=\"{process}\"/></bpmn:extensionElements></bpmn:callActivity>";

    private static string Carry(string from, string to) =>
        $"<bpmn:dataInputAssociation><bpmn:sourceRef>{from}</bpmn:sourceRef><bpmn:targetRef>{to}</bpmn:targetRef></bpmn:dataInputAssociation>";

    private static string Filtered(string condition, string filter) =>
        OnCondition(condition).Replace("<bpmn:condition>", $"<bpmn:extensionElements><zeebe:conditionalFilter {filter}/></bpmn:extensionElements><bpmn:condition>", StringComparison.Ordinal);

    private static string Undo(string id) => $"<bpmn:task id=\"{id}\" isForCompensation=\"true\"/>";

    private static BpmnDiagnostic Finding(string code, string? elementId, string content, string extra, out CompileResult result)
    {
        result = TryCompile(content, extra);
        return result.Diagnostics.FirstOrDefault(each => each.Code == code && each.ElementId == elementId)
            .ShouldNotBeNull($"expected {code} at {elementId}, found:\n{string.Join("\n", result.Diagnostics)}");
    }
}
