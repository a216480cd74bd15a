using System.Collections.Frozen;
using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Dialects;

/// <summary>What becomes of each word that Camunda 7, Flowable and Activiti add to BPMN: read, refused, or kept and not used.</summary>
/// <remarks>
/// Read is what says exactly what the Camunda 8 dialect says too. Refused is what changes what an instance does and has no
/// counterpart. Everything else (retries of their job executor, forms, versions, tools) changes no token and is kept.
/// </remarks>
internal static class VendorWords
{
    private const string Listener = "runs code when the element is entered or left. Model the work as a task of its own, and remove the listener.";

    /// <summary>Words that the compiler reads.</summary>
    public static readonly FrozenSet<string> Read = FrozenSet.ToFrozenSet(
        [
            "class", "delegateExpression", "expression", "type", "topic", "assignee", "candidateUsers", "candidateGroups", "dueDate",
            "followUpDate", "priority", "formKey", "resultVariable", "resultVariableName", "collection", "elementVariable", "decisionRef",
            "errorCodeVariable", "errorMessageVariable", "mapDecisionResult", "field", "in", "out", "inputOutput", "inheritVariables",
            "messageExpression", "signalExpression", "correlationKey",
        ],
        StringComparer.Ordinal);

    /// <summary>Words that are refused, with the reason and the remedy.</summary>
    public static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["executionListener"] = Listener,
        ["taskListener"] = Listener,
        ["eventListener"] = Listener,
        ["connector"] = "calls a service by the other engine's connectors. Give a zeebe:taskDefinition type instead.",
        ["skipExpression"] = "leaves out the element by a condition. Use an exclusive gateway before it.",
        ["variableMappingClass"] = "maps variables by code. Use zeebe:ioMapping.",
        ["variableMappingDelegateExpression"] = "maps variables by code. Use zeebe:ioMapping.",
        ["caseRef"] = "calls a CMMN case. Call a process.",
        ["triggerable"] = "waits for a trigger of the other engine's API. Use a message catch event behind the task.",
        ["elementIndexVariable"] = "names the counter of the loop, from 0. Use loopCounter, from 1.",
        ["variableName"] = "looks at a condition only when one variable changes. Remove it: conditions are looked at when any does.",
        ["variableEvents"] = "looks at a condition only at some changes. Remove it: conditions are looked at when any variable changes.",
        ["eventType"] = "waits for, or sends, an event of the other engine's registry. Use a message.",
        ["resource"] = "keeps the script in another file. Write the expression into the model.",
        ["errorEventDefinition"] = "turns a failed job into an error by a condition. Let the job's handler throw the error.",
        ["errorCodeVariableName"] = "is not known. Use errorCodeVariable.",
        ["variableListenerEventDefinition"] = "waits for a change of a variable. Use a conditional event.",
        ["terminateAll"] = "ends every instance of the call tree. Throw an error from the called process.",
        ["useLocalScopeForResultVariable"] = "keeps the result in the task alone. Use zeebe:ioMapping.",
        ["useLocalScopeForOutParameters"] = "keeps what the call gives back in the activity alone. Use zeebe:ioMapping.",
        ["terminateMultiInstance"] = "ends every round of the loop. Use a completionCondition of the loop.",
        ["calledElementType"] = "calls by the other engine's own number of a version. Call by the id of the process.",
        ["mapException"] = "makes an error of an exception of code. Let the job's handler throw the error.",
        ["variableAggregation"] = "gathers variables of the rounds. Use zeebe:loopCharacteristics outputCollection and outputElement.",
        ["endDate"] = "ends a cycle at a date. Say how often it fires, as in R3/PT1H.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that are refused only when they say this.</summary>
    public static readonly FrozenDictionary<string, string> RefusedWhen = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["triggerable"] = "true",
        ["terminateAll"] = "true",
        ["terminateMultiInstance"] = "true",
        ["useLocalScopeForResultVariable"] = "true",
        ["useLocalScopeForOutParameters"] = "true",
        ["calledElementType"] = "id",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that are read as attributes, and refused as elements.</summary>
    public static readonly FrozenDictionary<string, string> RefusedElements = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["collection"] = "makes a list by code or of a text. Name a variable by the attribute collection.",
        ["script"] = Listener,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words of jBPM and Drools that are refused when they say this, with the reason and the remedy.</summary>
    public static readonly FrozenDictionary<string, (string? When, string Reason)> RefusedDrools = new Dictionary<string, (string?, string)>(StringComparer.Ordinal)
    {
        ["onEntry-script"] = (null, Listener),
        ["onExit-script"] = (null, Listener),
        ["waitForCompletion"] = ("false", "goes on before the called process is done. Begin it by a message."),
        ["adHoc"] = ("true", "lets people begin the elements of the process by hand. Use an ad-hoc sub-process."),
        ["deadline"] = (null, "gives the task to others, or writes to somebody, when it is late. Use a timer boundary event."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words of jBPM and Drools that the compiler reads, or that tools alone look at.</summary>
    public static readonly FrozenSet<string> KnownDrools = FrozenSet.ToFrozenSet(
        [
            "taskName", "priority", "scope", "waitForCompletion", "adHoc", "metaData", "packageName", "version", "import", "global", "dtype",
            "selectable", "bgcolor", "bordercolor", "fontcolor", "fontsize",
        ],
        StringComparer.Ordinal);

    /// <summary>Extension elements of SpiffWorkflow that are refused: they are Python.</summary>
    public static readonly FrozenDictionary<string, string> RefusedSpiff = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["preScript"] = "is Python that runs before the element. Use zeebe:ioMapping, or a script task in FEEL.",
        ["postScript"] = "is Python that runs after the element. Use zeebe:ioMapping, or a script task in FEEL.",
        ["messagePayload"] = "is Python that makes the message's content. Use zeebe:ioMapping.",
        ["messageVariable"] = "names the variable of the whole message. Use zeebe:ioMapping.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Extension elements of the Camunda 8 dialect that the compiler reads, or that change no token.</summary>
    public static readonly FrozenSet<string> KnownZeebe = FrozenSet.ToFrozenSet(
        [
            "taskDefinition", "taskHeaders", "ioMapping", "userTask", "assignmentDefinition", "formDefinition", "taskSchedule",
            "priorityDefinition", "calledElement", "calledDecision", "script", "loopCharacteristics", "subscription", "publishMessage", "adHoc",
            "properties", "versionTag", "linkedResources", "userTaskForm", "agentDefinition",
        ],
        StringComparer.Ordinal);

    /// <summary>Extension elements of the Camunda 8 dialect that are refused.</summary>
    public static readonly FrozenDictionary<string, string> RefusedZeebe = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["executionListeners"] = Listener,
        ["taskListeners"] = Listener,
        ["conditionalFilter"] = "looks at a condition only at some changes. Remove it: conditions are looked at when any variable changes.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Beginnings of the namespaces whose words paint, count, translate or simulate: they never change what an instance does.</summary>
    private static readonly string[] Tools =
    [
        "http://www.omg.org/", "http://www.w3.org/", "http://bpmn.io/", "http://camunda.org/schema/modeler/", "http://camunda.org/schema/conversion/", "http://activiti.com/modeler",
        "http://flowable.org/design", "http://www.signavio.com", "http://www.bizagi.com/", "http://bpmn.sourceforge.net",
        "http://www.bpsim.org/", "http://www.jboss.org/drools/flow/gpd", "http://org.eclipse.bpmn2/ext", "http://www.w4.eu/spec/BPMN/20110930/GRAPH",
    ];

    /// <summary>True when nothing is known of the dialect of a word; attributes without a namespace are BPMN's own.</summary>
    public static bool IsUnknownDialect(XNamespace dialect, bool isElement) =>
        (dialect != XNamespace.None || isElement)
        && dialect != Names.Zeebe && dialect != Names.Digisoc && dialect != Names.Drools
        && Array.IndexOf(Names.Vendors, dialect) < 0
        && !Array.Exists(Tools, tool => dialect.NamespaceName.StartsWith(tool, StringComparison.Ordinal));
}
