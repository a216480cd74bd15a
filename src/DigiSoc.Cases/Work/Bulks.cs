using System.Text.Json;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Feel;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>What to do to which cases' processes, and why; see <see cref="BulkQuery"/> for what each part means.</summary>
/// <remarks>
/// <paramref name="Cases"/>: case numbers or ids. <paramref name="Status"/>: active or suspended; null: both.
/// <paramref name="Renamed"/>: for a migration, elements whose id is another one in the target version.
/// <paramref name="Variables"/>: for retries, a JSON object of what is set in each process first; a manager's to do.
/// </remarks>
public sealed record BulkOrder(
    BulkOperation Operation,
    string? PackageKey = null,
    int? PackageVersion = null,
    string? ElementId = null,
    InstanceStatus? Status = null,
    DateTimeOffset? StartedFrom = null,
    DateTimeOffset? StartedTo = null,
    IReadOnlyList<string>? Cases = null,
    bool? HasIncident = null,
    string? IncidentCode = null,
    int? TargetVersion = null,
    IReadOnlyDictionary<string, string>? Renamed = null,
    bool IsDryRun = true,
    string? Reason = null,
    JsonElement? Variables = null);

/// <summary>A bulk operation and how far it is. <paramref name="State"/>: "running", "finished", "stopped".</summary>
/// <remarks>In a dry run <paramref name="Done"/> counts what can be done; <paramref name="PreviewId"/>: the dry run this carries out.</remarks>
public sealed record BulkSummary(
    Guid BulkId,
    BulkOperation Operation,
    bool IsDryRun,
    string State,
    int Total,
    int Done,
    int Refused,
    int Open,
    BulkQuery Query,
    int? TargetVersion,
    IReadOnlyDictionary<string, string> Renamed,
    JsonElement Variables,
    string Reason,
    Guid? PreviewId,
    string StartedBy,
    string StartedByName,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>One process instance, or for retries one incident, and its verdict.</summary>
/// <remarks><paramref name="Code"/>, <paramref name="Text"/>: why it is refused, as the engine says it; <paramref name="Why"/>: the same in both languages; null: not refused.</remarks>
public sealed record BulkItemView(
    Guid ItemId, Guid InstanceId, Guid? CaseId, string? CaseNumber, BulkItemVerdict Verdict, string? Code, string? Text, LocalText? Why, DateTimeOffset? JudgedAt);

public sealed record BulkItemPage(IReadOnlyList<BulkItemView> Items, Guid? Next);

/// <summary>Cancel, suspend, resume, retry or migrate many by a query, first as a preview. Managers; process designers all but cancelling.</summary>
public sealed class Bulks
{
    private readonly Engine _engine;
    private readonly CaseStore _store;

    internal Bulks(Engine engine, CaseStore store) => (_engine, _store) = (engine, store);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<BulkSummary>> ListAsync(Worker worker, int size, CancellationToken ct) =>
        await ShowAsync(worker, await _engine.BulksAsync(TaskAssignment.ContextOf(worker), size, ct), ct);

    /// <summary>Null when the institution has none of that id.</summary>
    public async Task<BulkSummary?> FindAsync(Worker worker, Guid bulkId, CancellationToken ct) =>
        await _engine.FindBulkAsync(bulkId, TaskAssignment.ContextOf(worker), ct) is { } bulk ? (await ShowAsync(worker, [bulk], ct))[0] : null;

    /// <summary>By id, which is the order of their starts.</summary>
    public async Task<BulkItemPage> ItemsAsync(
        Worker worker, Guid bulkId, BulkItemVerdict? verdict, Guid? after, int size, CancellationToken ct)
    {
        var page = await _engine.BulkItemsAsync(bulkId, TaskAssignment.ContextOf(worker), verdict, after, size, ct);
        var ids = page.Items.Select(item => Guid.TryParse(item.BusinessKey, out var id) ? id : Guid.Empty).Distinct().ToList();
        var numbers = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Cases.AsNoTracking().Where(row => ids.Contains(row.CaseId)).ToDictionaryAsync(row => row.CaseId, row => row.Number, ct),
            ct);
        return new([.. page.Items.Select(item => Show(item, numbers))], page.Next);
    }

    /// <summary>Selects and begins; the work goes on without the caller. Refused for other roles, and with the field that is wrong.</summary>
    public async Task<Outcome<BulkSummary>> StartAsync(Worker worker, BulkOrder order, CancellationToken ct)
    {
        if (!MayDo(worker, order.Operation, order.Variables is not null))
        {
            return Outcome<BulkSummary>.Refused(RoleNeeded(worker));
        }

        if (order.Variables is { ValueKind: not JsonValueKind.Object })
        {
            return Outcome<BulkSummary>.Refused(BulkErrors.VariablesUnreadable());
        }

        var request = new BulkRequest
        {
            Operation = order.Operation,
            Query = new()
            {
                PackageKey = Text(order.PackageKey),
                PackageVersion = order.PackageVersion,
                ElementId = Text(order.ElementId),
                Status = order.Status,
                StartedFrom = order.StartedFrom,
                StartedTo = order.StartedTo,
                BusinessKeys = order.Cases is { Count: > 0 } cases ? await KeysAsync(worker, cases, ct) : null,
                HasIncident = order.HasIncident,
                IncidentCode = Text(order.IncidentCode),
            },
            TargetVersion = order.TargetVersion,
            Renamed = order.Renamed,
            Variables = order.Variables is { } variables ? FeelJson.Read(variables).AsContext() : null,
            IsDryRun = order.IsDryRun,
            Reason = order.Reason?.Trim() ?? "",
        };
        return await AnswerAsync(worker, await _engine.StartBulkAsync(request, TaskAssignment.ContextOf(worker), ct), ct);
    }

    /// <summary>Does to what a finished dry run found possible what it only looked at. Refused when it is none.</summary>
    public async Task<Outcome<BulkSummary>> CarryOutAsync(Worker worker, Guid previewId, CancellationToken ct)
    {
        var context = TaskAssignment.ContextOf(worker);
        var preview = await _engine.FindBulkAsync(previewId, context, ct);
        return preview is not null && !MayDo(worker, preview.Operation, preview.Variables.Count > 0)
            ? Outcome<BulkSummary>.Refused(RoleNeeded(worker))
            : await AnswerAsync(worker, await _engine.CarryOutBulkAsync(previewId, context, ct), ct);
    }

    /// <summary>No more items are begun; what is done stays done. Refused when it had ended.</summary>
    public async Task<Outcome<BulkSummary>> StopAsync(Worker worker, Guid bulkId, CancellationToken ct) => Holds.MayHold(worker)
        ? await AnswerAsync(worker, await _engine.StopBulkAsync(bulkId, TaskAssignment.ContextOf(worker), ct), ct)
        : Outcome<BulkSummary>.Refused(HoldErrors.RoleNeeded());

    // Ending cases and changing what they know is a manager's; what a designer may do keeps every case as it is.
    private static bool MayDo(Worker worker, BulkOperation operation, bool setsVariables) =>
        operation == BulkOperation.Cancel || setsVariables ? worker.Has(Role.Manager) : Holds.MayHold(worker);

    private static Refusal RoleNeeded(Worker worker) =>
        Holds.MayHold(worker) ? CaseErrors.RoleNeeded(Role.Manager.Title.Lv) : HoldErrors.RoleNeeded();

    /// <summary>What to take for what when processes go from one version of a package to another. Refused when one is not deployed.</summary>
    public async Task<Outcome<MigrationDraft>> ProposeMigrationAsync(string packageKey, int fromVersion, int targetVersion, CancellationToken ct)
    {
        var answer = await _engine.ProposeMigrationAsync(packageKey, fromVersion, targetVersion, ct);
        return answer.IsDone ? Outcome<MigrationDraft>.Done(answer.Value) : Outcome<MigrationDraft>.Refused(BulkErrors.Of(answer.Refusal));
    }

    // A number that no case has stays as it is, and finds nothing.
    private async Task<IReadOnlyList<string>> KeysAsync(Worker worker, IReadOnlyList<string> cases, CancellationToken ct)
    {
        var wanted = cases.Select(one => one.Trim()).Where(one => one.Length > 0).Distinct().ToList();
        var ids = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Cases.AsNoTracking().Where(row => wanted.Contains(row.Number)).ToDictionaryAsync(row => row.Number, row => row.CaseId, ct),
            ct);
        return [.. wanted.Select(one => ids.TryGetValue(one, out var id) ? id.ToString() : one)];
    }

    private async Task<Outcome<BulkSummary>> AnswerAsync(Worker worker, EngineAnswer<BulkView> answer, CancellationToken ct) => answer.IsDone
        ? Outcome<BulkSummary>.Done((await ShowAsync(worker, [answer.Value], ct))[0])
        : Outcome<BulkSummary>.Refused(BulkErrors.Of(answer.Refusal));

    private async Task<IReadOnlyList<BulkSummary>> ShowAsync(Worker worker, IReadOnlyList<BulkView> bulks, CancellationToken ct)
    {
        var ids = bulks.Select(bulk => bulk.StartedBy).Distinct().ToList();
        var names = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Users.AsNoTracking().Where(user => ids.Contains(user.UserId)).ToDictionaryAsync(user => user.UserId, user => user.Name, ct),
            ct);
        return [.. bulks.Select(bulk => new BulkSummary(
            bulk.BulkId,
            bulk.Operation,
            bulk.IsDryRun,
            bulk.FinishedAt is null ? "running" : bulk.StoppedBy is null ? "finished" : "stopped",
            bulk.Total,
            bulk.Done,
            bulk.Refused,
            bulk.Open,
            bulk.Query,
            bulk.TargetVersion,
            bulk.Renamed,
            CaseJson.Element(FeelValue.Of(bulk.Variables)),
            bulk.Reason,
            bulk.PreviewId,
            bulk.StartedBy,
            names.GetValueOrDefault(bulk.StartedBy, bulk.StartedBy),
            bulk.StartedAt,
            bulk.FinishedAt))];
    }

    private static BulkItemView Show(BulkItem item, Dictionary<Guid, string> numbers)
    {
        var caseId = Guid.TryParse(item.BusinessKey, out var id) && numbers.ContainsKey(id) ? id : (Guid?)null;
        return new(
            item.ItemId, item.InstanceId, caseId, caseId is null ? null : numbers[id], item.Verdict, item.Code, item.Text,
            item is { Code: { } code, Text: { } text } ? EngineWords.Of(code, text) : null, item.JudgedAt);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
