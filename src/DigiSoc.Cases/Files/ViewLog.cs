using DigiSoc.Registers.Audit;

namespace DigiSoc.Cases.Files;

/// <summary>Writes every look at personal data to the access audit before the data are shown.</summary>
internal sealed class ViewLog(IReadAudit audit)
{
    public async Task SeenAsync(Worker worker, string what, Guid? caseId, string purpose, string? personCode, CancellationToken ct, string? onBehalfOf = null) =>
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKind.Viewed,
                InstitutionId = worker.InstitutionId,
                Actor = worker.UserId,
                OnBehalfOf = onBehalfOf,
                PersonCode = personCode,
                CaseId = caseId?.ToString(),
                ItemId = what,
                Purpose = purpose,
            },
            ct);
}
