namespace DigiSoc.Cases;

/// <summary>Where a case is now, on its diagrams: the process first, then the called parts in the order they were called.</summary>
public sealed record CaseWhereabouts(IReadOnlyList<ProcessPlace> Places);

/// <summary>One instance on its diagram.</summary>
public sealed record ProcessPlace(
    Guid InstanceId,
    string ProcessId,
    string PackageKey,
    int PackageVersion,
    string BpmnXml,
    string State,
    IReadOnlyList<string> ActiveElementIds,
    IReadOnlyList<string> CompletedElementIds,
    IReadOnlyList<string> IncidentElementIds,
    IReadOnlyList<PlacedElement> Elements);

/// <summary>A stay in an element now, as changes by hand name it.</summary>
/// <param name="Number">Unique in its process instance, and never used again in it.</param>
/// <param name="ElementId">The element.</param>
/// <param name="Inside">The number of the stay around it: process, sub-process, loop; 0: it is the process itself.</param>
public sealed record PlacedElement(long Number, string ElementId, long Inside);
