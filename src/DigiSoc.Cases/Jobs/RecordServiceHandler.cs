using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>record-service</c>: the day the letter was notified; the decision takes effect and the appeal clock starts (APL 70(1), 79).</summary>
internal sealed class RecordServiceHandler(LawBook law) : IJobHandler
{
    public string Type => JobTypes.RecordService;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId || !Guid.TryParse(job.Input("dispatchId"), out var dispatchId) ||
            CaseJson.Date(job.Variables, "servedOn") is not { } servedOn)
        {
            return CaseJob.Missing(job, "a case and inputs 'dispatchId' and 'servedOn'");
        }

        var appealUntil = (await law.OfAsync(job.InstitutionId, ct)).Service.AppealUntil(servedOn);
        return CaseJob.Answer(
            FeelContext.Of(
                ("servedOn", FeelValue.Of(servedOn)), ("effectiveOn", FeelValue.Of(servedOn)), ("appealUntil", FeelValue.Of(appealUntil))),
            async (connection, transaction, token) =>
            {
                var sql = new CaseSql(connection, transaction);
                await sql.ExecuteAsync(
                    "UPDATE cases.letters SET state = 'served', served_on = $2, effective_on = $2, appeal_until = $3 WHERE dispatch_id = $1",
                    [dispatchId, servedOn, appealUntil],
                    token);
                await new CaseWriter(sql).TellAsync(
                    new TimelineEvent(
                        job.InstitutionId, caseId, $"served/{dispatchId:N}", job.Now, "letter-served",
                        LocalText.Of($"Paziņots {servedOn:dd.MM.yyyy}; apstrīdams līdz {appealUntil:dd.MM.yyyy}", $"Notified on {servedOn:yyyy-MM-dd}; contestable until {appealUntil:yyyy-MM-dd}"),
                        OperationContext.EngineActor, null, job.ElementId, job.Norms),
                    token);
            });
    }
}
