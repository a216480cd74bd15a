using System.Globalization;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>Cases: list, open, annotate. Opening a case is a read of personal data and is written to the access audit.</summary>
public sealed class CaseFiles
{
    private const string List = "cases";

    private readonly CaseStore _store;
    private readonly CasePlaces _places;
    private readonly DocumentStore _documents;
    private readonly ViewLog _views;
    private readonly TimeProvider _time;

    internal CaseFiles(CaseStore store, CasePlaces places, DocumentStore documents, ViewLog views, TimeProvider time) =>
        (_store, _places, _documents, _views, _time) = (store, places, documents, views, time);

    /// <summary>Newest first; one range of ix_cases_newest, or of ix_cases_search when something is searched for.</summary>
    public Task<CasePage> PageAsync(Worker worker, CaseQuery query, CancellationToken ct) => _store.ReadAsync(
        worker.InstitutionId,
        async db =>
        {
            var size = Math.Clamp(query.Size, 1, 200);
            var rows = await Filtered(db, worker, query)
                .OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.CaseId).Take(size + 1).ToListAsync(ct);
            var more = rows.Count > size;
            var page = more ? rows[..size] : rows;
            return new CasePage(
                await CaseRows.WithDeadlinesAsync(db, page, _time.Today(), ct),
                more ? Cursor.Of(List, page[^1].OpenedAt.ToString("O", CultureInfo.InvariantCulture), page[^1].CaseId.ToString()) : null);
        },
        ct);

    /// <summary>Null when there is no such case in the worker's institution. <paramref name="purpose"/> goes into the audit.</summary>
    public async Task<CaseFile?> OpenAsync(Worker worker, Guid caseId, string purpose, CancellationToken ct)
    {
        var row = await FindAsync(worker, caseId, ct);
        if (row is null)
        {
            return null;
        }

        await _views.SeenAsync(worker, "case", caseId, purpose, null, ct);
        var waits = await _places.WaitsAsync(worker, caseId, ct);
        return await _store.ReadAsync(
            worker.InstitutionId,
            async db => new CaseFile(
                (await CaseRows.WithDeadlinesAsync(db, [row], _time.Today(), ct))[0],
                await CaseReader.PartiesAsync(db, caseId, ct),
                await CaseReader.FactsAsync(db, caseId, ct),
                await CaseReader.TimelineAsync(db, caseId, ct),
                await CaseReader.DocumentsAsync(db, caseId, ct),
                await CaseReader.NotesAsync(db, caseId, ct),
                waits,
                await CaseReader.LettersAsync(db, caseId, ct)),
            ct);
    }

    /// <summary>Null when there is no such case in the worker's institution.</summary>
    public async Task<CaseWhereabouts?> WhereAsync(Worker worker, Guid caseId, CancellationToken ct) =>
        await FindAsync(worker, caseId, ct) is null ? null : await _places.WhereAsync(worker, caseId, ct);

    /// <summary>Null when the case has no such document. Written to the access audit.</summary>
    public async Task<DocumentContent?> DocumentAsync(Worker worker, Guid caseId, Guid documentId, CancellationToken ct)
    {
        var row = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Documents.AsNoTracking().SingleOrDefaultAsync(found => found.CaseId == caseId && found.DocumentId == documentId, ct),
            ct);
        if (row is null || await _documents.ContentAsync(worker.InstitutionId, documentId, ct) is not { } content)
        {
            return null;
        }

        await _views.SeenAsync(worker, "document", caseId, row.Kind, null, ct);
        return new DocumentContent(
            CaseReader.Of(row), row.Kind == "attachment" ? row.TitleLv : $"{row.Kind}-{row.CreatedAt:yyyy-MM-dd}.pdf", content.Content);
    }

    /// <summary>Refused when empty or longer than 4000 characters.</summary>
    public async Task<Outcome<CaseNote>> AddNoteAsync(Worker worker, Guid caseId, string text, CancellationToken ct)
    {
        if (text.Trim().Length is 0 or > 4000)
        {
            return Outcome<CaseNote>.Refused(CaseErrors.NoteLength(text.Trim().Length));
        }

        if (await FindAsync(worker, caseId, ct) is null)
        {
            return Outcome<CaseNote>.Refused(CaseErrors.CaseUnknown());
        }

        var now = _time.GetUtcNow();
        var note = new NoteRow
        {
            NoteId = Guid.CreateVersion7(now),
            InstitutionId = worker.InstitutionId,
            CaseId = caseId,
            Text = text.Trim(),
            AuthorId = worker.UserId,
            AuthorName = worker.Name,
            WrittenAt = now,
        };
        await _store.WriteAsync(worker.InstitutionId, (db, _) => Task.FromResult(db.Notes.Add(note)), ct);
        return Outcome<CaseNote>.Done(new CaseNote(note.NoteId, note.Text, note.AuthorName, note.WrittenAt));
    }

    private Task<CaseDataRow?> FindAsync(Worker worker, Guid caseId, CancellationToken ct) => _store.ReadAsync(
        worker.InstitutionId,
        db => db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.InstitutionId == worker.InstitutionId && row.CaseId == caseId, ct),
        ct);

    private static IQueryable<CaseDataRow> Filtered(CasesDb db, Worker worker, CaseQuery query)
    {
        var rows = db.Cases.AsNoTracking().Where(row => row.InstitutionId == worker.InstitutionId);
        if (query.Status is { } status)
        {
            var stored = CaseRows.Stored(status);
            rows = rows.Where(row => row.Status == stored);
        }

        if (query.Stage is { } stage)
        {
            rows = CaseStages.Query(db, rows).Where(staged => staged.Stage == stage).Select(staged => staged.Row);
        }

        if (query.PackageKey is { Length: > 0 } key)
        {
            rows = rows.Where(row => row.PackageKey == key);
        }

        if (CaseSearch.Query(query.Search) is { } search)
        {
            rows = rows.Where(row => EF.Functions.ToTsVector("simple", row.Search).Matches(EF.Functions.ToTsQuery("simple", search)));
        }

        return Cursor.Read(query.After, List, 2) is [var at, var id] ? After(rows, at, id) : rows;
    }

    private static IQueryable<CaseDataRow> After(IQueryable<CaseDataRow> rows, string at, string id)
    {
        var openedAt = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        var caseId = Guid.Parse(id);
        return rows.Where(row => EF.Functions.LessThan(
            ValueTuple.Create(row.OpenedAt, row.CaseId), ValueTuple.Create(openedAt, caseId)));
    }
}
