using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Files;

/// <summary>The stored lists of one case.</summary>
internal static class CaseReader
{
    public static async Task<IReadOnlyList<CaseParty>> PartiesAsync(CasesDb db, Guid caseId, CancellationToken ct)
    {
        var parties = await db.Parties.AsNoTracking()
            .Where(party => party.CaseId == caseId)
            .Join(db.Persons, party => party.PersonId, person => person.PersonId, (party, person) => new { party, person })
            .ToListAsync(ct);
        return [.. parties
            .Select(row => new CaseParty(
                LetterFrames.Dashed(row.person.PersonCode), row.person.GivenName, row.person.Surname, row.person.BirthDate,
                row.party.Role, row.party.Relation, row.party.InHousehold))
            .OrderBy(party => party.Role != "applicant").ThenBy(party => party.BirthDate).ThenBy(party => party.PersonCode, StringComparer.Ordinal)];
    }

    public static async Task<IReadOnlyList<CaseFact>> FactsAsync(CasesDb db, Guid caseId, CancellationToken ct) =>
    [
        .. (await db.Facts.AsNoTracking().Where(row => row.CaseId == caseId)
            .OrderBy(row => row.ItemId).ThenBy(row => row.PersonCode).ThenByDescending(row => row.RetrievedAt)
            .Select(row => new { Fact = row, By = db.Users.Where(user => user.UserId == row.ByHandBy).Select(user => user.Name).FirstOrDefault() })
            .ToListAsync(ct))
            .Select(row => Of(row.Fact, row.By)),
    ];

    private static CaseFact Of(FactRow row, string? byHandBy) => new(
        row.FactId,
        row.ItemId,
        new LocalText(row.ItemLv, row.ItemEn),
        row.PersonCode is { } code ? LetterFrames.Dashed(code) : null,
        row.Value is { } value ? CaseJson.Parse(value) : CaseJson.Parse("null"),
        row.SourceLv,
        new LocalText(row.SourceLv, row.SourceEn),
        row.RetrievedAt,
        row.LegalPoint,
        row.ElementId,
        row.Status,
        row.Status == "byHand",
        byHandBy,
        row.Reason,
        row.SupersededAt);

    public static async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(CasesDb db, Guid caseId, CancellationToken ct) =>
    [
        .. (await db.Timeline.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.EntryId)
            .Select(row => new { Entry = row, For = db.Users.Where(user => user.UserId == row.OnBehalfOf).Select(user => user.Name).FirstOrDefault() })
            .ToListAsync(ct))
            .Select(row => new TimelineEntry(
                row.Entry.EntryId, row.Entry.At, row.Entry.Kind, new LocalText(row.Entry.TextLv, row.Entry.TextEn), row.Entry.ActorName,
                row.Entry.OnBehalfOf, row.Entry.ElementId, row.Entry.Norms, row.For)),
    ];

    public static async Task<IReadOnlyList<CaseDocument>> DocumentsAsync(CasesDb db, Guid caseId, CancellationToken ct) =>
        [.. (await db.Documents.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.CreatedAt).ToListAsync(ct)).Select(Of)];

    public static async Task<IReadOnlyList<CaseNote>> NotesAsync(CasesDb db, Guid caseId, CancellationToken ct) =>
        [.. (await db.Notes.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.WrittenAt).ToListAsync(ct))
            .Select(row => new CaseNote(row.NoteId, row.Text, row.AuthorName, row.WrittenAt))];

    public static async Task<IReadOnlyList<CaseLetter>> LettersAsync(CasesDb db, Guid caseId, CancellationToken ct) =>
    [
        .. (await db.Letters.AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.RenderedAt).ToListAsync(ct))
            .Select(Of),
    ];

    private static CaseLetter Of(LetterRow row) => new(
        row.LetterId, row.DocumentId, row.DispatchId, new LocalText(row.TitleLv, row.TitleEn), row.Channel, row.State, row.RenderedAt,
        row.SentAt, row.ServedOn, row.ServiceNorm, row.AppealUntil);

    public static CaseDocument Of(CaseDocumentRow row) =>
        new(row.DocumentId, row.Kind, new LocalText(row.TitleLv, row.TitleEn), row.MediaType, row.Bytes, row.Sha256, row.CreatedAt);
}
