namespace DigiSoc.Cases;

/// <summary>One process of a case as whoever changes it by hand must see it: what stands where, why it waits, what it knows.</summary>
/// <param name="CaseId">Its case.</param>
/// <param name="CaseNumber">As screens show it; empty for a process without a case.</param>
/// <param name="InstanceId">The process instance.</param>
/// <param name="ProcessId">The process in the diagram.</param>
/// <param name="Title">What it is called.</param>
/// <param name="PackageKey">The package it is of.</param>
/// <param name="PackageVersion">The version it is on.</param>
/// <param name="State">"active", "suspended", "completed", "canceled", "failed".</param>
/// <param name="Revision">Counts its steps; an order may state the one it was made by.</param>
/// <param name="CompletedElementIds">Elements that have been completed at least once.</param>
/// <param name="Stays">The process first, each before what it holds; empty when it is over.</param>
/// <param name="Steps">What a token can be put on, in the order of the diagram's file.</param>
/// <param name="Interventions">What was done to processes of the case by hand, newest first: changed, suspended, resumed, moved to another version.</param>
public sealed record ProcessView(
    Guid CaseId,
    string CaseNumber,
    Guid InstanceId,
    string ProcessId,
    LocalText Title,
    string PackageKey,
    int PackageVersion,
    string State,
    long Revision,
    IReadOnlyList<string> CompletedElementIds,
    IReadOnlyList<ProcessStay> Stays,
    IReadOnlyList<ProcessStep> Steps,
    IReadOnlyList<TimelineEntry> Interventions)
{
    public bool IsOver => State is not ("active" or "suspended");
}

/// <summary>A token's stay in an element, with why it stays.</summary>
/// <param name="Number">Unique in its process instance, and never used again in it.</param>
/// <param name="Inside">The number of the stay around it; 0: it is the process itself.</param>
/// <param name="Depth">0 for the process, 1 for what stands in it …</param>
/// <param name="ElementId">The element.</param>
/// <param name="Title">What the element is called.</param>
/// <param name="Type">Its BPMN type, such as "userTask".</param>
/// <param name="Round">1 for the first round of a loop; 0: it is no round.</param>
/// <param name="IsPart">A round of a loop or an activation of an ad-hoc sub-process: it can be ended, not begun again by itself.</param>
/// <param name="IsScope">It holds others and has variables of its own.</param>
/// <param name="Waits">What it waits for; timers and messages at its border too; a stopped step is told as "incident".</param>
/// <param name="Calls">The process instance it has called and waits for; null: none.</param>
/// <param name="Variables">Of this scope alone, by name.</param>
public sealed record ProcessStay(
    long Number,
    long Inside,
    int Depth,
    string ElementId,
    LocalText Title,
    string Type,
    int Round,
    bool IsPart,
    bool IsScope,
    IReadOnlyList<CaseWait> Waits,
    Guid? Calls,
    IReadOnlyList<ProcessVariable> Variables);

/// <summary>A variable of one scope.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">As FEEL text, which reads back as the same value.</param>
/// <param name="Kind">"number", "string", "date", "context" …</param>
public sealed record ProcessVariable(string Name, string Value, string Kind);

/// <summary>An element that a token can be put on.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="Title">What it is called; its id when it has no name.</param>
/// <param name="Type">Its BPMN type.</param>
/// <param name="ScopeId">The element it lies in: the process or a sub-process.</param>
/// <param name="ScopeTitle">What that is called.</param>
public sealed record ProcessStep(string ElementId, LocalText Title, string Type, string ScopeId, LocalText ScopeTitle);
