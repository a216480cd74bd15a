using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Files;

/// <summary>Stored cases as rows of lists, with their deadlines.</summary>
internal static class CaseRows
{
    public static async Task<List<CaseRow>> WithDeadlinesAsync(CasesDb db, IReadOnlyList<CaseDataRow> cases, DateOnly today, CancellationToken ct)
    {
        var ids = cases.Select(row => row.CaseId).ToList();
        var deadlines = await db.Deadlines.AsNoTracking().Where(row => ids.Contains(row.CaseId)).ToDictionaryAsync(row => row.CaseId, ct);
        var suspended = (await db.Suspensions.AsNoTracking().Where(row => ids.Contains(row.CaseId) && row.ResumedOn == null).ToListAsync(ct))
            .ToLookup(row => row.CaseId, row => row.SuspendedOn);
        var stages = await CaseStages.Query(db, db.Cases.AsNoTracking().Where(row => ids.Contains(row.CaseId)))
            .Select(staged => new { staged.Row.CaseId, staged.Stage }).ToDictionaryAsync(staged => staged.CaseId, staged => staged.Stage, ct);
        return [.. cases.Select(row => Of(
            row,
            deadlines.GetValueOrDefault(row.CaseId) is { } deadline
                ? DeadlineViews.Of(deadline, suspended[row.CaseId].Select(on => (DateOnly?)on).FirstOrDefault(), today)
                : null,
            stages[row.CaseId]))];
    }

    public static CaseStatus StatusOf(string stored) => stored switch
    {
        "open" => CaseStatus.Open,
        "suspended" => CaseStatus.Suspended,
        _ => CaseStatus.Closed,
    };

    public static string Stored(CaseStatus status) => status switch
    {
        CaseStatus.Open => "open",
        CaseStatus.Suspended => "suspended",
        _ => "closed",
    };

    private static CaseRow Of(CaseDataRow row, DeadlineView? deadline, CaseStage stage) => new(
        row.CaseId,
        row.Number,
        new LocalText(row.ProcedureLv, row.ProcedureEn),
        row.PackageKey,
        row.PackageVersion,
        row.ApplicantName,
        StatusOf(row.Status),
        row.Outcome,
        row.ReceivedOn,
        row.OpenedAt,
        row.ClosedAt,
        deadline,
        stage);
}
