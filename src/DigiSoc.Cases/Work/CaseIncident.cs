namespace DigiSoc.Cases;

/// <summary>What stops a case, in words.</summary>
/// <param name="IncidentId">The incident (see the list of incidents).</param>
/// <param name="CaseId">The case.</param>
/// <param name="ElementId">The step that stopped.</param>
/// <param name="Step">What the step is called.</param>
/// <param name="Code">Of the cause, see docs/errors.md: REG-010 when a register did not answer.</param>
/// <param name="Attempts">How often it was tried; null when it is nothing that is tried.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Owner">Who is to do it: the case's social worker by name, or a role.</param>
/// <param name="Since">Since when the case stands still.</param>
public sealed record CaseIncident(
    Guid IncidentId,
    Guid CaseId,
    string ElementId,
    LocalText Step,
    string Code,
    int? Attempts,
    LocalText Reason,
    LocalText Remedy,
    LocalText Owner,
    DateTimeOffset Since);
