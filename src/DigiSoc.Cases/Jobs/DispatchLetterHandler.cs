using System.Text.Json.Nodes;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Feel;
using DigiSoc.Registers.Audit;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>dispatch-letter</c>: sends a kept letter by a lawful channel and says when it counts as notified.</summary>
/// <remarks>A letter on paper is a print job: <c>sentOn</c> and <c>deemedServedOn</c> are null until a person records the posting.</remarks>
internal sealed class DispatchLetterHandler(
    Dispatch dispatch, ShortTexts texts, LetterFrames frames, LawBook law, CaseStore store, LetterNews news, IReadAudit audit) : IJobHandler
{
    public string Type => JobTypes.DispatchLetter;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId || !Guid.TryParse(job.Input("documentId"), out var documentId))
        {
            return CaseJob.Missing(job, "a case and input 'documentId'", job.Input("documentId") ?? "nothing");
        }

        var applicant = Applicant(job);
        var frame = await frames.OfAsync(job, caseId, null, ct);
        var wished = job.Input("channel") ?? Text(applicant, "preferredChannel");
        var hasEmail = Text(applicant, "email") is not null;
        var eaddress = DeliveryChannel.NeedsEAddress(wished, hasEmail) ? await EAddressAsync(job, caseId, frame, ct) : default;
        if (eaddress.Problem is { } unknown)
        {
            return JobOutcome.Failed(unknown.Code, unknown.Text, unknown.CanRetry);
        }

        var channel = DeliveryChannel.Choose(wished, CaseJson.Flag(job.Variables, "unfavourable"), hasEmail, eaddress.IsActive);
        var recipient = RecipientOf(channel, frame, Text(applicant, "email"));
        if (recipient is null)
        {
            return JobOutcome.Failed(
                "CASE-073",
                $"CASE-073 dispatch-letter at {job.PackageText()}, element {job.ElementId}: the addressee has no address for channel {ChannelNames.Of(channel)}. Ask for the address again, or choose another channel.",
                retryable: false);
        }

        var template = await TemplateAsync(job, documentId, ct);
        var sent = await dispatch.SendAsync(
            new DispatchRequest(
                job.InstitutionId, caseId, documentId, job.IdempotencyKey, channel, recipient,
                texts.Render(template, "lv", CaseJson.Element((JsonNode)LetterData.Assemble(frame, Worded(job)))), OperationContext.EngineActor),
            ct);
        return sent.Record is { State: not DispatchState.Planned } record
            ? await SentAsync(job, caseId, record, ct)
            : JobOutcome.Failed(sent.Problem!.Code, sent.Problem.Text, sent.Problem.CanRetry);
    }

    /// <summary>Whether the addressee has an active e-address; asking is a read of personal data.</summary>
    private async Task<(bool IsActive, DocumentProblem? Problem)> EAddressAsync(JobContext job, Guid caseId, LetterFrame frame, CancellationToken ct)
    {
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKind.Asked,
                InstitutionId = job.InstitutionId,
                Actor = OperationContext.EngineActor,
                PersonCode = frame.AddresseeCode,
                CaseId = caseId.ToString(),
                StepId = job.ElementId,
                PackageVersion = job.PackageText(),
                ItemId = "e-address",
                Purpose = "letter-service",
                Norms = ["OEAL 5"],
            },
            ct);
        return await dispatch.HasEAddressAsync(frame.AddresseeCode, ct);
    }

    private async Task<JobOutcome> SentAsync(JobContext job, Guid caseId, DispatchRecord record, CancellationToken ct)
    {
        var sending = await SendingAsync(job, record, ct);
        if (record.State == DispatchState.Undelivered)
        {
            await news.TellOutcomeAsync(record, ct);
        }

        return CaseJob.Answer(
            FeelContext.Of(
                ("dispatchId", FeelValue.Of(record.Id.ToString())),
                ("channel", FeelValue.Of(ChannelNames.Of(record.Channel))),
                ("sentOn", sending is null ? FeelValue.Null : FeelValue.Of(sending.SentOn)),
                ("deemedServedOn", sending is null ? FeelValue.Null : FeelValue.Of(sending.DeemedServedOn))),
            (connection, transaction, token) => RecordAsync(
                new CaseSql(connection, transaction), job, caseId, record, sending, token));
    }

    /// <summary>Null while the letter waits for a person to post it or hand it over.</summary>
    private async Task<Sending?> SendingAsync(JobContext job, DispatchRecord record, CancellationToken ct)
    {
        if (record.State == DispatchState.ToPrint)
        {
            return null;
        }

        var at = record.SentAt ?? record.PlannedAt;
        var (deemed, norm) = (await law.OfAsync(job.InstitutionId, ct)).Service.Deemed(record.Channel, RigaTime.DayOf(at));
        return new Sending(at, RigaTime.DayOf(at), deemed, norm);
    }

    private static async Task RecordAsync(
        CaseSql sql, JobContext job, Guid caseId, DispatchRecord record, Sending? sending, CancellationToken ct)
    {
        var state = record.State == DispatchState.Undelivered ? "undelivered" : sending is null ? "to-post" : "sent";
        await sql.ExecuteAsync(
            """
            UPDATE cases.letters SET state = $8, dispatch_id = $3, channel = $4, sent_on = $5, sent_at = $6, deemed_served_on = $7,
                service_norm = $9, served_on = NULL, effective_on = NULL, appeal_until = NULL
            WHERE case_id = $1 AND document_id = $2
                AND NOT (dispatch_id IS NOT DISTINCT FROM $3 AND state <> 'rendered') -- what a person recorded meanwhile stays
            """,
            [
                caseId, record.DocumentId, record.Id, ChannelNames.Of(record.Channel), SqlNull.Date(sending?.SentOn),
                SqlNull.Time(sending?.At), SqlNull.Date(sending?.DeemedServedOn), state, SqlNull.Text(sending?.Norm),
            ],
            ct);
        await new CaseWriter(sql).TellAsync(
            new TimelineEvent(
                job.InstitutionId, caseId, $"dispatch/{record.Id:N}", job.Now, sending is null ? "letter-to-post" : "letter-sent",
                Told(record, sending), OperationContext.EngineActor, null, job.ElementId, job.Norms),
            ct);
    }

    private static LocalText Told(DispatchRecord record, Sending? sending)
    {
        var how = ChannelTitles.Of(record.Channel);
        return sending is null
            ? new LocalText($"Vēstule gaida nosūtīšanu ({how.Lv})", $"Letter waits to be posted ({how.En})")
            : new LocalText(
                $"Vēstule nosūtīta ({how.Lv}); uzskatāma par paziņotu {sending.DeemedServedOn:dd.MM.yyyy} ({sending.Norm})",
                $"Letter sent ({how.En}); counts as notified on {sending.DeemedServedOn:yyyy-MM-dd} ({sending.Norm})");
    }

    private Task<string> TemplateAsync(JobContext job, Guid documentId, CancellationToken ct) => store.SqlAsync(
        job.InstitutionId,
        async sql => await sql.FirstAsync("SELECT template FROM cases.letters WHERE document_id = $1", [documentId], row => row.GetString(0), ct) ?? "",
        ct);

    private static string? RecipientOf(Channel channel, LetterFrame frame, string? email) => channel switch
    {
        Channel.EAddress => frame.AddresseeCode,
        Channel.Email => email,
        Channel.OnSite => frame.AddresseeName,
        _ => frame.AddresseeAddress.Length == 0 ? null : $"{frame.AddresseeName}\n{frame.AddresseeAddress}",
    };

    private static JsonObject? Applicant(JobContext job) =>
        job.Variables.TryGet("application", out var application) ? CaseJson.Node(application)?["applicant"] as JsonObject : null;

    private static JsonObject Worded(JobContext job) =>
        job.Variables.TryGet("letter", out var letter) && CaseJson.Node(letter) is JsonObject worded ? worded : [];

    private static string? Text(JsonObject? from, string name) => from?[name]?.ToString() is { Length: > 0 } text ? text : null;

    private sealed record Sending(DateTimeOffset At, DateOnly SentOn, DateOnly DeemedServedOn, string Norm);
}
