using System.Globalization;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary>
/// Tells cases and processes what became of their letters: <c>letter-posted</c>, <c>letter-received</c> and
/// <c>letter-returned</c> by dispatch id. Each telling may be repeated and has one effect.
/// </summary>
/// <remarks>
/// The engine is asked for late: it is made of the handlers that tell it. A person may record something before the step that
/// sent the letter is committed: the case's row then does not bear the dispatch yet, so it is found by its document.
/// </remarks>
internal sealed class LetterNews(Func<Engine> engine, Dispatch dispatch, LawBook law, CaseStore store, TimeProvider time)
{
    /// <summary>The message that a letter came back, by dispatch id; carries <c>reason</c>.</summary>
    public const string Returned = "letter-returned";

    /// <summary>How long a message waits for a process that has not come so far yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>Asks the channels of one institution for receipts and tells what nobody has told yet.</summary>
    public async Task CollectAsync(string institutionId, CancellationToken ct)
    {
        foreach (var record in await dispatch.UntoldPostingsAsync(institutionId, ct))
        {
            await TellPostedAsync(record, ct);
        }

        foreach (var record in await dispatch.CollectReceiptsAsync(institutionId, ct))
        {
            await TellOutcomeAsync(record, ct);
        }
    }

    /// <summary>A letter on paper was handed to the post: from that day the law counts (PazL 8(2), 8(3)).</summary>
    public async Task TellPostedAsync(DispatchRecord record, CancellationToken ct)
    {
        var sentOn = RigaTime.DayOf(record.SentAt!.Value);
        var (deemed, norm) = (await law.OfAsync(record.InstitutionId, ct)).Service.Deemed(record.Channel, sentOn);
        await WriteAsync(
            record, "posted", "letter-posted", record.PostedBy,
            new LocalText(
                $"Vēstule nodota pastam {sentOn:dd.MM.yyyy} ({ChannelTitles.Of(record.Channel).Lv}){Numbered(record)}; uzskatāma par paziņotu {deemed:dd.MM.yyyy} ({norm})",
                $"Letter posted on {sentOn:yyyy-MM-dd} ({ChannelTitles.Of(record.Channel).En}){Numbered(record)}; counts as notified on {deemed:yyyy-MM-dd} ({norm})"),
            """
            UPDATE cases.letters SET state = 'sent', dispatch_id = $1, channel = $8, sent_on = $2, sent_at = $3, deemed_served_on = $4, service_norm = $5
            WHERE case_id = $6 AND document_id = $7
                AND ((dispatch_id = $1 AND state = 'to-post') OR (dispatch_id IS DISTINCT FROM $1 AND state IN ('rendered', 'undelivered')))
            """,
            [
                record.Id, sentOn, record.SentAt.Value.ToUniversalTime(), deemed, norm, record.CaseId, record.DocumentId,
                ChannelNames.Of(record.Channel),
            ],
            ct);
        await PublishAsync(
            "letter-posted", record, FeelContext.Of(("sentOn", FeelValue.Of(sentOn)), ("deemedServedOn", FeelValue.Of(deemed))), ct);
        await dispatch.MarkPostingToldAsync(record.InstitutionId, record.Id, ct);
    }

    /// <summary>It arrived or came back. That a channel or the post confirms arrival proves the sending; the day of service stays as the law counts it.</summary>
    public async Task TellOutcomeAsync(DispatchRecord record, CancellationToken ct)
    {
        if (record.State == DispatchState.Undelivered)
        {
            await TellReturnedAsync(record, ct);
        }
        else if (record.IsHandedOver)
        {
            await TellHandedOverAsync(record, ct);
        }
        else
        {
            await TellDeliveredAsync(record, ct);
        }

        await dispatch.MarkToldAsync(record.InstitutionId, record.Id, ct);
    }

    private async Task TellReturnedAsync(DispatchRecord record, CancellationToken ct)
    {
        await WriteAsync(
            record, "returned", Returned, record.OutcomeBy,
            new LocalText($"Sūtījums atgriezts: {record.Reason}", $"The letter came back: {record.Reason}"),
            """
            UPDATE cases.letters SET state = 'undelivered', dispatch_id = $1, channel = $4
            WHERE case_id = $2 AND document_id = $3
                AND ((dispatch_id = $1 AND state <> 'served') OR (dispatch_id IS DISTINCT FROM $1 AND state = 'rendered'))
            """,
            [record.Id, record.CaseId, record.DocumentId, ChannelNames.Of(record.Channel)],
            ct);
        await PublishAsync(Returned, record, FeelContext.Of(("reason", FeelValue.Of(record.Reason))), ct);
    }

    private async Task TellHandedOverAsync(DispatchRecord record, CancellationToken ct)
    {
        var day = RigaTime.DayOf(record.OutcomeAt!.Value);
        await WriteAsync(
            record, "handed-over", "letter-handed-over", record.OutcomeBy,
            new LocalText($"Vēstule izsniegta pret parakstu {day:dd.MM.yyyy}", $"Letter handed over against signature on {day:yyyy-MM-dd}"),
            """
            UPDATE cases.letters SET state = 'sent', dispatch_id = $1, channel = $6, sent_on = $2, sent_at = $3, deemed_served_on = $2, service_norm = 'PazL 6'
            WHERE case_id = $4 AND document_id = $5
                AND ((dispatch_id = $1 AND state IN ('to-post', 'sent')) OR (dispatch_id IS DISTINCT FROM $1 AND state IN ('rendered', 'undelivered')))
            """,
            [
                record.Id, day, record.OutcomeAt.Value.ToUniversalTime(), record.CaseId, record.DocumentId,
                ChannelNames.Of(record.Channel),
            ],
            ct);
        await PublishAsync("letter-received", record, FeelContext.Of(("servedOn", FeelValue.Of(day))), ct);
    }

    private Task<bool> TellDeliveredAsync(DispatchRecord record, CancellationToken ct)
    {
        var day = RigaTime.DayOf(record.OutcomeAt!.Value);
        var how = ChannelTitles.Of(record.Channel);
        return WriteAsync(
            record, "delivered", "letter-delivered", record.OutcomeBy,
            new LocalText($"Apstiprināta piegāde {day:dd.MM.yyyy} ({how.Lv})", $"Delivery confirmed on {day:yyyy-MM-dd} ({how.En})"),
            null,
            [],
            ct);
    }

    private Task<bool> WriteAsync(
        DispatchRecord record, string key, string kind, string? actor, LocalText text, string? sql, IReadOnlyList<object?> values, CancellationToken ct) =>
        store.SqlAsync(
            record.InstitutionId,
            async open =>
            {
                if (sql is not null)
                {
                    await open.ExecuteAsync(sql, values, ct);
                }

                await new CaseWriter(open).TellAsync(
                    new TimelineEvent(
                        record.InstitutionId, record.CaseId, $"{key}/{record.Id:N}", time.GetUtcNow(), kind, text,
                        actor ?? OperationContext.EngineActor, null, null, []),
                    ct);
                return true;
            },
            ct);

    private static string Numbered(DispatchRecord record) => record.Reference is { } reference ? $", {reference}" : "";

    private async Task PublishAsync(string name, DispatchRecord record, FeelContext variables, CancellationToken ct) =>
        await engine().PublishMessageAsync(
            name,
            record.Id.ToString(),
            string.Create(CultureInfo.InvariantCulture, $"{name}/{record.Id:N}"),
            Patience,
            variables,
            OperationContext.Engine(record.InstitutionId),
            ct);
}
