using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>suspend-deadline</c>: the clock stops while the applicant is asked.</summary>
internal sealed class SuspendDeadlineHandler(CaseDeadlines deadlines) : IJobHandler
{
    public string Type => JobTypes.SuspendDeadline;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (await deadlines.FindAsync(job, ct) is not { } deadline)
        {
            return CaseJob.Missing(job, "a statutory deadline of the case");
        }

        var suspended = deadline.Suspend(job.Today());
        return CaseJob.Answer(
            FeelContext.Of(("daysLeft", FeelValue.Of((long)(suspended.DaysLeft ?? 0)))),
            (connection, transaction, token) => CaseDeadlines.SuspendAsync(
                new CaseSql(connection, transaction), job, suspended, job.Input("reason") ?? "", token));
    }
}

/// <summary><c>resume-deadline</c>: the clock goes on with what was left, or from the start (input <c>restart</c>).</summary>
internal sealed class ResumeDeadlineHandler(CaseDeadlines deadlines, LawBook law) : IJobHandler
{
    public string Type => JobTypes.ResumeDeadline;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (await deadlines.FindAsync(job, ct) is not { } deadline)
        {
            return CaseJob.Missing(job, "a statutory deadline of the case");
        }

        var calendar = (await law.OfAsync(job.InstitutionId, ct)).Calendar;
        var resumed = deadline.Resume(job.Today(), CaseJson.Flag(job.Variables, "restart"), calendar);
        return CaseJob.Answer(
            DeadlineVariables.Days(resumed),
            (connection, transaction, token) => CaseDeadlines.ResumeAsync(new CaseSql(connection, transaction), job, resumed, token));
    }
}

/// <summary><c>deadline-state</c>: how the deadline stands now. Marks the case as reminded or escalated when its day has come.</summary>
internal sealed class DeadlineStateHandler(CaseDeadlines deadlines) : IJobHandler
{
    public string Type => JobTypes.DeadlineState;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (await deadlines.FindAsync(job, ct) is not { } deadline)
        {
            return CaseJob.Missing(job, "a statutory deadline of the case");
        }

        return CaseJob.Answer(
            DeadlineVariables.State(deadline),
            (connection, transaction, token) => CaseDeadlines.MarkAsync(new CaseSql(connection, transaction), job, deadline, token));
    }
}

/// <summary><c>close-case</c>: the case is over with this outcome.</summary>
internal sealed class CloseCaseHandler(CaseDeadlines deadlines) : IJobHandler
{
    public string Type => JobTypes.CloseCase;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (job.CaseId() is not { } caseId || job.Input("outcome") is not { } outcome)
        {
            return CaseJob.Missing(job, "a case and input 'outcome'");
        }

        var deadline = await deadlines.FindAsync(job, ct);
        return CaseJob.Answer(
            FeelContext.Of(("closedOn", FeelValue.Of(job.Today()))),
            async (connection, transaction, token) =>
            {
                var sql = new CaseSql(connection, transaction);
                await sql.ExecuteAsync(
                    "UPDATE cases.cases SET status = 'closed', outcome = $2, closed_at = $3 WHERE case_id = $1 AND status <> 'closed'",
                    [caseId, outcome, job.Now],
                    token);
                await CaseDeadlines.EndAsync(sql, job, deadline?.End(job.Today()), token);
                await new CaseWriter(sql).TellAsync(
                    new TimelineEvent(
                        job.InstitutionId, caseId, "closed", job.Now, "case-closed",
                        LocalText.Of($"Lieta slēgta: {outcome}", $"Case closed: {outcome}"), OperationContext.EngineActor, null, job.ElementId, job.Norms),
                    token);
            });
    }
}
