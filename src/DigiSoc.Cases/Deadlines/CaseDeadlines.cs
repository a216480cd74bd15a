using DigiSoc.Cases.Files;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Deadlines;

/// <summary>The deadline of a case as stored. Every write states the case and may run twice.</summary>
internal sealed class CaseDeadlines(CaseStore store)
{
    public Task<StatutoryDeadline?> FindAsync(JobContext job, CancellationToken ct) => store.ReadAsync(
        job.InstitutionId,
        async db => await db.Deadlines.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == job.CaseId(), ct) is { } row ? Of(row) : null,
        ct);

    public static StatutoryDeadline Of(DeadlineRowData row) => new(
        new DeadlineRule(row.Term, row.Norm, row.RemindBefore, row.EscalateBefore),
        row.StartedOn,
        row.DueOn,
        row.RemindOn,
        row.EscalateOn,
        row.DaysLeftWhenSuspended,
        row.EndedOn);

    public static Task StartAsync(CaseSql sql, string institutionId, Guid caseId, StatutoryDeadline deadline, CancellationToken ct) => sql.ExecuteAsync(
        """
        INSERT INTO cases.deadlines (
            case_id, institution_id, state, term, norm, remind_before, escalate_before, started_on, due_on, remind_on, escalate_on)
        VALUES ($1, $2, 'running', $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (case_id) DO NOTHING
        """,
        [
            caseId, institutionId, deadline.Rule.Term, deadline.Rule.Norm, deadline.Rule.RemindBefore, deadline.Rule.EscalateBefore,
            deadline.StartedOn, deadline.DueOn, deadline.RemindOn, deadline.EscalateOn,
        ],
        ct);

    /// <summary>Stops the clock and tells it. A clock that stands still, or is over, is left as it is and nothing is told.</summary>
    public static async Task SuspendAsync(CaseSql sql, JobContext job, StatutoryDeadline suspended, string reason, CancellationToken ct)
    {
        var written = await sql.ExecuteAsync(
            """
            INSERT INTO cases.deadline_suspensions (institution_id, case_id, suspension_key, suspended_on, reason, days_left)
            SELECT $1, $2, $3, $4, $5, $6 WHERE EXISTS (SELECT 1 FROM cases.deadlines WHERE case_id = $2 AND state = 'running')
            ON CONFLICT (case_id, suspension_key) DO NOTHING
            """,
            [job.InstitutionId, job.CaseId()!.Value, job.IdempotencyKey, job.Today(), reason, suspended.DaysLeft ?? 0],
            ct);
        if (written == 0)
        {
            return;
        }

        await sql.ExecuteAsync(
            "UPDATE cases.deadlines SET state = 'suspended', days_left_when_suspended = $2 WHERE case_id = $1 AND state = 'running'",
            [job.CaseId()!.Value, suspended.DaysLeft ?? 0],
            ct);
        await sql.ExecuteAsync("UPDATE cases.cases SET status = 'suspended' WHERE case_id = $1 AND status = 'open'", [job.CaseId()!.Value], ct);
        await TellAsync(sql, job, "deadline-suspended", DeadlineWords.Suspended(suspended.DaysLeft ?? 0, job.Today()), ct);
    }

    public static async Task ResumeAsync(CaseSql sql, JobContext job, StatutoryDeadline resumed, CancellationToken ct)
    {
        await sql.ExecuteAsync(
            """
            UPDATE cases.deadlines SET state = 'running', days_left_when_suspended = NULL, started_on = $2, due_on = $3,
                remind_on = $4, escalate_on = $5, reminded_at = NULL, escalated_at = NULL
            WHERE case_id = $1 AND state = 'suspended'
            """,
            [job.CaseId()!.Value, resumed.StartedOn, resumed.DueOn, resumed.RemindOn, resumed.EscalateOn],
            ct);
        await sql.ExecuteAsync(
            "UPDATE cases.deadline_suspensions SET resumed_on = $2, resume_key = $3 WHERE case_id = $1 AND resumed_on IS NULL",
            [job.CaseId()!.Value, job.Today(), job.IdempotencyKey],
            ct);
        await sql.ExecuteAsync("UPDATE cases.cases SET status = 'open' WHERE case_id = $1 AND status = 'suspended'", [job.CaseId()!.Value], ct);
        await TellAsync(
            sql, job, "deadline-resumed",
            DeadlineWords.Running(resumed.DueOn.DayNumber - job.Today().DayNumber, resumed.DueOn, resumed.Rule.Norm), ct);
    }

    /// <summary>Notes that the day to remind or to escalate has come, once for each period, and tells it.</summary>
    public static async Task MarkAsync(CaseSql sql, JobContext job, StatutoryDeadline deadline, CancellationToken ct)
    {
        if (deadline.IsMet || deadline.IsSuspended)
        {
            return;
        }

        if (deadline.RemindOn <= job.Today())
        {
            await sql.ExecuteAsync(
                "UPDATE cases.deadlines SET reminded_at = COALESCE(reminded_at, $2) WHERE case_id = $1 AND state = 'running'",
                [job.CaseId()!.Value, job.Now], ct);
            await TellComingAsync(sql, job, deadline, "deadline-reminded", new("Atgādinājums", "Reminder"), ct);
        }

        if (deadline.EscalateOn <= job.Today())
        {
            await sql.ExecuteAsync(
                "UPDATE cases.deadlines SET escalated_at = COALESCE(escalated_at, $2) WHERE case_id = $1 AND state = 'running'",
                [job.CaseId()!.Value, job.Now], ct);
            await TellComingAsync(sql, job, deadline, "deadline-escalated", new("Eskalācija", "Escalation"), ct);
        }
    }

    /// <summary>Nothing to do when there is no deadline or it has ended before.</summary>
    public static Task EndAsync(CaseSql sql, JobContext job, StatutoryDeadline? ended, CancellationToken ct) => ended?.EndedOn is not { } on
        ? Task.CompletedTask
        : sql.ExecuteAsync(
            """
            UPDATE cases.deadlines SET state = CASE WHEN $2 <= due_on THEN 'met' ELSE 'missed' END, ended_on = $2, days_left_when_suspended = NULL
            WHERE case_id = $1 AND state IN ('running', 'suspended')
            """,
            [job.CaseId()!.Value, on],
            ct);

    private static Task TellComingAsync(
        CaseSql sql, JobContext job, StatutoryDeadline deadline, string kind, LocalText what, CancellationToken ct)
    {
        var words = DeadlineWords.Running(deadline.DueOn.DayNumber - job.Today().DayNumber, deadline.DueOn, deadline.Rule.Norm);
        return new CaseWriter(sql).TellAsync(
            new TimelineEvent(
                job.InstitutionId, job.CaseId()!.Value, FormattableString.Invariant($"{kind}/{deadline.DueOn:yyyy-MM-dd}"), job.Now, kind,
                new LocalText($"{what.Lv}: {words.Lv}", $"{what.En}: {words.En}"), OperationContext.EngineActor, null, job.ElementId, job.Norms),
            ct);
    }

    private static Task TellAsync(CaseSql sql, JobContext job, string kind, LocalText text, CancellationToken ct) => new CaseWriter(sql).TellAsync(
        new TimelineEvent(
            job.InstitutionId, job.CaseId()!.Value, $"{kind}/{job.IdempotencyKey}", job.Now, kind, text,
            OperationContext.EngineActor, null, job.ElementId, job.Norms),
        ct);
}
