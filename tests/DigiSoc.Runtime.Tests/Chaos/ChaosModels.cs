namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>The processes that run while things break: everything a step can cause is in them.</summary>
internal static class ChaosModels
{
    private const string Record = """
        <bpmn:extensionElements><zeebe:taskDefinition type="record" retries="3"/></bpmn:extensionElements>
        """;

    private const string Worker = """
        <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements>
        """;

    private const string ByReference = """
        <bpmn:extensionElements><zeebe:subscription correlationKey="=reference"/></bpmn:extensionElements>
        """;

    /// <summary>
    /// user task `open` → job `first` → in parallel: user task `assess` (each message `note` runs job `noted` beside it; after three seconds
    /// it is left), message `wait`, call activity `part`, signal-or-timer `hear` → timer `rest` → job `last`.
    /// </summary>
    public static PackageContent Main { get; } = PackageContent.OfTexts(
        ("package.yaml", "key: chaos\nuses: [chaos-part]\n"),
        ("process.bpmn", Models.Document(Models.Process("chaos", $"""
            <bpmn:startEvent id="start"/>
            <bpmn:userTask id="open">{Worker}</bpmn:userTask>
            <bpmn:serviceTask id="first">{Record}</bpmn:serviceTask>
            <bpmn:parallelGateway id="fork"/>
            <bpmn:userTask id="assess">{Worker}</bpmn:userTask>
            <bpmn:boundaryEvent id="note" attachedToRef="assess" cancelActivity="false"><bpmn:messageEventDefinition messageRef="m-note"/></bpmn:boundaryEvent>
            <bpmn:serviceTask id="noted">{Record}</bpmn:serviceTask>
            <bpmn:endEvent id="noted-end"/>
            <bpmn:boundaryEvent id="late" attachedToRef="assess">{Timer("PT3S")}</bpmn:boundaryEvent>
            <bpmn:exclusiveGateway id="merge"/>
            <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m-answer"/></bpmn:intermediateCatchEvent>
            <bpmn:callActivity id="part"><bpmn:extensionElements><zeebe:calledElement processId="chaos-part"/></bpmn:extensionElements></bpmn:callActivity>
            <bpmn:eventBasedGateway id="hear"/>
            <bpmn:intermediateCatchEvent id="alarm"><bpmn:signalEventDefinition signalRef="s-alarm"/></bpmn:intermediateCatchEvent>
            <bpmn:intermediateCatchEvent id="silence">{Timer("PT2S")}</bpmn:intermediateCatchEvent>
            <bpmn:exclusiveGateway id="heard"/>
            <bpmn:parallelGateway id="join"/>
            <bpmn:intermediateCatchEvent id="rest">{Timer("PT1S")}</bpmn:intermediateCatchEvent>
            <bpmn:serviceTask id="last">{Record}</bpmn:serviceTask>
            <bpmn:endEvent id="end"/>
            """,
            "start>open", "open>first", "first>fork", "fork>assess", "fork>wait", "fork>part", "fork>hear", "note>noted", "noted>noted-end",
            "assess>merge", "late>merge", "merge>join", "wait>join", "part>join", "hear>alarm", "hear>silence", "alarm>heard",
            "silence>heard", "heard>join", "join>rest", "rest>last", "last>end") + $"""
            <bpmn:message id="m-answer" name="answer">{ByReference}</bpmn:message>
            <bpmn:message id="m-note" name="note">{ByReference}</bpmn:message>
            <bpmn:signal id="s-alarm" name="alarm"/>
            """)));

    /// <summary>What `part` calls: user task `inner`, job `done`.</summary>
    public static PackageContent Part { get; } = Models.Package("chaos-part", Models.Process("chaos-part", $"""
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="inner">{Worker}</bpmn:userTask>
        <bpmn:serviceTask id="done">{Record}</bpmn:serviceTask>
        <bpmn:endEvent id="end"/>
        """, "start>inner", "inner>done", "done>end"));

    /// <summary>Begins with the message `application`; job `received`.</summary>
    public static PackageContent Begin { get; } = Models.Package("chaos-begin", Models.Process("chaos-begin", $"""
        <bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
        <bpmn:serviceTask id="received">{Record}</bpmn:serviceTask>
        <bpmn:endEvent id="end"/>
        """, "begin>received", "received>end") + "<bpmn:message id=\"m\" name=\"application\"/>");

    private static string Timer(string duration) =>
        $"<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">{duration}</bpmn:timeDuration></bpmn:timerEventDefinition>";
}
