using System.Security.Cryptography;
using System.Text.Json;
using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>Turns a command into everything one transaction writes.</summary>
/// <remarks>
/// Calls and returns between instances of one call tree happen here, in memory, in one transaction: a child is started
/// with the step that calls it, its end moves its parent on. Effects are written in the order the interpreter gave them,
/// for later ones may close what earlier ones opened.
/// </remarks>
internal sealed partial class StepBuilder(
    InstanceReader reader, PackageShelf shelf, IJobSlots slots, HoldBook holds, DateTimeOffset clockNow)
{
    private const int LongestChain = 2_000;

    private readonly Queue<Follow> _follow = new();
    private readonly StepPlan _plan = new();
    private int _chained;

    // Of the command that is advanced now. Nodes read the database's clock to within a round trip, so a node may be behind
    // the one that made the instance's last step: its time goes on from there, never back.
    private DateTimeOffset _now;

    /// <summary>A command that the first one sets off in another instance of the tree.</summary>
    private sealed record Follow(Guid InstanceId, Command Command, Guid? PartId, OperationContext Context);

    /// <summary>The plan, or the reason the command was refused.</summary>
    public async Task<(StepPlan Plan, EngineRefusal? Refusal)> BuildAsync(
        StoredInstance instance, StepRequest request, CancellationToken ct)
    {
        try
        {
            return await PlanAsync(instance, request, ct);
        }
        catch
        {
            slots.Release(_plan.Jobs);
            throw;
        }
    }

    private async Task<(StepPlan Plan, EngineRefusal? Refusal)> PlanAsync(StoredInstance instance, StepRequest request, CancellationToken ct)
    {
        _beside = request.Beside;
        if (request.Alongside is not null)
        {
            _plan.Alongside.Add(request.Alongside);
        }

        var refusal = await AdvanceAsync(instance, request.Command, request.PartId, request.Guard, request.Context, ct);
        if (refusal is null && request.ThenAnswer is { } answer)
        {
            refusal = await AnswerCreatedJobAsync(instance.Id, answer, request.Context, ct);
        }

        while (refusal is null && _follow.TryDequeue(out var follow))
        {
            refusal = await FollowAsync(follow, ct);
        }

        return (_plan, refusal);
    }

    // A person answers in the place of the handler: the job that the incident's retry just made is done at once.
    private async Task<EngineRefusal?> AnswerCreatedJobAsync(
        Guid instanceId, FeelContext answer, OperationContext context, CancellationToken ct)
    {
        var job = _plan.Records[^1].Effects.OfType<CreateJob>().FirstOrDefault();
        if (job is null)
        {
            return RunErrors.NotAJobIncident(instanceId);
        }

        return await AdvanceAsync(
            _plan.After[instanceId], new CompleteJob(job.WaitId, answer), EngineIds.Part(instanceId, job.WaitId), StepGuard.None, context, ct);
    }

    /// <summary>Null: followed, or of no concern any more. A refusal undoes the whole step.</summary>
    private async Task<EngineRefusal?> FollowAsync(Follow follow, CancellationToken ct)
    {
        var isPlanned = _plan.After.TryGetValue(follow.InstanceId, out var instance);
        instance ??= await reader.LoadAsync(follow.InstanceId, ct);
        if (instance is null)
        {
            return null;
        }

        var refusal = await AdvanceAsync(instance, follow.Command, follow.PartId, StepGuard.None, follow.Context, ct);
        if (refusal is not null && !isPlanned)
        {
            // Another node may have moved it on since this one looked; only what is stored may refuse.
            instance = await reader.ReadAsync(follow.InstanceId, ct) ?? instance;
            refusal = await AdvanceAsync(instance, follow.Command, follow.PartId, StepGuard.None, follow.Context, ct);
        }

        if (refusal is not null && follow.Command is StartInstance && instance.ParentPart is { } part)
        {
            var failed = new FailChild(EngineIds.NumberOf(part), refusal.Code, refusal.Text);
            _follow.Enqueue(new(EngineIds.InstanceOf(part), failed, part, follow.Context));
            return null;
        }

        // One that still waits for this answer and refuses it (it is held) must not lose it. Any other refusal is a
        // parent or child that no longer waits, for it was left in this very step.
        return refusal is not null && follow.PartId is { } awaited && instance.Waits(awaited) ? refusal : null;
    }

    private async Task<EngineRefusal?> AdvanceAsync(
        StoredInstance before, Command command, Guid? partId, StepGuard guard, OperationContext context, CancellationToken ct)
    {
        _now = before.UpdatedAt > clockNow ? before.UpdatedAt : clockNow;
        var package = await shelf.LoadAsync(before.PackageKey, before.PackageVersion, ct);
        if (IsKeptElsewhere(before, guard))
        {
            return RunErrors.LateAnswer(guard.PartId, guard.Number);
        }

        var elementId = partId is { } part ? ElementOf(before.State, part) : null;
        var model = await shelf.ModelAsync(package, before.ProcessId, before.InstitutionId, ct);
        var result = await AdvanceAsync(model, before, command, ct);
        if (result.Rejection is { } rejection)
        {
            return new EngineRefusal(rejection.Code, rejection.Text);
        }

        var stepId = Guid.CreateVersion7(_now);
        var events = EventJson.Write(
            result.Effects.OfType<Record>().Select(r => r.Event),
            command is ResolveIncident && context.Reason is { } reason ? w => WriteReason(w, elementId, reason) : null);
        var entry = Entry(before, command.GetType().Name, partId, elementId, stepId, context, HashOf(command), events);
        var hash = entry.ComputeHash();
        _guard = guard;
        var after = Keep(before, After(before, command, result.State, entry, hash), result);
        _plan.Statements.Add(before.Revision == 0 ? Insert(after, entry) : Update(before, after, entry, elementId));
        _plan.Statements.AddRange(_beside);
        _beside = [];
        _plan.After[after.Id] = after;
        WriteAnswered(command, partId);
        if (command is MigrateInstance migration)
        {
            _plan.Statements.AddRange(Carrying.Over(before, after, migration.Target));
            _plan.News |= StepNews.Jobs | StepNews.Timers | StepNews.Messages;
            _plan.FirstTimer = _now;
        }

        await HandDownAsync(command, after, context, ct);
        foreach (var effect in result.Effects)
        {
            await ApplyAsync(effect, before, after, context, package, ct);
        }

        if (_guard.Kind is StepGuardKind.Job or StepGuardKind.Task)
        {
            throw RunErrors.Bug($"{command.GetType().Name} was accepted and did not end the {_guard.Kind} it answers.");
        }

        _plan.Records.Add(Describe(after, command, command.GetType().Name, partId, elementId, result.Effects, context) with
        {
            Attempt = guard.Kind == StepGuardKind.Job ? guard.Number : null,
        });
        return null;
    }

    private ValueTask<AdvanceResult> AdvanceAsync(ProcessModel model, StoredInstance before, Command command, CancellationToken ct)
    {
        var result = Interpreter.Advance(model, before.State, command, _now);
        return result.Rejection is null && result.State.Status == InstanceStatus.Failed
            ? KeepUncaughtAsync(model, before, command, result, ct)
            : ValueTask.FromResult(result);
    }

    // Whether it is caught outside is asked only when an error leaves the instance; the step is done again when it is not.
    private async ValueTask<AdvanceResult> KeepUncaughtAsync(
        ProcessModel model, StoredInstance before, Command command, AdvanceResult result, CancellationToken ct)
    {
        HashSet<string> uncaught = [];
        while (result.State.Status == InstanceStatus.Failed
            && result.Effects.OfType<EndInstance>().Single().ErrorCode is { } code && !await IsCaughtByCallerAsync(before, code, ct))
        {
            uncaught.Add(code);
            result = Interpreter.Advance(model, before.State, command, _now, error => !uncaught.Contains(error));
        }

        return result;
    }

    private async Task<bool> IsCaughtByCallerAsync(StoredInstance called, string errorCode, CancellationToken ct)
    {
        for (var at = called; at.ParentPart is { } part;)
        {
            var id = EngineIds.InstanceOf(part);
            var parent = _plan.After.GetValueOrDefault(id) ?? await reader.ReadAsync(id, ct);
            if (parent is null || !parent.Waits(part))
            {
                return true; // It is left meanwhile, and drops what comes.
            }

            var package = await shelf.LoadAsync(parent.PackageKey, parent.PackageVersion, ct);
            var model = await shelf.ModelAsync(package, parent.ProcessId, parent.InstitutionId, ct);
            if (Interpreter.Catches(model, parent.State, EngineIds.NumberOf(part), errorCode))
            {
                return true;
            }

            at = parent;
        }

        return false;
    }

    // Other interventions carry their reason in the command, and their own event tells it.
    private static void WriteReason(Utf8JsonWriter writer, string? elementId, string reason)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "ReasonGiven");
        writer.WriteString("element", elementId);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    }

    private StoredInstance After(StoredInstance before, Command command, InstanceState state, HistoryRow entry, byte[] hash) =>
        before with
        {
            Revision = before.Revision + 1,
            State = state,
            PackageVersion = command is MigrateInstance ? _targetVersion ?? before.PackageVersion : before.PackageVersion,
            ChainNumber = entry.Number,
            ChainHash = hash,
            StepId = entry.StepId,
            UpdatedAt = _now,
            EndedAt = state.Status is InstanceStatus.Completed or InstanceStatus.Canceled or InstanceStatus.Failed ? _now : null,
        };

    private IReadOnlyList<Statement> _beside = [];
    private StepGuard _guard = StepGuard.None;
    private int? _targetVersion;

    /// <summary>For <see cref="MigrateInstance"/>: the version the instance is on afterwards.</summary>
    public StepBuilder To(int? version)
    {
        _targetVersion = version;
        return this;
    }

    private HistoryRow Entry(
        StoredInstance instance,
        string operation,
        Guid? partId,
        string? elementId,
        Guid stepId,
        OperationContext context,
        byte[] inputHash,
        byte[] events) => HistoryOf.Row(instance, operation, partId, elementId, stepId, context, inputHash, events, _now);

    private StepRecord Describe(
        StoredInstance after,
        Command? command,
        string operation,
        Guid? partId,
        string? elementId,
        IReadOnlyList<Effect> effects,
        OperationContext context) => new()
        {
            StepId = after.StepId,
            InstanceId = after.Id,
            RootId = after.RootId,
            ParentId = after.ParentPart is { } parent ? EngineIds.InstanceOf(parent) : null,
            BusinessKey = after.BusinessKey,
            PackageKey = after.PackageKey,
            PackageVersion = after.PackageVersion,
            ProcessId = after.ProcessId,
            Command = command,
            Operation = operation,
            PartId = partId,
            ElementId = elementId,
            Effects = effects,
            State = after.State,
            Context = context,
            Now = _now,
        };

    private static string? ElementOf(InstanceState state, Guid part)
    {
        var number = EngineIds.NumberOf(part);
        return state.Waits.FirstOrDefault(w => w.Id == number)?.ElementId
            ?? state.Incidents.FirstOrDefault(i => i.Id == number)?.ElementId;
    }

    private static byte[] HashOf(Command command)
    {
        if (command is ModifyInstance modify)
        {
            var written = modify.Instructions.OfType<ChangeVariables>().SelectMany(change => EventJson.Write(change.Variables)).ToArray();
            return written.Length == 0 ? HistoryOf.NoInput : SHA256.HashData(written);
        }

        var variables = command switch
        {
            StartInstance c => c.Variables,
            CompleteUserTask c => c.Variables,
            CompleteJob c => c.Variables,
            ThrowError c => c.Variables,
            ThrowEscalation c => c.Variables,
            DeliverMessage c => c.Variables,
            DeliverSignal c => c.Variables,
            CompleteChild c => c.Variables,
            SetVariables c => c.Variables,
            ResolveIncident c => c.Variables,
            _ => FeelContext.Empty,
        };
        return variables.Count == 0 ? HistoryOf.NoInput : SHA256.HashData(EventJson.Write(variables));
    }
}
