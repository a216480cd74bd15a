using DigiSoc.Bpmn;
using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Tasks;

/// <summary>An open task's row.</summary>
internal sealed record OpenTask(UserTaskView View, string InstitutionId)
{
    // The hold of its definition or element that was placed first, if any stands.
    public const string Columns = $"""
        t.id, t.institution_id, t.business_key, t.root_id, t.package_key, t.package_version, t.process_id, t.element_id,
        t.name, t.assignee, t.owner, t.candidate_groups, t.candidate_users, t.due_at, t.follow_up_at, t.priority, t.form_id,
        t.created_at, t.draft_saved_at, t.revision,
        (SELECT h.id FROM runtime.holds h WHERE {HoldSql.OfTask} ORDER BY h.id LIMIT 1)
        """;

    // pk_user_tasks
    public const string Load = $"SELECT {Columns} FROM runtime.user_tasks t WHERE t.id = $1";

    public static OpenTask Read(NpgsqlDataReader row)
    {
        var due = row.GetFieldValue<DateTime>(13);
        return new(
            new UserTaskView
            {
                TaskId = row.GetGuid(0),
                InstanceId = EngineIds.InstanceOf(row.GetGuid(0)),
                BusinessKey = row.GetString(2),
                RootId = row.GetGuid(3),
                PackageKey = row.GetString(4),
                PackageVersion = row.GetInt32(5),
                ProcessId = row.GetString(6),
                ElementId = row.GetString(7),
                Name = row.GetString(8),
                Assignee = Text(row, 9),
                Owner = Text(row, 10),
                CandidateGroups = row.GetFieldValue<string[]>(11),
                CandidateUsers = row.GetFieldValue<string[]>(12),
                DueAt = due == DateTime.MaxValue ? null : new DateTimeOffset(due),
                FollowUpAt = row.IsDBNull(14) ? null : row.GetFieldValue<DateTimeOffset>(14),
                Priority = row.GetInt16(15),
                FormId = Text(row, 16),
                Headers = new Dictionary<string, string>(),
                Norms = [],
                CreatedAt = row.GetFieldValue<DateTimeOffset>(17),
                DraftSavedAt = row.IsDBNull(18) ? null : row.GetFieldValue<DateTimeOffset>(18),
                Revision = row.GetInt32(19),
                HoldId = row.IsDBNull(20) ? null : row.GetGuid(20),
            },
            row.GetString(1));
    }

    /// <summary>The task a step opens.</summary>
    public static OpenTask Of(CreateUserTask effect, StoredInstance instance, DateTimeOffset now) => new(
        new UserTaskView
        {
            TaskId = EngineIds.Part(instance.Id, effect.WaitId),
            InstanceId = instance.Id,
            BusinessKey = instance.BusinessKey,
            RootId = instance.RootId,
            PackageKey = instance.PackageKey,
            PackageVersion = instance.PackageVersion,
            ProcessId = instance.ProcessId,
            ElementId = effect.ElementId,
            Name = effect.Name,
            Assignee = effect.Assignee,
            Owner = null,
            CandidateGroups = effect.CandidateGroups,
            CandidateUsers = effect.CandidateUsers,
            DueAt = effect.DueAt,
            FollowUpAt = effect.FollowUpAt,
            Priority = Math.Clamp(effect.Priority, 0, 100),
            FormId = effect.FormId,
            Headers = new Dictionary<string, string>(),
            Norms = [],
            CreatedAt = now,
            DraftSavedAt = null,
            Revision = 1,
        },
        instance.InstitutionId);

    /// <summary>Values of <see cref="Sql.InsertTask"/>.</summary>
    public Value[] ToValues()
    {
        var candidates = TaskCandidates.Of(View.CandidateGroups, View.CandidateUsers);
        return
        [
            Value.Uuid(View.TaskId),
            Value.Text(InstitutionId),
            Value.Text(View.BusinessKey),
            Value.Uuid(View.RootId),
            Value.Text(View.PackageKey),
            Value.Int(View.PackageVersion),
            Value.Text(View.ProcessId),
            Value.Text(View.ElementId),
            Value.Text(View.Name),
            Value.Text(View.Assignee),
            Value.Text(candidates.Count > 0 ? candidates[0] : null),
            Value.ArrayText(View.CandidateGroups),
            Value.ArrayText(View.CandidateUsers),
            Value.At(View.DueAt),
            Value.At(View.FollowUpAt),
            Value.Small(View.Priority),
            Value.Text(View.FormId),
            Value.At(View.CreatedAt),
        ];
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
