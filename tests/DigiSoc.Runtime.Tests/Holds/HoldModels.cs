namespace DigiSoc.Runtime.Tests.Holds;

/// <summary>Packages of a name given by the test, so that a hold of one test never meets work of another.</summary>
internal static class HoldModels
{
    /// <summary>start → service task `fetch` of the job type named like the package → end.</summary>
    public static PackageContent Job(string key) => Models.Package(key, Models.Process(key, $"""
        <bpmn:startEvent id="start"/>
        <bpmn:serviceTask id="fetch"><bpmn:extensionElements><zeebe:taskDefinition type="{key}"/></bpmn:extensionElements></bpmn:serviceTask>
        <bpmn:endEvent id="end"/>
        """, "start>fetch", "fetch>end"));

    /// <summary>start → ad-hoc sub-process `gather`, led by a job of the type named like the package → end.</summary>
    public static PackageContent Led(string key) => Models.Package(key, Models.Process(key, $"""
        <bpmn:startEvent id="start"/>
        <bpmn:adHocSubProcess id="gather"><bpmn:extensionElements><zeebe:taskDefinition type="{key}"/></bpmn:extensionElements>
          <bpmn:manualTask id="look"/></bpmn:adHocSubProcess>
        <bpmn:endEvent id="end"/>
        """, "start>gather", "gather>end"));

    /// <summary>start → timer `rest` (PT1H) → end.</summary>
    public static PackageContent Timer(string key) => Models.Package(key, Models.Process(key, """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateCatchEvent id="rest">
          <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
        </bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>rest", "rest>end"));

    /// <summary>start → user task `check` → exclusive gateway `fork` → end.</summary>
    public static PackageContent Task(string key) => Models.Package(key, Models.Process(key, """
        <bpmn:startEvent id="start"/>
        <bpmn:userTask id="check"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:exclusiveGateway id="fork"/>
        <bpmn:endEvent id="end"/>
        """, "start>check", "check>fork", "fork>end"));

    /// <summary>start → message catch `wait` (name answer-key, key = reference) → end.</summary>
    public static PackageContent Message(string key) => Models.Package(key, Models.Process(key, """
        <bpmn:startEvent id="start"/>
        <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="end"/>
        """, "start>wait", "wait>end") + $"""
        <bpmn:message id="m" name="answer-{key}"><bpmn:extensionElements><zeebe:subscription correlationKey="=reference"/></bpmn:extensionElements></bpmn:message>
        """);

    /// <summary>start, or message start `begin` (name begin-key) → end.</summary>
    public static PackageContent StartedByMessage(string key) => Models.Package(key, Models.Process(key, """
        <bpmn:startEvent id="start"/>
        <bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
        <bpmn:endEvent id="end"/>
        """, "start>end", "begin>end") + $"<bpmn:message id=\"m\" name=\"begin-{key}\"/>");
}
