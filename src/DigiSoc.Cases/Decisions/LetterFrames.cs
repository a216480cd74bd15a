using System.Text.Json.Nodes;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Decisions;

/// <summary>Gathers what a letter says from records: institution, addressee, case, decision, who signs.</summary>
internal sealed class LetterFrames(CaseStore store, LawBook law)
{
    public async Task<LetterFrame> OfAsync(JobContext job, Guid caseId, Guid? decisionId, CancellationToken ct)
    {
        var institution = await law.OfAsync(job.InstitutionId, ct);
        var (term, norm) = institution.Service.Contest(job.Today());
        return await store.ReadAsync(
            job.InstitutionId,
            async db =>
            {
                var opened = await db.Cases.AsNoTracking().SingleAsync(row => row.CaseId == caseId, ct);
                var application = await db.Applications.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.SubmittedAt).FirstAsync(ct);
                var addressee = await db.Persons.AsNoTracking().SingleAsync(row => row.PersonId == opened.ApplicantId, ct);
                var decision = decisionId is null ? null : await db.Decisions.AsNoTracking().SingleAsync(row => row.DecisionId == decisionId, ct);
                return new LetterFrame(
                    institution.Institution,
                    opened.Number,
                    application.Number,
                    application.ReceivedOn,
                    opened.ApplicantName,
                    Dashed(addressee.PersonCode),
                    await AddressAsync(db, caseId, addressee.PersonCode, ct),
                    decision?.DecidedOn ?? job.Today(),
                    decision is null ? null : new LetterDecision(decision.Number, decision.DecidedOn, decision.Outcome),
                    await SignerAsync(db, caseId, decision?.DecidedBy, institution.Institution, ct),
                    term,
                    norm);
            },
            ct);
    }

    /// <summary>The declared address the register gave; empty when it was not asked or gave none.</summary>
    private static async Task<string> AddressAsync(CasesDb db, Guid caseId, string personCode, CancellationToken ct)
    {
        var value = await db.Facts.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.ItemId == "address.declared" && row.PersonCode == personCode && row.SupersededAt == null && row.Value != null)
            .Select(row => row.Value)
            .FirstOrDefaultAsync(ct);
        return value is null ? "" : JsonNode.Parse(value)?["declared"]?["text"]?.ToString() ?? "";
    }

    private static async Task<LetterSigner> SignerAsync(
        CasesDb db, Guid caseId, string? decidedBy, InstitutionSettings institution, CancellationToken ct)
    {
        var userId = decidedBy ?? await db.Performers.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.StoodInBy == null).OrderByDescending(row => row.PerformedAt).Select(row => row.UserId).FirstOrDefaultAsync(ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == userId, ct);
        if (user is null)
        {
            return new LetterSigner(institution.Institution.Name.Lv, "");
        }

        var roles = await db.UserRoles.AsNoTracking().Where(row => row.UserId == userId).Select(row => row.Role).ToListAsync(ct);
        return new LetterSigner(user.Name, Role.All.LastOrDefault(role => roles.Contains(role.Key))?.Title.Lv ?? "");
    }

    internal static string Dashed(string personCode) => personCode.Length == 11 ? $"{personCode[..6]}-{personCode[6..]}" : personCode;
}
