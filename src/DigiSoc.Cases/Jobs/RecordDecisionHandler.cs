using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Decisions;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>record-decision</c>: gives the decision its number and keeps it with everything it rests on; ends the statutory period.</summary>
internal sealed class RecordDecisionHandler(DecisionRecords decisions, CaseDeadlines deadlines) : IJobHandler
{
    public string Type => JobTypes.RecordDecision;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId || !job.Variables.TryGet("decision", out var content) || content.Kind != FeelKind.Context)
        {
            return CaseJob.Missing(job, "a case and input 'decision' (a context)");
        }

        if (ProposedDecision.Read(content.AsContext()) is not { } proposed)
        {
            return JobOutcome.Failed(
                "CASE-074",
                $"CASE-074 record-decision at {job.PackageText()}, element {job.ElementId}: expected decision.outcome, found a decision without one.",
                retryable: false);
        }

        var recorded = await decisions.RecordAsync(job, caseId, proposed, content, ct);
        var deadline = await deadlines.FindAsync(job, ct);
        return CaseJob.Answer(
            FeelContext.Of(
                ("id", FeelValue.Of(recorded.DecisionId.ToString())),
                ("number", FeelValue.Of(recorded.Number)),
                ("decidedOn", FeelValue.Of(recorded.DecidedOn))),
            async (connection, transaction, token) =>
            {
                var sql = new CaseSql(connection, transaction);
                await CaseDeadlines.EndAsync(sql, job, deadline?.End(recorded.DecidedOn), token);
                await new CaseWriter(sql).TellAsync(
                    new TimelineEvent(
                        job.InstitutionId, caseId, $"decision/{recorded.DecisionId:N}", job.Now, "decision-recorded",
                        LocalText.Of($"Pieņemts lēmums Nr. {recorded.Number}", $"Decision no. {recorded.Number}"),
                        recorded.DecidedBy ?? OperationContext.EngineActor, null, job.ElementId, job.Norms),
                    token);
            });
    }
}
