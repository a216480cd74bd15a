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
internal sealed class CaseObserver(DeployedPackages packages) : IStepWriter
{
    public async ValueTask<IReadOnlyList<NpgsqlBatchCommand>> WriteAsync(StepRecord step, CancellationToken ct)
    {
        if (!Guid.TryParse(step.BusinessKey, out var caseId))
        {
            return [];
        }

        var titles = (await packages.FindAsync(step.PackageKey, step.PackageVersion, ct))?.Titles ?? ElementTitles.None;
        var writing = new StepWriting(step, caseId, titles);
        writing.Answered();
        foreach (var effect in step.Effects)
        {
            writing.Write(effect);
        }

        return writing.Statements;
    }

    private sealed class StepWriting(StepRecord step, Guid caseId, ElementTitles titles)
    {
        // What was done is named as the worker's list named it, which has the task still.
        private const string TellPerformed = """
            INSERT INTO cases.timeline (institution_id, case_id, entry_key, at, kind, text_lv, text_en, actor_id, actor_name, on_behalf_of, element_id, norms)
            SELECT $1, $2, $3, $4, $5, $6 || COALESCE(w.title_lv, $12), $7 || COALESCE(w.title_en, $12), $8,
                (SELECT name FROM cases.users WHERE user_id = $8), $9, $10, $11
            FROM (SELECT 1) told LEFT JOIN LATERAL (
                SELECT title_lv, title_en FROM cases.work_items WHERE task_id = $13 LIMIT 1) w ON true
            ON CONFLICT ON CONSTRAINT uq_timeline_told_once DO NOTHING
            """;

        private readonly List<NpgsqlBatchCommand> _statements = [];

        public IReadOnlyList<NpgsqlBatchCommand> Statements => _statements;

        private string InstitutionId => step.Context.InstitutionId;

        public void Answered()
        {
            if (step.PartId is not { } taskId)
            {
                return;
            }

            if (HandOver.Of(step.Operation) is { } handed)
            {
                TellHandedOver(taskId, handed);
            }

            switch (step.Operation)
            {
                case "CommentTask":
                    TellLeft(taskId, "task-commented", LocalText.Of("Piezīme pie uzdevuma: ", "Comment at: "));
                    break;
                case "AttachToTask":
                    TellLeft(taskId, "task-attached", LocalText.Of("Pievienots fails pie uzdevuma: ", "File attached at: "));
                    break;
                case "SaveDraft":
                    Add("UPDATE cases.work_items SET has_draft = true WHERE task_id = $1", taskId);
                    break;
                case nameof(CompleteUserTask):
                    Performed();
                    TellCompleted(taskId);
                    break;
                case "ResolveTask":
                    // Who prepared it for its owner did it too; the engine counts the same.
                    Performed();
                    break;
                case "DelegateTask" when step.Task?.Assignee is { } delegated:
                    // Had it in hand from now on, as the engine counts too; it is no signature while nothing is prepared.
                    HadAPart(delegated, step.Context.Actor);
                    break;
            }

            if (step.Task is { } task)
            {
                Follow(task);
            }
        }

        public void Write(Effect effect)
        {
            switch (effect)
            {
                case CreateUserTask task: Offer(task); break;
                case EndUserTask ended: End(ended); break;
                case RaiseIncident incident: Raised(incident); break;
                case EndIncident ended: Ended(ended); break;
                case Record { Event: DecisionEvaluated evaluated }: Evaluated(evaluated); break;
                case Record { Event: EventTriggered triggered }: Triggered(triggered); break;
                case Record { Event: InstanceChanged changed }: Changed(changed); break;
                case Record { Event: VariablesSet set }: Household(set.Variables); break;
            }
        }

        private void Changed(InstanceChanged changed)
        {
            Tell(
                $"changed/{step.StepId:N}", "process-" + changed.Change, null, changed.Norms,
                LocalText.Of($"Lietas process {InLatvian(changed.Change)}: {changed.Reason}", $"The process was {changed.Change}: {changed.Reason}"));
            if (changed.Renamed.Count > 0)
            {
                Renamed(changed.Renamed);
            }
        }

