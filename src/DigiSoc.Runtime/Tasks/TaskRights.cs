namespace DigiSoc.Runtime.Tasks;

/// <summary>Who may do what with a task. Pure: all facts come in.</summary>
internal static class TaskRights
{
    /// <summary>Header whose value names the elements whose performers may not do this task.</summary>
    public const string NotPerformedByHeader = "notPerformedBy";

    public static EngineRefusal? Claim(UserTaskView task, OperationContext context, IReadOnlySet<string> barred) =>
        task.Assignee is { } assignee && assignee != context.Actor && assignee != context.OnBehalfOf ? RunErrors.TaskTaken(task.TaskId)
        : IsOffered(task, context) || task.Assignee == context.Actor ? FourEyes(task, context, barred)
        : RunErrors.TaskNotOffered(task.TaskId, TaskCandidates.Of(task.CandidateGroups, task.CandidateUsers));

    public static EngineRefusal? Complete(UserTaskView task, OperationContext context, IReadOnlySet<string> barred) =>
        task.Owner is not null ? RunErrors.StillDelegated(task.TaskId)
        : (context.IsSupervisor && task.Assignee is not null ? FourEyes(task, context, barred) : Claim(task, context, barred)) is { } refusal ? refusal
        : task.HoldId is not null ? RunErrors.Held(task.TaskId, task.ElementId)
        : null;

    /// <summary>For what only the one who has it, or a supervisor, may do.</summary>
    public static EngineRefusal? Hold(UserTaskView task, OperationContext context) =>
        context.IsSupervisor || (task.Assignee is not null && (task.Assignee == context.Actor || task.Assignee == context.OnBehalfOf))
            ? null
            : RunErrors.TaskNotYours(task.TaskId);

    /// <summary>For what everybody who sees the task may do: drafts of its holder, comments of its candidates.</summary>
    public static EngineRefusal? See(UserTaskView task, OperationContext context) =>
        Hold(task, context) is null || IsOffered(task, context)
            ? null
            : RunErrors.TaskNotOffered(task.TaskId, TaskCandidates.Of(task.CandidateGroups, task.CandidateUsers));

    /// <summary>Elements the task's header names.</summary>
    public static IReadOnlyList<string> NotPerformedBy(UserTaskView task) =>
        task.Headers.TryGetValue(NotPerformedByHeader, out var elements)
            ? elements.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];

    public static EngineRefusal? FourEyes(UserTaskView task, OperationContext context, IReadOnlySet<string> barred) =>
        barred.Contains(context.Actor) || (context.OnBehalfOf is { } other && barred.Contains(other))
            ? RunErrors.SamePerson(task.TaskId, NotPerformedBy(task))
            : null;

    // A task without candidates is anybody's in the institution. A substitute sees what the absent person sees.
    private static bool IsOffered(UserTaskView task, OperationContext context) =>
        context.IsSupervisor
        || (task.CandidateGroups.Count == 0 && task.CandidateUsers.Count == 0)
        || task.CandidateUsers.Contains(context.Actor)
        || (context.OnBehalfOf is { } absent && (task.CandidateUsers.Contains(absent) || task.Assignee == absent))
        || task.CandidateGroups.Any(context.Groups.Contains);
}
