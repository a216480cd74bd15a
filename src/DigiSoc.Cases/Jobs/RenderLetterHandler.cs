using System.Text.Json.Nodes;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>render-letter</c>: makes the letter of header <c>template</c> from input <c>letter</c> and the records, and keeps it.</summary>
internal sealed class RenderLetterHandler(Letters letters, DocumentStore documents, LetterFrames frames) : IJobHandler
{
    public string Type => JobTypes.RenderLetter;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId || job.Header("template") is not { } template)
        {
            return CaseJob.Missing(job, "a case and header 'template'");
        }

        var decisionId = Guid.TryParse(job.Input("decisionId"), out var id) ? id : (Guid?)null;
        var worded = job.Variables.TryGet("letter", out var letter) ? CaseJson.Node(letter) as JsonObject : null;
        var data = LetterData.Assemble(await frames.OfAsync(job, caseId, decisionId, ct), worded ?? []);
        var rendered = await letters.RenderAsync(template, CaseJson.Element((JsonNode)data), job.Now, ct);
        if (rendered.Letter is not { } made)
        {
            return JobOutcome.Failed(rendered.Problem!.Code, rendered.Problem.Text, rendered.Problem.CanRetry);
        }

        var kept = await documents.KeepAsync(NewOf(job, caseId, template, made, data), ct);
        return CaseJob.Answer(
            FeelContext.Of(
                ("documentId", FeelValue.Of(kept.Id.ToString())),
                ("sha256", FeelValue.Of(kept.Sha256)),
                ("pages", FeelValue.Of((long)kept.Pages))),
            (connection, transaction, token) => RecordAsync(new CaseSql(connection, transaction), job, caseId, template, decisionId, kept, token));
    }

    private static NewDocument NewOf(JobContext job, Guid caseId, string template, RenderedLetter made, JsonObject data) => new(
        job.InstitutionId,
        caseId,
        job.IdempotencyKey,
        template,
        made.Title,
        "application/pdf",
        made.Pdf,
        made.Text,
        made.Pages,
        made.TemplateSha256,
        data.ToJsonString(),
        OperationContext.EngineActor,
        job.Now);

    private static async Task RecordAsync(
        CaseSql sql, JobContext job, Guid caseId, string template, Guid? decisionId, StoredDocument kept, CancellationToken ct)
    {
        await sql.ExecuteAsync(
            """
            INSERT INTO cases.case_documents (institution_id, case_id, document_id, kind, title_lv, title_en, media_type, bytes, sha256, created_at)
            VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9) ON CONFLICT (case_id, document_id) DO NOTHING
            """,
            [job.InstitutionId, caseId, kept.Id, template, kept.Title, kept.ContentType, kept.Size, kept.Sha256, kept.CreatedAt.ToUniversalTime()],
            ct);
        await sql.ExecuteAsync(
            """
            INSERT INTO cases.letters (letter_id, institution_id, case_id, document_id, decision_id, template, title_lv, title_en, state, rendered_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 'rendered', $8) ON CONFLICT ON CONSTRAINT uq_letters_document DO NOTHING
            """,
            [Guid.CreateVersion7(job.Now), job.InstitutionId, caseId, kept.Id, SqlNull.Id(decisionId), template, kept.Title, job.Now],
            ct);
        await new CaseWriter(sql).TellAsync(
            new TimelineEvent(
                job.InstitutionId, caseId, $"document/{kept.Id:N}", job.Now, "letter-rendered",
                LocalText.Of($"Sagatavota vēstule: {kept.Title}", $"Letter made: {kept.Title}"),
                OperationContext.EngineActor, null, job.ElementId, job.Norms),
            ct);
    }
}
