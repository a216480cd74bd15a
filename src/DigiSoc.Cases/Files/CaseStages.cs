using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Files;

/// <summary>The one place that says which stage a case is at; by ix_incidents_case, ix_decisions_case, ix_letters_case.</summary>
internal static class CaseStages
{
    /// <summary>The cases with their stages; a query that can be filtered by either.</summary>
    public static IQueryable<StagedCase> Query(CasesDb db, IQueryable<CaseDataRow> cases) => cases.Select(row => new StagedCase
    {
        Row = row,
        Stage = row.Status == "closed" ? CaseStage.Closed
            : db.Incidents.Any(incident => incident.CaseId == row.CaseId) ? CaseStage.Stopped
            : db.Decisions.Any(decision => decision.CaseId == row.CaseId)
                ? db.Letters.Any(letter => letter.CaseId == row.CaseId && letter.State == "served" && letter.DecisionId == db.Decisions
                    .Where(decision => decision.CaseId == row.CaseId).OrderByDescending(decision => decision.DecidedAt)
                    .Select(decision => (Guid?)decision.DecisionId).FirstOrDefault())
                    ? CaseStage.Served
                    : CaseStage.Decided
            : row.Status == "suspended" ? CaseStage.Suspended
            : CaseStage.Open,
    });
}

/// <summary>A case and its stage.</summary>
internal sealed class StagedCase
{
    public required CaseDataRow Row { get; set; }
    public required CaseStage Stage { get; set; }
}
