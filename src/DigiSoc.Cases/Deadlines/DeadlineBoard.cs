using System.Globalization;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>One open case against its deadline.</summary>
/// <param name="Case">The case.</param>
/// <param name="Deadline">Its deadline today.</param>
/// <param name="WaitsFor">Whom it waits for now and for what, in words: who has to set a stopped step going, else whose task it is, else whose answer or which day.</param>
/// <param name="AssigneeName">Who has the task; null when nobody has, or it waits for something else.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="UntilOn">When the wait ends by itself or the task is due; null: nothing says.</param>
/// <param name="IncidentId">The stopped step; null when none.</param>
public sealed record DeadlineRow(
    CaseRow Case, DeadlineView Deadline, LocalText WaitsFor, string? AssigneeName, DateTimeOffset? Since, DateOnly? UntilOn, Guid? IncidentId);

public sealed record DeadlinePage(IReadOnlyList<DeadlineRow> Items, string? Next, DeadlineCounts Counts);

/// <summary>Open cases of the institution by state of the deadline. <paramref name="Soon"/>: reminded and not yet past.</summary>
public sealed record DeadlineCounts(int Overdue, int Soon, int OnTime, int Suspended);

/// <summary>The manager's list: open cases against the statutory deadline, worst first. Others get empty pages.</summary>
public sealed class DeadlineBoard
{
    private const string List = "deadlines";

    /// <summary>Of a case without a task, what says most comes first: an answer, then work of the system, then a day.</summary>
    private static readonly string[] Telling = ["message", "signal", "job", "timer"];

    private readonly CaseStore _store;
    private readonly CasePlaces _places;
    private readonly CaseIncidents _incidents;
    private readonly TimeProvider _time;

    internal DeadlineBoard(CaseStore store, CasePlaces places, CaseIncidents incidents, TimeProvider time) =>
        (_store, _places, _incidents, _time) = (store, places, incidents, time);

    /// <summary>One range of ix_deadlines_board for each page.</summary>
    public async Task<DeadlinePage> PageAsync(Worker worker, string? packageKey, string? after, int size, CancellationToken ct)
    {
        if (!worker.Has(Role.Manager))
        {
            return new DeadlinePage([], null, new DeadlineCounts(0, 0, 0, 0));
        }

        var (rows, tasks, next, counts) = await _store.ReadAsync(
            worker.InstitutionId, db => ReadAsync(db, worker, packageKey, after, Math.Clamp(size, 1, 200), ct), ct);
        var incidents = (await _incidents.OfAsync(worker, [.. rows.Select(row => row.CaseId)], ct)).ToLookup(incident => incident.CaseId);
        var shown = new List<DeadlineRow>();
        foreach (var row in rows)
        {
            shown.Add(incidents[row.CaseId].FirstOrDefault() is { } incident ? Said(row, WaitWords.Of(incident))
                : tasks[row.CaseId].FirstOrDefault() is { } task ? Said(row, task)
                : Said(row, Most(await _places.WaitsAsync(worker, row.CaseId, ct))));
        }

        return new DeadlinePage(shown, next, counts);
    }

    private static CaseWait? Most(IReadOnlyList<CaseWait> waits) =>
        waits.OrderBy(wait => Array.IndexOf(Telling, wait.Kind) is var at and >= 0 ? at : Telling.Length)
            .ThenBy(wait => wait.Message == "letter-returned") // Nobody waits for that; it may happen meanwhile.
            .FirstOrDefault();

    private static DeadlineRow Said(CaseRow row, CaseWait? wait) => wait is null
        ? new DeadlineRow(row, row.Deadline!, new LocalText("Sistēma: solis notiek tagad", "The system: a step is being done"), null, null, null, null)
        : new DeadlineRow(
            row, row.Deadline!, new LocalText($"{wait.ForWhom.Lv}: {wait.What.Lv}", $"{wait.ForWhom.En}: {wait.What.En}"), null,
            wait.Since, wait.Until is { } until ? RigaTime.DayOf(until) : null, wait.IncidentId);

    private static DeadlineRow Said(CaseRow row, WaitingTask task)
    {
        var who = task.AssigneeName is { } name ? LocalText.Of(name) : Role.All.FirstOrDefault(role => role.Key == task.GroupKey)?.Title ?? LocalText.Of(task.GroupKey);
        return new DeadlineRow(
            row, row.Deadline!, new LocalText($"{who.Lv}: {task.TitleLv}", $"{who.En}: {task.TitleEn}"), task.AssigneeName, task.CreatedAt,
            task.DueOn == DateOnly.MaxValue ? null : task.DueOn, null);
    }

    private async Task<(List<CaseRow> Rows, ILookup<Guid, WaitingTask> Tasks, string? Next, DeadlineCounts Counts)> ReadAsync(
        CasesDb db, Worker worker, string? packageKey, string? after, int size, CancellationToken ct)
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
        return (
            await CasesAsync(db, page, ct),
            (await WaitingAsync(db, [.. page.Select(row => row.CaseId)], ct)).ToLookup(task => task.CaseId),
            more ? Cursor.Of(List, page[^1].DueOn.ToString("O", CultureInfo.InvariantCulture), page[^1].CaseId.ToString()) : null,
            await CountAsync(open, ct));
    }

    /// <summary>In the order of the page.</summary>
    private async Task<List<CaseRow>> CasesAsync(CasesDb db, List<DeadlineRowData> page, CancellationToken ct)
    {
        var ids = page.Select(row => row.CaseId).ToList();
        var cases = await db.Cases.AsNoTracking().Where(row => ids.Contains(row.CaseId)).ToListAsync(ct);
        var shown = (await CaseRows.WithDeadlinesAsync(db, cases, _time.Today(), ct)).ToDictionary(row => row.CaseId);
        return [.. ids.Select(id => shown[id])];
    }

    private static async Task<List<WaitingTask>> WaitingAsync(CasesDb db, List<Guid> ids, CancellationToken ct) => await db.Database
        .SqlQuery<WaitingTask>($"""
            SELECT case_id AS "CaseId", group_key AS "GroupKey", assignee_name AS "AssigneeName", title_lv AS "TitleLv", title_en AS "TitleEn",
                created_at AS "CreatedAt", due_on AS "DueOn"
            FROM cases.work_items WHERE case_id = ANY({ids}) AND is_first ORDER BY created_at
            """)
        .ToListAsync(ct);

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

    private sealed record WaitingTask(
        Guid CaseId, string GroupKey, string? AssigneeName, string TitleLv, string TitleEn, DateTimeOffset CreatedAt, DateOnly DueOn);
}
