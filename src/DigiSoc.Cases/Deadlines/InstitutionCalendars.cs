using System.Collections.Concurrent;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Cases.Storage;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Cases;

/// <summary>The calendars by which statutory deadlines are counted, for the engine that runs the processes.</summary>
public sealed class InstitutionCalendars
{
    private readonly LawBook _law;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    internal InstitutionCalendars(LawBook law, ILogger log) => (_law, _log) = (law, log);

    /// <summary>
    /// Statutory holidays, and moved days where the institution follows them. Packages belong to no institution (<c>*</c>):
    /// for what they begin by themselves only the holidays count. So they do for an institution that is not known here (one
    /// that was taken out while its instances run): a step does not fail for it; the log warns once.
    /// </summary>
    public async ValueTask<WorkingCalendar> OfAsync(string institutionId, CancellationToken ct)
    {
        if (await _law.FindCalendarAsync(institutionId, ct) is { } own)
        {
            return own;
        }

        if (institutionId != CaseStore.AllInstitutions && _told.TryAdd(institutionId, true))
        {
            _log.LogWarning("Institution {Institution} is not known: its processes count working days by the statutory holidays alone. Add it to the institutions of the workflows folder.", institutionId);
        }

        return await _law.CalendarOfAllAsync(ct);
    }
}
