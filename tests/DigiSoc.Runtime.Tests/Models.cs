namespace DigiSoc.Runtime.Tests;

/// <summary>Packages of one small process each, written as BPMN text.</summary>
internal static class Models
{
    private const string Head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
        """;

    /// <summary>start → user task `assess` (group worker) → service task `fetch` (job type fetch) → timer `rest` (PT1H) → end.</summary>
    public static PackageContent Walk { get; } = Package("walk", Process("walk", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="assess" name="Assess">
          <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:serviceTask id="fetch">
          <bpmn:extensionElements><zeebe:taskDefinition type="fetch" retries="3"/></bpmn:extensionElements>
        </bpmn:serviceTask>
        <bpmn:intermediateCatchEvent id="rest">
          <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
        </bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>assess", "assess>fetch", "fetch>rest", "rest>end"));

    /// <summary>start → service task `fetch` → end.</summary>
    public static PackageContent Fetch { get; } = Package("fetching", Process("fetching", """
        <bpmn:startEvent id="start"/>
        <bpmn:serviceTask id="fetch">
          <bpmn:extensionElements><zeebe:taskDefinition type="fetch" retries="2"/></bpmn:extensionElements>
        </bpmn:serviceTask>
        <bpmn:endEvent id="end"/>
        """, "start>fetch", "fetch>end"));

    /// <summary>start → ad-hoc sub-process `adhoc` led by a job (type lead), with service task `fetch` in it → end.</summary>
    public static PackageContent Led { get; } = Package("led", Process("led", """
        <bpmn:startEvent id="start"/>
        <bpmn:adHocSubProcess id="adhoc">
          <bpmn:extensionElements><zeebe:taskDefinition type="lead"/></bpmn:extensionElements>
          <bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="fetch"/></bpmn:extensionElements></bpmn:serviceTask>
        </bpmn:adHocSubProcess>
        <bpmn:endEvent id="end"/>
        """, "start>adhoc", "adhoc>end"));

    /// <summary>start → user task `first` → user task `second` (not by who did first) → end.</summary>
    public static PackageContent FourEyes { get; } = Package("four-eyes", Process("four-eyes", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="first">
          <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:userTask id="second">
          <bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/>
            <zeebe:taskHeaders><zeebe:header key="notPerformedBy" value="first"/></zeebe:taskHeaders></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>first", "first>second", "second>end"));

    /// <summary>start → message catch `wait` (name answer, key = reference) → end.</summary>
    public static PackageContent Waiting { get; } = Package("waiting", Process("waiting", """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>wait", "wait>end") + """
        <bpmn:message id="m" name="answer"><bpmn:extensionElements><zeebe:subscription correlationKey="=reference"/></bpmn:extensionElements></bpmn:message>
        """);

    /// <summary>start → signal catch `wait` (name alarm) → end.</summary>
    public static PackageContent Alarmed { get; } = Package("alarmed", Process("alarmed", """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateCatchEvent id="wait"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>wait", "wait>end") + "<bpmn:signal id=\"s\" name=\"alarm\"/>");

    /// <summary>signal start `begin` (name ring) → signal catch `again` (the same) → end.</summary>
    public static PackageContent RungTwice { get; } = Package("rung-twice", Process("rung-twice", """
        <bpmn:startEvent id="begin"><bpmn:signalEventDefinition signalRef="s"/></bpmn:startEvent>
        <bpmn:intermediateCatchEvent id="again"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "begin>again", "again>end") + "<bpmn:signal id=\"s\" name=\"ring\"/>");

    /// <summary>start → signal throw `call` (name echo) → signal catch `wait` (the same) → end.</summary>
    public static PackageContent Echo { get; } = Package("echo", Process("echo", """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateThrowEvent id="call"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateThrowEvent>
        <bpmn:intermediateCatchEvent id="wait"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>call", "call>wait", "wait>end") + "<bpmn:signal id=\"s\" name=\"echo\"/>");

    /// <summary>message start `begin` (name application) → user task `read` → end.</summary>
    public static PackageContent ByMessage { get; } = Package("by-message", Process("by-message", """
        <bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
        <bpmn:userTask id="read"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "begin>read", "read>end") + "<bpmn:message id=\"m\" name=\"application\"/>");

    /// <summary>start → call activity `part` (process called) → end; the called one is a user task `inner`.</summary>
    public static PackageContent Calling { get; } = PackageContent.OfTexts(
        ("package.yaml", "key: calling\nuses: [called]\n"),
        ("process.bpmn", Document(Process("calling", """
            <bpmn:startEvent id="start"/>
            <bpmn:callActivity id="part"><bpmn:extensionElements><zeebe:calledElement processId="called"/></bpmn:extensionElements></bpmn:callActivity>
            <bpmn:endEvent id="end"/>
            """, "start>part", "part>end"))));

    public static PackageContent Called { get; } = Package("called", Process("called", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="inner"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:endEvent id="end"/>
        """, "start>inner", "inner>end"));

    /// <summary>start → user task `choose` with an interrupting timer (PT1H) → end.</summary>
    public static PackageContent Race { get; } = Package("race", Process("race", """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="choose"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:boundaryEvent id="late" attachedToRef="choose">
          <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
        </bpmn:boundaryEvent>
        <bpmn:endEvent id="done"/>
        <bpmn:endEvent id="missed"/>
        """, "start>choose", "choose>done", "late>missed"));

    public static PackageContent Package(string key, string processes) => PackageContent.OfTexts(
        ("package.yaml", $"key: {key}\n"), ("process.bpmn", Document(processes)));

    public static string Process(string id, string elements, params IEnumerable<string> flows) =>
        $"<bpmn:process id=\"{id}\" isExecutable=\"true\">{elements}{string.Concat(flows.Select(Flow))}</bpmn:process>";

    public static string Document(string content) => $"{Head}{content}</bpmn:definitions>";

    private static string Flow(string flow)
    {
        var ends = flow.Split('>');
        return $"<bpmn:sequenceFlow id=\"{ends[0]}-{ends[1]}\" sourceRef=\"{ends[0]}\" targetRef=\"{ends[1]}\"/>";
    }
}
