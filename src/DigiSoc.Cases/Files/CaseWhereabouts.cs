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
    IReadOnlyList<string> IncidentElementIds);