        // Whoever did a step did it under its new id too; by the old one tasks that are open still ask.
        private void Renamed(IReadOnlyDictionary<string, string> renamed) => Add(
            """
            INSERT INTO cases.performers (institution_id, case_id, element_id, user_id, performed_at, stood_in_by)
            SELECT p.institution_id, p.case_id, r.new, p.user_id, p.performed_at, p.stood_in_by
            FROM cases.performers p JOIN unnest($2::text[], $3::text[]) r (old, new) ON p.element_id = r.old
            WHERE p.case_id = $1
            ON CONFLICT (case_id, element_id, user_id) DO NOTHING
            """,
            caseId, renamed.Keys.ToArray(), renamed.Values.ToArray());

        private static string InLatvian(string change) => change switch
        {
            "canceled" => "atcelts",
            "suspended" => "apturēts",
            "resumed" => "atsākts",
            "modified" => "mainīts ar roku",
            "migrated" => "pārcelts uz citu versiju",
            _ => $"mainīts ({change})",
        };

        private void Raised(RaiseIncident incident)
        {
            var code = step.Command is FailJob failed ? failed.Code : incident.Code;
            Add(
                """
                INSERT INTO cases.incidents (
                    incident_id, institution_id, case_id, package_key, package_version, element_id, code, attempts, raised_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (incident_id) DO NOTHING
                """,
                EngineIds.Part(step.InstanceId, incident.IncidentId), InstitutionId, caseId, step.PackageKey, step.PackageVersion,
                incident.ElementId, code, SqlNull.Number(step.Attempt), step.Now);
            Tell($"incident/{incident.IncidentId}", "incident-raised", incident.ElementId, [],
                LocalText.Of(
                    $"Solis apstājies: {titles.Of(incident.ElementId).Lv} ({code})",
                    $"The step stopped: {titles.Of(incident.ElementId).En} ({code})"));
        }

        private void Ended(EndIncident ended)
        {
            Add("DELETE FROM cases.incidents WHERE incident_id = $1", EngineIds.Part(step.InstanceId, ended.IncidentId));
            Tell($"incident-ended/{ended.IncidentId}", "incident-ended", null, [], LocalText.Of("Traucējums novērsts", "The incident is over"));
        }

        /// <summary>Whatever an operation changed of a task: whose it is, when it is due, how important it is.</summary>
        private void Follow(UserTaskView task) => Add(
            """
            UPDATE cases.work_items SET
                assignee_id = $2, assignee_name = (SELECT name FROM cases.users WHERE user_id = $2),
                owner_id = $3, owner_name = (SELECT name FROM cases.users WHERE user_id = $3),
                due_on = $4, follow_up_on = $5, priority = $6
            WHERE task_id = $1
            """,
            task.TaskId, SqlNull.Text(task.Assignee), SqlNull.Text(task.Owner), DueOn(task.DueAt), DayOf(task.FollowUpAt), task.Priority);

        // Four eyes bars whoever acted and in whose stead; signed, named and asked again is only who acted.
        private void Performed()
        {
            Performed(step.Context.Actor, stoodInBy: null);
            if (step.Context.OnBehalfOf is { } absent)
            {
                Performed(absent, step.Context.Actor);
            }
        }

        private void Performed(string userId, string? stoodInBy) => Add(
            """
            INSERT INTO cases.performers (institution_id, case_id, element_id, user_id, performed_at, stood_in_by) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (case_id, element_id, user_id) DO UPDATE SET performed_at = EXCLUDED.performed_at, stood_in_by = EXCLUDED.stood_in_by
            """,
            InstitutionId, caseId, step.ElementId ?? "", userId, step.Now, SqlNull.Text(stoodInBy));

        private void HadAPart(string userId, string askedBy) => Add(
            """
            INSERT INTO cases.performers (institution_id, case_id, element_id, user_id, performed_at, stood_in_by) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (case_id, element_id, user_id) DO NOTHING
            """,
            InstitutionId, caseId, step.ElementId ?? "", userId, step.Now, askedBy);

        private void TellCompleted(Guid taskId)
        {
            var told = Timeline($"task/{taskId:N}", "task-completed", step.ElementId, [], LocalText.Of("Izpildīts: ", "Done: "));
            Add(TellPerformed, [.. told.ToValues(), step.ElementId ?? "", taskId]);
        }

        // That something was left is told; what, the task's and the case's pages show to whoever may read it.
        private void TellLeft(Guid taskId, string kind, LocalText text) =>
            Add(TellPerformed, [.. Timeline($"{kind}/{step.StepId:N}", kind, step.ElementId, [], text).ToValues(), step.ElementId ?? "", taskId]);

