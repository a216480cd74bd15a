using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Checking;

/// <summary>Every code of a BPMN file with its text. Codes of running instances are in <see cref="BpmnErrors"/>.</summary>
internal static class BpmnFindings
{
    public static BpmnDiagnostic NotXml(XmlException broken, string text) =>
        text.Contains("<!DOCTYPE", StringComparison.Ordinal)
            ? new("BPMN-002", BpmnSeverity.Error, null, "", broken.LineNumber, null,
                "a document type (DTD) is refused: it can read files and fill the memory. Remove the DOCTYPE.")
            : new("BPMN-001", BpmnSeverity.Error, null, "", broken.LineNumber, null,
                $"not well-formed XML: {BpmnDiagnostic.Cut(broken.Message)} Correct it, or save the diagram again.");

    public static BpmnDiagnostic TooLarge(string found, string allowed) => new(
        "BPMN-003", BpmnSeverity.Error, null, "", 0, null, $"expected at most {allowed}, found {found}. Split the model.");

    public static BpmnDiagnostic NotBpmn(XElement root) => new(
        "BPMN-004", BpmnSeverity.Error, null, "", root.Line(), "8.1.1",
        $"expected the root element definitions of {Names.Bpmn}, found {BpmnDiagnostic.Cut($"{root.Name.LocalName} of \"{root.Name.NamespaceName}\"")}. Save the diagram as BPMN 2.0.");

    public static BpmnDiagnostic UnknownElement(XElement element) => Warning(
        "BPMN-005", element, null, $"BPMN has no element {element.Name.LocalName} here; it is kept and not used.");

    public static BpmnDiagnostic UnknownAttribute(XElement element, XAttribute attribute) => Warning(
        "BPMN-006", element, null, $"BPMN has no attribute {attribute.Name.LocalName} on {element.Name.LocalName}; it is kept and not used.");

    public static BpmnDiagnostic Dangling(XElement element, string what, string reference) => Warning(
        "BPMN-007", element, null, $"{what} refers to `{reference}`, which is not in the file.");

    public static BpmnDiagnostic ForeignElement(XElement element) => Warning(
        "BPMN-008", element, "8.2.3", $"an element of \"{element.Name.NamespaceName}\" outside extensionElements; it is kept and not used.");

    public static BpmnDiagnostic NotItsFlow(XElement element, string reference) => BadFlow(
        element, "8.4.13", $"default refers to `{reference.Trim()}`, which is no flow that leaves it. Name one that does, or remove the attribute.");

    public static BpmnDiagnostic DuplicateId(XElement element, XElement first) => Error(
        "BPMN-010", element, "8.1", string.Create(CultureInfo.InvariantCulture, $"the id is used before, in line {first.Line()}. Ids are unique in a file; change one."));

    public static BpmnDiagnostic NoSuchProcess(string processId, IEnumerable<string> available) => new(
        "BPMN-011", BpmnSeverity.Error, processId, "process", 0, null,
        $"the file has no process of this id. Available: {Joined(available)}.");

    public static BpmnDiagnostic NotSupported(XElement element, string clause, string reason) => Error(
        "BPMN-012", element, clause, $"not supported: {reason}");

    public static BpmnDiagnostic FlowEnd(XElement flow, string end, string? reference, string? otherProcess) => Error(
        "BPMN-013", flow, "8.4.13", $"{end} {(reference is null ? "is missing" : $"`{reference}` is no activity, event or gateway of the process")}"
            + (otherProcess is null ? ". Connect the flow." : $", but of process `{otherProcess}`. Put the flow there, or use a message."));

    public static BpmnDiagnostic FlowCrosses(XElement flow) => Error(
        "BPMN-014", flow, "7.6.1", "a sequence flow must not cross the border of a process or sub-process. Use a message or a boundary event.");

    public static BpmnDiagnostic NoImplementation(XElement element, string expected, string? found) => Error(
        "BPMN-015", element, "10.3.3", $"expected {expected}, found {found ?? "nothing"}. Say in the Camunda 8 dialect who does the work.");

    public static BpmnDiagnostic BadExpression(XElement element, string purpose, string text, FeelProblem problem) => Error(
        "BPMN-016", element, null, $"the {purpose} `{Short(text)}` is no FEEL expression: {problem.Text} Correct it, or compute the value in a job.");

    public static BpmnDiagnostic OtherSign(XElement element, string purpose, string text, string sign, string feel) => Error(
        "BPMN-016", element, null, $"the {purpose} `{Short(text)}` is no FEEL expression: `{sign}` is another language's; FEEL writes `{feel}`. Correct it, or compute the value in a job.");

    public static BpmnDiagnostic UnknownFunction(XElement element, string purpose, string text, string function) => Error(
        "BPMN-016", element, null, $"the {purpose} `{Short(text)}` calls `{Short(function)}`, which is no function here; its value would be null. Use a function of FEEL, or compute the value in a job.");

    public static BpmnDiagnostic OtherLanguage(XElement element, string purpose, string text, string language) => Error(
        "BPMN-017", element, "8.4.7", $"the {purpose} `{Short(text)}` is written in {language}; expected FEEL after `=`. Rewrite it, or compute the value in a job.");

    public static BpmnDiagnostic NoTrigger(XElement element, string clause, string expected, string found) => Error(
        "BPMN-018", element, clause, $"expected {expected}, found {found}. Give the event one.");

    public static BpmnDiagnostic BadAttachment(XElement element, string? reference, bool isEventSubProcess) => Error(
        "BPMN-019", element, "10.5.4", $"attachedToRef {(reference is null ? "is missing" : $"`{reference}` is {(isEventSubProcess ? "an event sub-process, which no flow leaves" : "no activity of the same process or sub-process")}")}. Put the event on an activity.");

    public static BpmnDiagnostic BadFlow(XElement element, string clause, string reason) => Error("BPMN-020", element, clause, reason);

    public static BpmnDiagnostic BadEventSubProcess(XElement element, string found) => Error(
        "BPMN-021", element, "10.3.5", $"an event sub-process needs exactly one start event with a trigger, and no incoming or outgoing flow; found {found}.");

    public static BpmnDiagnostic BadTimer(XElement element, string found) => Error(
        "BPMN-022", element, "10.5.5", $"a timer needs one of timeDate, timeDuration, timeCycle with a value it can read; found {found}.");

    public static BpmnDiagnostic NoName(XElement element, string what) => Error(
        "BPMN-023", element, "10.5.5", $"the {what} it refers to is missing or has no name. Add the reference and the name.");

    public static BpmnDiagnostic NoNameYet(XElement element, string what) => Error(
        "BPMN-023", element, "10.5.5", $"the name of the {what} that begins the process has no value before it begins: there are no variables yet. Write the name out.");

    public static BpmnDiagnostic NoCorrelationKey(XElement element, string message) => Warning(
        "BPMN-024", element, "10.5.5", $"message `{message}` has no zeebe:subscription correlationKey; it is correlated by its name alone, with an empty key.");

    public static BpmnDiagnostic NoMessage(XElement element) => Warning(
        "BPMN-044", element, "10.3.3", "names no message; it waits for one that has its id as name, and an empty key.");

    public static BpmnDiagnostic BadLink(XElement element, string reason) => Error("BPMN-025", element, "10.5.5", reason);

    public static BpmnDiagnostic BadCompensation(XElement element, string reason) => Error("BPMN-026", element, "10.7", reason);

    public static BpmnDiagnostic NeverUndoes(XElement element, string reason) => Warning("BPMN-049", element, "10.7", $"it never begins: {reason}");

    public static BpmnDiagnostic CancelOutside(XElement element) => Error(
        "BPMN-027", element, "10.3.5", "a cancel event belongs into, or onto, a transaction. Use an error event elsewhere.");

    public static BpmnDiagnostic BadLoop(XElement element, string reason) => Error("BPMN-028", element, "10.3.8", reason);

    public static BpmnDiagnostic NoDecision(XElement element, string decisionId) => Error(
        "BPMN-029", element, "10.3.3", $"decision `{decisionId}` is not among the decisions at hand. Add its DMN file to the package, or correct the id.");

    public static BpmnDiagnostic NoStart(XElement element) => Error(
        "BPMN-030", element, "10.5.2", "nothing to begin with: no start event and no element without incoming flow. Add a start event.");

    public static BpmnDiagnostic ManyStarts(XElement element) => Error(
        "BPMN-031", element, "10.5.2", "more than one none start event in the same process or sub-process; which begins is not said. Keep one.");

    public static BpmnDiagnostic NoLinkToIt(XElement element, string link) => Warning(
        "BPMN-032", element, "10.5.5", $"no token can come here: no throwing link event of the same process or sub-process leads to link `{link}`.");

    public static BpmnDiagnostic Unreachable(XElement element) => Warning(
        "BPMN-032", element, "10.5.2", "no token can come here: it has no incoming flow while the scope has a start event.");

    public static BpmnDiagnostic NoCondition(XElement flow, bool isExclusive) => Warning(
        "BPMN-033", flow, isExclusive ? "10.6.2" : "10.6.3", $"leaves an {(isExclusive ? "exclusive" : "inclusive")} gateway beside others without condition and is no default; it counts as always true.");

    public static BpmnDiagnostic NotExecutable(XElement process) => Warning(
        "BPMN-034", process, "10.1", "isExecutable is false; it is checked as if it were to run.");

    public static BpmnDiagnostic ImpliedFeel(XElement element, string text) => Warning(
        "BPMN-035", element, null, $"`{Short(text)}` is read as FEEL; write it after `=` to say so.");

    public static BpmnDiagnostic ReadAsFeel(XElement element, string text, string feel) => Warning(
        "BPMN-035", element, null, $"`{Short(text)}` is read as FEEL: `={Short(feel)}`. Write that to say so.");

    public static BpmnDiagnostic NotUsed(XElement element, string what) => Warning(
        "BPMN-036", element, null, $"{what} of another engine's dialect: kept, and not used.");

    public static BpmnDiagnostic UnknownZeebe(XElement element, string words) => Warning(
        "BPMN-036", element, null, $"{words}: no word of the Camunda 8 dialect known here; kept, and not used.");

    public static BpmnDiagnostic UnknownDialect(XElement element, string dialect, IReadOnlyCollection<string> words) => Warning(
        "BPMN-036", element, null, $"{Short(string.Join(", ", words))} "
            + (dialect.Length == 0 ? "without a namespace" : $"of `{Short(dialect)}`, a dialect not known here") + ": kept, and not used in the whole process.");

    public static BpmnDiagnostic BadMapping(XElement element, string reason) => Error("BPMN-037", element, null, reason);

    public static BpmnDiagnostic TooDeep(XElement element) => Error("BPMN-038", element, null, "sub-processes nest deeper than 60 levels. Use call activities.");

    public static BpmnDiagnostic NothingToRun(XElement root) => Error(
        "BPMN-039", root, "10.1", "the file has no process with elements in it. Add a process.");

    public static BpmnDiagnostic EmptyCondition(XElement flow) => Warning(
        "BPMN-042", flow, "10.6.1", "its condition is empty; it counts as a flow without condition.");

    public static BpmnDiagnostic ConditionNotUsed(XElement flow, string why) => Warning(
        "BPMN-045", flow, "8.4.13", $"its condition is not looked at: {why}. Remove it, or let the flow leave an exclusive or inclusive gateway.");

    public static BpmnDiagnostic SameMessage(XElement element, string message, string other) => Warning(
        "BPMN-046", element, "10.5.2", $"waits for {message}, as `{other}` does at the same place; a message goes to one of both. Keep one, or give each a message of its own.");

    public static BpmnDiagnostic SameEvent(XElement element, string waitsFor, string other) => Warning(
        "BPMN-046", element, "10.5.2", $"waits for {waitsFor}, as `{other}` does at the same place, and the one that comes first closes the other. Keep one.");

    public static BpmnDiagnostic BeginsEach(XElement element) => Warning(
        "BPMN-047", element, "10.3.5", "says nothing of what begins: each activity in it without incoming flow begins at once (in Camunda 8, Flowable and jBPM none does by itself). Name them by zeebe:adHoc activeElementsCollection.");

    public static BpmnDiagnostic Twice(XElement element, string part) => Error(
        "BPMN-051", element, null, $"{part} is there more than once, and BPMN allows one; which of them holds is not said. Keep one.");

    public static BpmnDiagnostic CycleOnce(XElement element) => Warning(
        "BPMN-052", element, "10.5.5", "a timeCycle where the event can happen only once: it fires at the first of its times and does not repeat. Write a timeDuration or timeDate, or let the event not interrupt.");

    public static BpmnDiagnostic CarriedTwice(XElement element, string target) => Warning(
        "BPMN-053", element, "10.4.2", $"several data associations write `{target}`; the value of the last one holds. Give each a target of its own, or compute one value by an assignment.");

    public static BpmnDiagnostic StuckJoin(XElement element, FlowNode choice) => Warning(
        "BPMN-054", element, "13.4.1", $"never has a token on each of its incoming flows: a token goes only one of the ways that part at {choice}, and what comes here waits for ever. Join them by an exclusive gateway, or part them by a parallel or inclusive one.");

    public static BpmnDiagnostic BadWord(XElement element, string reason) => Error("BPMN-050", element, null, reason);

    public static BpmnDiagnostic NotADate(XElement element, string purpose, string text) => Error(
        "BPMN-043", element, null, $"the {purpose} `{Short(text)}` is no date. Write one such as 2026-01-31, 2026-01-31T12:00:00, or a FEEL expression after `=`.");

    public static BpmnDiagnostic BadLiteral(XElement element, string purpose, string text, string expected) => Error(
        "BPMN-048", element, "10.3.3", $"the {purpose} `{Short(text)}` cannot be read; expected {expected}, or a FEEL expression after `=`.");

    public static BpmnDiagnostic ForeignBehaviour(XElement element, string word, string reason) => Error(
        "BPMN-040", element, "8.2.3", $"not supported: {word} {reason}");

    public static BpmnDiagnostic TakenAsJob(XElement element, string word, string type) => Warning(
        "BPMN-041", element, "10.3.3", $"{word} is read as the job type `{Short(type)}`: a handler of this type does the work. Say otherwise by zeebe:taskDefinition.");

    private static BpmnDiagnostic Error(string code, XElement element, string? clause, string text) =>
        At(code, BpmnSeverity.Error, element, clause, text);

    private static BpmnDiagnostic Warning(string code, XElement element, string? clause, string text) =>
        At(code, BpmnSeverity.Warning, element, clause, text);

    private static BpmnDiagnostic At(string code, BpmnSeverity severity, XElement element, string? clause, string text) =>
        new(code, severity, element.Id(), element.Name.LocalName, element.Line(), clause, BpmnDiagnostic.Cut(text))
        {
            ElementName = element.Text("name") is { Length: > 0 } name ? Short(name) : null,
        };

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } joined ? joined : "nothing";

    /// <summary>On one line, and not too long.</summary>
    private static string Short(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 120 ? line : line[..120] + "…";
    }
}
