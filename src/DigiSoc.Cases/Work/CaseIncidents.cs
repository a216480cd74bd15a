using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Registers.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Work;

/// <summary>What stops cases, said from the facts that the step left.</summary>
internal sealed class CaseIncidents(CaseStore store, DeployedPackages packages, DataItemCatalogue catalogue)
{
    /// <summary>Open incidents of these cases, oldest first.</summary>
    public async Task<IReadOnlyList<CaseIncident>> OfAsync(Worker worker, IReadOnlyCollection<Guid> caseIds, CancellationToken ct)
    {
        var (rows, workers) = await store.ReadAsync(
            worker.InstitutionId,
            async db => (
                await db.Incidents.AsNoTracking().Where(row => caseIds.Contains(row.CaseId)).OrderBy(row => row.RaisedAt).ToListAsync(ct),
                await WorkersAsync(db, caseIds, ct)),
            ct);
        var said = new List<CaseIncident>();
        foreach (var row in rows)
        {
            said.Add(await SayAsync(row, workers.GetValueOrDefault(row.CaseId), ct));
        }

        return said;
    }

    /// <summary>Of an instance that was started without a case: only the engine knows it.</summary>
    public static CaseIncident OfNoCase(DigiSoc.Runtime.IncidentView incident, LocalText step)
    {
        var said = IncidentWords.Of(new IncidentFacts(incident.Code, null, null, null));
        return new CaseIncident(
            incident.IncidentId, Guid.Empty, incident.ElementId, step, incident.Code, null, said.Reason, said.Remedy, said.Owner.Title, incident.RaisedAt);
    }

    private async Task<CaseIncident> SayAsync(IncidentRow row, string? socialWorker, CancellationToken ct)
    {
        var package = await packages.FindAsync(row.PackageKey, row.PackageVersion, ct);
        var item = package?.Lookups.ItemOf(row.ElementId) is { } itemId ? catalogue.Find(itemId) : null;
        var said = IncidentWords.Of(new IncidentFacts(row.Code, row.Attempts, item, item is null ? null : catalogue.RegisterOf(item)));
        return new CaseIncident(
            row.IncidentId,
            row.CaseId,
            row.ElementId,
            package?.Titles.Of(row.ElementId) ?? LocalText.Of(row.ElementId),
            row.Code,
            row.Attempts,
            said.Reason,
            said.Remedy,
            said.Owner == Role.SocialWorker && socialWorker is not null ? LocalText.Of(socialWorker) : said.Owner.Title,
            row.RaisedAt);
    }

    /// <summary>The social worker who worked on each case last; a case nobody worked on is missing.</summary>
    private static async Task<Dictionary<Guid, string>> WorkersAsync(CasesDb db, IReadOnlyCollection<Guid> caseIds, CancellationToken ct)
    {
        var performed = await db.Performers.AsNoTracking()
            .Where(row => caseIds.Contains(row.CaseId) && row.StoodInBy == null)
            .Where(row => db.UserRoles.Any(role => role.UserId == row.UserId && role.Role == Role.SocialWorker.Key))
            .Join(db.Users, row => row.UserId, user => user.UserId, (row, user) => new { row.CaseId, row.PerformedAt, user.Name })
            .ToListAsync(ct);
        return performed.GroupBy(row => row.CaseId).ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.PerformedAt)!.Name);
    }
}
