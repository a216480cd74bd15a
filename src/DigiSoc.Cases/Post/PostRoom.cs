using System.Globalization;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>Letters on paper: what has to be printed and posted, what is under way, what came back; and what a person records of it.</summary>
/// <remarks>Every list is a read of personal data and is written to the access audit.</remarks>
public sealed class PostRoom
{
    private const string List = "post";

    private readonly CaseStore _store;
    private readonly Dispatch _dispatch;
    private readonly LetterNews _news;
    private readonly LawBook _law;
    private readonly ViewLog _views;
    private readonly TimeProvider _time;

    internal PostRoom(CaseStore store, Dispatch dispatch, LetterNews news, LawBook law, ViewLog views, TimeProvider time) =>
        (_store, _dispatch, _news, _law, _views, _time) = (store, dispatch, news, law, views, time);

    /// <summary>Letters to post come oldest first, the others last one first.</summary>
    public async Task<PostPage> PageAsync(Worker worker, PostList list, string? after, int size, CancellationToken ct)
    {
        await _views.SeenAsync(worker, "post-room", null, "letter-service", null, ct);
        var limit = Math.Clamp(size, 1, 200);
        var (at, id) = Cursor.Read(after, $"{List}-{list}", 2) is [var time, var row]
            ? (DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), Guid.Parse(row))
            : ((DateTimeOffset?)null, (Guid?)null);
        var rows = await _dispatch.PostAsync(worker.InstitutionId, list, at, id, limit + 1, ct);
        var page = rows.Take(limit).ToList();
        return new PostPage(
            await ShowAsync(worker, page, ct),
            rows.Count > limit ? Cursor.Of($"{List}-{list}", KeyOf(page[^1], list), page[^1].Id.ToString()) : null);
    }

    /// <summary>The letter was handed to the post, or registered as outgoing, on that day: service is counted from it (PazL 8(2), 8(3)).</summary>
    /// <param name="reference">Registration or tracking number; may be empty.</param>
    /// <remarks>The same day again changes nothing; another day is refused.</remarks>
    public async Task<Outcome<PostItem>> PostedAsync(Worker worker, Guid dispatchId, DateOnly on, string? reference, CancellationToken ct)
    {
        var (found, refusal) = await FindAsync(worker, dispatchId, on, ct);
        if (found is null || refusal is not null)
        {
            return Outcome<PostItem>.Refused(refusal!);
        }

        if (found.Channel is not (Channel.RegisteredPost or Channel.OrdinaryPost))
        {
            return Outcome<PostItem>.Refused(CaseErrors.NotForThePost(ChannelTitles.Of(found.Channel)));
        }

        var row = (await _dispatch.RecordPostedAsync(
            worker.InstitutionId, dispatchId, Noon(on), reference?.Trim() ?? "", worker.UserId, ct))!;
        if (row.PostedBy is null || RigaTime.DayOf(row.SentAt!.Value) != on)
        {
            return Outcome<PostItem>.Refused(CaseErrors.AlreadyRecorded(StateOf(row)));
        }

        await _news.TellPostedAsync(row, ct);
        return Outcome<PostItem>.Done((await ShowAsync(worker, [row], ct))[0]);
    }

    /// <summary>What became of a letter.</summary>
    /// <param name="outcome">
    /// "handed-over": taken against signature, or refused with a note; it counts as notified that day (PazL 6, 7).
    /// "delivered": the post confirms it; the day of service stays as the law counts it from the posting (PazL 8).
    /// "returned": it came back, or could not be posted; a person decides how to go on.
    /// </param>
    /// <param name="on">The day it happened.</param>
    /// <param name="reason">Why it came back; needed only then.</param>
    public async Task<Outcome<PostItem>> ReportAsync(
        Worker worker, Guid dispatchId, string outcome, DateOnly on, string? reason, CancellationToken ct)
    {
        if (outcome is not ("handed-over" or "delivered" or "returned"))
        {
            return Outcome<PostItem>.Refused(CaseErrors.DeliveryOutcomeUnknown(outcome));
        }

        if (outcome == "returned" && string.IsNullOrWhiteSpace(reason))
        {
            return Outcome<PostItem>.Refused(CaseErrors.ReasonMissing());
        }

        var (found, refusal) = await FindAsync(worker, dispatchId, on, ct);
        if (found is null || refusal is not null)
        {
            return Outcome<PostItem>.Refused(refusal!);
        }

        var row = (await RecordAsync(worker, found, outcome, Noon(on), reason?.Trim() ?? "", ct))!;
        if (row.OutcomeBy is null || Word(row) != outcome || RigaTime.DayOf(row.OutcomeAt!.Value) != on)
        {
            return Outcome<PostItem>.Refused(CaseErrors.AlreadyRecorded(StateOf(row)));
        }

        await _news.TellOutcomeAsync(row, ct);
        return Outcome<PostItem>.Done((await ShowAsync(worker, [row], ct))[0]);
    }

    private Task<DispatchRecord?> RecordAsync(
        Worker worker, DispatchRecord row, string outcome, DateTimeOffset at, string reason, CancellationToken ct) => outcome switch
        {
            "handed-over" => _dispatch.RecordHandedOverAsync(worker.InstitutionId, row.Id, at, worker.UserId, ct),
            "delivered" => _dispatch.RecordDeliveredAsync(worker.InstitutionId, row.Id, at, worker.UserId, ct),
            _ => _dispatch.RecordUndeliveredAsync(worker.InstitutionId, row.Id, at, reason, worker.UserId, ct),
        };

    /// <summary>The paper letter, and why nothing may be recorded of it on that day.</summary>
    private async Task<(DispatchRecord? Row, Refusal? Refusal)> FindAsync(Worker worker, Guid dispatchId, DateOnly on, CancellationToken ct)
    {
        if (!worker.HasAny(Role.Registrar, Role.Manager))
        {
            return (null, CaseErrors.RoleNeeded($"{Role.Registrar.Title.Lv}, {Role.Manager.Title.Lv}"));
        }

        if (await _dispatch.FindAsync(worker.InstitutionId, dispatchId, ct) is not { } row || !ChannelTitles.IsPaper(row.Channel))
        {
            return (null, CaseErrors.DispatchUnknown());
        }

        var first = RigaTime.DayOf(row.SentAt ?? row.PlannedAt);
        var today = _time.Today();
        return (row, on < first || on > today ? CaseErrors.PostDayOutside(on, first, today) : null);
    }

    private async Task<IReadOnlyList<PostItem>> ShowAsync(Worker worker, IReadOnlyList<DispatchRecord> rows, CancellationToken ct)
    {
        var caseIds = rows.Select(row => row.CaseId).Distinct().ToList();
        var documentIds = rows.Select(row => row.DocumentId).Distinct().ToList();
        var service = (await _law.OfAsync(worker.InstitutionId, ct)).Service;
        return await _store.ReadAsync(
            worker.InstitutionId,
            async db =>
            {
                var numbers = await db.Cases.AsNoTracking().Where(row => caseIds.Contains(row.CaseId)).ToDictionaryAsync(row => row.CaseId, row => row.Number, ct);
                var titles = await db.Letters.AsNoTracking().Where(row => documentIds.Contains(row.DocumentId))
                    .ToDictionaryAsync(row => row.DocumentId, row => new LocalText(row.TitleLv, row.TitleEn), ct);
                return (IReadOnlyList<PostItem>)[.. rows.Select(row => Show(
                    row, numbers.GetValueOrDefault(row.CaseId, ""), titles.GetValueOrDefault(row.DocumentId) ?? LocalText.Of(row.Subject), service))];
            },
            ct);
    }

    private PostItem Show(DispatchRecord row, string caseNumber, LocalText title, Deadlines.ServiceTerms service)
    {
        var posted = row.SentAt is { } sentAt && !row.IsHandedOver ? RigaTime.DayOf(sentAt) : (DateOnly?)null;
        var (deemed, norm) = row.Channel == Channel.OnSite || row.IsHandedOver
            ? ((DateOnly?)null, (string?)null)
            : service.Deemed(row.Channel, posted ?? _time.Today());
        return new PostItem(
            row.Id, row.CaseId, caseNumber, row.DocumentId, title, row.Recipient, ChannelNames.Of(row.Channel), ChannelTitles.Of(row.Channel),
            StateOf(row), row.PlannedAt, posted, row.Reference, deemed, norm,
            row.OutcomeAt is { } at ? RigaTime.DayOf(at) : null, row.Reason);
    }

    private static string Word(DispatchRecord row) => row.State switch
    {
        DispatchState.Undelivered => "returned",
        DispatchState.Delivered => row.IsHandedOver ? "handed-over" : "delivered",
        _ => "",
    };

    private static string StateOf(DispatchRecord row) => row.State switch
    {
        DispatchState.Planned or DispatchState.ToPrint => "to-post",
        DispatchState.Sent => "posted",
        _ => Word(row),
    };

    private static string KeyOf(DispatchRecord row, PostList list) => (list switch
    {
        PostList.ToPost => row.PlannedAt,
        PostList.Posted => row.SentAt!.Value,
        _ => row.OutcomeAt!.Value,
    }).ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Noon(DateOnly day) => RigaTime.At(day, new TimeOnly(12, 0));
}
