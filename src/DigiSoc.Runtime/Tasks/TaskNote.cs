using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>What somebody leaves at a task that stays as it is: a comment, a file, unfinished input.</summary>
/// <param name="Operation">As the history calls it.</param>
/// <param name="Tell">Its past-tense event; never what was written, which is personal data.</param>
/// <param name="Write">The row that keeps it, by the time of its entry.</param>
/// <param name="Alongside">Rows of the caller's own in the same transaction; null: none.</param>
internal sealed record TaskNote(string Operation, Action<Utf8JsonWriter> Tell, Func<DateTimeOffset, Statement> Write, Alongside? Alongside = null)
{
    private const string InsertComment = """
        INSERT INTO runtime.task_comments (institution_id, business_key, task_id, author, text, at, on_behalf_of, salt)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string InsertAttachment = """
        INSERT INTO runtime.task_attachments (institution_id, business_key, task_id, document_id, name, added_by, at, on_behalf_of)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    // pk_user_tasks. The draft is no change of the task: its revision stays, so that saving does not disturb completing.
    // When it was saved is its name: never that of another one, though the clock stood still, or was set back.
    private const string SaveDraft = """
        UPDATE runtime.user_tasks SET draft = $2, draft_saved_at = GREATEST($3, draft_saved_at + interval '1 millisecond'), draft_saved_by = $4
        WHERE id = $1
        """;

    // As above, and the one before must be the one that is known ($5): else nothing of it all is done.
    private const string SaveDraftOver = $"""
        {SaveDraft} AND CASE WHEN draft_saved_at IS NOT DISTINCT FROM $5 THEN true ELSE runtime.refuse() END
        """;

    /// <summary>True: its row may refuse (RUN-209, as after any conflict), and it is the caller's to judge again.</summary>
    public bool IsJudgedAgain { get; private init; }

    /// <summary>Event <c>TaskCommented</c>: the digest of salt and text proves the text as long as both are kept.</summary>
    public static TaskNote Comment(OpenTask task, string text, OperationContext context)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]));
        return new(
            "CommentTask",
            Event("TaskCommented", task, w => w.WriteString("sha256", digest)),
            now => new(InsertComment, [.. Head(task), Value.Text(context.Actor), Value.Text(text), Value.At(now), Value.Text(context.OnBehalfOf), Value.Bytes(salt)]));
    }

    /// <summary>Event <c>TaskAttached</c> with the document's id; its name may name a person and stays in the row.</summary>
    public static TaskNote Attachment(OpenTask task, Guid documentId, string name, OperationContext context, Alongside? alongside) => new(
        "AttachToTask",
        Event("TaskAttached", task, w => w.WriteString("document", documentId)),
        now => new(
            InsertAttachment,
            [.. Head(task), Value.Uuid(documentId), Value.Text(name), Value.Text(context.Actor), Value.At(now), Value.Text(context.OnBehalfOf)]),
        alongside);

    /// <summary>Event <c>TaskDraftSaved</c>: that it was saved, by whom, and how long it was.</summary>
    public static TaskNote Draft(OpenTask task, string json, OperationContext context) =>
        Draft(task, json, SaveDraft, now => [Value.Uuid(task.View.TaskId), Value.Text(json), Value.At(now), Value.Text(context.Actor)]);

    /// <summary>As <see cref="Draft(OpenTask, string, OperationContext)"/>, over the draft saved at that instant, or over none, and over no other.</summary>
    public static TaskNote Draft(OpenTask task, string json, DateTimeOffset? over, OperationContext context) => Draft(
        task, json, SaveDraftOver, now => [Value.Uuid(task.View.TaskId), Value.Text(json), Value.At(now), Value.Text(context.Actor), Value.At(over)]) with
    {
        IsJudgedAgain = true,
    };

    private static TaskNote Draft(OpenTask task, string json, string sql, Func<DateTimeOffset, Value[]> values) => new(
        "SaveDraft",
        Event("TaskDraftSaved", task, w => w.WriteNumber("bytes", Encoding.UTF8.GetByteCount(json))),
        now => new(sql, values(now)));

    private static Value[] Head(OpenTask task) =>
        [Value.Text(task.InstitutionId), Value.Text(task.View.BusinessKey), Value.Uuid(task.View.TaskId)];

    private static Action<Utf8JsonWriter> Event(string kind, OpenTask task, Action<Utf8JsonWriter> own) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("element", task.View.ElementId);
        own(writer);
        writer.WriteEndObject();
    };
}
