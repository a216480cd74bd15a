using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Holds;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Runtime;

/// <summary>One attempt at one job: its context, its handler, and what its outcome does to the instance.</summary>
internal sealed class JobExecution(
    Database database,
    KeptJobs kept,
    InstanceReader reader,
    PackageShelf shelf,
    Stepper stepper,
    HoldBook holds,
    EngineOptions options,
    Guid runId,
    EngineClock clock,
    ILogger log)
{
    /// <summary>Attempts beyond the model's that may be lost with their nodes; a job that ends its nodes must come to an end.</summary>
    private const int LostAttempts = 10;

    public async Task RunAsync(HeldJob job, IJobHandler handler, CancellationToken ct)
    {
        var context = await ContextAsync(job, ct);
        if (context is null)
        {
            return;
        }

        using var activity = Meters.Job(context, job.Trace);
        var outcome = job.Attempt > context.Attempts + LostAttempts
            ? JobOutcome.Failed(RunErrors.NoAnswerCode, RunErrors.NoAnswer(job.Type, job.Attempt - 1), retryable: false)
            : await HandleAsync(handler, context, ct);
        if (outcome is null)
        {
            await ReturnAsync(job, CancellationToken.None); // Nothing was decided.
            return;
        }

        Meters.JobsRun.Add(1, new("type", job.Type), new("outcome", Word(outcome)));
        await ApplyAsync(job, context, outcome);
    }

    /// <summary>Gives a job back as if it had not been taken; that of a held instance waits for it to be resumed.</summary>
    public async Task ReturnAsync(HeldJob job, CancellationToken ct)
    {
        if (!await GetsRowAsync(job, KeptJobRow.Unbegun, ct))
        {
            await database.ExecuteAsync(ct, new Statement(
                Sql.ReturnJob,
                Value.Uuid(job.JobId),
                Value.Int(job.Attempt),
                Value.Text(options.NodeName),
                Value.Uuid(EngineIds.InstanceOf(job.JobId))));
        }
    }

    // False: it has a row, or is over.
    private async Task<bool> GetsRowAsync(HeldJob job, KeptJobRow row, CancellationToken ct) =>
        job.Kept is not null && await kept.WriteAsync(job.JobId, runId, row, ct);

    private async Task<JobOutcome?> HandleAsync(IJobHandler handler, JobContext context, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            ct.ThrowIfCancellationRequested(); // Its lease was lost while it stood in the line.
            limited.CancelAfter(options.JobTimeLimit);
            return await handler.HandleAsync(context, limited.Token).WaitAsync(limited.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested)
        {
            return JobOutcome.Failed(RunErrors.TooLongCode, RunErrors.TooLong(context.Type, options.JobTimeLimit));
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Handler of job {Job}, type {Type}, attempt {Attempt} threw", context.JobId, context.Type, context.Attempt);
            return JobOutcome.Failed(RunErrors.HandlerThrewCode, RunErrors.HandlerThrew(context.Type, e));
        }
    }

    private Task ApplyAsync(HeldJob job, JobContext context, JobOutcome outcome) => outcome switch
    {
        JobOutcome.CompletedJob done => StepAsync(job, context, n => new CompleteJob(n, done.Variables, done.Choice), done.Alongside),
        JobOutcome.ThrewError e =>
            StepAsync(job, context, n => new ThrowError(n, e.ErrorCode, e.Text, e.Variables), e.Alongside),
        JobOutcome.FailedJob failed when failed.Retryable && job.Attempt < context.Attempts => RestAsync(job, context, failed),
        JobOutcome.FailedJob failed => StepAsync(job, context, n => new FailJob(n, failed.Code, failed.Text) { Variables = failed.Variables }, null),
        _ => throw RunErrors.Bug($"job outcome {outcome.GetType().Name} is not known."),
    };

    private static string Word(JobOutcome outcome) => outcome switch
    {
        JobOutcome.CompletedJob => "completed",
        JobOutcome.ThrewError => "error",
        _ => "failed",
    };

    private async Task StepAsync(HeldJob job, JobContext context, Func<long, Command> command, Alongside? alongside)
    {
        var request = new StepRequest(
            context.InstanceId,
            command(EngineIds.NumberOf(job.JobId)),
            OperationContext.Engine(context.InstitutionId))
        {
            PartId = job.JobId,
            Guard = StepGuard.Job(job.JobId, job.Attempt, options.NodeName),
            Alongside = alongside,
        };
        try
        {
            var answer = await stepper.RunAsync(request, CancellationToken.None);
            if (!answer.IsDone)
            {
                log.LogInformation("Answer of job {Job} not used: {Refusal}", job.JobId, answer.Refusal.Text);
                await AfterRefusalAsync(job, context.InstanceId);
            }
        }
        catch (Exception e) when (alongside is not null && !(e is NpgsqlException broken && Database.IsBroken(broken)))
        {
            // What the handler writes beside its answer cannot be stored: its failure, and it may become an incident.
            log.LogWarning(e, "Answer of job {Job}, type {Type}, attempt {Attempt} could not be stored", context.JobId, context.Type, context.Attempt);
            await ApplyAsync(job, context, JobOutcome.Failed(RunErrors.AnswerNotStoredCode, RunErrors.AnswerNotStored(context.Type, e)));
        }
    }

    // Still waited for, by an instance that is held or was busy: it is done again later, under the same key. Otherwise
    // the wait is gone, and the job with it.
    private async Task AfterRefusalAsync(HeldJob job, Guid instanceId)
    {
        if (await reader.ReadAsync(instanceId, CancellationToken.None) is { } stored && stored.Waits(job.JobId))
        {
            await ReturnAsync(job, CancellationToken.None);
        }
    }

    private async Task RestAsync(HeldJob job, JobContext context, JobOutcome.FailedJob failed)
    {
        if (failed.Variables.Count > 0)
        {
            await LeaveAsync(job, context, failed.Variables);
        }

        var rest = Policy(job.Type).RestAfter(job.Attempt, Random.Shared.NextDouble());
        var error = $"{failed.Code} {failed.Text}";
        if (!await GetsRowAsync(job, new(null, job.Attempt, rest, error), CancellationToken.None))
        {
            await database.ExecuteAsync(CancellationToken.None, new Statement(
                Sql.RestJob, Value.Uuid(job.JobId), Value.Int(job.Attempt), Value.Span(rest), Value.Text(error), Value.Text(options.NodeName)));
        }
    }

    // Before the rest: an attempt that ends between both has left them, and counts when its lease ends.
    private async Task LeaveAsync(HeldJob job, JobContext context, FeelContext variables)
    {
        var answer = await stepper.RunAsync(
            new(context.InstanceId, new SetVariables(context.ElementInstanceId, variables), OperationContext.Engine(context.InstitutionId))
            {
                Beside = [new(Sql.CheckAttempt, Value.Uuid(job.JobId), Value.Int(job.Attempt), Value.Text(options.NodeName))],
                Tries = 10, // A conflict may also say that the job has been taken over.
            },
            CancellationToken.None);
        if (!answer.IsDone)
        {
            log.LogInformation("Variables of the failed job {Job} not kept: {Refusal}", job.JobId, answer.Refusal.Text);
        }
    }

    private RetryPolicy Policy(string type) => options.RetryPolicies.GetValueOrDefault(type, RetryPolicy.Usual);

    private async Task<JobContext?> ContextAsync(HeldJob job, CancellationToken ct)
    {
        var instance = job.Instance ?? await reader.LoadAsync(EngineIds.InstanceOf(job.JobId), job.Revision, ct);
        if (instance is null || WaitOf(instance, job) is not { } wait)
        {
            await database.ExecuteAsync(ct, new Statement(Sql.DeleteJob, Value.Uuid(job.JobId)));
            return null;
        }

        if (instance.State.Status == InstanceStatus.Suspended || await IsHeldAsync(instance, job, wait, ct))
        {
            await ReturnAsync(job, ct);
            return null;
        }

        var package = await shelf.LoadAsync(instance.PackageKey, instance.PackageVersion, ct);
        return Describe(job, instance, wait, package.Model(instance.ProcessId).Find(wait.ElementId));
    }

    // It came into the line before the hold was placed; it has not begun. What is known of the hold may be old: look again.
    private async Task<bool> IsHeldAsync(StoredInstance instance, HeldJob job, Wait wait, CancellationToken ct)
    {
        if (!holds.HoldsJob(instance, job.Type, wait.ElementId))
        {
            return false;
        }

        await holds.RefreshAsync(ct);
        return holds.HoldsJob(instance, job.Type, wait.ElementId);
    }

    private static Wait? WaitOf(StoredInstance instance, HeldJob job)
    {
        var number = EngineIds.NumberOf(job.JobId);
        return instance.State.Waits.FirstOrDefault(w => w.Id == number && w.Kind == WaitKind.Job);
    }

    private JobContext Describe(HeldJob job, StoredInstance instance, Wait wait, FlowNode? element)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in element?.Headers ?? [])
        {
            headers[name] = value;
        }

        return new()
        {
            JobId = job.JobId,
            Type = job.Type,
            Attempt = job.Attempt,
            Attempts = Policy(job.Type).Attempts ?? job.Attempts,
            InstitutionId = instance.InstitutionId,
            InstanceId = instance.Id,
            RootId = instance.RootId,
            BusinessKey = instance.BusinessKey,
            PackageKey = instance.PackageKey,
            PackageVersion = instance.PackageVersion,
            ProcessId = instance.ProcessId,
            ElementId = wait.ElementId,
            ElementInstanceId = wait.ElementInstanceId,
            Headers = headers,
            Variables = job.Variables ?? VisibleVariables.Of(instance.State, wait.ElementInstanceId),
            Norms = element?.Norms ?? [],
            Now = clock.Now,
        };
    }
}
