using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>A tag was set, moved or taken away; newest first in lists.</summary>
/// <remarks>
/// <paramref name="From"/> null: it was on no version; <paramref name="To"/> null: it was taken away.
/// <paramref name="ActorName"/>: the person's name, or their institution's id when they are not of the reader's.
/// </remarks>
public sealed record TagHistoryEntry(string Tag, int? From, int? To, string Reason, string ActorName, DateTimeOffset At);

/// <summary>The version that bears a tag from now on, and why.</summary>
public sealed record TagOrder(int Version, string? Reason = null);

/// <summary>Names of versions of a package (<c>pilot</c>, <c>2026-07</c>): what starts by the name starts on that version.</summary>
/// <remarks>Packages and their tags belong to all institutions. Process designers change them; whoever sees packages reads them.</remarks>
public sealed class VersionTags
{
    private readonly Engine _engine;
    private readonly CaseStore _store;

    internal VersionTags(Engine engine, CaseStore store) => (_engine, _store) = (engine, store);

    /// <summary>By name; empty also when there is no such package.</summary>
    public Task<IReadOnlyList<PackageTag>> ListAsync(string key, CancellationToken ct) => _engine.PackageTagsAsync(key, ct);

    public async Task<IReadOnlyList<TagHistoryEntry>> HistoryAsync(Worker worker, string key, int size, CancellationToken ct)
    {
        var events = await _engine.PackageTagEventsAsync(key, size, ct);
        var actors = events.Select(one => one.Actor).Distinct().ToList();
        var names = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Users.AsNoTracking().Where(user => actors.Contains(user.UserId)).ToDictionaryAsync(user => user.UserId, user => user.Name, ct),
            ct);
        return [.. events.Select(one => new TagHistoryEntry(
            one.Tag, one.From, one.To, one.Reason, names.GetValueOrDefault(one.Actor, one.InstitutionId), one.At))];
    }

    /// <summary>Puts the tag on a version, wherever it was; nothing is told when it was there already.</summary>
    public async Task<Outcome<PackageTag>> SetAsync(Worker worker, string key, string tag, TagOrder order, CancellationToken ct)
    {
        if (!worker.Has(Role.ProcessDesigner))
        {
            return Outcome<PackageTag>.Refused(CaseErrors.RoleNeeded(Role.ProcessDesigner.Title.Lv));
        }

        var answer = await _engine.TagPackageAsync(key, order.Version, tag.Trim(), order.Reason?.Trim() ?? "", TaskAssignment.ContextOf(worker), ct);
        return answer.IsDone ? Outcome<PackageTag>.Done(answer.Value) : Outcome<PackageTag>.Refused(TagErrors.Of(answer.Refusal));
    }

    /// <summary>Takes the tag away; what started by it goes on.</summary>
    public async Task<Outcome<Done>> RemoveAsync(Worker worker, string key, string tag, string? reason, CancellationToken ct)
    {
        if (!worker.Has(Role.ProcessDesigner))
        {
            return Outcome<Done>.Refused(CaseErrors.RoleNeeded(Role.ProcessDesigner.Title.Lv));
        }

        var answer = await _engine.UntagPackageAsync(key, tag, reason?.Trim() ?? "", TaskAssignment.ContextOf(worker), ct);
        return answer.IsDone ? Outcome<Done>.Done(answer.Value) : Outcome<Done>.Refused(TagErrors.Of(answer.Refusal));
    }
}
