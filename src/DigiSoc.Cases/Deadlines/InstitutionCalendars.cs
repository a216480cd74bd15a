using DigiSoc.Bpmn.Calendars;

namespace DigiSoc.Cases;

/// <summary>The calendars by which statutory deadlines are counted, for the engine that runs the processes.</summary>
public sealed class InstitutionCalendars
{
    private readonly LawBook _law;

    internal InstitutionCalendars(LawBook law) => _law = law;

    /// <summary>
    /// Statutory holidays, and moved days where the institution follows them. Packages belong to no institution (<c>*</c>):
    /// for what they begin by themselves only the holidays count.
    /// </summary>
    public ValueTask<WorkingCalendar> OfAsync(string institutionId, CancellationToken ct) => _law.CalendarOfAsync(institutionId, ct);
}
