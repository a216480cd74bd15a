using DigiSoc.Bpmn;
using Npgsql;

namespace DigiSoc.Runtime;

/// <summary>Sees every step of every instance inside the transaction that stores it, and may write rows of its own there.</summary>
/// <remarks>
/// An exception undoes the step. Called after the step's own rows are written, in the order of the steps; the
/// transaction sees all institutions, so each row written states its own.
/// </remarks>
public interface IStepObserver
{
    Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct);
}

/// <summary>An observer whose rows need no answer from the database: its statements go with the step's own, in the same round trip.</summary>
/// <remarks>
/// As for <see cref="IStepObserver"/>, one that fails undoes the step. The statements run after the rows of all steps that
/// share the commit, and after those a caller writes beside its step, in the order of the steps; each sees what the ones
/// before it wrote. They may be asked for again when the transaction is tried again.
/// </remarks>
public interface IStepWriter : IStepObserver
{
    /// <summary>The statements of a step in order; none when it concerns nobody.</summary>
    ValueTask<IReadOnlyList<NpgsqlBatchCommand>> WriteAsync(StepRecord step, CancellationToken ct);

    Task IStepObserver.OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        Task.CompletedTask;
}

/// <summary>One command that was accepted by one instance, and all it caused there.</summary>
public sealed record StepRecord
{
    /// <summary>The step's id; the steps of a call tree that commit together have one each.</summary>
    public required Guid StepId { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>The top of the call tree; the same as <see cref="InstanceId"/> outside call activities.</summary>
    public required Guid RootId { get; init; }

    /// <summary>The instance whose call activity started this one; null at the top.</summary>
    public required Guid? ParentId { get; init; }

    /// <summary>The case.</summary>
    public required string BusinessKey { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required string ProcessId { get; init; }

    /// <summary>What was asked of the interpreter; null for an operation on a task that moves no token (claim, reassign …).</summary>
    public required Command? Command { get; init; }

    /// <summary>The operation's name: the command's type, or for task operations <c>ClaimTask</c>, <c>ReassignTask</c> …</summary>
    public required string Operation { get; init; }

    /// <summary>The part (task, job, timer …) the command answered; null when it answered none.</summary>
    public required Guid? PartId { get; init; }

    /// <summary>The element behind <see cref="PartId"/>; null when there is none.</summary>
    public required string? ElementId { get; init; }

    /// <summary>Which attempt at the job the command answers, from 1; null when it answers no job, or a person answered it.</summary>
    public int? Attempt { get; init; }

    /// <summary>The task after an operation on it (claim, reassign, schedule …); null for steps, and for what changes no task.</summary>
    public UserTaskView? Task { get; init; }

    /// <summary>All effects in order; those of kind <see cref="Record"/> carry the history events.</summary>
    public required IReadOnlyList<Effect> Effects { get; init; }

    /// <summary>The instance after the step.</summary>
    public required InstanceState State { get; init; }

    public required OperationContext Context { get; init; }

    /// <summary>The engine's clock for the step.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The history events of the step in order.</summary>
    public IEnumerable<HistoryEvent> Events => Effects.OfType<Record>().Select(r => r.Event);
}
