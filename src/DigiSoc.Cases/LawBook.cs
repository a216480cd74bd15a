using System.Text.Json;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Parameters;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>What is the same for all cases of an institution: its own data, its calendar, the parameters known now.</summary>
/// <remarks>Read once from the database and the holidays file; <see cref="LoadAsync"/> reads again after a change.</remarks>
internal sealed class LawBook(CaseStore store, CasesOptions options)
{
    private volatile Contents? _contents;

    public async Task LoadAsync(CancellationToken ct)
    {
        var holidays = ParameterFolder.ReadHolidays(Path.Combine(options.WorkflowsFolder, "parameters"));
        _contents = await store.ReadAsync(
            CaseStore.AllInstitutions,
            async db => new Contents(
                (await db.Institutions.AsNoTracking().ToListAsync(ct)).ToDictionary(row => row.InstitutionId, row => Of(row, holidays)),
                new LegalCalendar(holidays, followsMovedDays: false),
                new ParameterTable((await db.Parameters.AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(ct)).Select(Of))),
            ct);
    }

    public async Task<InstitutionLaw> OfAsync(string institutionId, CancellationToken ct)
    {
        var contents = await ContentsAsync(ct);
        return contents.Institutions.TryGetValue(institutionId, out var found)
            ? new InstitutionLaw(found.Settings, found.Calendar, contents.Parameters)
            : throw new InvalidOperationException($"Bug: a case belongs to institution '{institutionId}', which is not in the database.");
    }

    /// <summary>An institution's calendar; null: there is no such institution.</summary>
    public async ValueTask<WorkingCalendar?> FindCalendarAsync(string institutionId, CancellationToken ct) =>
        (await ContentsAsync(ct)).Institutions.TryGetValue(institutionId, out var found) ? found.Calendar.Working : null;

    /// <summary>Statutory holidays alone, without the days that the government moves.</summary>
    public async ValueTask<WorkingCalendar> CalendarOfAllAsync(CancellationToken ct) => (await ContentsAsync(ct)).OfAll.Working;

    private async ValueTask<Contents> ContentsAsync(CancellationToken ct)
    {
        if (_contents is null)
        {
            await LoadAsync(ct);
        }

        return _contents!;
    }

    private static (InstitutionSettings Settings, LegalCalendar Calendar) Of(InstitutionRow row, Holidays holidays) => (
        new InstitutionSettings(People.Of(row), row.NumberPrefix, row.Website, row.Place, row.FollowsMovedDays),
        new LegalCalendar(holidays, row.FollowsMovedDays));

    private static Parameter Of(ParameterRow row)
    {
        var value = CaseJson.Parse(row.Value);
        var sameAs = value.ValueKind == JsonValueKind.Object ? value.GetProperty("sameAs").GetString() : null;
        return new Parameter(
            row.InstitutionId, row.Key, new LocalText(row.TitleLv, row.TitleEn), row.ValidFrom, row.ValidTo,
            sameAs is null ? value : null, sameAs, row.Unit, row.Norm, row.Mark, row.Source);
    }

    private sealed record Contents(
        IReadOnlyDictionary<string, (InstitutionSettings Settings, LegalCalendar Calendar)> Institutions,
        LegalCalendar OfAll,
        ParameterTable Parameters);
}

internal sealed record InstitutionLaw(InstitutionSettings Institution, LegalCalendar Calendar, ParameterTable Parameters)
{
    public ServiceTerms Service => new(Parameters, Calendar, Institution.Id);
}
