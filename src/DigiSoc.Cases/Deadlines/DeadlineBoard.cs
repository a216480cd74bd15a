using System.Globalization;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>One open case against its deadline. <paramref name="WaitsFor"/>: whom it waits for now, in words.</summary>
public sealed record DeadlineRow(CaseRow Case, DeadlineView Deadline, LocalText WaitsFor, string? AssigneeName);

public sealed record DeadlinePage(IReadOnlyList<DeadlineRow> Items, string? Next, DeadlineCounts Counts);

/// <summary>Open cases of the institution by state of the deadline. <paramref name="Soon"/>: reminded and not yet past.</summary>
public sealed record DeadlineCounts(int Overdue, int Soon, int OnTime, int Suspended);

/// <summary>The manager's list: open cases against the statutory deadline, worst first. Others get empty pages.</summary>
public sealed class DeadlineBoard
{
    private const string List = "deadlines";

    private readonly CaseStore _store;
    private readonly TimeProvider _time;

    internal DeadlineBoard(CaseStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>One range of ix_deadlines_board for each page.</summary>
    public async Task<DeadlinePage> PageAsync(Worker worker, string? packageKey, string? after, int size, CancellationToken ct)
    {
        if (!worker.Has(Role.Manager))
        {
            return new DeadlinePage([], null, new DeadlineCounts(0, 0, 0, 0));
        }

        return await _store.ReadAsync(worker.InstitutionId, db => ReadAsync(db, worker, packageKey, after, Math.Clamp(size, 1, 200), ct), ct);
    }

    private async Task<DeadlinePage> ReadAsync(CasesDb db, Worker worker, string? packageKey, string? after, int size, CancellationToken ct)
    {
        var open = db.Deadlines.AsNoTracking().Where(row =>
            row.InstitutionId == worker.InstitutionId && (row.State == "running" || row.State == "suspended"));
        if (!string.IsNullOrEmpty(packageKey))
        {
            open = open.Where(row => db.Cases.Any(one => one.CaseId == row.CaseId && one.PackageKey == packageKey));
        }

        var rows = await After(open, after).OrderBy(row => row.DueOn).ThenBy(row => row.CaseId).Take(size + 1).ToListAsync(ct);
        var more = rows.Count > size;
        var page = more ? rows[..size] : rows;
        return new DeadlinePage(
            await ShowAsync(db, page, ct),
            more ? Cursor.Of(List, page[^1].DueOn.ToString("O", CultureInfo.InvariantCulture), page[^1].CaseId.ToString()) : null,
            await CountAsync(open, ct));
    }

    private async Task<List<DeadlineRow>> ShowAsync(CasesDb db, List<DeadlineRowData> page, CancellationToken ct)
    {
        var ids = page.Select(row => row.CaseId).ToList();
        var cases = await db.Cases.AsNoTracking().Where(row => ids.Contains(row.CaseId)).ToListAsync(ct);
        var shown = (await CaseRows.WithDeadlinesAsync(db, cases, _time.Today(), ct)).ToDictionary(row => row.CaseId);
        var tasks = (await WaitingAsync(db, ids, ct)).ToLookup(task => task.CaseId);
        return [.. ids.Select(id => new DeadlineRow(
            shown[id],
            shown[id].Deadline!,
            tasks[id].FirstOrDefault() is { } task ? WaitsFor(task) : new LocalText("Sistēma vai atbilde no ārpuses", "The system, or an answer from outside"),
            tasks[id].FirstOrDefault()?.AssigneeName))];
    }

    private static async Task<List<WaitingTask>> WaitingAsync(CasesDb db, List<Guid> ids, CancellationToken ct) => await db.Database
        .SqlQuery<WaitingTask>($"""
            SELECT case_id AS "CaseId", group_key AS "GroupKey", assignee_name AS "AssigneeName", title_lv AS "TitleLv", title_en AS "TitleEn"
            FROM cases.work_items WHERE case_id = ANY({ids}) AND is_first ORDER BY created_at
            """)
        .ToListAsync(ct);

    private static LocalText WaitsFor(WaitingTask task)
    {
        var who = task.AssigneeName is { } name ? LocalText.Of(name) : Role.All.FirstOrDefault(role => role.Key == task.GroupKey)?.Title ?? LocalText.Of(task.GroupKey);
        return new LocalText($"{who.Lv}: {task.TitleLv}", $"{who.En}: {task.TitleEn}");
    }

    private async Task<DeadlineCounts> CountAsync(IQueryable<DeadlineRowData> open, CancellationToken ct)
    {
        var today = _time.Today();
        var counts = await open.GroupBy(_ => 1).Select(all => new
        {
            Suspended = all.Count(row => row.State == "suspended"),
            Overdue = all.Count(row => row.State == "running" && row.DueOn < today),
            Soon = all.Count(row => row.State == "running" && row.DueOn >= today && row.RemindOn <= today),
            OnTime = all.Count(row => row.State == "running" && row.RemindOn > today),
        }).SingleOrDefaultAsync(ct);
        return counts is null ? new DeadlineCounts(0, 0, 0, 0) : new DeadlineCounts(counts.Overdue, counts.Soon, counts.OnTime, counts.Suspended);
    }

    private static IQueryable<DeadlineRowData> After(IQueryable<DeadlineRowData> rows, string? after)
    {
        if (Cursor.Read(after, List, 2) is not [var due, var id])
        {
            return rows;
        }

        var dueOn = DateOnly.ParseExact(due, "O", CultureInfo.InvariantCulture);
        var caseId = Guid.Parse(id);
        return rows.Where(row => EF.Functions.GreaterThan(ValueTuple.Create(row.DueOn, row.CaseId), ValueTuple.Create(dueOn, caseId)));
    }

    private sealed record WaitingTask(Guid CaseId, string GroupKey, string? AssigneeName, string TitleLv, string TitleEn);
}
