using DigiSoc.Bpmn;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Feel;
using DigiSoc.Runtime;
using Npgsql;

namespace DigiSoc.Cases.Work;

/// <summary>
/// Writes what a step means to the case in the step's own transaction: the worker's list, who performed what, evaluations
/// of decision tables, the timeline. So none of them is ever ahead of the process or behind it.
/// </summary>
internal sealed class CaseObserver(DeployedPackages packages) : IStepObserver
{
    public async Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        if (!Guid.TryParse(step.BusinessKey, out var caseId))
        {
            return;
        }

        var sql = new CaseSql(connection, transaction);
        var titles = (await packages.FindAsync(step.PackageKey, step.PackageVersion, ct))?.Titles ?? ElementTitles.None;
        var writing = new StepWriting(step, caseId, titles, sql, new CaseWriter(sql));
        await writing.AnsweredAsync(ct);
        foreach (var effect in step.Effects)
        {
            await writing.WriteAsync(effect, ct);
        }
    }

    private sealed class StepWriting(StepRecord step, Guid caseId, ElementTitles titles, CaseSql sql, CaseWriter writer)
    {
        private string InstitutionId => step.Context.InstitutionId;

        public async Task AnsweredAsync(CancellationToken ct)
        {
            if (step.PartId is not { } taskId)
            {
                return;
            }

            switch (step.Operation)
            {
                case nameof(CompleteUserTask):
                    await PerformedAsync(ct);
                    await TellCompletedAsync(taskId, ct);
                    break;
                case "ResolveTask":
                    // Who prepared it for its owner did it too; the engine counts the same.
                    await PerformedAsync(ct);
                    break;
            }

            if (step.Task is { } task)
            {
                await FollowAsync(task, ct);
            }
        }

        public Task WriteAsync(Effect effect, CancellationToken ct) => effect switch
        {
            CreateUserTask task => OfferAsync(task, ct),
            EndUserTask ended => EndAsync(ended, ct),
            RaiseIncident incident => TellAsync(
                $"incident/{incident.IncidentId}", "incident-raised", incident.ElementId, [],
                LocalText.Of(
                    $"Solis apstājies: {titles.Of(incident.ElementId).Lv} ({incident.Code})",
                    $"The step stopped: {titles.Of(incident.ElementId).En} ({incident.Code})"), ct),
            EndIncident ended => TellAsync(
                $"incident-ended/{ended.IncidentId}", "incident-ended", null, [],
                LocalText.Of("Traucējums novērsts", "The incident is over"), ct),
            Record { Event: DecisionEvaluated evaluated } => EvaluatedAsync(evaluated, ct),
            Record { Event: EventTriggered triggered } => TriggeredAsync(triggered, ct),
            Record { Event: InstanceChanged changed } => TellAsync(
                $"changed/{step.StepId:N}", "process-" + changed.Change, null, changed.Norms,
                LocalText.Of($"Lietas process mainīts ({changed.Change}): {changed.Reason}", $"The process was {changed.Change}: {changed.Reason}"), ct),
            Record { Event: VariablesSet set } => HouseholdAsync(set.Variables, ct),
            _ => Task.CompletedTask,
        };

        /// <summary>Whatever an operation changed of a task: whose it is, when it is due, how important it is.</summary>
        private Task<int> FollowAsync(UserTaskView task, CancellationToken ct) => sql.ExecuteAsync(
            """
            UPDATE cases.work_items SET
                assignee_id = $2, assignee_name = (SELECT name FROM cases.users WHERE user_id = $2),
                owner_id = $3, owner_name = (SELECT name FROM cases.users WHERE user_id = $3),
                due_on = $4, follow_up_on = $5, priority = $6
            WHERE task_id = $1
            """,
            [task.TaskId, SqlNull.Text(task.Assignee), SqlNull.Text(task.Owner), DueOn(task.DueAt), DayOf(task.FollowUpAt), task.Priority],
            ct);

        private Task<int> PerformedAsync(CancellationToken ct) => sql.ExecuteAsync(
            """
            INSERT INTO cases.performers (institution_id, case_id, element_id, user_id, performed_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (case_id, element_id, user_id) DO UPDATE SET performed_at = EXCLUDED.performed_at
            """,
            [InstitutionId, caseId, step.ElementId ?? "", step.Context.Actor, step.Now],
            ct);

        private async Task TellCompletedAsync(Guid taskId, CancellationToken ct)
        {
            var title = await sql.FirstAsync(
                "SELECT title_lv, title_en FROM cases.work_items WHERE task_id = $1 LIMIT 1",
                [taskId],
                row => LocalText.Of(row.GetString(0), row.GetString(1)),
                ct) ?? LocalText.Of(step.ElementId ?? "");
            await TellAsync($"task/{taskId:N}", "task-completed", step.ElementId, [],
                LocalText.Of($"Izpildīts: {title.Lv}", $"Done: {title.En}"), ct);
        }

        private async Task OfferAsync(CreateUserTask task, CancellationToken ct)
        {
            var groups = task.CandidateGroups.Concat(task.CandidateUsers.Select(user => "user:" + user)).Distinct().ToList();
            var taskId = EngineIds.Part(step.InstanceId, task.WaitId);
            foreach (var (group, index) in (groups.Count == 0 ? [""] : groups).Select((group, index) => (group, index)))
            {
                await OfferToAsync(task, taskId, group, index == 0, ct);
            }
        }

        private Task<int> OfferToAsync(CreateUserTask task, Guid taskId, string group, bool isFirst, CancellationToken ct) => sql.ExecuteAsync(
            """
            INSERT INTO cases.work_items (
                task_id, group_key, is_first, institution_id, case_id, case_number, instance_id, title_lv, title_en,
                procedure_lv, procedure_en, applicant_name, package_key, package_version, element_id, form_id,
                assignee_id, assignee_name, priority, created_at, due_on, follow_up_on, not_performed_by, search)
            SELECT $1, $2, $3, c.institution_id, c.case_id, c.number, $4, $5, $6,
                c.procedure_lv, c.procedure_en, c.applicant_name, c.package_key, c.package_version, $7, $8,
                $9, (SELECT name FROM cases.users WHERE user_id = $9), $10, $11, $12, $13, $14, c.search || ' ' || $15
            FROM cases.cases c WHERE c.case_id = $16
            ON CONFLICT (task_id, group_key) DO NOTHING
            """,
            [
                taskId, group, isFirst, step.InstanceId, task.Name, titles.Of(task.ElementId).En, task.ElementId,
                SqlNull.Text(task.FormId), SqlNull.Text(task.Assignee), task.Priority, step.Now,
                DueOn(task.DueAt),
                DayOf(task.FollowUpAt),
                (Header(task, "notPerformedBy") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                SearchWords.Plain(task.Name, titles.Of(task.ElementId).En),
                caseId,
            ],
            ct);

        private async Task EndAsync(EndUserTask ended, CancellationToken ct) => await sql.ExecuteAsync(
            "DELETE FROM cases.work_items WHERE task_id = $1", [EngineIds.Part(step.InstanceId, ended.WaitId)], ct);

        private async Task EvaluatedAsync(DecisionEvaluated evaluated, CancellationToken ct)
        {
            await sql.ExecuteAsync(
                """
                INSERT INTO cases.evaluations (
                    evaluation_id, institution_id, case_id, instance_id, element_id, element_instance_id, decision_key,
                    package_key, package_version, evaluated_at, inputs, output, trace, norms)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::jsonb, $13::jsonb, $14)
                ON CONFLICT ON CONSTRAINT uq_evaluations_recorded_once DO NOTHING
                """,
                [
                    Guid.CreateVersion7(step.Now), InstitutionId, caseId, step.InstanceId, evaluated.ElementId,
                    evaluated.ElementInstanceId, evaluated.DecisionId, step.PackageKey, step.PackageVersion, step.Now,
                    CaseJson.Text(FeelValue.Of(evaluated.Inputs)), CaseJson.Text(evaluated.Output), evaluated.TraceJson,
                    evaluated.Norms.ToArray(),
                ],
                ct);
            await TellAsync($"decision/{step.InstanceId:N}/{evaluated.ElementInstanceId}", "rules-evaluated", evaluated.ElementId, evaluated.Norms,
                LocalText.Of(
                    $"Piemēroti noteikumi: {titles.Of(evaluated.ElementId).Lv}", $"Rules applied: {titles.Of(evaluated.ElementId).En}"), ct);
        }

        private Task TriggeredAsync(EventTriggered triggered, CancellationToken ct) => TellAsync(
            $"event/{step.InstanceId:N}/{triggered.ElementInstanceId}/{triggered.ElementId}/{step.StepId:N}",
            triggered.Trigger + "-received",
            triggered.ElementId,
            triggered.Norms,
            triggered.Trigger == "timer"
                ? LocalText.Of($"Pienācis termiņš: {titles.Of(triggered.ElementId).Lv}", $"Time came: {titles.Of(triggered.ElementId).En}")
                : titles.Of(triggered.ElementId),
            ct);

        /// <summary>A variable <c>household</c> with <c>members[].personCode</c> says who is in the household (docs/cases.md).</summary>
        private async Task HouseholdAsync(FeelContext variables, CancellationToken ct)
        {
            foreach (var member in HouseholdMember.Read(variables))
            {
                await sql.ExecuteAsync(
                    """
                    UPDATE cases.case_parties p SET
                        relation = CASE WHEN p.role = 'applicant' THEN NULL ELSE COALESCE($3, p.relation) END,
                        in_household = COALESCE($4, p.in_household)
                    FROM cases.persons q
                    WHERE p.case_id = $1 AND q.person_id = p.person_id AND q.person_code = $2
                    """,
                    [caseId, CaseSearch.Digits(member.PersonCode), SqlNull.Text(member.Relation), SqlNull.Flag(member.InHousehold)],
                    ct);
            }
        }

        private Task TellAsync(
            string key, string kind, string? elementId, IReadOnlyList<string> norms, LocalText text, CancellationToken ct) => writer.TellAsync(
            new TimelineEvent(
                InstitutionId, caseId, $"{step.InstanceId:N}/{key}", step.Now, kind, text, step.Context.Actor,
                step.Context.OnBehalfOf, elementId, norms),
            ct);

        private static DateOnly DueOn(DateTimeOffset? due) => due is { } at ? RigaTime.DayOf(at) : DateOnly.MaxValue;

        private static NpgsqlParameter DayOf(DateTimeOffset? instant) => SqlNull.Date(instant is { } at ? RigaTime.DayOf(at) : null);

        private static string? Header(CreateUserTask task, string name) =>
            task.Headers.FirstOrDefault(header => header.Key == name).Value;
    }
}
