using DigiSoc.Cases.Storage;
using DigiSoc.Cases.Work;
using DigiSoc.Documents;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>A comment left at a task; <paramref name="OnBehalfOfName"/>: in whose stead, null in person.</summary>
public sealed record TaskRemark(Guid TaskId, string AuthorName, string? OnBehalfOfName, string Text, DateTimeOffset At);

/// <summary>A file attached at a task; its bytes are the case's document.</summary>
public sealed record AttachedFile(Guid TaskId, Guid DocumentId, string Name, string AddedByName, DateTimeOffset At);

/// <summary>What was left at the tasks of a case, oldest first.</summary>
public sealed record RemarksOfCase(IReadOnlyList<TaskRemark> Comments, IReadOnlyList<AttachedFile> Files);

/// <summary>Comments and files that workers leave at tasks. They stay with the case when the task is done.</summary>
/// <remarks>The engine keeps them and tells them in the history (docs/cases.md, "What is left at a task").</remarks>
public sealed class TaskRemarks
{
    private readonly Engine _engine;
    private readonly CaseStore _store;
    private readonly Worklist _worklist;
    private readonly TaskAssignment _assignment;
    private readonly DocumentStore _documents;
    private readonly TimeProvider _time;

    internal TaskRemarks(Engine engine, CaseStore store, Worklist worklist, TaskAssignment assignment, DocumentStore documents, TimeProvider time) =>
        (_engine, _store, _worklist, _assignment, _documents, _time) = (engine, store, worklist, assignment, documents, time);

    public async Task<RemarksOfCase> OfCaseAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        var notes = await _engine.TaskNotesAsync(caseId.ToString(), TaskAssignment.ContextOf(worker), ct);
        var ids = notes.Comments.SelectMany(one => (string?[])[one.Author, one.OnBehalfOf]).Concat(notes.Attachments.Select(one => one.AddedBy)).Distinct().ToList();
        var names = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Users.AsNoTracking().Where(user => ids.Contains(user.UserId)).ToDictionaryAsync(user => user.UserId, user => user.Name, ct),
            ct);
        return new(
            [.. notes.Comments.Select(one => new TaskRemark(one.TaskId, Name(one.Author), one.OnBehalfOf is { } absent ? Name(absent) : null, one.Text, one.At))],
            [.. notes.Attachments.Select(one => new AttachedFile(one.TaskId, one.DocumentId, one.Name, Name(one.AddedBy), one.At))]);

        string Name(string userId) => names.GetValueOrDefault(userId, userId);
    }

    /// <summary>Refused when empty or longer than 4000 characters, and for whoever could not work on the task.</summary>
    public async Task<Outcome<Done>> CommentAsync(Worker worker, Guid taskId, string? text, CancellationToken ct)
    {
        var written = text?.Trim() ?? "";
        if (written.Length is 0 or > 4000)
        {
            return Outcome<Done>.Refused(CaseErrors.NoteLength(written.Length));
        }

        var row = await _worklist.FindRowAsync(worker, taskId, ct);
        var judged = await _assignment.JudgeAsync(worker, row, ct);
        return judged.WhyNot is { } refusal
            ? Outcome<Done>.Refused(refusal)
            : Told(await _engine.AddTaskCommentAsync(taskId, written, ContextOf(worker, row!, judged), ct));
    }

    /// <summary>Keeps the file as a document of the case. Refused for kinds and sizes that <see cref="UploadedFile"/> does not take.</summary>
    public async Task<Outcome<Done>> AttachAsync(Worker worker, Guid taskId, string name, byte[] content, CancellationToken ct)
    {
        var row = await _worklist.FindRowAsync(worker, taskId, ct);
        var judged = await _assignment.JudgeAsync(worker, row, ct);
        if (judged.WhyNot is { } refusal)
        {
            return Outcome<Done>.Refused(refusal);
        }

        var read = UploadedFile.Read(name, content);
        if (!read.IsDone)
        {
            return Outcome<Done>.Refused(read.Refusals);
        }

        // The bytes first: should the task end in this moment they lie there unnamed, and nobody is told they were attached.
        var now = _time.GetUtcNow();
        var file = read.Value;
        var kept = await _documents.KeepAsync(
            new(
                worker.InstitutionId, row!.Item.CaseId, $"attachment/{Guid.CreateVersion7(now):N}", "attachment", file.Name, file.MediaType, file.Content, "", 0, null,
                null, worker.UserId, now),
            ct);
        return Told(await _engine.AttachToTaskAsync(
            taskId,
            kept.Id,
            file.Name,
            ContextOf(worker, row, judged),
            (connection, transaction, token) => new CaseSql(connection, transaction).ExecuteAsync(
                """
                INSERT INTO cases.case_documents (institution_id, case_id, document_id, kind, title_lv, title_en, media_type, bytes, sha256, created_at)
                VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)
                """,
                [worker.InstitutionId, row.Item.CaseId, kept.Id, kept.Kind, kept.Title, kept.ContentType, kept.Size, kept.Sha256, kept.CreatedAt.ToUniversalTime()],
                token),
            ct));
    }

    private static OperationContext ContextOf(Worker worker, WorkRow row, Judgement judged) =>
        TaskAssignment.ContextOf(worker, row.Item.PackageKey, onBehalfOf: judged.OnBehalfOf);

    private static Outcome<Done> Told(EngineAnswer<Done> answer) => answer.IsDone
        ? Outcome<Done>.Done(answer.Value)
        : Outcome<Done>.Refused(answer.Refusal.Code == "RUN-202" ? CaseErrors.TaskGone() : CaseErrors.EngineRefused(answer.Refusal.Code, answer.Refusal.Text));
}
