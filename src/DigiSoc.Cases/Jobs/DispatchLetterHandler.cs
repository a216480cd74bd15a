using System.Text.Json.Nodes;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>dispatch-letter</c>: sends a kept letter by a lawful channel and says when it counts as notified.</summary>
/// <remarks>A print job counts as registered outgoing and handed to the post on the day it is made.</remarks>
internal sealed class DispatchLetterHandler(
    Dispatch dispatch, ShortTexts texts, LetterFrames frames, LawBook law, CaseStore store, LetterNews news) : IJobHandler
{
    public string Type => JobTypes.DispatchLetter;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId || !Guid.TryParse(job.Input("documentId"), out var documentId))
        {
            return CaseJob.Missing(job, "a case and input 'documentId'", job.Input("documentId") ?? "nothing");
        }

        var applicant = Applicant(job);
        var channel = DeliveryChannel.Choose(
            job.Input("channel") ?? Text(applicant, "preferredChannel"), CaseJson.Flag(job.Variables, "unfavourable"), Text(applicant, "email") is not null);
        var frame = await frames.OfAsync(job, caseId, null, ct);
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

    private async Task<JobOutcome> SentAsync(JobContext job, Guid caseId, DispatchRecord record, CancellationToken ct)
    {
        var sentOn = RigaTime.DayOf(record.SentAt ?? record.PlannedAt);
        var (deemed, norm) = (await law.OfAsync(job.InstitutionId, ct)).Service.Deemed(record.Channel, sentOn);
        if (record.State == DispatchState.Undelivered)
        {
            await news.TellReturnedAsync(record, ct);
        }

        return CaseJob.Answer(
            FeelContext.Of(
                ("dispatchId", FeelValue.Of(record.Id.ToString())),
                ("channel", FeelValue.Of(ChannelNames.Of(record.Channel))),
                ("sentOn", FeelValue.Of(sentOn)),
                ("deemedServedOn", FeelValue.Of(deemed))),
            (connection, transaction, token) => RecordAsync(
                new CaseSql(connection, transaction), job, caseId, record, sentOn, deemed, norm, token));
    }

    private static async Task RecordAsync(
        CaseSql sql, JobContext job, Guid caseId, DispatchRecord record, DateOnly sentOn, DateOnly deemed, string norm, CancellationToken ct)
    {
        var channel = ChannelNames.Of(record.Channel);
        await sql.ExecuteAsync(
            """
            UPDATE cases.letters SET state = $8, dispatch_id = $3, channel = $4, sent_on = $5, sent_at = $6, deemed_served_on = $7, service_norm = $9
            WHERE case_id = $1 AND document_id = $2
            """,
            [
                caseId, record.DocumentId, record.Id, channel, sentOn, (record.SentAt ?? record.PlannedAt).ToUniversalTime(), deemed,
                record.State == DispatchState.Undelivered ? "undelivered" : "sent", norm,
            ],
            ct);
        await new CaseWriter(sql).TellAsync(
            new TimelineEvent(
                job.InstitutionId, caseId, $"dispatch/{record.Id:N}", job.Now, "letter-sent",
                LocalText.Of($"Vēstule nosūtīta ({channel}); uzskatāma par paziņotu {deemed:dd.MM.yyyy} ({norm})", $"Letter sent ({channel}); counts as notified on {deemed:yyyy-MM-dd} ({norm})"),
                OperationContext.EngineActor, null, job.ElementId, job.Norms),
            ct);
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
}
