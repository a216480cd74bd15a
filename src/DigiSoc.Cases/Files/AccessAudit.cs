using System.Globalization;
using DigiSoc.Cases.Storage;
using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>Which reads. All filters are joined by "and"; times from inclusive, to exclusive; newest first.</summary>
public sealed record AccessQuery(
    string? PersonCode = null,
    string? ActorId = null,
    string? CaseNumber = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? After = null,
    int Size = 50);

/// <summary>One read of personal data: who, what, which case, on which norm.</summary>
/// <remarks><paramref name="PurposeTitle"/>: of the procedure, where that is the purpose. <paramref name="What"/>: a data item ("vid.income"), or "case", "decision", "document", "task-form". <paramref name="Result"/>: "asked", "answered", "notfound", "refused", "viewed" …</remarks>
public sealed record AccessEntry(
    long Sequence,
    DateTimeOffset At,
    string ActorId,
    string? ActorName,
    string? OnBehalfOf,
    string What,
    LocalText WhatTitle,
    string? PersonCode,
    Guid? CaseId,
    string? CaseNumber,
    string Purpose,
    IReadOnlyList<string> Norms,
    string Result,
    string Hash,
    string? OnBehalfOfName = null,
    LocalText? PurposeTitle = null);

public sealed record AccessPage(IReadOnlyList<AccessEntry> Items, string? Next);

/// <summary>Result of recomputing the hash chains. <paramref name="BrokenAt"/>: the first entry that does not fit, null when all do.</summary>
public sealed record ChainCheck(bool IsWhole, long EntriesChecked, string? BrokenAt, DateTimeOffset CheckedAt);

/// <summary>Who looked at what; for the data-protection officer. Others get empty pages.</summary>
public sealed class AccessAudit
{
    private static readonly Dictionary<string, LocalText> Viewed = new(StringComparer.Ordinal)
    {
        ["case"] = new("Lieta", "Case"),
        ["decision"] = new("Lēmums", "Decision"),
        ["document"] = new("Dokuments", "Document"),
        ["incident"] = new("Traucējums", "Incident"),
        ["process"] = new("Lietas process", "Case's process"),
        ["post-room"] = new("Pasta saraksts", "Post list"),
        ["e-address"] = new("E-adreses esība", "Whether there is an e-address"),
        ["task-form"] = new("Uzdevums", "Task form"),
    };

    private readonly IReadAudit _audit;
    private readonly DataItemCatalogue _catalogue;
    private readonly CaseStore _store;
    private readonly TimeProvider _time;

    internal AccessAudit(IReadAudit audit, DataItemCatalogue catalogue, CaseStore store, TimeProvider time) =>
        (_audit, _catalogue, _store, _time) = (audit, catalogue, store, time);

    public async Task<AccessPage> PageAsync(Worker worker, AccessQuery query, CancellationToken ct)
    {
        if (!worker.Has(Role.DataProtectionOfficer))
        {
            return new AccessPage([], null);
        }

        var caseId = query.CaseNumber is { Length: > 0 } number ? await CaseIdAsync(worker, number, ct) : null;
        if (query.CaseNumber is { Length: > 0 } && caseId is null)
        {
            return new AccessPage([], null);
        }

        var page = await _audit.SearchAsync(
            new AuditFilter
            {
                InstitutionId = worker.InstitutionId,
                Actor = Given(query.ActorId),
                PersonCode = Given(query.PersonCode),
                CaseId = caseId,
                From = query.From,
                To = query.To,
                Before = Cursor.Read(query.After, "audit", 1) is [var before] ? long.Parse(before, CultureInfo.InvariantCulture) : null,
                PageSize = Math.Clamp(query.Size, 1, 200),
            },
            ct);
        return await ShowAsync(worker, page, ct);
    }

    public async Task<ChainCheck> CheckChainAsync(Worker worker, CancellationToken ct)
    {
        var check = await _audit.VerifyAsync(worker.InstitutionId, null, ct);
        return new ChainCheck(
            check.IsWhole,
            check.LinksChecked,
            check.FirstBroken is { } broken ? string.Create(CultureInfo.InvariantCulture, $"{broken.Sequence}: {broken.Problem.Text}") : null,
            _time.GetUtcNow());
    }

    private async Task<AccessPage> ShowAsync(Worker worker, AuditPage page, CancellationToken ct)
    {
        var ids = page.Entries.Select(entry => entry.Entry.CaseId).OfType<string>().Distinct()
            .Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToList();
        var (cases, names) = await _store.ReadAsync(
            worker.InstitutionId,
            async db => (
                await db.Cases.AsNoTracking().Where(row => ids.Contains(row.CaseId)).ToDictionaryAsync(row => row.CaseId, ct),
                await db.Users.AsNoTracking().ToDictionaryAsync(row => row.UserId, row => row.Name, ct)),
            ct);
        var items = page.Entries.Select(entry => Show(entry, cases, names)).ToList();
        return new AccessPage(items, page.NextBefore is { } next ? Cursor.Of("audit", next.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private AccessEntry Show(RecordedAuditEntry recorded, Dictionary<Guid, CaseDataRow> cases, Dictionary<string, string> names)
    {
        var entry = recorded.Entry;
        var caseId = Guid.TryParse(entry.CaseId, out var id) ? id : (Guid?)null;
        var opened = caseId is { } of ? cases.GetValueOrDefault(of) : null;
        return new AccessEntry(
            recorded.Sequence,
            recorded.RecordedAt,
            entry.Actor,
            names.GetValueOrDefault(entry.Actor),
            entry.OnBehalfOf,
            entry.ItemId,
            _catalogue.Find(entry.ItemId) is { } item ? new LocalText(item.TitleLv, item.TitleEn) : Viewed.GetValueOrDefault(entry.ItemId, LocalText.Of(entry.ItemId)),
            entry.PersonCode,
            caseId,
            opened?.Number,
            entry.Purpose,
            entry.Norms,
#pragma warning disable CA1308 // The result is a word of the interface, not a key to compare.
            entry.Kind.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
            recorded.Hash,
            entry.OnBehalfOf is { } absent ? names.GetValueOrDefault(absent) : null,
            opened is not null && opened.PackageKey == entry.Purpose ? new LocalText(opened.ProcedureLv, opened.ProcedureEn) : null);
    }

    private Task<string?> CaseIdAsync(Worker worker, string number, CancellationToken ct) => _store.ReadAsync(
        worker.InstitutionId,
        async db => (await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number.Trim(), ct))?.CaseId.ToString(),
        ct);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
