using System.Text.Json.Nodes;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Files;

/// <summary>Tells a case's process what came from outside.</summary>
internal sealed class CaseNews(Func<Engine> engine, CaseStore store, TimeProvider time)
{
    /// <summary>An answer may come before the process waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(60);

    /// <summary>RUN-301: a message of this id has been published before.</summary>
    private const string PublishedBefore = "RUN-301";

    public async Task<Outcome<RegisteredAnswer>> AnswerAsync(
        Worker worker, CaseDataRow found, JsonObject answer, string idempotencyKey, CancellationToken ct)
    {
        var published = await engine().PublishMessageAsync(
            "applicant-answer",
            found.Number,
            $"{found.CaseId:N}/{idempotencyKey}",
            Patience,
            FeelContext.Of(("answer", CaseJson.Feel(answer))),
            TaskAssignment.ContextOf(worker, found.PackageKey),
            ct);
        if (!published.IsDone && published.Refusal.Code != PublishedBefore)
        {
            return Outcome<RegisteredAnswer>.Refused(CaseErrors.EngineRefused(published.Refusal.Code, published.Refusal.Text));
        }

        await TellAsync(worker, found, idempotencyKey, ct);
        return Outcome<RegisteredAnswer>.Done(new RegisteredAnswer(found.CaseId, found.Number, !published.IsDone));
    }

    private Task<bool> TellAsync(Worker worker, CaseDataRow found, string idempotencyKey, CancellationToken ct) => store.SqlAsync(
        worker.InstitutionId,
        async sql =>
        {
            await new CaseWriter(sql).TellAsync(
                new TimelineEvent(
                    worker.InstitutionId, found.CaseId, "answer/" + idempotencyKey, time.GetUtcNow(), "answer-received",
                    new LocalText("Saņemta iesniedzēja atbilde", "The applicant's answer was received"), worker.UserId, null, null, []),
                ct);
            return true;
        },
        ct);
}
