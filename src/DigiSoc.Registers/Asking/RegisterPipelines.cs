using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DigiSoc.Registers.Asking;

/// <summary>Time limit, retries and circuit breaker around an adapter: one breaker for each register.</summary>
/// <remarks>
/// A register that fails about one person is not a register that is down: what fails again about the same person within
/// <see cref="RegistersOptions.BreakerWindow"/> is tried past the breaker and does not count for it.
/// </remarks>
internal sealed class RegisterPipelines(RegistersOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Pipelines> _pipelines = new(StringComparer.Ordinal);
    private readonly FailingPersons _failing = new(options.BreakerWindow, clock);

    /// <summary>Asks until there is an answer, the tries are used up, or the breaker opens. Throws only when cancelled.</summary>
    public async Task<RegisterReply> AskAsync(RegisterQuestion question, IRegisterAdapter adapter, CancellationToken ct)
    {
        var reply = await TryAsync(question, adapter, ct);
        if (reply is not RegisterReply.Unavailable)
        {
            _failing.Forget(question.Register.Id, question.PersonCode);
        }

        return reply;
    }

    private async Task<RegisterReply> TryAsync(RegisterQuestion question, IRegisterAdapter adapter, CancellationToken ct)
    {
        var register = question.Register.Id;
        var pipelines = _pipelines.GetOrAdd(register, _ => Build());
        var pipeline = _failing.Knows(register, question.PersonCode) ? pipelines.PastTheBreaker : pipelines.Usual;
        if (pipelines.Breaker.CircuitState is CircuitState.Open or CircuitState.Isolated)
        {
            pipeline = pipelines.Usual; // Refuses, or lets one try through when its pause is over.
        }

        try
        {
            var reply = await pipeline.ExecuteAsync(async token => await adapter.AskAsync(question, token), ct);
            if (reply is RegisterReply.Unavailable)
            {
                _failing.Note(register, question.PersonCode);
            }

            return reply;
        }
        catch (BrokenCircuitException)
        {
            return new RegisterReply.Unavailable(RegisterErrors.BreakerOpen(register));
        }
        catch (TimeoutRejectedException)
        {
            _failing.Note(register, question.PersonCode);
            return new RegisterReply.Unavailable(RegisterErrors.TimedOut(register, options.TryTimeout));
        }
        catch (HttpRequestException problem)
        {
            _failing.Note(register, question.PersonCode);
            return new RegisterReply.Unavailable(RegisterErrors.Unreachable(register, problem.HttpRequestError.ToString()));
        }
        catch (IOException problem) when (!ct.IsCancellationRequested)
        {
            _failing.Note(register, question.PersonCode);
            return new RegisterReply.Unavailable(RegisterErrors.Unreachable(register, problem.GetType().Name));
        }
    }

    private Pipelines Build()
    {
        var state = new CircuitBreakerStateProvider();
        return new Pipelines(
            Retrying().AddCircuitBreaker(Breaker(state)).AddTimeout(options.TryTimeout).Build(),
            Retrying().AddTimeout(options.TryTimeout).Build(),
            state);
    }

    private ResiliencePipelineBuilder<RegisterReply> Retrying()
    {
        var builder = new ResiliencePipelineBuilder<RegisterReply> { TimeProvider = clock };
        return options.Retries > 0 ? builder.AddRetry(Retry()) : builder;
    }

    private RetryStrategyOptions<RegisterReply> Retry() => new()
    {
        ShouldHandle = Transient(),
        MaxRetryAttempts = options.Retries,
        Delay = options.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };

    private CircuitBreakerStrategyOptions<RegisterReply> Breaker(CircuitBreakerStateProvider state) => new()
    {
        StateProvider = state,
        ShouldHandle = Transient(),
        FailureRatio = options.BreakerFailurePercent / 100.0,
        MinimumThroughput = options.BreakerMinimumTries,
        SamplingDuration = options.BreakerWindow,
        BreakDuration = options.BreakerPause,
    };

    private static PredicateBuilder<RegisterReply> Transient() => new PredicateBuilder<RegisterReply>()
        .HandleResult(reply => reply is RegisterReply.Unavailable)
        .Handle<HttpRequestException>()
        .Handle<TimeoutRejectedException>()
        .Handle<IOException>();

    private sealed record Pipelines(
        ResiliencePipeline<RegisterReply> Usual, ResiliencePipeline<RegisterReply> PastTheBreaker, CircuitBreakerStateProvider Breaker);
}
