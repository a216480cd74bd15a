using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>A hold that stands in the worker's institution, or stood when it was placed.</summary>
/// <remarks>See <see cref="HoldRequest"/> for what each part means; <paramref name="EndsAt"/> null: until somebody lifts it.</remarks>
public sealed record HoldView(
    Guid HoldId,
    HoldLevel Level,
    string? JobType,
    string? PackageKey,
    int? PackageVersion,
    string? ProcessId,
    string? ElementId,
    bool RefusesStarts,
    string Reason,
    string PlacedBy,
    string PlacedByName,
    DateTimeOffset PlacedAt,
    DateTimeOffset? EndsAt);

/// <summary>One entry of the holds' history: placed, lifted by a person, ended by its time.</summary>
/// <remarks><paramref name="Reason"/>: of placing or of lifting. <paramref name="ActorName"/> empty: it ended by itself.</remarks>
public sealed record HoldHistoryEntry(HoldChange Change, DateTimeOffset At, string Actor, string ActorName, string Reason, HoldView Hold);

/// <summary>What to hold: a job type, or a package with or without version, process and element.</summary>
public sealed record HoldOrder(
    string? JobType = null,
    string? PackageKey = null,
    int? PackageVersion = null,
    string? ProcessId = null,
    string? ElementId = null,
    bool RefusesStarts = false,
    DateTimeOffset? EndsAt = null,
    string? Reason = null);

/// <summary>Holds of the institution: work of a kind, a step or a definition stands still until they are lifted. Managers and process designers.</summary>
public sealed class Holds
{
    private readonly Engine _engine;
    private readonly CaseStore _store;

    internal Holds(Engine engine, CaseStore store) => (_engine, _store) = (engine, store);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<HoldView>> ListAsync(Worker worker, CancellationToken ct)
    {
        var standing = await _engine.HoldsAsync(TaskAssignment.ContextOf(worker), ct);
        var names = await NamesAsync(worker, standing.Select(hold => hold.PlacedBy), ct);
        return [.. standing.Select(hold => Show(hold, names))];
    }

    /// <summary>Newest first, at most <paramref name="size"/> entries.</summary>
    public async Task<IReadOnlyList<HoldHistoryEntry>> HistoryAsync(Worker worker, int size, CancellationToken ct)
    {
        var events = await _engine.HoldEventsAsync(TaskAssignment.ContextOf(worker), size, ct);
        var names = await NamesAsync(worker, events.SelectMany(entry => (string[])[entry.Actor, entry.Hold.PlacedBy]), ct);
        return [.. events.Select(entry => new HoldHistoryEntry(
            entry.Change, entry.At, entry.Actor, names.GetValueOrDefault(entry.Actor, ""), entry.Reason, Show(entry.Hold, names)))];
    }

    /// <summary>Refused for other roles, and with the field that is wrong.</summary>
    public async Task<Outcome<HoldView>> PlaceAsync(Worker worker, HoldOrder order, CancellationToken ct)
    {
        if (!MayHold(worker))
        {
            return Outcome<HoldView>.Refused(HoldErrors.RoleNeeded());
        }

        var request = new HoldRequest
        {
            JobType = Text(order.JobType),
            PackageKey = Text(order.PackageKey),
            PackageVersion = order.PackageVersion,
            ProcessId = Text(order.ProcessId),
            ElementId = Text(order.ElementId),
            RefusesStarts = order.RefusesStarts,
            EndsAt = order.EndsAt,
            Reason = order.Reason?.Trim() ?? "",
        };
        return await AnswerAsync(worker, await _engine.PlaceHoldAsync(request, TaskAssignment.ContextOf(worker), ct), ct);
    }

    /// <summary>Everything that waited for it goes on at once. Refused for other roles, without a reason, or when it does not stand.</summary>
    public async Task<Outcome<HoldView>> LiftAsync(Worker worker, Guid holdId, string? reason, CancellationToken ct) => MayHold(worker)
        ? await AnswerAsync(worker, await _engine.LiftHoldAsync(holdId, reason?.Trim() ?? "", TaskAssignment.ContextOf(worker), ct), ct)
        : Outcome<HoldView>.Refused(HoldErrors.RoleNeeded());

    internal static bool MayHold(Worker worker) => worker.HasAny(Role.Manager, Role.ProcessDesigner);

    private async Task<Outcome<HoldView>> AnswerAsync(Worker worker, EngineAnswer<Hold> answer, CancellationToken ct) => answer.IsDone
        ? Outcome<HoldView>.Done(Show(answer.Value, await NamesAsync(worker, [answer.Value.PlacedBy], ct)))
        : Outcome<HoldView>.Refused(HoldErrors.Of(answer.Refusal));

    private Task<Dictionary<string, string>> NamesAsync(Worker worker, IEnumerable<string> userIds, CancellationToken ct)
    {
        var ids = userIds.Distinct().ToList();
        return _store.ReadAsync(
            worker.InstitutionId,
            db => db.Users.AsNoTracking().Where(user => ids.Contains(user.UserId)).ToDictionaryAsync(user => user.UserId, user => user.Name, ct),
            ct);
    }

    private static HoldView Show(Hold hold, Dictionary<string, string> names) => new(
        hold.HoldId,
        hold.Level,
        hold.JobType,
        hold.PackageKey,
        hold.PackageVersion,
        hold.ProcessId,
        hold.ElementId,
        hold.RefusesStarts,
        hold.Reason,
        hold.PlacedBy,
        names.GetValueOrDefault(hold.PlacedBy, hold.PlacedBy),
        hold.PlacedAt,
        hold.EndsAt);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
