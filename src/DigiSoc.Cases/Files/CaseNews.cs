using System.Text.Json.Nodes;
using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Feel;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Files;

/// <summary>Tells a case's process what came from outside.</summary>
internal sealed class CaseNews(Func<Engine> engine, CaseStore store, TimeProvider time)
{
    /// <summary>It may come before the process waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(60);

    /// <summary>RUN-301: a message of this id has been published before.</summary>
    private const string PublishedBefore = "RUN-301";

    /// <summary>What the applicant was asked for came in.</summary>
    public Task<Outcome<RegisteredAnswer>> AnswerAsync(
        Worker worker, CaseDataRow found, JsonObject answer, string idempotencyKey, CancellationToken ct) => PublishAsync(
        new News("applicant-answer", found.Number, "answer", answer, new("Saņemta iesniedzēja atbilde", "The applicant's answer was received"), "answer-received"),
        worker, found, idempotencyKey, ct);

    /// <summary>The last decision is contested; null when the case has none.</summary>
    public async Task<Outcome<RegisteredAnswer>?> ContestAsync(
        Worker worker, CaseDataRow found, JsonObject contest, string idempotencyKey, CancellationToken ct)
    {
        var number = await store.ReadAsync(
            worker.InstitutionId,
            db => db.Decisions.AsNoTracking().Where(row => row.CaseId == found.CaseId).OrderByDescending(row => row.DecidedAt)
                .Select(row => row.Number).FirstOrDefaultAsync(ct),
            ct);
        return number is null
            ? null
            : await PublishAsync(
                new News(
                    "decision-contested", number, "contest", contest,
                    new($"Lēmums Nr. {number} apstrīdēts", $"Decision no. {number} was contested"), "decision-contested"),
                worker, found, idempotencyKey, ct);
    }

    private async Task<Outcome<RegisteredAnswer>> PublishAsync(
        News news, Worker worker, CaseDataRow found, string idempotencyKey, CancellationToken ct)
    {
        var published = await engine().PublishMessageAsync(
            news.Message,
            news.Key,
            $"{found.CaseId:N}/{idempotencyKey}",
            Patience,
            FeelContext.Of((news.Variable, CaseJson.Feel(news.Content))),
            TaskAssignment.ContextOf(worker, found.PackageKey),
            ct);
        if (!published.IsDone && published.Refusal.Code != PublishedBefore)
        {
            return Outcome<RegisteredAnswer>.Refused(CaseErrors.EngineRefused(published.Refusal.Code, published.Refusal.Text));
        }

        await TellAsync(news, worker, found, idempotencyKey, ct);
        return Outcome<RegisteredAnswer>.Done(new RegisteredAnswer(found.CaseId, found.Number, !published.IsDone));
    }

    private Task<bool> TellAsync(News news, Worker worker, CaseDataRow found, string idempotencyKey, CancellationToken ct) => store.SqlAsync(
        worker.InstitutionId,
        async sql =>
        {
            await new CaseWriter(sql).TellAsync(
                new TimelineEvent(
                    worker.InstitutionId, found.CaseId, $"{news.Variable}/{idempotencyKey}", time.GetUtcNow(), news.Kind, Worded(news),
                    worker.UserId, null, null, []),
                ct);
            return true;
        },
        ct);

    private static LocalText Worded(News news) => news.Content["text"]?.ToString() is { Length: > 0 } text
        ? new($"{news.Text.Lv}: {text}", $"{news.Text.En}: {text}")
        : news.Text;

    private sealed record News(string Message, string Key, string Variable, JsonObject Content, LocalText Text, string Kind);
}
