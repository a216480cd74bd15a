using DigiSoc.Bpmn;
using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime;

/// <summary>Does the work of one job type against the outside world.</summary>
/// <remarks>
/// A job may be handed out again when its node dies or it outlives its lease: the handler passes
/// <see cref="JobContext.IdempotencyKey"/> on to whatever it changes. An exception counts as a retryable failure.
/// </remarks>
public interface IJobHandler
{
    /// <summary>The type of the task definition it answers to.</summary>
    string Type { get; }

    /// <summary>Does the job; <paramref name="ct"/> is cancelled when the node stops or the lease is lost.</summary>
    Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct);
}

/// <summary>A job as its handler sees it.</summary>
public sealed record JobContext
{
    /// <summary>The job's id (see <see cref="EngineIds"/>).</summary>
    public required Guid JobId { get; init; }

    /// <summary>The same for every attempt at this job.</summary>
    public string IdempotencyKey => JobId.ToString("N");

    /// <summary>The task definition's type.</summary>
    public required string Type { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many attempts there are in all before the job becomes an incident.</summary>
    public required int Attempts { get; init; }

    public required string InstitutionId { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>The instance at the top of the call tree; the same as <see cref="InstanceId"/> outside call activities.</summary>
    public required Guid RootId { get; init; }

    /// <summary>The case; the root's id when it was started without one.</summary>
    public required string BusinessKey { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required string ProcessId { get; init; }

    public required string ElementId { get; init; }

    public required long ElementInstanceId { get; init; }

    /// <summary>Static headers of the model.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Every variable the step sees, inner scopes hiding outer ones.</summary>
    public required FeelContext Variables { get; init; }

    /// <summary>The norms the step rests on.</summary>
    public required IReadOnlyList<string> Norms { get; init; }

    /// <summary>The engine's clock when the job was handed out.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Rows of the caller's or handler's own, written in the transaction of the step.</summary>
/// <remarks>
/// A statement that fails undoes the step, whether or not its exception is caught. Called again when the transaction is tried
/// again. A transaction in which nothing is asked of the database for a minute is ended by the server.
/// </remarks>
public delegate Task Alongside(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct);

/// <summary>What came of a job.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    public static JobOutcome Completed(FeelContext? variables = null, Alongside? alongside = null) =>
        new CompletedJob(variables ?? FeelContext.Empty, alongside, null);

    /// <summary>For a job that leads an ad-hoc sub-process: which of its activities begin, or that it is through.</summary>
    /// <param name="choice">What is decided; an activity that is not its own becomes an incident.</param>
    /// <param name="variables">What the job brings besides.</param>
    /// <param name="alongside">Rows of the handler's own.</param>
    public static JobOutcome Chose(AdHocChoice choice, FeelContext? variables = null, Alongside? alongside = null) =>
        new CompletedJob(variables ?? FeelContext.Empty, alongside, choice);

    /// <param name="code">Error code of the handler's project.</param>
    /// <param name="text">What went wrong and what to do; no personal data.</param>
    /// <param name="retryable">False: an incident at once; true: when the attempts are used up.</param>
    /// <param name="variables">Set at the job's element: the next attempt sees them, and whoever mends the incident; gone with the element.</param>
    public static JobOutcome Failed(string code, string text, bool retryable = true, FeelContext? variables = null) =>
        new FailedJob(code, text, retryable, variables ?? FeelContext.Empty);

    /// <summary>A BPMN error, to be caught by the process.</summary>
    public static JobOutcome BpmnError(string errorCode, string text, FeelContext? variables = null, Alongside? alongside = null) =>
        new ThrewError(errorCode, text, variables ?? FeelContext.Empty, alongside);

    internal sealed record CompletedJob(FeelContext Variables, Alongside? Alongside, AdHocChoice? Choice) : JobOutcome;

    internal sealed record FailedJob(string Code, string Text, bool Retryable, FeelContext Variables) : JobOutcome;

    internal sealed record ThrewError(string ErrorCode, string Text, FeelContext Variables, Alongside? Alongside) : JobOutcome;
}
