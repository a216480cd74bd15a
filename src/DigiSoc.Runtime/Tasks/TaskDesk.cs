using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tasks;

/// <summary>What people do with tasks: judged on the row as it is, written only if it still is so.</summary>
internal sealed class TaskDesk(
    Database database, StateCache cache, InstanceReader reader, PackageShelf shelf, Stepper stepper, TaskChanges changes, EngineClock clock)
{
    private const int Tries = 20;

    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    public async Task<OpenTask?> FindAsync(Guid id, OperationContext context, CancellationToken ct) =>
        await RememberAsync(id, await database.ListAsAsync(context.InstitutionId, new(OpenTask.Load, Value.Uuid(id)), OpenTask.Read, ct), ct);

    // A step of its instance comes next: what this node does not remember of that is read on the same way.
    private async Task<OpenTask?> FindToChangeAsync(Guid id, OperationContext context, CancellationToken ct)
    {
        var instance = EngineIds.InstanceOf(id);
        if (cache.Find(instance) is not null)
        {
            return await FindAsync(id, context, ct);
        }

        var rows = await database.AsAsync(
            context.InstitutionId,
            async reader =>
            {
                var tasks = await Database.ReadAllAsync(reader, OpenTask.Read, ct);
                await reader.NextResultAsync(ct);
                (await Database.ReadAllAsync(reader, row => StoredInstance.Read(row), ct)).ForEach(cache.Keep);
                return tasks;
            },
            ct,
            new(OpenTask.Load, Value.Uuid(id)),
            new(Sql.LoadInstance, Value.Uuid(instance)));
        return await RememberAsync(id, rows, ct);
    }

    private async Task<OpenTask?> RememberAsync(Guid id, List<OpenTask> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            cache.Tasks.Drop(id);
            return null;
        }

        cache.Tasks.Keep(id, rows[0]);
        return await WithModelAsync(rows[0], ct);
    }

    /// <summary>Adds what the model says: headers and norms.</summary>
    public async Task<OpenTask> WithModelAsync(OpenTask task, CancellationToken ct)
    {
        var package = await shelf.LoadAsync(task.View.PackageKey, task.View.PackageVersion, ct);
        if (package.Models.GetValueOrDefault(task.View.ProcessId)?.Find(task.View.ElementId) is not { } element)
        {
            return task;
        }

        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in element.Headers)
        {
            headers[name] = value;
        }

        return task with { View = task.View with { Headers = headers, Norms = element.Norms } };
    }

    /// <summary>Changes a task's row, with an entry in its instance's history.</summary>
    /// <param name="id">The task.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="operation">For the history.</param>
    /// <param name="judge">Why not, by the task and the people whom others' parts in the case bar from it; null: it may be.</param>
    /// <param name="change">The task afterwards.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <param name="performers">Who has a part in the task's element from then on; null: nobody new.</param>
    public async Task<EngineAnswer<UserTaskView>> ChangeAsync(
        Guid id,
        OperationContext context,
        string operation,
        Func<UserTaskView, IReadOnlySet<string>, EngineRefusal?> judge,
        Func<UserTaskView, UserTaskView> change,
        CancellationToken ct,
        string[]? performers = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var task = await FindToChangeAsync(id, context, ct);
            if (task is null)
            {
                return RunErrors.TaskGone(id);
            }

            if (judge(task.View, await BarredAsync(task.View, ct)) is { } refusal)
            {
                return refusal;
            }

            var after = change(task.View) with { Revision = task.View.Revision + 1 };
            IReadOnlyList<Statement> guard = performers is not null && IsBarring(task) ? FourEyesGuard.Of(task.View, context.InstitutionId, performers) : [];
            var stored = await changes.StoreAsync(task, after, operation, guard, context, ct);
            if (stored.IsDone || !IsJudgedAgain(stored.Refusal, task) || attempt == Tries)
            {
                return stored.IsDone ? after : stored.Refusal;
            }
        }
    }

    /// <summary>Keeps what somebody who sees the task leaves at it, with an entry in its instance's history.</summary>
    public async Task<EngineAnswer<Done>> NoteAsync(Guid id, OperationContext context, Func<OpenTask, TaskNote> note, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var task = await FindToChangeAsync(id, context, ct);
            if (task is null)
            {
                return RunErrors.TaskGone(id);
            }

            if (TaskRights.See(task.View, context) is { } refusal)
            {
                return refusal;
            }

            // Judged again when the task was changed meanwhile: it may be another's now, or gone.
            var stored = await changes.NoteAsync(task, note(task), context, ct);
            if (stored.IsDone || stored.Refusal.Code != RunErrors.TaskChangedCode || attempt == Tries)
            {
                return stored;
            }
        }
    }

    public async Task<EngineAnswer<Done>> CompleteAsync(
        Guid id, FeelContext variables, OperationContext context, Alongside? alongside, CancellationToken ct)
    {
        // A remembered row counts only when it leads to the end: whatever is refused by it is judged again by the stored one.
        if (cache.Tasks.Find(id) is { } known && known.InstitutionId == context.InstitutionId)
        {
            cache.Tasks.Drop(id);
            var answer = await CompleteAsync(await WithModelAsync(known, ct), variables, context, alongside, ct);
            if (answer.IsDone)
            {
                return answer;
            }
        }

        for (var attempt = 1; ; attempt++)
        {
            var task = await FindToChangeAsync(id, context, ct);
            if (task is null)
            {
                return RunErrors.TaskGone(id);
            }

            var answer = await CompleteAsync(task, variables, context, alongside, ct);
            if (answer.IsDone)
            {
                return answer;
            }

            if (attempt == Tries || !IsJudgedAgain(answer.Refusal, task))
            {
                // Another's step took the task away meanwhile: told as if it had been gone from the beginning.
                return await FindAsync(id, context, ct) is null ? RunErrors.TaskGone(id) : answer.Refusal;
            }
        }
    }

    private async Task<EngineAnswer<Done>> CompleteAsync(
        OpenTask task, FeelContext variables, OperationContext context, Alongside? alongside, CancellationToken ct)
    {
        var id = task.View.TaskId;
        if (TaskRights.Complete(task.View, context, await BarredAsync(task.View, ct)) is { } refusal)
        {
            return refusal;
        }

        var request = new StepRequest(task.View.InstanceId, new CompleteUserTask(EngineIds.NumberOf(id), variables), context)
        {
            PartId = id,
            Guard = StepGuard.Task(task.View),
            Alongside = alongside,
        };
        var answer = await stepper.RunAsync(IsBarring(task) ? request with { Beside = FourEyesGuard.Of(task.View, context.InstitutionId, People(context)), Tries = 1 } : request, ct);
        return answer.IsDone ? Done.Value : answer.Refusal;
    }

    // What was judged may have changed: the task, or, where others are barred, who did what in the case.
    private static bool IsJudgedAgain(EngineRefusal refusal, OpenTask task) =>
        refusal.Code == RunErrors.TaskChangedCode || (IsBarring(task) && refusal.Code == RunErrors.InstanceBusyCode);

    /// <summary>Whoever acts and in whose stead: both did it.</summary>
    public static string[] People(OperationContext context) => context.OnBehalfOf is { } other ? [context.Actor, other] : [context.Actor];

    private static bool IsBarring(OpenTask task) => TaskRights.NotPerformedBy(task.View).Count > 0;

    public async Task<EngineRefusal?> WhyNotAsync(Guid id, OperationContext context, CancellationToken ct) =>
        await FindAsync(id, context, ct) is { } task
            ? TaskRights.Complete(task.View, context, await BarredAsync(task.View, ct))
            : RunErrors.TaskGone(id);

    /// <summary>Who may not be given the task: whoever had a part in one of the named elements in this case, also inside called parts.</summary>
    public async Task<IReadOnlySet<string>> BarredAsync(UserTaskView task, CancellationToken ct)
    {
        var elements = TaskRights.NotPerformedBy(task);
        if (elements.Count == 0)
        {
            return Nobody;
        }

        var people = await database.ListAsync(
            new(FourEyesGuard.Performers, Value.Uuid(task.InstanceId), Value.Text(task.BusinessKey), Value.Texts(elements)),
            row => row.GetString(0),
            ct);
        return people.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Null when the task is not open.</summary>
    public async Task<FeelContext?> VariablesAsync(Guid id, OperationContext context, CancellationToken ct)
    {
        if (await FindAsync(id, context, ct) is null)
        {
            return null;
        }

        var instance = await reader.ReadAsync(EngineIds.InstanceOf(id), ct);
        var wait = instance?.State.Waits.FirstOrDefault(w => w.Id == EngineIds.NumberOf(id));
        return wait is null ? null : VisibleVariables.Of(instance!.State, wait.ElementInstanceId);
    }

    /// <summary>The engine's time.</summary>
    public DateTimeOffset Now => clock.Now;
}