        // Told before the list follows, which still says who had it.
        private void TellHandedOver(Guid taskId, HandOver handed)
        {
            var told = Timeline($"{handed.Kind}/{step.StepId:N}", handed.Kind, step.ElementId, [], handed.Text);
            Add(
                HandOver.Insert,
                [
                    .. told.ToValues(), step.ElementId ?? "", taskId, SqlNull.Text(handed.NamesWhom ? step.Task?.Assignee : null),
                    step.Context.Reason is { Length: > 0 } reason ? " – " + reason : "",
                ]);
        }

        private void Offer(CreateUserTask task)
        {
            var groups = task.CandidateGroups.Concat(task.CandidateUsers.Select(user => "user:" + user)).Distinct().ToList();
            var taskId = EngineIds.Part(step.InstanceId, task.WaitId);
            foreach (var (group, index) in (groups.Count == 0 ? [""] : groups).Select((group, index) => (group, index)))
            {
                OfferTo(task, taskId, group, index == 0);
            }
        }

        private void OfferTo(CreateUserTask task, Guid taskId, string group, bool isFirst) => Add(
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
            ]);

        private void End(EndUserTask ended) => Add(
            "DELETE FROM cases.work_items WHERE task_id = $1", EngineIds.Part(step.InstanceId, ended.WaitId));

        private void Evaluated(DecisionEvaluated evaluated)
        {
            Add(
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
                ]);
            Tell($"decision/{step.InstanceId:N}/{evaluated.ElementInstanceId}", "rules-evaluated", evaluated.ElementId, evaluated.Norms,
                LocalText.Of(
                    $"Piemēroti noteikumi: {titles.Of(evaluated.ElementId).Lv}", $"Rules applied: {titles.Of(evaluated.ElementId).En}"));
        }

        private void Triggered(EventTriggered triggered) => Tell(
            $"event/{step.InstanceId:N}/{triggered.ElementInstanceId}/{triggered.ElementId}/{step.StepId:N}",
            triggered.Trigger + "-received",
            triggered.ElementId,
            triggered.Norms,
            triggered.Trigger == "timer"
                ? LocalText.Of($"Pienācis termiņš: {titles.Of(triggered.ElementId).Lv}", $"Time came: {titles.Of(triggered.ElementId).En}")
                : titles.Of(triggered.ElementId));

        /// <summary>A variable <c>household</c> with <c>members[].personCode</c> says who is in the household (docs/cases.md).</summary>
        private void Household(FeelContext variables)
        {
            foreach (var member in HouseholdMember.Read(variables))
            {
                Add(
                    """
                    UPDATE cases.case_parties p SET
                        relation = CASE WHEN p.role = 'applicant' THEN NULL ELSE COALESCE($3, p.relation) END,
                        in_household = COALESCE($4, p.in_household)
                    FROM cases.persons q
                    WHERE p.case_id = $1 AND q.person_id = p.person_id AND q.person_code = $2
                    """,
                    caseId, CaseSearch.Digits(member.PersonCode), SqlNull.Text(member.Relation), SqlNull.Flag(member.InHousehold));
            }
        }

        private void Tell(string key, string kind, string? elementId, IReadOnlyList<string> norms, LocalText text) =>
            Add(TimelineEvent.Insert, Timeline(key, kind, elementId, norms, text).ToValues());

        private TimelineEvent Timeline(string key, string kind, string? elementId, IReadOnlyList<string> norms, LocalText text) => new(
            InstitutionId, caseId, $"{step.InstanceId:N}/{key}", step.Now, kind, text, step.Context.Actor, step.Context.OnBehalfOf,
            elementId, norms);

        private void Add(string sql, params object?[] values) => _statements.Add(CaseSql.ForBatch(sql, values));

        private static DateOnly DueOn(DateTimeOffset? due) => due is { } at ? RigaTime.DayOf(at) : DateOnly.MaxValue;

        private static NpgsqlParameter DayOf(DateTimeOffset? instant) => SqlNull.Date(instant is { } at ? RigaTime.DayOf(at) : null);

        private static string? Header(CreateUserTask task, string name) =>
            task.Headers.FirstOrDefault(header => header.Key == name).Value;
    }
}
