using DigiSoc.Feel;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tasks;

namespace DigiSoc.Runtime;

/// <summary>Human tasks.</summary>
public sealed partial class Engine
{
    public partial Task<EngineAnswer<UserTaskView>> ClaimTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        _node.Desk.ChangeAsync(
            taskId, context, "ClaimTask", (t, barred) => TaskRights.Claim(t, context, barred), t => t with { Assignee = context.OnBehalfOf ?? context.Actor }, ct);

    public partial Task<EngineAnswer<UserTaskView>> UnclaimTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        _node.Desk.ChangeAsync(
            taskId,
            context,
            "UnclaimTask",
            (t, _) => t.Assignee is null ? RunErrors.TaskNotYours(taskId) : TaskRights.Hold(t, context),
            t => t with { Assignee = null, Owner = null },
            ct);

    public partial Task<EngineAnswer<UserTaskView>> ReassignTaskAsync(
        Guid taskId, string toPerson, OperationContext context, CancellationToken ct) => _node.Desk.ChangeAsync(
        taskId,
        context,
        "ReassignTask",
        (t, barred) => TaskRights.Hold(t, context) ?? TaskRights.FourEyes(t, new(context.InstitutionId, toPerson), barred),
        t => t with { Assignee = toPerson, Owner = null },
        ct);

    public partial Task<EngineAnswer<UserTaskView>> DelegateTaskAsync(
        Guid taskId, string toPerson, OperationContext context, CancellationToken ct) => _node.Desk.ChangeAsync(
        taskId,
        context,
        "DelegateTask",
        (t, barred) => TaskRights.Hold(t, context) ?? TaskRights.FourEyes(t, new(context.InstitutionId, toPerson), barred),
        t => t with { Assignee = toPerson, Owner = t.Owner ?? t.Assignee },
        ct,
        performers: [toPerson]);

    public partial Task<EngineAnswer<UserTaskView>> ResolveTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        _node.Desk.ChangeAsync(
            taskId,
            context,
            "ResolveTask",
            (t, barred) => t.Owner is null
                ? RunErrors.NotDelegated(taskId)
                : TaskRights.Hold(t, context) ?? TaskRights.FourEyes(t, context, barred),
            t => t with { Assignee = t.Owner, Owner = null },
            ct,
            performers: TaskDesk.People(context));

    public partial Task<EngineAnswer<UserTaskView>> ScheduleTaskAsync(
        Guid taskId, DateTimeOffset? dueAt, DateTimeOffset? followUpAt, int? priority, OperationContext context, TaskDates clear, CancellationToken ct) =>
        _node.Desk.ChangeAsync(
            taskId,
            context,
            "ScheduleTask",
            (t, _) => TaskRights.Hold(t, context),
            t => t with
            {
                DueAt = clear.HasFlag(TaskDates.Due) ? null : dueAt ?? t.DueAt,
                FollowUpAt = clear.HasFlag(TaskDates.FollowUp) ? null : followUpAt ?? t.FollowUpAt,
                Priority = Math.Clamp(priority ?? t.Priority, 0, 100),
            },
            ct);

    public partial Task<EngineAnswer<Done>> CompleteTaskAsync(
        Guid taskId, FeelContext variables, OperationContext context, Alongside? alongside, CancellationToken ct) =>
        _node.Desk.CompleteAsync(taskId, variables, context, alongside, ct);

    public partial Task<EngineAnswer<Done>> SaveDraftAsync(Guid taskId, string json, OperationContext context, CancellationToken ct) =>
        _node.Desk.NoteAsync(taskId, context, task => TaskNote.Draft(task, json, context), ct);

    public partial Task<EngineAnswer<TaskDraft>> KeepDraftAsync(
        Guid taskId, string json, DateTimeOffset? over, OperationContext context, CancellationToken ct) =>
        _node.Drafts.KeepAsync(taskId, json, over, context, ct);

    public partial Task<TaskDraft?> DraftAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        _node.Drafts.FindAsync(taskId, context, ct);

    public partial Task<EngineAnswer<Done>> AddTaskCommentAsync(Guid taskId, string text, OperationContext context, CancellationToken ct) =>
        _node.Desk.NoteAsync(taskId, context, task => TaskNote.Comment(task, text, context), ct);

    public partial Task<EngineAnswer<Done>> AttachToTaskAsync(
        Guid taskId, Guid documentId, string name, OperationContext context, Alongside? alongside, CancellationToken ct) =>
        _node.Desk.NoteAsync(taskId, context, task => TaskNote.Attachment(task, documentId, name, context, alongside), ct);

    public partial async Task<TaskNotes> TaskNotesAsync(string businessKey, OperationContext context, CancellationToken ct)
    {
        const string comments = """
            SELECT task_id, author, text, at, on_behalf_of FROM runtime.task_comments WHERE institution_id = $1 AND business_key = $2 ORDER BY at
            """;
        const string attachments = """
            SELECT task_id, document_id, name, added_by, at, on_behalf_of FROM runtime.task_attachments
            WHERE institution_id = $1 AND business_key = $2 ORDER BY at
            """;
        Value[] whose = [Value.Text(context.InstitutionId), Value.Text(businessKey)];
        return new(
            await _node.Database.ListAsAsync(
                context.InstitutionId,
                new(comments, whose),
                r => new TaskComment(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateTimeOffset>(3), r.IsDBNull(4) ? null : r.GetString(4)),
                ct),
            await _node.Database.ListAsAsync(
                context.InstitutionId,
                new(attachments, whose),
                r => new TaskAttachment(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4), r.IsDBNull(5) ? null : r.GetString(5)),
                ct));
    }

    public partial async Task<UserTaskView?> FindTaskAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        (await _node.Desk.FindAsync(taskId, context, ct))?.View;

    public partial Task<FeelContext?> TaskVariablesAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        _node.Desk.VariablesAsync(taskId, context, ct);

    public partial Task<TaskPage> TasksAsync(TaskQuery query, OperationContext context, CancellationToken ct) =>
        _node.Tasks.PageAsync(query, context, ct);

    public partial Task<int> CountTasksAsync(TaskQuery query, OperationContext context, int atMost, CancellationToken ct) =>
        _node.Tasks.CountAsync(query, context, atMost, ct);

    public partial Task<EngineRefusal?> WhyNotAsync(Guid taskId, OperationContext context, CancellationToken ct) =>
        _node.Desk.WhyNotAsync(taskId, context, ct);
}
