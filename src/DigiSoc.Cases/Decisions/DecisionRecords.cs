using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Decisions;

/// <summary>The register of decisions of an institution.</summary>
internal sealed class DecisionRecords(CaseStore store)
{
    /// <summary>Records the decision, or returns the one this very job recorded before it was interrupted.</summary>
    public Task<DecisionRow> RecordAsync(JobContext job, Guid caseId, ProposedDecision proposed, FeelValue content, CancellationToken ct) =>
        store.WriteAsync(
            job.InstitutionId,
            async (db, _) =>
            {
                // The case's row is locked: two jobs of one case take their numbers one after the other.
                await db.Database.ExecuteSqlAsync($"SELECT 1 FROM cases.cases WHERE case_id = {caseId} FOR UPDATE", ct);
                if (await db.Decisions.SingleOrDefaultAsync(row => row.IdempotencyKey == job.IdempotencyKey, ct) is { } before)
                {
                    return before;
                }

                var row = await NewAsync(db, job, caseId, proposed, content, ct);
                db.Decisions.Add(row);
                return row;
            },
            ct);

    private static async Task<DecisionRow> NewAsync(
        CasesDb db, JobContext job, Guid caseId, ProposedDecision proposed, FeelValue content, CancellationToken ct)
    {
        var opened = await db.Cases.AsNoTracking().SingleAsync(row => row.CaseId == caseId, ct);
        var earlier = await db.Decisions.CountAsync(row => row.CaseId == caseId, ct);
        var performers = await db.Performers.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.StoodInBy == null).OrderByDescending(row => row.PerformedAt).ToListAsync(ct);
        return new DecisionRow
        {
            DecisionId = Guid.CreateVersion7(job.Now),
            InstitutionId = job.InstitutionId,
            CaseId = caseId,
            Number = $"{opened.Number}-L{earlier + 1}",
            ElementId = job.ElementId,
            PackageKey = job.PackageKey,
            PackageVersion = job.PackageVersion,
            Outcome = proposed.Outcome,
            Amount = proposed.Amount,
            PeriodFrom = proposed.From,
            PeriodTo = proposed.To,
            LawDate = proposed.LawDate ?? CaseJson.Date(job.Variables, "legalDate") ?? opened.ReceivedOn,
            DecidedOn = job.Today(),
            DecidedAt = job.Now,
            DecidedBy = PerformerOf(job, "decidedAt", performers),
            PreparedBy = PerformerOf(job, "preparedAt", performers),
            Content = CaseJson.Text(content),
            Facts = await db.Facts.Where(row => row.CaseId == caseId && row.SupersededAt == null).Select(row => row.FactId).ToArrayAsync(ct),
            Evaluations = await db.Evaluations.Where(row => row.CaseId == caseId).OrderBy(row => row.EvaluatedAt).Select(row => row.EvaluationId).ToArrayAsync(ct),
            Norms = [.. job.Norms],
            IdempotencyKey = job.IdempotencyKey,
        };
    }

    /// <summary>Who last performed one of the steps that the header names; null when it names none or nobody did.</summary>
    private static string? PerformerOf(JobContext job, string header, List<PerformerRow> newestFirst)
    {
        var elements = (job.Header(header) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return newestFirst.FirstOrDefault(row => elements.Contains(row.ElementId))?.UserId;
    }
}
