namespace DigiSoc.Runtime;

/// <summary>Unfinished input of a task.</summary>
public sealed record TaskDraft(string Json, DateTimeOffset SavedAt);

/// <summary>What people left at the tasks of a case.</summary>
public sealed record TaskNotes(IReadOnlyList<TaskComment> Comments, IReadOnlyList<TaskAttachment> Attachments);
