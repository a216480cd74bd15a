namespace DigiSoc.Bpmn.Tests;

/// <summary>Short ways to write BPMN in tests.</summary>
internal static class Models
{
    public const string Head =
        """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
          xmlns:digisoc="https://digisoc.lv/schema/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="https://digisoc.lv/tests">
        """;

    /// <summary>Messages, signals, errors and escalations that tests refer to.</summary>
    public const string Roots =
        """
        <bpmn:message id="M" name="answer"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>
        <bpmn:message id="M2" name="other"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>
        <bpmn:signal id="S" name="alarm"/>
        <bpmn:error id="E" name="refused" errorCode="refused"/>
        <bpmn:error id="E2" name="other" errorCode="other"/>
        <bpmn:escalation id="X" name="late" escalationCode="late"/>
        """;

    public static string Document(string content, string extra = "") =>
        $"{Head}{Roots}{extra}<bpmn:process id=\"p\" isExecutable=\"true\">{content}</bpmn:process></bpmn:definitions>";

    public static BpmnDocument Read(string xml)
    {
        BpmnReadResult read = BpmnReader.Read(xml);
        return read.Document.ShouldNotBeNull(string.Join("\n", read.Diagnostics));
    }

    public static ProcessModel Compile(string content, string extra = "", ProcessResources? resources = null)
    {
        CompileResult result = TryCompile(content, extra, resources);
        return result.Model.ShouldNotBeNull(string.Join("\n", result.Diagnostics));
    }

    public static CompileResult TryCompile(string content, string extra = "", ProcessResources? resources = null) =>
        ProcessModel.Compile(Read(Document(content, extra)), "p", resources ?? ProcessResources.None);

    /// <summary>A sequence flow; its id is <c>from-to</c>.</summary>
    public static string Flow(string from, string to, string? condition = null) =>
        condition is null
            ? $"<bpmn:sequenceFlow id=\"{from}-{to}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>"
            : $"<bpmn:sequenceFlow id=\"{from}-{to}\" sourceRef=\"{from}\" targetRef=\"{to}\"><bpmn:conditionExpression>={Escaped(condition)}</bpmn:conditionExpression></bpmn:sequenceFlow>";

    /// <summary>Flows along a path.</summary>
    public static string Path(params string[] ids) =>
        string.Concat(ids.Zip(ids.Skip(1), (from, to) => Flow(from, to)));

    public static string Job(string id, string inside = "", string attributes = "") =>
        $"<bpmn:serviceTask id=\"{id}\" {attributes}><bpmn:extensionElements><zeebe:taskDefinition type=\"work\"/></bpmn:extensionElements>{inside}</bpmn:serviceTask>";

    public static string User(string id, string extensions = "", string inside = "") =>
        $"<bpmn:userTask id=\"{id}\"><bpmn:extensionElements>{extensions}</bpmn:extensionElements>{inside}</bpmn:userTask>";

    public static string Script(string id, string expression, string result) =>
        $"<bpmn:scriptTask id=\"{id}\"><bpmn:extensionElements><zeebe:script expression=\"={Escaped(expression)}\" resultVariable=\"{result}\"/></bpmn:extensionElements></bpmn:scriptTask>";

    public static string Begin(string id = "s", string inside = "", string attributes = "") =>
        $"<bpmn:startEvent id=\"{id}\" {attributes}>{inside}</bpmn:startEvent>";

    public static string End(string id = "e", string inside = "") => $"<bpmn:endEvent id=\"{id}\">{inside}</bpmn:endEvent>";

    public static string Catch(string id, string inside, string attributes = "") =>
        $"<bpmn:intermediateCatchEvent id=\"{id}\" {attributes}>{inside}</bpmn:intermediateCatchEvent>";

    public static string Throw(string id, string inside) => $"<bpmn:intermediateThrowEvent id=\"{id}\">{inside}</bpmn:intermediateThrowEvent>";

    public static string Boundary(string id, string on, string inside, bool interrupting = true) =>
        $"<bpmn:boundaryEvent id=\"{id}\" attachedToRef=\"{on}\" cancelActivity=\"{(interrupting ? "true" : "false")}\">{inside}</bpmn:boundaryEvent>";

    public static string Sub(string id, string content, string attributes = "") => $"<bpmn:subProcess id=\"{id}\" {attributes}>{content}</bpmn:subProcess>";

    public static string EventSub(string id, string content) => Sub(id, content, "triggeredByEvent=\"true\"");

    public static string Gateway(string kind, string id, string attributes = "") => $"<bpmn:{kind}Gateway id=\"{id}\" {attributes}/>";

    public const string OnMessage = "<bpmn:messageEventDefinition messageRef=\"M\"/>";
    public const string OnMessage2 = "<bpmn:messageEventDefinition messageRef=\"M2\"/>";
    public const string OnSignal = "<bpmn:signalEventDefinition signalRef=\"S\"/>";
    public const string OnError = "<bpmn:errorEventDefinition errorRef=\"E\"/>";
    public const string OnAnyError = "<bpmn:errorEventDefinition/>";
    public const string OnEscalation = "<bpmn:escalationEventDefinition escalationRef=\"X\"/>";
    public const string OnCompensation = "<bpmn:compensateEventDefinition/>";
    public const string OnCancel = "<bpmn:cancelEventDefinition/>";
    public const string Terminate = "<bpmn:terminateEventDefinition/>";

    public static string OnTimer(string duration) => $"<bpmn:timerEventDefinition><bpmn:timeDuration>{duration}</bpmn:timeDuration></bpmn:timerEventDefinition>";

    public static string OnDate(string date) => $"<bpmn:timerEventDefinition><bpmn:timeDate>{date}</bpmn:timeDate></bpmn:timerEventDefinition>";

    public static string OnCycle(string cycle) => $"<bpmn:timerEventDefinition><bpmn:timeCycle>{cycle}</bpmn:timeCycle></bpmn:timerEventDefinition>";

    public static string OnCondition(string condition) =>
        $"<bpmn:conditionalEventDefinition><bpmn:condition>={Escaped(condition)}</bpmn:condition></bpmn:conditionalEventDefinition>";

    public static string Link(string name) => $"<bpmn:linkEventDefinition name=\"{name}\"/>";

    public static string Loop(string collection, bool sequential = false, string element = "item", string output = "", string inside = "") =>
        $"<bpmn:multiInstanceLoopCharacteristics isSequential=\"{(sequential ? "true" : "false")}\"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"={collection}\" inputElement=\"{element}\" {output}/></bpmn:extensionElements>{inside}</bpmn:multiInstanceLoopCharacteristics>";

    public static string Associate(string boundary, string handler) =>
        $"<bpmn:association id=\"{boundary}~{handler}\" sourceRef=\"{boundary}\" targetRef=\"{handler}\" associationDirection=\"One\"/>";

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
